/* Reading threads. The usual page is one indexed read of all that it shows;
 * only one that would be too long is read branch by branch. Readers who wrote
 * something themselves cost one read more. */
#include "store/comment_thread.h"

#include "store/comment_tree.h"
#include "util/token.h"

#define NOTE_COLUMNS                                                           \
	"note.id, note.root_id, note.parent_id, note.depth, note.state,"       \
	" note.author_name, note.website, note.body, note.is_staff,"           \
	" note.created_at, note.edited_at"

/* The top-level comments of a page. */
#define ROOTS(order)                                                           \
	"(SELECT id FROM shown_comment"                                        \
	"  WHERE thread_id = $1 AND parent_id IS NULL"                         \
	"  ORDER BY id" order " LIMIT $2 OFFSET $3) AS root"

/* All that stands below them. */
#define BELOW "  JOIN shown_comment AS note ON note.root_id = root.id LIMIT $4"

#define SHOWN(order) "SELECT " NOTE_COLUMNS "  FROM " ROOTS(order) BELOW

static const char SQL_OLDEST[] = SHOWN("");
static const char SQL_NEWEST[] = SHOWN(" DESC");

/* How long each branch is, with the comment that it begins with. */
#define SIZES(order)                                                           \
	"SELECT root.id, (SELECT count(*) FROM shown_comment AS note"          \
	"                  WHERE note.root_id = root.id)"                      \
	"  FROM " ROOTS(order)

static const char SQL_OLDEST_SIZES[] = SIZES("");
static const char SQL_NEWEST_SIZES[] = SIZES(" DESC");

static const char SQL_FIRST_OF_BRANCH[] =
	"SELECT " NOTE_COLUMNS "  FROM shown_comment AS note"
	" WHERE note.root_id = $1 ORDER BY note.id LIMIT $2";

static const char SQL_ROOT[] =
	"SELECT " NOTE_COLUMNS "  FROM shown_comment AS note"
	" WHERE note.id = $1 AND note.thread_id = $2"
	"   AND note.parent_id IS NULL";

/* With the author of what each answers, which may be on another page. */
static const char SQL_BRANCH[] =
	"SELECT " NOTE_COLUMNS ","
	"       (SELECT parent.author_name FROM shown_comment AS parent"
	"         WHERE parent.id = note.parent_id)"
	"  FROM shown_comment AS note"
	" WHERE note.root_id = $1 AND note.id > $1"
	" ORDER BY note.id LIMIT $2 OFFSET $3";

/* The newest of a reader's comments: $1 a guest's hash, $3 a member; $4 since
 * when published ones are theirs to edit. Nobody writes hundreds that wait, and
 * whoever does sees the last. */
#define NEWEST_OF(whose, limit)                                                \
	"SELECT * FROM (SELECT id FROM comment WHERE " whose                   \
	"                ORDER BY id DESC LIMIT " limit ")"
#define OF_GUEST NEWEST_OF("guest_hash = $1", "200")
#define OF_MEMBER(state, limit)                                                \
	NEWEST_OF("user_id = $3 AND state = '" state "'", limit)
#define OWN_HELD      OF_MEMBER("held", "200")
#define OWN_SPAM      OF_MEMBER("spam", "200")
#define OWN_PUBLISHED OF_MEMBER("published", "50")
#define OWN_IDS                                                                \
	OF_GUEST " UNION " OWN_HELD " UNION " OWN_SPAM " UNION " OWN_PUBLISHED
#define OWN                                                                    \
	"  FROM (" OWN_IDS ") AS own"                                          \
	"  JOIN comment AS note ON note.id = own.id"                           \
	" WHERE note.thread_id = $2"                                           \
	"   AND (" LOOKS_HELD                                                  \
	"        OR (note.state = 'published' AND note.created_at > $4))"

static const char SQL_OWN[] =
	"SELECT " NOTE_COLUMNS ", note.flags" OWN " ORDER BY note.id";

static const char SQL_HAS_OWN[] = "SELECT 1" OWN " LIMIT 1";

static const char SQL_COUNT_ROOTS[] =
	"SELECT count(*) FROM shown_comment"
	" WHERE thread_id = $1 AND parent_id IS NULL AND id > $2 AND id < $3";

static const char SQL_POSITION[] = "SELECT count(*) FROM shown_comment"
				   " WHERE root_id = $1 AND id <= $2";

