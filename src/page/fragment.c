#include "page/fragment.h"

#include <string.h>

struct fragment {
	uint64_t hash;
	const char *key; /* NULL: an empty slot */
	const char *html;
	size_t len;
};

/* A worker serves one request at a time, so one of each will do. Entries of
 * lists are small and many: 16 MB are some 8,000 of them, and a directory of
 * 300 has no more than 1 MB. */
static struct store {
	const size_t bytes_max, slot_count; /* half of the slots are used */
	struct arena *arena;                /* holds slots, keys and bytes */
	struct fragment *slots;
	size_t count;
	int64_t generation;
} stores[FRAGMENT_STORES] = {
	[FRAGMENT_OF_DIRECTORY] = { (size_t)16 << 20, 16384 },
	[FRAGMENT_OF_PUBLIC] = { (size_t)5 << 20, 1024 },
	[FRAGMENT_PAGES] = { (size_t)5 << 20, 1024 },
};

/* FNV-1a, 64 bits (Fowler, Noll, Vo). */
static uint64_t hash_of(const char *key)
{
	uint64_t hash = 14695981039346656037u;

	for (; *key; key++)
		hash = (hash ^ (unsigned char)*key) * 1099511628211u;
	return hash;
}

static void begin_anew(struct store *store)
{
	if (!store->arena)
		store->arena = arena_new();
	arena_reset(store->arena);
	store->slots = arena_array(store->arena, store->slot_count,
				   sizeof(*store->slots));
	store->count = 0;
}

static struct store *store_now(struct ctx *c, enum fragment_of of)
{
	struct store *store = &stores[of];
	int64_t generation =
		of == FRAGMENT_OF_DIRECTORY ? c->directory : c->generation;

	if (!store->arena || store->generation != generation)
		begin_anew(store);
	store->generation = generation;
	return store;
}

/* The slot of key, or the empty one where it belongs. */
static struct fragment *slot_of(struct store *store, const char *key)
{
	uint64_t hash = hash_of(key);
	size_t at = hash % store->slot_count;

	while (store->slots[at].key && (store->slots[at].hash != hash ||
					strcmp(store->slots[at].key, key) != 0))
		at = (at + 1) % store->slot_count;
	store->slots[at].hash = hash;
	return &store->slots[at];
}

const char *fragment_find(struct ctx *c, enum fragment_of of, const char *key,
			  size_t *len)
{
	struct fragment *slot = slot_of(store_now(c, of), key);

	*len = slot->key ? slot->len : 0;
	return slot->key ? slot->html : NULL;
}

void fragment_keep(struct ctx *c, enum fragment_of of, const char *key,
		   const char *html, size_t len)
{
	struct store *store = store_now(c, of);
	struct fragment *slot;

	if (len > store->bytes_max / 8)
		return;
	if (store->count >= store->slot_count / 2 ||
	    arena_used(store->arena) + len > store->bytes_max)
		begin_anew(store);
	slot = slot_of(store, key);
	if (!slot->key)
		store->count++;
	slot->key = arena_strdup(store->arena, key);
	slot->html = arena_strndup(store->arena, html, len);
	slot->len = len;
}

void fragment_forget(void)
{
	for (int of = 0; of < FRAGMENT_STORES; of++)
		if (stores[of].arena)
			begin_anew(&stores[of]);
}
