/* The strategic plan as everybody may read it: six areas, their measures, the
 * figures of each. Staff's side is in store/plan_edit.h. */
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
	int year;           /* to sort and to draw by: the period's last year */
	int month;          /* the period's last, from its name: 1 to 12 */
	bool is_target;
	double value;
	const char *qualifier; /* "about", "more than", …; NULL for exact */
	const char *source;
	const char *note; /* NULL */
	/* For staff only; elsewhere all figures are published. */
	bool is_published;
	int64_t version;
	int64_t updated_at; /* 0: not since it was imported */
};

/* A published figure that was changed, and why. */
enum correction_field { CORRECTED_FIGURE, CORRECTED_SOURCE, CORRECTED_NOTE };
struct correction {
	int64_t id;
	int64_t measure_id;
	const char *period;
	bool is_target;
	enum correction_field field;
	/* Of a figure: qualifier and plain number, "about 41000" (see
	 * store_figure_words_split). "" is none: a figure taken back. */
	const char *before, *after;
	const char *reason;
	int64_t at;
};

struct measure {
	int64_t id;
	const char *area; /* slug */
	const char *slug, *name, *definition;
	const char *unit; /* "programs", "%", "$" */
	enum plan_direction direction;
	struct figure *figures; /* published, by period, targets last */
	size_t figure_count;
	struct correction *corrections; /* public, oldest first */
	size_t correction_count;
	/* For staff. */
	const char *source; /* where its figures come from; NULL */
	const char *owner;  /* who brings them; NULL */
	int due_months;     /* from a period's end to its figure; 0: never */
	int position;
	bool is_retired;
	int64_t version;
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

/* All public corrections, newest first, at most limit. */
MUST_CHECK enum status store_plan_corrections(struct db *db,
					      struct arena *arena, size_t limit,
					      struct correction **out,
					      size_t *count);

/* A figure as a correction holds it, and back: value and qualifier (NULL when
 * exact; in arena). False when text is "": there was no figure. */
char *store_figure_words(struct arena *arena, const char *qualifier,
			 double value);
bool store_figure_words_split(struct arena *arena, const char *text,
			      const char **qualifier, double *value);

/* When a period ends, by its name: "2016", "January 2016", "Q3 2016",
 * "FY 2008–2016", "2015–16". False when it names no year from 1990 to 2100. */
bool store_period_end(const char *period, int *year, int *month);

/* For import: add or change, in the caller's transaction; *changed says
 * whether anything did. Figures are known by measure, period and is_target,
 * and are published by it; one that was published and changes is a
 * correction. */
MUST_CHECK enum status store_measure_put(struct db *db,
					 const struct measure *measure,
					 int position, const char *actor,
					 int64_t *id, bool *changed);
MUST_CHECK enum status store_figure_put(struct db *db, int64_t measure_id,
					const struct figure *figure,
					const char *actor, bool *changed);

#endif
