/* Reading comments as staff do. A tab is an index of its own: its first
 * thousand and one ids are read, and only the page at hand in full. */
#include "store/staff_comment.h"

#include <string.h>

#include "store/comment_row.h"
#include "util/utf8.h"

/* As the index comment_by_tab has it. */
#define TAB(name)                                                              \
	"(CASE WHEN state = 'held' AND (flags & 15) <> 0 THEN 'safety'"        \
	" ELSE state END) = '" name "' AND state <> 'published'"
#define OLDEST(name) TAB(name) " ORDER BY id"
#define NEWEST(name) TAB(name) " ORDER BY id DESC"
#define REPORTED     "reports > 0 ORDER BY created_at, id"
#define PUBLISHED    "state = 'published' ORDER BY published_at DESC, id DESC"

#define IDS(tab) "SELECT id FROM comment WHERE " tab " LIMIT $1"
/* LIKE takes capitals of ASCII as small letters; asking each column is three
 * times faster than putting them together. */
#define FOUND(tab)                                                             \
	"SELECT id FROM (SELECT id, author_name, author_email, body"           \
	"  FROM comment"                                                       \
	" WHERE " tab " LIMIT $3) AS note"                                     \
	" WHERE body LIKE $2 ESCAPE '\\' OR author_name LIKE $2 ESCAPE '\\'"   \
	"    OR author_email LIKE $2 ESCAPE '\\' LIMIT $1"
#define BEYOND(tab) "SELECT 1 FROM comment WHERE " tab " LIMIT 1 OFFSET $1"

static const char *const tab_names[] = {
	[COMMENT_TAB_TO_READ] = "to-read",
	[COMMENT_TAB_SAFETY] = "safety",
	[COMMENT_TAB_REPORTED] = "reported",
	[COMMENT_TAB_PUBLISHED] = "published",
	[COMMENT_TAB_SPAM] = "spam",
	[COMMENT_TAB_REMOVED] = "removed",
};

/* One constant for each tab, for statements are kept by their address. */
static const char *const SQL_IDS[] = {
	[COMMENT_TAB_TO_READ] = IDS(OLDEST("held")),
	[COMMENT_TAB_SAFETY] = IDS(OLDEST("safety")),
	[COMMENT_TAB_REPORTED] = IDS(REPORTED),
	[COMMENT_TAB_PUBLISHED] = IDS(PUBLISHED),
	[COMMENT_TAB_SPAM] = IDS(NEWEST("spam")),
	[COMMENT_TAB_REMOVED] = IDS(NEWEST("removed")),
};

static const char *const SQL_FOUND[] = {
	[COMMENT_TAB_TO_READ] = FOUND(OLDEST("held")),
	[COMMENT_TAB_SAFETY] = FOUND(OLDEST("safety")),
	[COMMENT_TAB_REPORTED] = FOUND(REPORTED),
	[COMMENT_TAB_PUBLISHED] = FOUND(PUBLISHED),
	[COMMENT_TAB_SPAM] = FOUND(NEWEST("spam")),
	[COMMENT_TAB_REMOVED] = FOUND(NEWEST("removed")),
};

static const char *const SQL_BEYOND[] = {
	[COMMENT_TAB_TO_READ] = BEYOND(OLDEST("held")),
	[COMMENT_TAB_SAFETY] = BEYOND(OLDEST("safety")),
	[COMMENT_TAB_REPORTED] = BEYOND(REPORTED),
	[COMMENT_TAB_PUBLISHED] = BEYOND(PUBLISHED),
	[COMMENT_TAB_SPAM] = BEYOND(NEWEST("spam")),
	[COMMENT_TAB_REMOVED] = BEYOND(NEWEST("removed")),
};