static const char SQL_PLACE[] =
	"SELECT note.root_id, note.parent_id, note.is_shown, " THREAD_COLUMNS
	"  FROM comment AS note"
	"  JOIN thread ON thread.id = note.thread_id"
	"  LEFT JOIN public_program AS program"
	"       ON program.id = thread.program_id"
	" WHERE note.id = $1"
	"   AND (note.state = 'published'"
	"        OR (" LOOKS_HELD
	"            AND (note.guest_hash = $2 OR note.user_id = $3)))"
	"   AND (thread.program_id IS NULL OR program.id IS NOT NULL)";

/* No reader at all owns nothing: NULL is equal to nothing in SQL. */
static void bind_reader(struct db_query *q, int hash_number, int user_number,
			const struct comment_reader *reader)
{
	bool has_hash = reader && reader->guest_hash;
	bool has_user = reader && reader->user_id;

	if (has_hash)
		db_bind_blob(q, hash_number, reader->guest_hash, TOKEN_HASH);
	else
		db_bind_null(q, hash_number);
	db_bind_int_or_null(q, user_number, has_user ? reader->user_id : 0,
			    !has_user);
}

static bool is_somebody(const struct comment_reader *reader)
{
	return reader && (reader->guest_hash || reader->user_id);
}

static enum status count_of(struct db_query *q, size_t *count)
{
	*count = db_row(q) ? (size_t)db_int(q, 0) : 0;
	return db_finish_one(q);
}

/* Top-level comments with an id between the two. */
static enum status count_roots(struct db *db, int64_t thread_id, int64_t after,
			       int64_t before, size_t *count)
{
	struct db_query *q = db_query(db, SQL_COUNT_ROOTS);

	db_bind_int(q, 1, thread_id);
	db_bind_int(q, 2, after);
	db_bind_int(q, 3, before);
	return count_of(q, count);
}

/* Pages for a number of things; of nothing there is one. */
static size_t pages_for(size_t count, size_t size)
{
	return count ? (count + size - 1) / size : 1;
}

static struct comment *add_row(struct db_query *q, struct comment_list *list)
{
	struct comment *note = store_comment_list_add(list);

	store_comment_read_shown(q, list->arena, note);
	note->is_stub = note->state != COMMENT_PUBLISHED;
	return note;
}

/* The first replies of a long page ------------------------------------- */

struct branch {
	int64_t root_id;
	size_t size; /* comments in it, its first included */
};

/* How many comments each branch may show so that all of them fit: the same
 * for each, and all of the short ones. */
static size_t share_of(const struct branch *branches, size_t count)
{
	size_t share = COMMENT_PAGE_NOTES, sum;

	do {
		sum = 0;
		for (size_t i = 0; i < count; i++)
			sum += branches[i].size < share ? branches[i].size
							: share;
	} while (sum > COMMENT_PAGE_NOTES && --share > 1);
	return share;
}

static void bind_page(struct db_query *q, int64_t thread_id,
		      const struct comment_view *view)
{
	db_bind_int(q, 1, thread_id);
	db_bind_int(q, 2, COMMENT_PAGE_SIZE);
	db_bind_int(q, 3, (int64_t)(view->page - 1) * COMMENT_PAGE_SIZE);
}

static enum status read_sizes(struct db *db, int64_t thread_id,
			      const struct comment_view *view,
			      struct branch branches[COMMENT_PAGE_SIZE],
			      size_t *count)
{
	struct db_query *q = db_query(db, view->is_newest ? SQL_NEWEST_SIZES
							  : SQL_OLDEST_SIZES);

	*count = 0;
	bind_page(q, thread_id, view);
	while (db_row(q) && *count < COMMENT_PAGE_SIZE)
		branches[(*count)++] = (struct branch){
			.root_id = db_int(q, 0),
			.size = (size_t)db_int(q, 1),
		};
	return db_finish(q);
}

static enum status read_first(struct db *db, const struct branch *branch,
			      size_t share, struct comment_list *list)
{
	struct db_query *q = db_query(db, SQL_FIRST_OF_BRANCH);
	size_t before = list->count;

	db_bind_int(q, 1, branch->root_id);
	db_bind_int(q, 2, (int64_t)share);
	while (db_row(q))
		add_row(q, list);
	if (list->count > before && branch->size > share)
		list->items[before].more_count =
			(int64_t)(branch->size - share);
	return db_finish(q);
}

static enum status read_long_page(struct db *db, int64_t thread_id,
				  const struct comment_view *view,
				  struct comment_list *list)
{
	struct branch branches[COMMENT_PAGE_SIZE];
	size_t count, share;
	enum status st = read_sizes(db, thread_id, view, branches, &count);

