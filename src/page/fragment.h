/* Parts of pages that depend on nothing but the generation, made once for it
 * by each worker and used again: a card in a list, the body of the dashboard.
 * What depends on who asks (theme, an own waiting comment) is never a part.
 *
 * Bounded (fragment.c says how much); a full store forgets all and begins
 * again. Nothing is ever old: a new generation forgets all too. */
#ifndef PAGE_FRAGMENT_H
#define PAGE_FRAGMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "page/ctx.h"

/* What a part depends on, besides its key. */
enum fragment_of {
	FRAGMENT_OF_DIRECTORY, /* listings, terms, places */
	FRAGMENT_OF_PUBLIC,    /* anything public; also the day */
	FRAGMENT_PAGES,        /* the same, for page/kept_page.h */
	FRAGMENT_STORES
};

/* The part called key (any text), or NULL: make it and keep it. It lives
 * until the next fragment_keep(). */
const char *fragment_find(struct ctx *c, enum fragment_of of, const char *key,
			  size_t *len);
void fragment_keep(struct ctx *c, enum fragment_of of, const char *key,
		   const char *html, size_t len);

/* Forget all parts, when generations no longer tell: another database. */
void fragment_forget(void);

#endif