static const char SQL_GET[] =
	"SELECT " COMMENT_COLUMNS ","
	"       comment.version, comment.reports, comment.reason,"
	"       comment.user_id, comment.address_hash IS NOT NULL,"
	"       thread.program_id IS NULL OR EXISTS ("
	"               SELECT 1 FROM public_program"
	"                WHERE public_program.id = thread.program_id),"
	"       parent.author_name, parent.body, parent.state,"
	"       assignment.user_id, coalesce(user.name,"
	"               substr(user.email, 1, instr(user.email, '@') - 1)),"
	"       comment.score, comment.score_reasons, comment.learned"
	"  FROM comment"
	"  JOIN thread ON thread.id = comment.thread_id"
	"  LEFT JOIN program ON program.id = thread.program_id"
	"  LEFT JOIN comment AS parent ON parent.id = comment.parent_id"
	"  LEFT JOIN assignment"
	"       ON assignment.object = 'comment ' || comment.id"
	"  LEFT JOIN user ON user.id = assignment.user_id"
	" WHERE comment.id = $1";

static const char SQL_BEFORE[] =
	"SELECT count(*) FROM ("
	"SELECT 1 FROM comment WHERE state = 'published'"
	"   AND lower(author_email) = lower($1) AND id <> $2 LIMIT 100)";

static const char SQL_REPORTS[] =
	"SELECT reason, note, created_at FROM comment_report"
	" WHERE comment_id = $1 AND settled_at IS NULL ORDER BY id LIMIT 50";

const char *store_comment_tab_name(enum comment_tab tab)
{
	return tab_names[tab];
}

bool store_comment_tab_of(const char *name, enum comment_tab *out)
{
	for (int i = 0; name && i < COMMENT_TABS; i++) {
		if (!strcmp(name, tab_names[i])) {
			*out = (enum comment_tab)i;
			return true;
		}
	}
	return false;
}

/* What LIKE looks for, with its own signs taken as they are. */
static char *like(struct arena *arena, const char *query)
{
	char *out = arena_alloc(arena, strlen(query) * 2 + 3), *end = out;

	*end++ = '%';
	for (; *query; query++) {
		if (strchr("%_\\", *query))
			*end++ = '\\';
		*end++ = *query;
	}
	*end++ = '%';
	*end = '\0';
	return out;
}

static enum status read_ids(struct db *db, struct arena *arena,
			    enum comment_tab tab, const char *query,
			    int64_t **ids, size_t *count)
{
	bool is_search = query && *query;
	struct db_query *q =
		db_query(db, (is_search ? SQL_FOUND : SQL_IDS)[tab]);

	*ids = arena_array(arena, STAFF_COMMENT_COUNT_MAX + 1, sizeof(**ids));
	*count = 0;
	db_bind_int(q, 1, STAFF_COMMENT_COUNT_MAX + 1);
	if (is_search) {
		db_bind_text(q, 2, like(arena, query));
		db_bind_int(q, 3, STAFF_COMMENT_SEARCH_MAX);
	}
	while (db_row(q))
		(*ids)[(*count)++] = db_int(q, 0);
	return db_finish(q);
}

static enum status is_beyond(struct db *db, enum comment_tab tab, size_t many,
			     bool *answer)
{
	struct db_query *q = db_query(db, SQL_BEYOND[tab]);

	db_bind_int(q, 1, (int64_t)many);
	*answer = db_row(q);
	return db_finish(q);
}

enum status store_staff_comment_list(struct db *db, struct arena *arena,
				     enum comment_tab tab, const char *query,
				     size_t page,
				     struct staff_comment_list *out)
{
	size_t first = (page - 1) * STAFF_COMMENT_PAGE_SIZE;
	enum status st;
	int64_t *ids;