	share = share_of(branches, count);
	for (size_t i = 0; st == STATUS_OK && i < count; i++)
		st = read_first(db, &branches[i], share, list);
	return st;
}

/* Pages ------------------------------------------------------------------ */

/* What everybody sees of a page. *roots: top-level comments of it. */
static enum status read_shown(struct db *db, int64_t thread_id,
			      const struct comment_view *view,
			      struct comment_list *list, size_t *roots)
{
	struct db_query *q =
		db_query(db, view->is_newest ? SQL_NEWEST : SQL_OLDEST);
	enum status st;

	bind_page(q, thread_id, view);
	db_bind_int(q, 4, COMMENT_PAGE_NOTES + 1);
	while (db_row(q))
		add_row(q, list);
	st = db_finish(q);
	if (st == STATUS_OK && list->count > COMMENT_PAGE_NOTES) {
		list->count = 0;
		st = read_long_page(db, thread_id, view, list);
	}
	*roots = 0;
	for (size_t i = 0; i < list->count; i++)
		*roots += list->items[i].parent_id == 0;
	return st;
}

static enum status read_branch(struct db *db, int64_t thread_id,
			       const struct comment_view *view,
			       struct comment_list *list, size_t *pages)
{
	struct db_query *q = db_query(db, SQL_ROOT);
	size_t size;
	enum status st;

	db_bind_int(q, 1, view->branch_id);
	db_bind_int(q, 2, thread_id);
	if (db_row(q))
		add_row(q, list);
	st = db_finish_one(q);
	if (st != STATUS_OK)
		return st;
	q = db_query(db, SQL_BRANCH);
	db_bind_int(q, 1, view->branch_id);
	db_bind_int(q, 2, COMMENT_PAGE_NOTES);
	db_bind_int(q, 3, (int64_t)(view->page - 1) * COMMENT_PAGE_NOTES);
	while (db_row(q))
		add_row(q, list)->answers = db_text(q, 11, list->arena);
	st = db_finish(q);
	if (st != STATUS_OK)
		return st;
	q = db_query(db, SQL_POSITION);
	db_bind_int(q, 1, view->branch_id);
	db_bind_int(q, 2, INT64_MAX);
	st = count_of(q, &size);
	*pages = pages_for(size - 1, COMMENT_PAGE_NOTES);
	return st;
}

static enum status read_page(struct db *db, int64_t thread_id,
			     const struct comment_view *view,
			     struct comment_list *list, size_t *pages)
{
	size_t roots;
	enum status st;

	if (view->branch_id)
		return read_branch(db, thread_id, view, list, pages);
	*pages = view->page;
	st = read_shown(db, thread_id, view, list, &roots);
	if (st != STATUS_OK || (view->page == 1 && roots < COMMENT_PAGE_SIZE))
		return st;
	st = count_roots(db, thread_id, 0, INT64_MAX, &roots);
	*pages = pages_for(roots, COMMENT_PAGE_SIZE);
	return st;
}

/* The reader's own ------------------------------------------------------- */

static void bind_own(struct db_query *q, int64_t thread_id,
		     const struct comment_reader *reader)
{
	bind_reader(q, 1, 3, reader);
	db_bind_int(q, 2, thread_id);
	db_bind_int(q, 4, reader->now - COMMENT_EDIT_SECONDS);
}

/* Does one that only its author sees belong on this page? A reply does where
 * what it answers is, which the tree knows; but the first comment of a branch
 * stands on all of its pages. */
static bool belongs(const struct comment *note, const struct comment_view *view,
		    size_t pages)
{
	if (view->branch_id)
		return note->root_id == view->branch_id &&
		       (note->parent_id != view->branch_id || view->page == 1);
	return note->parent_id || view->page == (view->is_newest ? 1 : pages);
}

/* What others see of it (if at all: its words, or its empty place) gives way to
 * what its author does. */
static void put_own(const struct comment_list *shown, struct comment *note,
		    const struct comment_view *view, size_t pages,
		    struct comment_list *more)
{
	struct comment *same = store_comment_tree_find(shown, note->id);

	note->is_mine = true;
	note->is_own = note->state != COMMENT_PUBLISHED;
	if (same) {
		note->more_count = same->more_count;
		note->answers = same->answers;
		*same = *note;
	} else if (note->is_own && belongs(note, view, pages)) {
		*store_comment_list_add(more) = *note;
	}
}

static enum status read_own(struct db *db, int64_t thread_id,
			    const struct comment_view *view,
			    const struct comment_reader *reader, size_t pages,
			    struct comment_list *shown)
{
	struct comment_list more = { .arena = shown->arena };
	struct db_query *q = db_query(db, SQL_OWN);
	struct comment note;

