/* Reading comments. A thread page is one indexed read of what is shown, and
 * one more for readers who wrote something themselves; the order of a
 * conversation is made here, from each comment's parent. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/comment.h"
#include "store/comment_row.h"
#include "util/token.h"

static const char SQL_SHOWN[] =
	"SELECT note.id, note.root_id, note.parent_id, note.depth, note.state,"
	"       note.author_name, note.website, note.body, note.is_staff,"
	"       note.created_at, note.edited_at"
	"  FROM (SELECT id FROM shown_comment"
	"         WHERE thread_id = $1 AND parent_id IS NULL"
	"         ORDER BY id LIMIT $2 OFFSET $3) AS root"
	"  JOIN shown_comment AS note ON note.root_id = root.id";

/* To its author a comment waits also when it went to spam because they are
 * blocked, or the filter said so: whoever is blocked should not notice, and
 * whoever is honest waits for a person. 320 is COMMENT_IS_BLOCKED and
 * COMMENT_IS_CALLED_SPAM. */
#define LOOKS_HELD                                                             \
	"(comment.state = 'held'"                                              \
	" OR (comment.state = 'spam' AND (comment.flags & 320) <> 0))"

static const char SQL_OWN[] =
	"SELECT id, root_id, parent_id, depth, state, author_name, website,"
	"       body, is_staff, created_at, edited_at, flags"
	"  FROM comment"
	" WHERE (guest_hash = $1 OR user_id = $3) AND " LOOKS_HELD
	"   AND thread_id = $2 AND is_shown = 0"
	" ORDER BY id LIMIT 200";

static const char SQL_COUNT_ROOTS[] =
	"SELECT count(*) FROM shown_comment"
	" WHERE thread_id = $1 AND parent_id IS NULL AND id < $2";

static const char SQL_PARENT[] =
	"SELECT author_name, body, depth FROM public_comment"
	" WHERE id = $1 AND thread_id = $2";

static const char SQL_PLACE[] =
	"SELECT comment.root_id, comment.is_shown, " THREAD_COLUMNS
	"  FROM comment"
	"  JOIN thread ON thread.id = comment.thread_id"
	"  LEFT JOIN public_program AS program"
	"       ON program.id = thread.program_id"
	" WHERE comment.id = $1"
	"   AND (comment.state = 'published'"
	"        OR (" LOOKS_HELD
	"            AND (comment.guest_hash = $2 OR comment.user_id = $3)))"
	"   AND (thread.program_id IS NULL OR program.id IS NOT NULL)";

static const char SQL_LIST[] =
	"SELECT " COMMENT_COLUMNS "  FROM comment"
	"  JOIN thread ON thread.id = comment.thread_id"
	"  LEFT JOIN program ON program.id = thread.program_id"
	" WHERE comment.state = $1 ORDER BY comment.id LIMIT $2";

static const char SQL_RECENT[] =
	"SELECT comment.id, 0, comment.parent_id, comment.depth, 'published',"
	"       comment.author_name, comment.website, comment.body,"
	"       comment.is_staff, comment.created_at, NULL, 0, NULL,"
	"       comment.published_at, " THREAD_COLUMNS
	"  FROM public_comment AS comment"
	"  JOIN thread ON thread.id = comment.thread_id"
	"  LEFT JOIN public_program AS program"
	"       ON program.id = thread.program_id"
	" WHERE thread.program_id IS NULL OR program.id IS NOT NULL"
	" ORDER BY comment.published_at DESC, comment.id DESC LIMIT $1";

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

static enum status count_roots(struct db *db, int64_t thread_id, int64_t before,
			       size_t *count)
{
	struct db_query *q = db_query(db, SQL_COUNT_ROOTS);

	db_bind_int(q, 1, thread_id);
	db_bind_int(q, 2, before);
	*count = db_row(q) ? (size_t)db_int(q, 0) : 0;
	return db_finish_one(q);
}

/* Pages for a number of top-level comments; an empty thread has one. */
static size_t pages_for(size_t roots)
{
	return roots ? (roots + COMMENT_PAGE_SIZE - 1) / COMMENT_PAGE_SIZE : 1;
}

