/* A measure of the plan as cards and area pages show it. */
#ifndef PAGE_MEASURE_VIEW_H
#define PAGE_MEASURE_VIEW_H

#include "page/ctx.h"
#include "page/plan_words.h"
#include "store/plan.h"
#include "store/search.h"

/* Fill dict with MEASURE, FIGURE, PERIOD, CHANGE, BULLET, SPARK, TABLE with
 * its ROWs, DEFINITION, SOURCE: see templates/partials/measure.tpl. */
void measure_fill(struct ctx *c, struct view_dict *dict,
		  const struct measure *measure);

/* CORRECTED, WAS (section), REASON (section) or SITE_REASON of a correction. */
void measure_correction(struct ctx *c, struct view_dict *dict,
			const struct measure *measure,
			const struct correction *correction);

/* The section of the tag that shows a state, with its shape: see
 * templates/partials/state.tpl at {{>STATE}}. */
void measure_state(struct ctx *c, struct view_dict *dict,
		   enum plan_state state);

/* Rows LIVE_ROW (LIVE_NAME, LIVE_VALUE) inside section LIVE: what the
 * directory itself says about an area today; nothing for areas that it cannot
 * measure. At most limit rows (0: all). */
void measure_live(struct ctx *c, struct view_dict *dict, const char *area,
		  const struct directory_figures *figures, size_t limit);

/* Visit the same, for .json and .csv; names are not translated. */
struct live_figure {
	const char *slug, *name; /* name is a msgid, or a term's */
	size_t value;
};
size_t measure_live_list(struct arena *arena, const char *area,
			 const struct directory_figures *figures,
			 struct live_figure **out);

#endif