	*out = (struct staff_comment_list){ 0 };
	st = read_ids(db, arena, tab, query, &ids, &out->total);
	if (st == STATUS_OK && query && *query)
		st = is_beyond(db, tab, STAFF_COMMENT_SEARCH_MAX, &out->is_cut);
	out->items = arena_array(arena, STAFF_COMMENT_PAGE_SIZE,
				 sizeof(*out->items));
	for (size_t i = first;
	     st == STATUS_OK && i < out->total && i < STAFF_COMMENT_COUNT_MAX &&
	     out->count < STAFF_COMMENT_PAGE_SIZE;
	     i++)
		st = store_staff_comment_get(db, arena, ids[i],
					     &out->items[out->count++]);
	return st;
}

enum status store_staff_comment_counts(struct db *db,
				       size_t counts[COMMENT_TABS])
{
	enum status st = STATUS_OK;

	for (int tab = 0; st == STATUS_OK && tab < COMMENT_TABS; tab++) {
		struct db_query *q = db_query(db, SQL_IDS[tab]);

		counts[tab] = 0;
		db_bind_int(q, 1, STAFF_COMMENT_COUNT_MAX + 1);
		while (db_row(q))
			counts[tab]++;
		st = db_finish(q);
	}
	return st;
}

enum status store_staff_comment_next(struct db *db, enum comment_tab tab,
				     int64_t id, int64_t *next)
{
	struct db_query *q = db_query(db, SQL_IDS[tab]);
	int64_t before = 0, first = 0;
	bool is_found = false;

	*next = 0;
	db_bind_int(q, 1, STAFF_COMMENT_COUNT_MAX + 1);
	while (!*next && db_row(q)) {
		int64_t at = db_int(q, 0);

		if (is_found)
			*next = at;
		else if (at == id)
			is_found = true;
		else
			before = at;
		if (!first)
			first = at;
	}
	if (!*next)
		*next = is_found ? before : first;
	return db_finish(q);
}

static void read_row(struct db_query *q, struct arena *arena,
		     struct staff_comment *out)
{
	const int column = COMMENT_COLUMN_COUNT;

	*out = (struct staff_comment){
		.version = db_int(q, column),
		.reports = (int)db_int(q, column + 1),
		.reason = db_text(q, column + 2, arena),
		.user_id = db_int(q, column + 3),
		.has_address = db_int(q, column + 4) != 0,
		.is_on_page = db_int(q, column + 5) != 0,
		.parent_name = db_text(q, column + 6, arena),
		.parent_body = db_text(q, column + 7, arena),
		.holder_id = db_int(q, column + 9),
		.holder = db_text(q, column + 10, arena),
		.score = (int)db_int(q, column + 11),
		.score_reasons = db_text(q, column + 12, arena),
		.learned = store_spam_lesson_of(db_peek_text(q, column + 13)),
	};
	if (out->parent_name)
		out->parent_state =
			store_comment_state_of(db_peek_text(q, column + 8));
	store_comment_read(q, arena, &out->note);
}

enum status store_staff_comment_get(struct db *db, struct arena *arena,
				    int64_t id, struct staff_comment *out)
{
	struct db_query *q = db_query(db, SQL_GET);
	enum status st;

	db_bind_int(q, 1, id);
	if (db_row(q))
		read_row(q, arena, out);
	st = db_finish_one(q);
	if (st != STATUS_OK || !out->note.author_email)
		return st;
	q = db_query(db, SQL_BEFORE);
	db_bind_text(q, 1, out->note.author_email);
	db_bind_int(q, 2, id);
	if (db_row(q))
		out->published_before = db_int(q, 0);
	return db_finish_one(q);
}

enum status store_staff_comment_reports(struct db *db, struct arena *arena,
					int64_t id, struct comment_report **out,
					size_t *count)
{
	struct db_query *q = db_query(db, SQL_REPORTS);

	*out = arena_array(arena, 50, sizeof(**out));
	*count = 0;
	db_bind_int(q, 1, id);
	while (db_row(q))
		(*out)[(*count)++] = (struct comment_report){
			.reason = db_text(q, 0, arena),
			.note = db_text(q, 1, arena),
			.created_at = db_int(q, 2),
		};
	return db_finish(q);
}
