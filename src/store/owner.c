#include "store/owner.h"

static const char SQL_HAS[] =
	"SELECT 1 FROM program_owner WHERE program_id = $1 AND user_id = $2";
static const char SQL_LIST[] =
	"SELECT program.id, program.name"
	"  FROM program_owner JOIN program ON program.id = program_id"
	" WHERE user_id = $1"
	" ORDER BY program.name, program.id LIMIT $2";

enum status store_owner_has(struct db *db, int64_t user_id, int64_t program_id,
			    bool *has)
{
	struct db_query *q = db_query(db, SQL_HAS);

	db_bind_int(q, 1, program_id);
	db_bind_int(q, 2, user_id);
	*has = db_row(q);
	return db_finish(q);
}

enum status store_owner_list(struct db *db, struct arena *arena,
			     int64_t user_id, size_t limit,
			     struct owned_program **out, size_t *count)
{
	struct db_query *q = db_query(db, SQL_LIST);

	*out = arena_array(arena, limit, sizeof(**out));
	*count = 0;
	db_bind_int(q, 1, user_id);
	db_bind_int(q, 2, (int64_t)limit);
	while (*count < limit && db_row(q)) {
		struct owned_program *at = &(*out)[(*count)++];

		at->id = db_int(q, 0);
		at->name = db_text(q, 1, arena);
	}
	return db_finish(q);
}
