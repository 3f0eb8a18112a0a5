/* A program as lists show it: templates/partials/entry.tpl, for any page. */
#ifndef PAGE_ENTRY_H
#define PAGE_ENTRY_H

#include "page/ctx.h"
#include "store/program.h"
#include "store/search.h"

/* Include one entry for each program at {{>name}} of dict, inside an
 * <ul class="list">. hits says why each is shown (any order), or NULL;
 * county is the one that REASON_SERVES is about, or NULL. name is a
 * compile-time constant. */
void page_entries(struct ctx *c, struct view_dict *dict, const char *name,
		  const struct program *programs, size_t count,
		  const struct search_hit *hits, size_t hit_count,
		  const struct county *county);

#endif
