#include "store/sign_in_failure.h"

static const char SQL_GET[] =
	"SELECT count, last_at FROM sign_in_failure WHERE key = $1";

enum status store_sign_in_failure_get(struct db *db,
				      const unsigned char key[TOKEN_HASH],
				      int64_t now, int64_t forgive_seconds,
				      struct sign_in_failure *out)
{
	struct db_query *q = db_query(db, SQL_GET);

	*out = (struct sign_in_failure){ 0 };
	db_bind_blob(q, 1, key, TOKEN_HASH);
	if (db_row(q)) {
		out->last_at = db_int(q, 1);
		out->count = db_int(q, 0);
		if (now > out->last_at)
			out->count -= (now - out->last_at) / forgive_seconds;
		if (out->count < 0)
			out->count = 0;
	}
	return db_finish(q);
}

static const char SQL_SET[] =
	"INSERT INTO sign_in_failure (key, count, last_at) VALUES ($1, $2, $3)"
	" ON CONFLICT (key) DO UPDATE SET count = $2, last_at = $3";
static const char SQL_DROP[] = "DELETE FROM sign_in_failure WHERE key = $1";

enum status store_sign_in_failure_set(struct db *db,
				      const unsigned char key[TOKEN_HASH],
				      int64_t count, int64_t now)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, count > 0 ? SQL_SET : SQL_DROP);
	db_bind_blob(q, 1, key, TOKEN_HASH);
	if (count > 0) {
		db_bind_int(q, 2, count);
		db_bind_int(q, 3, now);
	}
	return db_end(db, db_finish(q));
}
