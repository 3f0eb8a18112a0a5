#include "store/who.h"

#include <string.h>

static const char SQL_NAME[] = "SELECT name, coalesce(email, '') FROM user"
			       " WHERE id = $1 AND erased_at IS NULL";

enum status store_who_name(struct db *db, struct arena *arena, int64_t user_id,
			   const char **name)
{
	struct db_query *q = db_query(db, SQL_NAME);

	*name = NULL;
	db_bind_int(q, 1, user_id);
	if (db_row(q)) {
		const char *email = db_text(q, 1, arena);

		*name = db_text(q, 0, arena);
		if (!*name)
			*name = arena_strndup(arena, email,
					      strcspn(email, "@"));
	}
	return db_finish(q);
}

static const char SQL_STAFF[] =
	"SELECT coalesce(name, substr(email, 1, instr(email, '@') - 1), '')"
	"  FROM user"
	" WHERE role <> 'reader' AND is_disabled = 0 AND erased_at IS NULL"
	"   AND id <> $2 LIMIT $1";

enum status store_who_staff(struct db *db, struct arena *arena, int64_t but_id,
			    const char ***names, size_t *count)
{
	struct db_query *q = db_query(db, SQL_STAFF);

	*names = arena_array(arena, WHO_STAFF_MAX, sizeof(**names));
	*count = 0;
	db_bind_int(q, 1, WHO_STAFF_MAX);
	db_bind_int(q, 2, but_id);
	while (db_row(q))
		(*names)[(*count)++] = db_text(q, 0, arena);
	return db_finish(q);
}
