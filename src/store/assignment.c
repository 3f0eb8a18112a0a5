#include "store/assignment.h"

static const char SQL_TAKE[] =
	"INSERT INTO assignment (object, user_id, at) VALUES ($1, $2, $3)"
	" ON CONFLICT (object) DO UPDATE SET user_id = $2, at = $3";

static const char SQL_DROP[] = "DELETE FROM assignment WHERE object = $1";

static const char SQL_GET[] =
	"SELECT user.id, coalesce(user.name,"
	"       substr(user.email, 1, instr(user.email, '@') - 1))"
	"  FROM assignment JOIN user ON user.id = assignment.user_id"
	" WHERE assignment.object = $1";

enum status store_assignment_take(struct db *db, const char *object,
				  int64_t user_id, int64_t now)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_TAKE);
	db_bind_text(q, 1, object);
	db_bind_int(q, 2, user_id);
	db_bind_int(q, 3, now);
	return db_end(db, db_finish(q));
}

enum status store_assignment_drop(struct db *db, const char *object)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_DROP);
	db_bind_text(q, 1, object);
	return db_end(db, db_finish(q));
}

enum status store_assignment_get(struct db *db, struct arena *arena,
				 const char *object, int64_t *user_id,
				 const char **name)
{
	struct db_query *q = db_query(db, SQL_GET);

	*user_id = 0;
	*name = NULL;
	db_bind_text(q, 1, object);
	if (db_row(q)) {
		*user_id = db_int(q, 0);
		*name = db_text(q, 1, arena);
	}
	return db_finish(q);
}
