/* A program as lists show it: templates/partials/entry.tpl, for any page. */
#ifndef PAGE_ENTRY_H
#define PAGE_ENTRY_H

#include "page/ctx.h"
#include "store/search.h"

#define ENTRIES_MAX SEARCH_PAGE_SIZE /* at a time; more are left out */

/* Show section of dict with ENTRIES_HTML, for an <ul class="list">: one entry
 * for each public program of ids. Not shown when there is none; *part, which
 * may be NULL, gets the section or NULL. */
MUST_CHECK enum status page_entries(struct ctx *c, struct view_dict *dict,
				    const char *section, const int64_t *ids,
				    size_t count, struct view_dict **part);

/* The entries of what a search found, as HTML, each with the reason why it
 * is there; county is the one the search was about, or NULL. items gets the
 * schema.org ListItem of each, with positions from first. */
MUST_CHECK enum status
page_entries_found(struct ctx *c, const struct search_hit *hits, size_t count,
		   const struct county *county, size_t first, struct buf *html,
		   struct buf *items);

#endif
