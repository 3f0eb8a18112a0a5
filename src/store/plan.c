#include "store/plan.h"

#include <string.h>

#include "store/plan_row.h"

const char *const plan_areas[PLAN_AREAS] = { "network",    "region",
					     "innovation", "policy",
					     "quality",    "sustainability" };

static const char *const directions[] = { "up", "down", "neither" };

enum plan_direction plan_direction_of(const char *name, bool *is_known)
{
	for (int i = 0; i < 3; i++)
		if (strcmp(name, directions[i]) == 0) {
			*is_known = true;
			return (enum plan_direction)i;
		}
	*is_known = false;
	return PLAN_NEITHER;
}

const char *plan_direction_name(enum plan_direction direction)
{
	return directions[direction];
}

#define MEASURE_ROWS                                                           \
	"SELECT " PLAN_MEASURE_COLUMNS ", " PLAN_FIGURE_COLUMNS                \
	"  FROM public_measure m"                                              \
	"  LEFT JOIN public_figure f ON f.measure_id = m.id"

static const char SQL_ALL[] = MEASURE_ROWS PLAN_ORDER;
static const char SQL_AREA[] = MEASURE_ROWS " WHERE m.area = $1" PLAN_ORDER;
static const char SQL_ONE[] =
	MEASURE_ROWS " WHERE m.area = $1 AND m.slug = $2" PLAN_ORDER;

enum status store_plan_measures(struct db *db, struct arena *arena,
				const char *area, struct measure **out,
				size_t *count)
{
	struct db_query *q = db_query(db, area ? SQL_AREA : SQL_ALL);
	enum status st;

	if (area)
		db_bind_text(q, 1, area);
	st = plan_rows(q, arena, out, count);
	if (st != STATUS_OK)
		return st;
	return plan_rows_corrected(db, arena, *out, *count);
}

enum status store_plan_measure(struct db *db, struct arena *arena,
			       const char *area, const char *slug,
			       struct measure *out)
{
	struct db_query *q = db_query(db, SQL_ONE);
	struct measure *measures;
	enum status st;
	size_t count;

	db_bind_text(q, 1, area);
	db_bind_text(q, 2, slug);
	st = plan_rows(q, arena, &measures, &count);
	if (st != STATUS_OK)
		return st;
	if (count == 0)
		return STATUS_NOT_FOUND;
	st = plan_rows_corrected(db, arena, measures, 1);
	*out = measures[0];
	return st;
}

static const char SQL_CORRECTIONS[] =
	"SELECT " PLAN_CORRECTION_COLUMNS "  FROM public_figure_correction c"
	" ORDER BY c.created_at DESC, c.id DESC LIMIT $1";

enum status store_plan_corrections(struct db *db, struct arena *arena,
				   size_t limit, struct correction **out,
				   size_t *count)
{
	struct db_query *q = db_query(db, SQL_CORRECTIONS);

	db_bind_int(q, 1, (int64_t)limit);
	return plan_rows_corrections(q, arena, out, count);
}
