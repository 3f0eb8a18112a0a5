#include "store/organization.h"

#include "util/utf8.h"

static const char SQL_FIND[] = "SELECT name FROM organization"
			       " WHERE name = $1 OR slug = $2"
			       " ORDER BY name <> $1 LIMIT 1";

/* U+10FFFF stands behind every other character. */
static const char SQL_NAMES[] = "SELECT name FROM organization"
				" WHERE name >= $1 AND name < $2"
				" ORDER BY name LIMIT $3";

enum status store_organization_find(struct db *db, struct arena *arena,
				    const char *name, const char **known)
{
	struct db_query *q = db_query(db, SQL_FIND);

	*known = NULL;
	db_bind_text(q, 1, name);
	db_bind_text(q, 2, utf8_slug(arena, name));
	if (db_row(q))
		*known = db_text(q, 0, arena);
	return db_finish_one(q);
}

enum status store_organization_names(struct db *db, struct arena *arena,
				     const char *prefix, size_t limit,
				     const char ***out, size_t *count)
{
	struct db_query *q = db_query(db, SQL_NAMES);

	*out = arena_array(arena, limit + 1, sizeof(**out));
	*count = 0;
	db_bind_text(q, 1, prefix);
	db_bind_text(q, 2, arena_printf(arena, "%s\xf4\x8f\xbf\xbf", prefix));
	db_bind_int(q, 3, (int64_t)limit);
	while (*count < limit && db_row(q))
		(*out)[(*count)++] = db_text(q, 0, arena);
	return db_finish(q);
}