static enum status read_shown(struct db *db, int64_t thread_id, size_t page,
			      struct comment_list *list, size_t *roots)
{
	struct db_query *q = db_query(db, SQL_SHOWN);

	db_bind_int(q, 1, thread_id);
	db_bind_int(q, 2, COMMENT_PAGE_SIZE);
	db_bind_int(q, 3, (int64_t)(page - 1) * COMMENT_PAGE_SIZE);
	while (db_row(q)) {
		struct comment *note = store_comment_list_add(list);

		store_comment_read_shown(q, list->arena, note);
		note->is_stub = note->state != COMMENT_PUBLISHED;
		*roots += note->parent_id == 0;
	}
	return db_finish(q);
}

static enum status read_own(struct db *db, int64_t thread_id,
			    const struct comment_reader *reader,
			    bool is_last_page, struct comment_list *list)
{
	struct db_query *q = db_query(db, SQL_OWN);
	struct comment note;

	bind_reader(q, 1, 3, reader);
	db_bind_int(q, 2, thread_id);
	while (db_row(q)) {
		store_comment_read_shown(q, list->arena, &note);
		note.is_own = true;
		note.flags = (unsigned)db_int(q, 11);
		if (note.parent_id || is_last_page)
			*store_comment_list_add(list) = note;
	}
	return db_finish(q);
}

