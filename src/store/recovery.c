/* Recovery codes, for who has lost the phone. */
#include <inttypes.h>
#include <stdio.h>

#include "store/audit.h"
#include "store/user_secret.h"

static const char SQL_DROP[] = "DELETE FROM recovery_code WHERE user_id = $1";
static const char SQL_ADD[] =
	"INSERT INTO recovery_code (user_id, code_hash) VALUES ($1, $2)";

static enum status add(struct db *db, int64_t user_id,
		       unsigned char hashes[][TOKEN_HASH], size_t count)
{
	struct db_query *q = db_query(db, SQL_DROP);
	enum status st;

	db_bind_int(q, 1, user_id);
	st = db_finish(q);
	for (size_t i = 0; i < count && st == STATUS_OK; i++) {
		q = db_query(db, SQL_ADD);
		db_bind_int(q, 1, user_id);
		db_bind_blob(q, 2, hashes[i], TOKEN_HASH);
		st = db_finish(q);
	}
	return st;
}

enum status store_recovery_set(struct db *db, int64_t user_id,
			       unsigned char hashes[][TOKEN_HASH], size_t count,
			       const char *actor)
{
	char object[40];
	struct audit_entry entry = { .actor = actor,
				     .action = "user.second-factor",
				     .object = object,
				     .detail = "{\"recovery_codes\":"
					       "{\"after\":\"new\"}}" };
	enum status st;

	snprintf(object, sizeof(object), "user %" PRId64, user_id);
	db_begin(db);
	st = add(db, user_id, hashes, count);
	if (st == STATUS_OK)
		st = store_audit_add(db, &entry);
	return db_end(db, st);
}

static const char SQL_USE[] =
	"UPDATE recovery_code SET used_at = $3"
	" WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL"
	" RETURNING user_id";

enum status store_recovery_use(struct db *db, int64_t user_id,
			       const unsigned char hash[TOKEN_HASH],
			       int64_t now)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_USE);
	db_bind_int(q, 1, user_id);
	db_bind_blob(q, 2, hash, TOKEN_HASH);
	db_bind_int(q, 3, now);
	db_row(q);
	return db_end(db, db_finish_one(q));
}

static const char SQL_LEFT[] = "SELECT count(*) FROM recovery_code"
			       " WHERE user_id = $1 AND used_at IS NULL";

enum status store_recovery_left(struct db *db, int64_t user_id, size_t *count)
{
	struct db_query *q = db_query(db, SQL_LEFT);

	*count = 0;
	db_bind_int(q, 1, user_id);
	if (db_row(q))
		*count = (size_t)db_int(q, 0);
	return db_finish(q);
}
