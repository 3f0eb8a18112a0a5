/* The texts that staff write for parts of pages (store/page_text.h). */
#ifndef PAGE_TEXT_VIEW_H
#define PAGE_TEXT_VIEW_H

#include <stdbool.h>

#include "page/ctx.h"

/* If there is a text for page in the reader's language, show section OWN_TEXT
 * (TEXT_LANG, TEXT_HTML) with headings from this level on (0: none). */
MUST_CHECK enum status text_fill(struct ctx *c, struct view_dict *dict,
				 const char *page, int heading, bool *is_own);

/* The same for a text at hand, as a preview shows it. */
void text_show(struct ctx *c, struct view_dict *dict, const char *lang,
	       const char *body, int heading);

/* The site's own words where staff wrote none: of the first page (home.c), and
 * of an area (area.c), or NULL when there is no such area. */
MUST_CHECK enum status home_words(struct ctx *c, const char **words);
const char *area_words(struct ctx *c, const char *slug);

#endif
