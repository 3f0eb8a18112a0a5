/* How many programs serve each of Minnesota's counties: the picture and its
 * table twin, for home and dashboard. */
#ifndef PAGE_COUNTY_COUNTS_H
#define PAGE_COUNTY_COUNTS_H

#include "page/ctx.h"
#include "store/search.h"

/* How many of figures' programs serve the county with that id. */
size_t county_count_of(const struct directory_figures *figures, int64_t id);

/* Set MAP_SVG, WHERE (a sentence), a TOP_COUNTY section (SLUG NAME COUNT) for
 * each of the top counties and, with is_whole, a COUNTY section for all 87 by
 * name. */
MUST_CHECK enum status county_counts_fill(
	struct ctx *c, struct view_dict *dict,
	const struct directory_figures *figures, size_t top, bool is_whole);

#endif