	bind_own(q, thread_id, reader);
	while (db_row(q)) {
		store_comment_read_shown(q, shown->arena, &note);
		note.flags = (unsigned)db_int(q, 11);
		put_own(shown, &note, view, pages, &more);
	}
	for (size_t i = 0; i < more.count; i++)
		*store_comment_list_add(shown) = more.items[i];
	if (more.count)
		store_comment_tree_sort(shown);
	return db_finish(q);
}

enum status store_comment_has_own(struct db *db, int64_t thread_id,
				  const struct comment_reader *reader,
				  bool *has_own)
{
	struct db_query *q;

	*has_own = false;
	if (!is_somebody(reader))
		return STATUS_OK;
	q = db_query(db, SQL_HAS_OWN);
	bind_own(q, thread_id, reader);
	*has_own = db_row(q);
	return db_finish(q);
}

enum status store_comment_thread(struct db *db, struct arena *arena,
				 int64_t thread_id,
				 const struct comment_view *view,
				 const struct comment_reader *reader,
				 struct comment_page *out)
{
	struct comment_list list = { .arena = arena };
	enum status st;

	*out = (struct comment_page){ .pages = 1 };
	st = read_page(db, thread_id, view, &list, &out->pages);
	if (st != STATUS_OK || view->page > out->pages)
		return st;
	store_comment_tree_sort(&list);
	if (is_somebody(reader))
		st = read_own(db, thread_id, view, reader, out->pages, &list);
	if (st == STATUS_OK)
		store_comment_tree_order(&list, view->is_newest);
	out->notes = list.items;
	out->count = list.count;
	return st;
}

/* Places ----------------------------------------------------------------- */

/* The page on which the branch of root_id is; 0: a new one, the reader's own,
 * which stands where the newest do. */
static enum status find_page(struct db *db, int64_t thread_id, int64_t root_id,
			     struct comment_view *view)
{
	size_t before;
	enum status st;

	view->page = 1;
	if (!root_id && view->is_newest)
		return STATUS_OK;
	if (!root_id)
		st = count_roots(db, thread_id, 0, INT64_MAX, &before);
	else if (view->is_newest)
		st = count_roots(db, thread_id, root_id, INT64_MAX, &before);
	else
		st = count_roots(db, thread_id, 0, root_id, &before);
	view->page = root_id ? before / COMMENT_PAGE_SIZE + 1
			     : pages_for(before, COMMENT_PAGE_SIZE);
	return st;
}

/* A reply that view's page has no room for stands in the pages of its own
 * branch. */
static enum status find_in_branch(struct db *db, int64_t thread_id,
				  int64_t root_id, int64_t id,
				  struct comment_view *view)
{
	struct branch branches[COMMENT_PAGE_SIZE];
	struct db_query *q = db_query(db, SQL_POSITION);
	size_t position, count;
	enum status st;

	db_bind_int(q, 1, root_id);
	db_bind_int(q, 2, id);
	st = count_of(q, &position);
	if (st != STATUS_OK ||
	    position <= COMMENT_PAGE_NOTES / COMMENT_PAGE_SIZE)
		return st; /* there is room for so many of every branch */
	st = read_sizes(db, thread_id, view, branches, &count);
	if (st == STATUS_OK && position > share_of(branches, count))
		*view = (struct comment_view){
			.branch_id = root_id,
			.page = (position - 2) / COMMENT_PAGE_NOTES + 1,
		};
	return st;
}

enum status store_comment_place(struct db *db, struct arena *arena, int64_t id,
				const struct comment_reader *reader,
				bool is_newest, struct comment_spot *out)
{
	struct db_query *q = db_query(db, SQL_PLACE);
	int64_t root_id = 0, parent_id = 0;
	bool is_shown = false;
	enum status st;

	*out = (struct comment_spot){ .view.is_newest = is_newest };
	db_bind_int(q, 1, id);
	bind_reader(q, 2, 3, reader);
	if (db_row(q)) {
		root_id = db_int(q, 0);
		parent_id = db_int(q, 1);
		is_shown = db_int(q, 2) != 0;
		store_thread_read(q, 3, arena, &out->thread);
	}
	st = db_finish_one(q);
	if (st != STATUS_OK)
		return st;
	st = find_page(db, out->thread.id, parent_id || is_shown ? root_id : 0,
		       &out->view);
	if (st != STATUS_OK || !parent_id)
		return st;
	return find_in_branch(db, out->thread.id, root_id,
			      is_shown ? id : parent_id, &out->view);
}
