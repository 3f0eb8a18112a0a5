#include "store/search_table.h"

#include <stdlib.h>
#include <string.h>

#include "util/memory.h"

#define FIRST_SIZE 1024

void search_table_init(struct search_table *table)
{
	table->size = FIRST_SIZE;
	table->used = 0;
	table->entries =
		memory_must(calloc(FIRST_SIZE, sizeof *table->entries));
}

void search_table_free(struct search_table *table)
{
	for (size_t i = 0; table->entries && i < table->size; i++) {
		free(table->entries[i].key);
		if (table->entries[i].bitmap)
			roaring_bitmap_free(table->entries[i].bitmap);
	}
	free(table->entries);
	table->entries = NULL;
}

static uint32_t hash_of(const char *key) /* FNV-1a */
{
	uint32_t hash = 2166136261U;

	for (; *key; key++)
		hash = (hash ^ (unsigned char)*key) * 16777619U;
	return hash;
}

static struct search_entry *slot_of(struct search_entry *entries, size_t size,
				    const char *key, uint32_t hash)
{
	size_t i = hash & (size - 1);

	while (entries[i].key &&
	       (entries[i].hash != hash || strcmp(entries[i].key, key) != 0))
		i = (i + 1) & (size - 1);
	return &entries[i];
}

static void grow(struct search_table *table)
{
	size_t size = table->size * 2;
	struct search_entry *more = memory_must(calloc(size, sizeof *more));

	for (size_t i = 0; i < table->size; i++) {
		const struct search_entry *e = &table->entries[i];

		if (e->key)
			*slot_of(more, size, e->key, e->hash) = *e;
	}
	free(table->entries);
	table->entries = more;
	table->size = size;
}

struct search_entry *search_table_at(struct search_table *table,
				     const char *key)
{
	uint32_t hash = hash_of(key);
	struct search_entry *e;

	if (table->used * 2 >= table->size)
		grow(table);
	e = slot_of(table->entries, table->size, key, hash);
	if (!e->key) {
		e->key = memory_must(strdup(key));
		e->hash = hash;
		table->used++;
	}
	return e;
}

void search_table_add(struct search_table *table, const char *key, uint32_t id)
{
	struct search_entry *e = search_table_at(table, key);

	if (!e->bitmap)
		e->bitmap = memory_must(roaring_bitmap_create());
	roaring_bitmap_add(e->bitmap, id);
	e->count++;
}

static int by_key(const void *a, const void *b)
{
	const struct search_entry *x = a, *y = b;

	return strcmp(x->key, y->key);
}

void search_table_sort(struct search_table *table)
{
	size_t kept = 0;

	for (size_t i = 0; i < table->size; i++)
		if (table->entries[i].key)
			table->entries[kept++] = table->entries[i];
	table->size = kept;
	if (kept)
		qsort(table->entries, kept, sizeof *table->entries, by_key);
}
