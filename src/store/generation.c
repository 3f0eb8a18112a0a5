#include "store/generation.h"

static const char SQL_RAISE[] =
	"UPDATE generation SET public = public + 1 WHERE id = 1";

enum status store_generation_raise(struct db *db)
{
	db_begin(db);
	return db_end(db, db_finish(db_query(db, SQL_RAISE)));
}
