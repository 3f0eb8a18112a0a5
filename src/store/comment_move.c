/* Moving a comment between states, with everything that hangs on it: whether
 * it and those above it are shown, the counters, the record. */
#include <inttypes.h>
#include <string.h>

#include "store/audit.h"
#include "store/comment.h"
#include "store/comment_row.h"
#include "store/notice.h"
#include "util/json.h"

static const char SQL_ROW[] =
	"SELECT comment.state, comment.is_shown, comment.parent_id,"
	"       comment.thread_id"
	"  FROM comment WHERE comment.id = $1";

static const char SQL_UNPUBLISHED_ABOVE[] =
	"WITH RECURSIVE above (id, parent_id, state) AS ("
	"	SELECT id, parent_id, 'published' FROM comment WHERE id = $1"
	"	UNION ALL"
	"	SELECT comment.id, comment.parent_id, comment.state"
	"	  FROM above JOIN comment ON comment.id = above.parent_id)"
	" SELECT count(*) FROM above WHERE state <> 'published'";

/* Whoever moves it has read it, so that it is no longer hidden by reports: 128
 * is COMMENT_IS_REPORTED. */
static const char SQL_MOVE[] =
	"UPDATE comment SET state = $2, reason = $3, is_shown = $4,"
	"       flags = flags & ~128,"
	"       published_at = coalesce(published_at, $5), closed_at = $6,"
	"       version = version + 1"
	" WHERE id = $1";

static const char SQL_SHOWN_BELOW[] =
	"SELECT count(*) FROM comment WHERE parent_id = $1 AND is_shown = 1";

static const char SQL_SHOW[] = "UPDATE comment SET is_shown = $2 WHERE id = $1";

struct row {
	int64_t id, parent_id, thread_id;
	enum comment_state state;
	bool is_shown;
};

static enum status get_row(struct db *db, int64_t id, struct row *out)
{
	struct db_query *q = db_query(db, SQL_ROW);

	db_bind_int(q, 1, id);
	if (db_row(q))
		*out = (struct row){
			.id = id,
			.state = store_comment_state_of(db_peek_text(q, 0)),
			.is_shown = db_int(q, 1) != 0,
			.parent_id = db_int(q, 2),
			.thread_id = db_int(q, 3),
		};
	return db_finish_one(q);
}

static enum status count_of(struct db *db, const char *sql, int64_t id,
			    int64_t *count)
{
	struct db_query *q = db_query(db, sql);

	db_bind_int(q, 1, id);
	if (db_row(q))
		*count = db_int(q, 0);
	return db_finish_one(q);
}

static enum status change(struct db *db, const char *sql, int64_t id,
			  int64_t value)
{
	struct db_query *q = db_query(db, sql);

	db_bind_int(q, 1, id);
	db_bind_int(q, 2, value);
	db_row(q);
	return db_finish(q);
}

static enum status move_row(struct db *db, struct row *row,
			    enum comment_state state, const char *reason,
			    int64_t now)
{
	bool is_public = state == COMMENT_PUBLISHED;
	int64_t below = 0;
	struct db_query *q;
	enum status st;

	st = count_of(db, SQL_SHOWN_BELOW, row->id, &below);
	if (st != STATUS_OK)
		return st;
	row->is_shown = is_public || below > 0;
	q = db_query(db, SQL_MOVE);
	db_bind_int(q, 1, row->id);
	db_bind_text(q, 2, store_comment_state_name(state));
	db_bind_text(q, 3, reason && *reason ? reason : NULL);
	db_bind_int(q, 4, row->is_shown);
	db_bind_int_or_null(q, 5, now, !is_public);
	db_bind_int_or_null(q, 6, now,
			    state != COMMENT_SPAM && state != COMMENT_REMOVED);
	db_row(q);
	return db_finish(q);
}

/* When the last published reply below a stub goes, so does the stub, and so
 * on upwards, until something is published or has another reply. */
static enum status hide_empty_stubs(struct db *db, struct row row)
{
	enum status st = STATUS_OK;
	int64_t below;

	while (st == STATUS_OK && !row.is_shown && row.parent_id) {
		st = get_row(db, row.parent_id, &row);
		if (st != STATUS_OK || row.state == COMMENT_PUBLISHED ||
		    !row.is_shown)
			return st;
		st = count_of(db, SQL_SHOWN_BELOW, row.id, &below);
		if (st != STATUS_OK || below > 0)
			return st;
		row.is_shown = false;
		st = change(db, SQL_SHOW, row.id, 0);
	}
	return st;
}

static enum status record(struct db *db, int64_t id, enum comment_state from,
			  enum comment_state to, const char *actor,
			  const char *reason)
{
	static const char *const actions[] = {
		[COMMENT_HELD] = "comment.hold",
		[COMMENT_PUBLISHED] = "comment.publish",
		[COMMENT_SPAM] = "comment.spam",
		[COMMENT_REMOVED] = "comment.remove",
	};
	struct arena *arena = arena_new();
	json_t *detail = json_object();
	struct audit_entry entry = {
		.actor = actor,
		.action = actions[to],
		.object = arena_printf(arena, "comment %" PRId64, id),
	};
	enum status st;

	json_object_set_new(detail, "state",
			    json_pack("{s:s, s:s}", "before",
				      store_comment_state_name(from), "after",
				      store_comment_state_name(to)));
	if (reason && *reason)
		json_object_set_new(detail, "reason", json_string(reason));
	entry.detail = json_text(arena, detail, 0);
	st = store_audit_add(db, &entry);
	arena_free(arena);
	return st;
}

static enum status check_above(struct db *db, int64_t id)
{
	int64_t count = 0;
	enum status st = count_of(db, SQL_UNPUBLISHED_ABOVE, id, &count);

	return st == STATUS_OK && count > 0 ? STATUS_CONFLICT : st;
}

/* All of a move but its record. */
static enum status shift(struct db *db, struct row row,
			 enum comment_state state, const char *reason,
			 int64_t now)
{
	int by =
		(state == COMMENT_PUBLISHED) - (row.state == COMMENT_PUBLISHED);
	enum status st = move_row(db, &row, state, reason, now);

	if (st == STATUS_OK)
		st = hide_empty_stubs(db, row);
	if (st == STATUS_OK && by)
		st = store_comment_count(db, row.thread_id, by);
	return st;
}

enum status store_comment_publish(struct db *db, int64_t id, int64_t now)
{
	struct row row = { 0 };
	enum status st = get_row(db, id, &row);

	if (st == STATUS_OK)
		st = shift(db, row, COMMENT_PUBLISHED, NULL, now);
	return st == STATUS_OK ? store_notice_shown(db, id, now) : st;
}

enum status store_comment_move(struct db *db, int64_t id,
			       enum comment_state state, const char *actor,
			       const char *reason, int64_t now)
{
	struct row row = { 0 };
	enum status st;

	db_begin(db);
	st = get_row(db, id, &row);
	if (st != STATUS_OK || row.state == state)
		return db_end(db, st);
	if (state == COMMENT_PUBLISHED)
		st = check_above(db, id);
	if (st == STATUS_OK)
		st = shift(db, row, state, reason, now);
	if (st == STATUS_OK)
		st = record(db, id, row.state, state, actor, reason);
	if (st == STATUS_OK && state == COMMENT_PUBLISHED)
		st = store_notice_published(db, id, now);
	return db_end(db, st);
}