static int by_id(const void *a, const void *b)
{
	const struct comment *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

/* The tree under construction: positions of rows, sorted by id. */
struct branches {
	struct comment *rows;
	size_t count;
	/* By position + 1; [0] is the thread itself. 0 ends a chain. */
	size_t *above, *first, *last, *next;
};

/* The position + 1 of id, 0 when it is not among the rows. */
static size_t find_row(const struct branches *t, int64_t id)
{
	struct comment key = { .id = id };
	const struct comment *row = NULL;

	if (t->count)
		row = bsearch(&key, t->rows, t->count, sizeof(key), by_id);
	return row ? (size_t)(row - t->rows) + 1 : 0;
}

/* Hang row i (position + 1) below what it answers, or beside it when levels
 * end. A parent always has the smaller id, so it hangs already; without one
 * (taken back since, or on another page) the row is left out. */
static void hang(struct branches *t, size_t i)
{
	struct comment *row = &t->rows[i - 1];
	size_t above = 0;

	if (row->parent_id) {
		above = find_row(t, row->parent_id);
		if (!above || t->above[above] == SIZE_MAX) {
			t->above[i] = SIZE_MAX;
			return;
		}
		if (t->rows[above - 1].depth == COMMENT_DEPTH_MAX) {
			row->answers = t->rows[above - 1].author_name;
			above = t->above[above];
		}
	}
	t->above[i] = above;
	if (t->last[above])
		t->next[t->last[above]] = i;
	else
		t->first[above] = i;
	t->last[above] = i;
	if (above)
		t->rows[above - 1].reply_count++;
}

/* The next row of a walk that visits a reply right after what it answers. */
static size_t walk(const struct branches *t, size_t i)
{
	if (t->first[i])
		return t->first[i];
	while (i && !t->next[i])
		i = t->above[i];
	return i ? t->next[i] : 0;
}

static void put_in_order(struct comment_list *list)
{
	size_t *links =
		arena_array(list->arena, (list->count + 1) * 4, sizeof(*links));
	struct branches t = {
		.rows = list->items,
		.count = list->count,
		.above = links,
		.first = links + list->count + 1,
		.last = links + (list->count + 1) * 2,
		.next = links + (list->count + 1) * 3,
	};
	struct comment *out =
		arena_array(list->arena, list->count + 1, sizeof(*out));
	size_t count = 0;

	if (list->count)
		qsort(list->items, list->count, sizeof(*list->items), by_id);
	for (size_t i = 1; i <= t.count; i++)
		hang(&t, i);
	for (size_t i = walk(&t, 0); i; i = walk(&t, i))
		out[count++] = t.rows[i - 1];
	list->items = out;
	list->count = count;
}

static const char SQL_WAITS[] =
	"SELECT 1 FROM comment"
	" WHERE (guest_hash = $1 OR user_id = $3) AND " LOOKS_HELD
	"   AND thread_id = $2 LIMIT 1";

enum status store_comment_waits(struct db *db, int64_t thread_id,
				const struct comment_reader *reader,
				bool *waits)
{
	struct db_query *q = db_query(db, SQL_WAITS);

	bind_reader(q, 1, 3, reader);
	db_bind_int(q, 2, thread_id);
	*waits = db_row(q);
	return db_finish(q);
}

enum status store_comment_thread(struct db *db, struct arena *arena,
				 int64_t thread_id, size_t page,
				 const struct comment_reader *reader,
				 struct comment **out, size_t *count,
				 size_t *pages)
{
	struct comment_list list = { .arena = arena };
	size_t roots = 0;
	enum status st;

	st = read_shown(db, thread_id, page, &list, &roots);
	*pages = page;
	if (st == STATUS_OK && (page > 1 || roots == COMMENT_PAGE_SIZE)) {
		st = count_roots(db, thread_id, INT64_MAX, &roots);
		*pages = pages_for(roots);
	}
	if (st == STATUS_OK && reader && page <= *pages)
		st = read_own(db, thread_id, reader, page == *pages, &list);
	if (st == STATUS_OK)
		put_in_order(&list);
	*out = list.items;
	*count = list.count;
	return st;
}

enum status store_comment_parent(struct db *db, struct arena *arena,
				 int64_t thread_id, int64_t id,
				 struct comment *out)
{
	struct db_query *q = db_query(db, SQL_PARENT);

	db_bind_int(q, 1, id);
	db_bind_int(q, 2, thread_id);
	if (db_row(q))
		*out = (struct comment){
			.id = id,
			.thread_id = thread_id,
			.state = COMMENT_PUBLISHED,
			.author_name = db_text(q, 0, arena),
			.body = db_text(q, 1, arena),
			.depth = (int)db_int(q, 2),
		};
	return db_finish_one(q);
}

enum status store_comment_place(struct db *db, struct arena *arena, int64_t id,
				const struct comment_reader *reader,
				struct thread *thread, size_t *page)
{
	struct db_query *q = db_query(db, SQL_PLACE);
	bool is_shown = false;
	int64_t root_id = 0;
	size_t before;
	enum status st;

	db_bind_int(q, 1, id);
	bind_reader(q, 2, 3, reader);
	if (db_row(q)) {
		root_id = db_int(q, 0);
		is_shown = root_id != id || db_int(q, 1);
		store_thread_read(q, 2, arena, thread);
	}
	st = db_finish_one(q);
	if (st != STATUS_OK)
		return st;
	st = count_roots(db, thread->id, is_shown ? root_id : INT64_MAX,
			 &before);
	*page = is_shown ? before / COMMENT_PAGE_SIZE + 1 : pages_for(before);
	return st;
}

static enum status read_list(struct db_query *q, struct arena *arena,
			     struct comment **out, size_t *count)
{
	struct comment_list list = { .arena = arena };

	while (db_row(q))
		store_comment_read(q, arena, store_comment_list_add(&list));
	*out = list.items;
	*count = list.count;
	return db_finish(q);
}

enum status store_comment_list(struct db *db, struct arena *arena,
			       enum comment_state state, size_t limit,
			       struct comment **out, size_t *count)
{
	struct db_query *q = db_query(db, SQL_LIST);

	db_bind_text(q, 1, store_comment_state_name(state));
	db_bind_int(q, 2, (int64_t)limit);
	return read_list(q, arena, out, count);
}

enum status store_comment_recent(struct db *db, struct arena *arena,
				 size_t limit, struct comment **out,
				 size_t *count)
{
	struct db_query *q = db_query(db, SQL_RECENT);

	db_bind_int(q, 1, (int64_t)limit);
	return read_list(q, arena, out, count);
}
