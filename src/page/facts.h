/* Sentences about MPM that carry figures of the plan, for several pages. */
#ifndef PAGE_FACTS_H
#define PAGE_FACTS_H

#include "page/ctx.h"
#include "store/plan.h"

/* The figure of area/slug for a year as readers see it ("about 200,000"), and
 * its source; NULL when the plan has none. */
MUST_CHECK enum status facts_figure(struct ctx *c, const char *area,
				    const char *slug, int year,
				    const char **text, const char **source);

/* "More than 300 mentor programs … about 200,000 young people …", or NULL. */
MUST_CHECK enum status facts_reach(struct ctx *c, const char *msgid,
				   const char **text);

/* Section WHY of dict: how many more could use a mentor, and the source. */
MUST_CHECK enum status facts_why(struct ctx *c, struct view_dict *dict);

/* Sections AREA of dict: the plan's six areas with their links. */
void facts_areas(struct ctx *c, struct view_dict *dict);

#endif
