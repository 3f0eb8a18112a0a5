/* Entries of lists, remembered as HTML: most of the time of a list went into
 * reading, formatting and escaping the same twenty listings again. Each
 * worker keeps its own; nothing is ever old, for a slot is used only in the
 * generation of the directory, and in the words, that it was made in. */
#ifndef PAGE_ENTRY_CACHE_H
#define PAGE_ENTRY_CACHE_H

#include "page/ctx.h"
#include "store/program.h"

#define ENTRY_CACHE_SLOTS     2048 /* listings */
#define ENTRY_CACHE_BYTES_MAX ((size_t)8 << 20)

struct entry_html {
	int64_t id;
	const char *head, *tail; /* around the words why it is there */
	const char *item;        /* schema.org ListItem after its position */
	const char *state;       /* "MN" */
	bool has_area, is_statewide;
};

/* What is kept of listing id for this page, or NULL. Lives until the next
 * entry_cache_keep(). */
const struct entry_html *entry_cache_find(const struct ctx *c, int64_t id);

/* Keep a copy of entry, made from reads after c's generation was read. */
void entry_cache_keep(const struct ctx *c, const struct entry_html *entry);

/* Bytes kept now, for tests. */
size_t entry_cache_bytes(void);

#endif
