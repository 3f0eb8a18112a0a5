#include "store/draft.h"

#define OTHERS_MAX 20

static const char SQL_PUT[] =
	"INSERT INTO draft (user_id, object, fields, base_version, updated_at)"
	" VALUES ($1, $2, $3, $4, $5)"
	" ON CONFLICT (user_id, object) DO UPDATE"
	" SET fields = $3, base_version = $4, updated_at = $5";

#define COLUMNS                                                                \
	"draft.user_id, coalesce(user.name,"                                   \
	"       substr(user.email, 1, instr(user.email, '@') - 1)),"           \
	"       draft.fields, draft.base_version, draft.updated_at"
#define JOIN "  FROM draft JOIN user ON user.id = draft.user_id"

static const char SQL_GET[] = "SELECT " COLUMNS JOIN
			      " WHERE draft.user_id = $1 AND draft.object = $2";

static const char SQL_OTHERS[] =
	"SELECT " COLUMNS JOIN
	" WHERE draft.object = $2 AND draft.user_id <> $1"
	" ORDER BY draft.updated_at DESC LIMIT $3";

static const char SQL_DROP[] =
	"DELETE FROM draft WHERE user_id = $1 AND object = $2";

enum status store_draft_put(struct db *db, int64_t user_id, const char *object,
			    const char *fields, int64_t base_version,
			    int64_t now)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_PUT);
	db_bind_int(q, 1, user_id);
	db_bind_text(q, 2, object);
	db_bind_text(q, 3, fields);
	db_bind_int(q, 4, base_version);
	db_bind_int(q, 5, now);
	return db_end(db, db_finish(q));
}

static struct draft read_draft(struct db_query *q, struct arena *arena)
{
	return (struct draft){
		.user_id = db_int(q, 0),
		.user_name = db_text(q, 1, arena),
		.fields = db_text(q, 2, arena),
		.base_version = db_int(q, 3),
		.updated_at = db_int(q, 4),
	};
}

enum status store_draft_get(struct db *db, struct arena *arena, int64_t user_id,
			    const char *object, struct draft *out)
{
	struct db_query *q = db_query(db, SQL_GET);

	db_bind_int(q, 1, user_id);
	db_bind_text(q, 2, object);
	if (db_row(q))
		*out = read_draft(q, arena);
	return db_finish_one(q);
}

enum status store_draft_others(struct db *db, struct arena *arena,
			       int64_t user_id, const char *object,
			       struct draft **out, size_t *count)
{
	struct db_query *q = db_query(db, SQL_OTHERS);

	*out = arena_array(arena, OTHERS_MAX, sizeof(**out));
	*count = 0;
	db_bind_int(q, 1, user_id);
	db_bind_text(q, 2, object);
	db_bind_int(q, 3, OTHERS_MAX);
	while (*count < OTHERS_MAX && db_row(q))
		(*out)[(*count)++] = read_draft(q, arena);
	return db_finish(q);
}

enum status store_draft_drop(struct db *db, int64_t user_id, const char *object)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_DROP);
	db_bind_int(q, 1, user_id);
	db_bind_text(q, 2, object);
	return db_end(db, db_finish(q));
}
