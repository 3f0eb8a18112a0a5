/* What the staff's pages of the plan share. */
#ifndef PAGE_ADMIN_PLAN_H
#define PAGE_ADMIN_PLAN_H

#include "page/admin.h"
#include "store/plan_edit.h"

/* The measure that :area and :measure of the address name. */
MUST_CHECK enum status admin_plan_measure(struct ctx *c, struct measure *out);

/* "/admin/dashboard/network/programs", with "/" and tail after it, which is
 * percent-encoded; NULL for none. */
const char *admin_plan_path(struct ctx *c, const struct measure *measure,
			    const char *tail);

/* The crumbs of a page below the grid; of one below a measure's page too. */
void admin_plan_crumbs(struct ctx *c, struct admin_page *page,
		       const struct measure *measure);

/* AREA_SLUG, AREA_NAME, MEASURE_SLUG, MEASURE. */
void admin_plan_names(struct ctx *c, struct view_dict *dict,
		      const struct measure *measure);

/* The periods that measures have figures of, each once, oldest first. */
const char **admin_plan_periods(struct arena *arena,
				const struct measure *measures, size_t count,
				size_t *period_count);

/* The figure of measure for period, or NULL. */
const struct figure *admin_plan_figure(const struct measure *measure,
				       const char *period, bool is_target);

/* PERIOD, PERIOD_PATH, and ACTUAL and AIM (sections: VALUE, IS_DRAFT). */
void admin_plan_cell(struct ctx *c, struct view_dict *dict,
		     const struct measure *measure, const char *period);

/* The measure as the public has it, and with figure instead of what stands
 * for its period (NULL: without). */
struct measure admin_plan_public(struct arena *arena,
				 const struct measure *measure,
				 const struct figure *figure);

/* {{>CARD}} in dict: as an area's page shows it. */
void admin_plan_card(struct ctx *c, struct view_dict *dict,
		     const struct measure *measure);

/* 303 to path, after a change that item tells of (nothing changed: its
 * object_id is 0), so that it can be undone. */
MUST_CHECK enum status admin_plan_done(struct ctx *c, const char *action,
				       const struct change_item *item,
				       const char *path);

/* A row of a table of differences: nothing when they are the same. */
void admin_plan_versus(struct view_dict *dict, const char *field,
		       const char *yours, const char *theirs);

#endif
