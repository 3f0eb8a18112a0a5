#include "store/search_bitmap.h"

#include <inttypes.h>
#include <string.h>

#include "util/log.h"

static const char SQL_BITMAP_PUT[] =
	"INSERT INTO search_bitmap (kind, key, size, bitmap)"
	" VALUES ($1, $2, $3, $4)"
	" ON CONFLICT (kind, key) DO UPDATE"
	"  SET size = excluded.size, bitmap = excluded.bitmap";
static const char SQL_BITMAP_DROP[] =
	"DELETE FROM search_bitmap WHERE kind = $1 AND key = $2";

roaring_bitmap_t *search_bitmap_read(struct db_query *q, int column)
{
	size_t len;
	const void *bytes = db_peek_blob(q, column, &len);
	roaring_bitmap_t *bitmap = NULL;

	if (bytes)
		bitmap = roaring_bitmap_portable_deserialize_safe(bytes, len);
	if (!bitmap)
		log_error("search index: bytes that are no bitmap; "
			  "`verify --repair` builds it again");
	return bitmap;
}

bool search_id_fits(int64_t id)
{
	if (id > 0 && id <= UINT32_MAX)
		return true;
	log_error("program %" PRId64 " cannot be searched: its id is not 32 "
		  "bits",
		  id);
	return false;
}

const char *search_key_split(struct arena *arena, const char *text,
			     const char **key)
{
	const char *tab = strchr(text, '\t');

	*key = tab + 1;
	return arena_strndup(arena, text, (size_t)(tab - text));
}

enum status search_bitmap_write(struct db *db, struct arena *arena,
				const char *text, roaring_bitmap_t *bitmap)
{
	const char *key, *kind = search_key_split(arena, text, &key);
	struct db_query *q;
	char *bytes;
	size_t len;

	if (roaring_bitmap_is_empty(bitmap)) {
		q = db_query(db, SQL_BITMAP_DROP);
		db_bind_text(q, 1, kind);
		db_bind_text(q, 2, key);
		return db_finish(q);
	}
	roaring_bitmap_run_optimize(bitmap);
	len = roaring_bitmap_portable_size_in_bytes(bitmap);
	bytes = arena_alloc(arena, len);
	roaring_bitmap_portable_serialize(bitmap, bytes);
	q = db_query(db, SQL_BITMAP_PUT);
	db_bind_text(q, 1, kind);
	db_bind_text(q, 2, key);
	db_bind_int(q, 3, (int64_t)roaring_bitmap_get_cardinality(bitmap));
	db_bind_blob(q, 4, bytes, len);
	return db_finish(q);
}
