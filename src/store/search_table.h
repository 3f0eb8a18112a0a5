/* A whole search index in memory, while it is built or compared. */
#ifndef STORE_SEARCH_TABLE_H
#define STORE_SEARCH_TABLE_H

#include <roaring/roaring.h>
#include <stddef.h>
#include <stdint.h>

struct search_entry {
	char *key; /* NULL: free */
	uint32_t hash;
	uint32_t count;           /* how often it was added to */
	roaring_bitmap_t *bitmap; /* NULL for words */
};

/* A hash table by text; entries are in no order until it is sorted, and
 * nothing can be found or added after that. */
struct search_table {
	struct search_entry *entries;
	size_t size; /* a power of two; when sorted: of entries in use */
	size_t used;
};

void search_table_init(struct search_table *table);
void search_table_free(struct search_table *table);

/* The entry of key, made when missing. */
struct search_entry *search_table_at(struct search_table *table,
				     const char *key);

/* Add program id to the bitmap called key. */
void search_table_add(struct search_table *table, const char *key, uint32_t id);

void search_table_sort(struct search_table *table);

#endif
