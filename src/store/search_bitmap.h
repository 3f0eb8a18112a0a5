/* Bitmaps of program ids in the database. */
#ifndef STORE_SEARCH_BITMAP_H
#define STORE_SEARCH_BITMAP_H

#include <roaring/roaring.h>

#include "store/db.h"

/* The bitmap in a column of the row at hand; the caller frees it. NULL, and
 * logged, when the bytes are not one. */
roaring_bitmap_t *search_bitmap_read(struct db_query *q, int column);

/* "kind\tkey" in its two parts. */
const char *search_key_split(struct arena *arena, const char *text,
			     const char **key);

/* Write the bitmap called text ("kind\tkey"), or drop it when it is empty. */
MUST_CHECK enum status search_bitmap_write(struct db *db, struct arena *arena,
					   const char *text,
					   roaring_bitmap_t *bitmap);

/* A bitmap holds numbers of 32 bits; false, and logged, for a larger id. */
bool search_id_fits(int64_t id);

#endif
