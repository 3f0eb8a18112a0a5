#include "page/entry_cache.h"

#include <stdlib.h>
#include <string.h>

/* One listing: its texts stand behind each other in one allocation. */
struct slot {
	struct entry_html entry;
	int64_t directory;
	const struct strings *words;
	char *texts;
	size_t bytes;
};

static struct slot slots[ENTRY_CACHE_SLOTS];
static size_t bytes_kept;

size_t entry_cache_bytes(void)
{
	return bytes_kept;
}

static struct slot *slot_of(int64_t id)
{
	return &slots[(uint64_t)id % ENTRY_CACHE_SLOTS];
}

const struct entry_html *entry_cache_find(const struct ctx *c, int64_t id)
{
	const struct slot *slot = slot_of(id);

	if (!slot->texts || slot->entry.id != id ||
	    slot->directory != c->directory || slot->words != c->s)
		return NULL;
	return &slot->entry;
}

/* Copy text to *at, which moves behind it. */
static const char *put(char **at, const char *text)
{
	size_t size = strlen(text) + 1;
	char *here = memcpy(*at, text, size);

	*at += size;
	return here;
}

void entry_cache_keep(const struct ctx *c, const struct entry_html *entry)
{
	struct slot *slot = slot_of(entry->id);
	size_t bytes = strlen(entry->head) + strlen(entry->tail) +
		       strlen(entry->item) + strlen(entry->state) + 4;
	char *at;

	bytes_kept -= slot->bytes;
	free(slot->texts);
	*slot = (struct slot){ 0 };
	if (bytes_kept + bytes > ENTRY_CACHE_BYTES_MAX)
		return;
	at = slot->texts = malloc(bytes);
	if (!at)
		return;
	slot->entry = *entry;
	slot->entry.head = put(&at, entry->head);
	slot->entry.tail = put(&at, entry->tail);
	slot->entry.item = put(&at, entry->item);
	slot->entry.state = put(&at, entry->state);
	slot->directory = c->directory;
	slot->words = c->s;
	slot->bytes = bytes;
	bytes_kept += bytes;
}
