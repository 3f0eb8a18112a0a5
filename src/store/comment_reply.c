/* Replies of our staff: published at once, under a comment that is. */
#include "store/staff_comment.h"

#include <inttypes.h>

#include "store/audit.h"
#include "store/comment_row.h"
#include "store/notice.h"
#include "util/token.h"

static const char SQL_PARENT[] = "SELECT thread_id, root_id, depth FROM comment"
				 " WHERE id = $1 AND state = 'published'";

static const char SQL_ADD[] =
	"INSERT INTO comment (thread_id, parent_id, root_id, depth, state,"
	"       is_shown, author_name, body, is_staff, user_id, created_at,"
	"       published_at, content_key)"
	" VALUES ($1, $2, $3, $4, 'published', 1, $5, $6, 1, $7, $8, $8, $9)"
	" RETURNING id";

static enum status add(struct db *db, const struct staff_reply *reply,
		       int64_t *thread_id, int64_t *id)
{
	struct db_query *q = db_query(db, SQL_PARENT);
	unsigned char key[TOKEN_HASH]; /* its form is what makes it single */
	int64_t root_id = 0;
	int depth = 0;
	enum status st;

	db_bind_int(q, 1, reply->parent_id);
	if (db_row(q)) {
		*thread_id = db_int(q, 0);
		root_id = db_int(q, 1);
		depth = (int)db_int(q, 2) + 1;
	}
	st = db_finish_one(q);
	if (st != STATUS_OK)
		return st == STATUS_NOT_FOUND ? STATUS_CONFLICT : st;
	token_random(key, sizeof(key));
	q = db_query(db, SQL_ADD);
	db_bind_int(q, 1, *thread_id);
	db_bind_int(q, 2, reply->parent_id);
	db_bind_int(q, 3, root_id);
	db_bind_int(q, 4,
		    depth < COMMENT_DEPTH_MAX ? depth : COMMENT_DEPTH_MAX);
	db_bind_text(q, 5, reply->author_name);
	db_bind_text(q, 6, reply->body);
	db_bind_int(q, 7, reply->user_id);
	db_bind_int(q, 8, reply->now);
	db_bind_blob(q, 9, key, sizeof(key));
	if (db_row(q))
		*id = db_int(q, 0);
	return db_finish_one(q);
}

static enum status record(struct db *db, const struct staff_reply *reply,
			  int64_t id)
{
	struct arena *arena = arena_new();
	const struct audit_entry entry = {
		.actor = arena_printf(arena, "user %" PRId64, reply->user_id),
		.action = "comment.reply",
		.object = arena_printf(arena, "comment %" PRId64, id),
		.detail = arena_printf(arena, "{\"parent\":%" PRId64 "}",
				       reply->parent_id),
	};
	enum status st = store_audit_add(db, &entry);

	arena_free(arena);
	return st;
}

enum status store_comment_reply(struct db *db, const struct staff_reply *reply,
				int64_t *id)
{
	int64_t thread_id = 0;
	enum status st;

	db_begin(db);
	st = add(db, reply, &thread_id, id);
	if (st == STATUS_OK)
		st = store_comment_count(db, thread_id, 1);
	if (st == STATUS_OK)
		st = record(db, reply, *id);
	if (st == STATUS_OK)
		st = store_notice_shown(db, *id, reply->now);
	return db_end(db, st);
}
