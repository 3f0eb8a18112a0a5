#include "store/address.h"

static const char SQL_LIST[] =
	"SELECT id, slug, updated_at FROM public_program"
	" WHERE id > $1 ORDER BY id LIMIT $2";

static const char SQL_PARTS[] =
	"SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS n"
	"                  FROM public_program) AS numbered"
	" WHERE n % $1 = 0 ORDER BY id";

/* A sitemap index names at most 50,000 parts; we stop far earlier. */
#define PARTS_MAX 1000

enum status store_address_list(struct db *db, struct arena *arena,
			       int64_t after_id, size_t limit,
			       struct address **out, size_t *count)
{
	struct db_query *q = db_query(db, SQL_LIST);

	*out = arena_array(arena, limit, sizeof(**out));
	*count = 0;
	db_bind_int(q, 1, after_id);
	db_bind_int(q, 2, (int64_t)limit);
	while (*count < limit && db_row(q)) {
		struct address *at = &(*out)[(*count)++];

		at->id = db_int(q, 0);
		at->slug = db_text(q, 1, arena);
		at->updated_at = db_int(q, 2);
	}
	return db_finish(q);
}

enum status store_address_parts(struct db *db, struct arena *arena, size_t size,
				int64_t **out, size_t *count)
{
	struct db_query *q = db_query(db, SQL_PARTS);

	*out = arena_array(arena, PARTS_MAX, sizeof(**out));
	*count = 0;
	db_bind_int(q, 1, (int64_t)size);
	while (*count < PARTS_MAX && db_row(q))
		(*out)[(*count)++] = db_int(q, 0);
	return db_finish(q);
}
