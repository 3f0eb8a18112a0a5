/* The plan as staff see it: drafts and retired measures too. */
#include "store/plan_edit.h"
#include "store/plan_row.h"

#define MEASURE_ROWS                                                           \
	"SELECT " PLAN_MEASURE_COLUMNS ", " PLAN_FIGURE_COLUMNS                \
	"  FROM measure m LEFT JOIN figure f ON f.measure_id = m.id"

static const char SQL_ALL[] = MEASURE_ROWS PLAN_ORDER;
static const char SQL_AREA[] = MEASURE_ROWS " WHERE m.area = $1" PLAN_ORDER;
static const char SQL_ONE[] =
	MEASURE_ROWS " WHERE m.area = $1 AND m.slug = $2" PLAN_ORDER;
static const char SQL_ID[] = MEASURE_ROWS " WHERE m.id = $1" PLAN_ORDER;

enum status store_plan_all(struct db *db, struct arena *arena, const char *area,
			   struct measure **out, size_t *count)
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

static enum status one(struct db *db, struct arena *arena, struct db_query *q,
		       struct measure *out)
{
	struct measure *measures;
	size_t count;
	enum status st = plan_rows(q, arena, &measures, &count);

	if (st != STATUS_OK)
		return st;
	if (count == 0)
		return STATUS_NOT_FOUND;
	st = plan_rows_corrected(db, arena, measures, 1);
	*out = measures[0];
	return st;
}

enum status store_plan_one(struct db *db, struct arena *arena, const char *area,
			   const char *slug, struct measure *out)
{
	struct db_query *q = db_query(db, SQL_ONE);

	db_bind_text(q, 1, area);
	db_bind_text(q, 2, slug);
	return one(db, arena, q, out);
}

enum status store_plan_one_by_id(struct db *db, struct arena *arena, int64_t id,
				 struct measure *out)
{
	struct db_query *q = db_query(db, SQL_ID);

	db_bind_int(q, 1, id);
	return one(db, arena, q, out);
}
