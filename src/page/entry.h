/* A program as lists show it: templates/partials/entry.tpl, for any page. */
#ifndef PAGE_ENTRY_H
#define PAGE_ENTRY_H

#include "page/ctx.h"
#include "store/program.h"
#include "store/search.h"

/* Include one entry for each program at {{>name}} of dict, inside an
 * <ul class="list">. name is a compile-time constant. */
void page_entries(struct ctx *c, struct view_dict *dict, const char *name,
		  const struct program *programs, size_t count);

/* The entries of what a search found, as HTML, each with the reason why it
 * is there; county is the one the search was about, or NULL. items gets the
 * schema.org ListItem of each, with positions from first. Quicker than the
 * above, for entries are remembered: see page/entry_cache.h. */
MUST_CHECK enum status
page_entries_found(struct ctx *c, const struct search_hit *hits, size_t count,
		   const struct county *county, size_t first, struct buf *html,
		   struct buf *items);

#endif
