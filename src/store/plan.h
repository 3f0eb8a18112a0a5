/* The strategic plan: six areas, their measures, the figures of each. */
#ifndef STORE_PLAN_H
#define STORE_PLAN_H

#include <stdbool.h>

#include "store/db.h"

#define PLAN_AREAS 6
/* "network", "region", "innovation", "policy", "quality", "sustainability",
 * in the plan's order; their names are strings of the site. */
extern const char *const plan_areas[PLAN_AREAS];

enum plan_direction { PLAN_UP, PLAN_DOWN, PLAN_NEITHER }; /* what is better */
/* "up", "down", "neither", and back. */
const char *plan_direction_name(enum plan_direction direction);
enum plan_direction plan_direction_of(const char *name, bool *is_known);

struct figure {
	int64_t id;
	const char *period; /* as shown: "2012", "FY 2008–2016" */
	int year;	    /* to sort and to draw by: the period's last year */
	bool is_target;
	double value;
	const char *qualifier; /* "about", "more than", …; NULL for exact */
	const char *source;
	const char *note; /* NULL */
};

struct measure {
	int64_t id;
	const char *area; /* slug */
	const char *slug, *name, *definition;
	const char *unit; /* "programs", "%", "$" */
	enum plan_direction direction;
	struct figure *figures; /* published, by year, targets last */
	size_t figure_count;
};

/* Measures with their published figures, by area and position; area NULL for
 * all. */
MUST_CHECK enum status store_plan_measures(struct db *db, struct arena *arena,
					   const char *area,
					   struct measure **out, size_t *count);

/* The measure called area/slug. */
MUST_CHECK enum status store_plan_measure(struct db *db, struct arena *arena,
					  const char *area, const char *slug,
					  struct measure *out);

/* For import: add or change, in the caller's transaction; *changed says
 * whether anything did. Figures are known by measure, period and is_target. */
MUST_CHECK enum status store_measure_put(struct db *db,
					 const struct measure *measure,
					 int position, const char *actor,
					 int64_t *id, bool *changed);
MUST_CHECK enum status store_figure_put(struct db *db, int64_t measure_id,
					const struct figure *figure,
					const char *actor, bool *changed);

#endif
