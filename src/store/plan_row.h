/* Rows of measures and figures, shared by the files of the plan. */
#ifndef STORE_PLAN_ROW_H
#define STORE_PLAN_ROW_H

#include "store/plan.h"

#define PLAN_MEASURE_COLUMNS                                                   \
	"m.id, m.area, m.slug, m.name, m.definition, m.unit, m.direction,"     \
	" m.position, m.is_retired, m.source, m.owner, m.due_months,"          \
	" m.version"
#define PLAN_FIGURE_AT 13 /* columns of the measure before it */
#define PLAN_FIGURE_COLUMNS                                                    \
	"f.id, f.period, f.year, f.is_target, f.value, f.qualifier, f.source," \
	" f.note, f.is_published, f.version, f.updated_at"
#define PLAN_CORRECTION_COLUMNS                                                \
	"c.id, c.measure_id, c.period, c.is_target, c.field, c.before,"        \
	" c.after, c.reason, c.created_at"
#define PLAN_ORDER                                                             \
	" ORDER BY CASE m.area WHEN 'network' THEN 1 WHEN 'region' THEN 2"     \
	"          WHEN 'innovation' THEN 3 WHEN 'policy' THEN 4"              \
	"          WHEN 'quality' THEN 5 ELSE 6 END,"                          \
	"          m.position, m.id, f.is_target, f.year, f.id"

/* A measure from column 0, a figure from column first. */
struct measure plan_row_measure(struct db_query *q, struct arena *arena);
struct figure plan_row_figure(struct db_query *q, int first,
			      struct arena *arena);
const char *plan_correction_field_name(enum correction_field field);

/* All rows of q, measure columns and then a figure's or NULLs, in PLAN_ORDER;
 * ends q. The figures are put into the order of their periods. */
MUST_CHECK enum status plan_rows(struct db_query *q, struct arena *arena,
				 struct measure **out, size_t *count);

/* All rows of q as corrections; ends q. */
MUST_CHECK enum status plan_rows_corrections(struct db_query *q,
					     struct arena *arena,
					     struct correction **out,
					     size_t *count);

/* Give each measure its own of the corrections, oldest first. */
MUST_CHECK enum status plan_rows_corrected(struct db *db, struct arena *arena,
					   struct measure *measures,
					   size_t count);

#endif
