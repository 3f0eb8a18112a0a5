/* Reading comments one by one, and lists of them for staff, feeds and other
 * programs; pages of threads are comment_thread.c's. */
#include "store/comment_thread.h"

#include "store/comment_row.h"

static const char SQL_PARENT[] =
	"SELECT author_name, body, depth FROM public_comment"
	" WHERE id = $1 AND thread_id = $2";

static const char SQL_LIST[] =
	"SELECT " COMMENT_COLUMNS "  FROM comment"
	"  JOIN thread ON thread.id = comment.thread_id"
	"  LEFT JOIN program ON program.id = thread.program_id"
	" WHERE comment.state = $1 ORDER BY comment.id LIMIT $2";

static const char SQL_RECENT[] =
	"SELECT comment.id, 0, comment.parent_id, comment.depth, 'published',"
	"       comment.author_name, comment.website, comment.body,"
	"       comment.is_staff, comment.created_at, shown.edited_at, 0, NULL,"
	"       comment.published_at, " THREAD_COLUMNS
	"  FROM public_comment AS comment"
	"  JOIN shown_comment AS shown ON shown.id = comment.id"
	"  JOIN thread ON thread.id = comment.thread_id"
	"  LEFT JOIN public_program AS program"
	"       ON program.id = thread.program_id"
	" WHERE thread.program_id IS NULL OR program.id IS NOT NULL"
	" ORDER BY comment.published_at DESC, comment.id DESC LIMIT $1";

/* The first columns are those of store_comment_read_shown(). */
static const char SQL_THREAD_RECENT[] =
	"SELECT shown.id, shown.root_id, shown.parent_id, shown.depth,"
	"       shown.state, shown.author_name, shown.website, shown.body,"
	"       shown.is_staff, shown.created_at, shown.edited_at,"
	"       comment.published_at"
	"  FROM (SELECT note.id FROM shown_comment AS root"
	"          JOIN shown_comment AS note ON note.root_id = root.id"
	"         WHERE root.thread_id = $1 AND root.parent_id IS NULL"
	"         ORDER BY note.id DESC LIMIT $2) AS recent"
	"  JOIN public_comment AS comment ON comment.id = recent.id"
	"  JOIN shown_comment AS shown ON shown.id = recent.id"
	" ORDER BY comment.published_at DESC, comment.id DESC LIMIT $3";

static const char SQL_THREAD_ALL[] =
	"SELECT shown.id, shown.root_id, shown.parent_id, shown.depth,"
	"       shown.state, shown.author_name, shown.website, shown.body,"
	"       shown.is_staff, shown.created_at, shown.edited_at,"
	"       (SELECT published_at FROM public_comment"
	"         WHERE id = shown.id)"
	"  FROM shown_comment AS root"
	"  JOIN shown_comment AS shown ON shown.root_id = root.id"
	" WHERE root.thread_id = $1 AND root.parent_id IS NULL"
	" ORDER BY root.id, shown.id LIMIT $2 OFFSET $3";

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

static enum status read_thread(struct db_query *q, struct arena *arena,
			       struct comment **out, size_t *count)
{
	struct comment_list list = { .arena = arena };

	while (db_row(q)) {
		struct comment *note = store_comment_list_add(&list);

		store_comment_read_shown(q, arena, note);
		note->is_stub = note->state != COMMENT_PUBLISHED;
		note->published_at = db_int(q, 11);
	}
	*out = list.items;
	*count = list.count;
	return db_finish(q);
}

enum status store_comment_thread_recent(struct db *db, struct arena *arena,
					int64_t thread_id, size_t limit,
					struct comment **out, size_t *count)
{
	struct db_query *q = db_query(db, SQL_THREAD_RECENT);

	db_bind_int(q, 1, thread_id);
	db_bind_int(q, 2, COMMENT_PAGE_NOTES);
	db_bind_int(q, 3, (int64_t)limit);
	return read_thread(q, arena, out, count);
}

enum status store_comment_thread_all(struct db *db, struct arena *arena,
				     int64_t thread_id, size_t skipped,
				     size_t limit, struct comment **out,
				     size_t *count)
{
	struct db_query *q = db_query(db, SQL_THREAD_ALL);

	db_bind_int(q, 1, thread_id);
	db_bind_int(q, 2, (int64_t)limit);
	db_bind_int(q, 3, (int64_t)skipped);
	return read_thread(q, arena, out, count);
}
