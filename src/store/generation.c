#include "store/generation.h"

static const char SQL_RAISE[] =
	"UPDATE generation SET public = public + 1 WHERE id = 1";

enum status store_generation_raise(struct db *db)
{
	db_begin(db);
	return db_end(db, db_finish(db_query(db, SQL_RAISE)));
}

static const char SQL_PASS[] =
	"UPDATE generation SET"
	" public = CASE WHEN public < $1 THEN $1 ELSE public END + 1,"
	" directory = CASE WHEN directory < $2 THEN $2 ELSE directory END + 1"
	" WHERE id = 1";

enum status store_generation_pass(struct db *db, int64_t public,
				  int64_t directory)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_PASS);
	db_bind_int(q, 1, public);
	db_bind_int(q, 2, directory);
	return db_end(db, db_finish(q));
}
