#include "store/moderation_link.h"

#include "util/clock.h"
#include "util/token.h"

static const char SQL_END[] =
	"DELETE FROM moderation_link"
	" WHERE comment_id = $1 AND user_id = $2 AND used_at IS NULL";
static const char SQL_ADD[] =
	"INSERT INTO moderation_link (token_hash, user_id, comment_id, version,"
	"       created_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6)";
static const char SQL_GET[] =
	"SELECT link.user_id, link.comment_id, link.version, link.used_at,"
	"       link.ends_at, user.name,"
	"       CASE WHEN user.is_disabled = 0 AND user.erased_at IS NULL"
	"            THEN user.role ELSE '' END"
	"  FROM moderation_link AS link JOIN user ON user.id = link.user_id"
	" WHERE link.token_hash = $1";
static const char SQL_USE[] =
	"UPDATE moderation_link SET used_at = $2"
	" WHERE token_hash = $1 AND used_at IS NULL AND ends_at > $2"
	" RETURNING user_id";

enum status store_moderation_link_add(struct db *db, int64_t user_id,
				      int64_t comment_id, int64_t version,
				      int64_t now, char *token)
{
	unsigned char hash[TOKEN_HASH];
	struct db_query *q;
	enum status st;

	token_new(token);
	token_hash(token, hash);
	db_begin(db);
	q = db_query(db, SQL_END);
	db_bind_int(q, 1, comment_id);
	db_bind_int(q, 2, user_id);
	st = db_finish(q);
	if (st != STATUS_OK)
		return db_end(db, st);
	q = db_query(db, SQL_ADD);
	db_bind_blob(q, 1, hash, sizeof(hash));
	db_bind_int(q, 2, user_id);
	db_bind_int(q, 3, comment_id);
	db_bind_int(q, 4, version);
	db_bind_int(q, 5, now);
	db_bind_int(q, 6, now + (int64_t)MODERATION_LINK_DAYS * CLOCK_DAY);
	return db_end(db, db_finish(q));
}

enum status store_moderation_link_get(struct db *db, struct arena *arena,
				      const char *token, int64_t now,
				      struct moderation_link *out)
{
	struct db_query *q = db_query(db, SQL_GET);
	unsigned char hash[TOKEN_HASH];

	*out = (struct moderation_link){ 0 };
	token_hash(token, hash);
	db_bind_blob(q, 1, hash, sizeof(hash));
	if (db_row(q))
		*out = (struct moderation_link){
			.user_id = db_int(q, 0),
			.comment_id = db_int(q, 1),
			.version = db_int(q, 2),
			.used_at = db_int(q, 3),
			.is_over = db_int(q, 4) <= now,
			.name = db_text(q, 5, arena),
			.role = role_of(db_peek_text(q, 6)),
		};
	return db_finish_one(q);
}

enum status store_moderation_link_use(struct db *db, const char *token,
				      int64_t now)
{
	struct db_query *q;
	unsigned char hash[TOKEN_HASH];
	bool is_used;
	enum status st;

	token_hash(token, hash);
	db_begin(db);
	q = db_query(db, SQL_USE);
	db_bind_blob(q, 1, hash, sizeof(hash));
	db_bind_int(q, 2, now);
	is_used = db_row(q);
	st = db_end(db, db_finish(q));
	return st == STATUS_OK && !is_used ? STATUS_NOT_FOUND : st;
}
