#include "store/plan.h"

#include <inttypes.h>
#include <string.h>

#include "store/audit.h"
#include "util/json.h"

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

/* Reading ----------------------------------------------------------------- */

/* A measure and its figures are consecutive rows. */
#define MEASURE_ROWS                                                           \
	"SELECT m.id, m.area, m.slug, m.name, m.definition, m.unit,"           \
	"       m.direction, f.id, f.period, f.year, f.is_target, f.value,"    \
	"       f.qualifier, f.source, f.note"                                 \
	"  FROM public_measure m"                                              \
	"  LEFT JOIN public_figure f ON f.measure_id = m.id"
#define MEASURE_ORDER                                                          \
	" ORDER BY CASE m.area WHEN 'network' THEN 1 WHEN 'region' THEN 2"     \
	"          WHEN 'innovation' THEN 3 WHEN 'policy' THEN 4"              \
	"          WHEN 'quality' THEN 5 ELSE 6 END,"                          \
	"          m.position, m.id, f.is_target, f.year, f.id"

static const char SQL_ALL[] = MEASURE_ROWS MEASURE_ORDER;
static const char SQL_AREA[] = MEASURE_ROWS " WHERE m.area = $1" MEASURE_ORDER;
static const char SQL_ONE[] =
	MEASURE_ROWS " WHERE m.area = $1 AND m.slug = $2" MEASURE_ORDER;

/* Room for one more item in an array that doubles as it grows. */
static void *make_room(struct arena *arena, void *items, size_t count,
		       size_t size)
{
	void *grown;

	if (count > 0 && (count < 4 || (count & (count - 1)) != 0))
		return items;
	grown = arena_array(arena, count < 4 ? 4 : count * 2, size);
	if (count > 0)
		memcpy(grown, items, count * size);
	return grown;
}

static struct measure read_measure(struct db_query *q, struct arena *arena)
{
	bool is_known;

	return (struct measure){
		.id = db_int(q, 0),
		.area = db_text(q, 1, arena),
		.slug = db_text(q, 2, arena),
		.name = db_text(q, 3, arena),
		.definition = db_text(q, 4, arena),
		.unit = db_text(q, 5, arena),
		.direction = plan_direction_of(db_peek_text(q, 6), &is_known),
	};
}

static struct figure read_figure(struct db_query *q, struct arena *arena)
{
	return (struct figure){
		.id = db_int(q, 7),
		.period = db_text(q, 8, arena),
		.year = (int)db_int(q, 9),
		.is_target = db_int(q, 10) != 0,
		.value = db_real(q, 11),
		.qualifier = db_text(q, 12, arena),
		.source = db_text(q, 13, arena),
		.note = db_text(q, 14, arena),
	};
}

static enum status read_measures(struct db_query *q, struct arena *arena,
				 struct measure **out, size_t *count)
{
	struct measure *m = NULL;

	*out = NULL;
	*count = 0;
	while (db_row(q)) {
		if (!m || m->id != db_int(q, 0)) {
			*out = make_room(arena, *out, *count, sizeof(**out));
			m = &(*out)[(*count)++];
			*m = read_measure(q, arena);
		}
		if (db_is_null(q, 7))
			continue;
		m->figures = make_room(arena, m->figures, m->figure_count,
				       sizeof(*m->figures));
		m->figures[m->figure_count++] = read_figure(q, arena);
	}
	return db_finish(q);
}

enum status store_plan_measures(struct db *db, struct arena *arena,
				const char *area, struct measure **out,
				size_t *count)
{
	struct db_query *q = db_query(db, area ? SQL_AREA : SQL_ALL);

	if (area)
		db_bind_text(q, 1, area);
	return read_measures(q, arena, out, count);
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
	st = read_measures(q, arena, &measures, &count);
	if (st != STATUS_OK)
		return st;
	if (count == 0)
		return STATUS_NOT_FOUND;
	*out = measures[0];
	return STATUS_OK;
}

/* Writing ----------------------------------------------------------------- */

static bool is_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static enum status record(struct db *db, struct arena *arena, const char *actor,
			  const char *action, int64_t id, json_t *detail)
{
	struct audit_entry entry = {
		.actor = actor,
		.action = action,
		.object = arena_printf(arena, "measure %" PRId64, id),
		.detail = json_text(arena, detail, 0),
	};

	return store_audit_add(db, &entry);
}

static const char SQL_MEASURE_FIND[] =
	"SELECT id, area, slug, name, definition, unit, direction, position"
	"  FROM measure WHERE area = $1 AND slug = $2";

static const char SQL_MEASURE_PUT[] =
	"INSERT INTO measure (area, slug, name, definition, unit, direction,"
	"                     position)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7)"
	" ON CONFLICT (area, slug) DO UPDATE SET name = excluded.name,"
	"    definition = excluded.definition, unit = excluded.unit,"
	"    direction = excluded.direction, position = excluded.position"
	" RETURNING id";

/* Is this measure stored already, just so? *id is set when it is. */
static enum status find_measure(struct db *db, struct arena *arena,
				const struct measure *m, int position,
				int64_t *id, bool *is_stored)
{
	struct db_query *q = db_query(db, SQL_MEASURE_FIND);

	*is_stored = false;
	db_bind_text(q, 1, m->area);
	db_bind_text(q, 2, m->slug);
	if (db_row(q)) {
		struct measure old = read_measure(q, arena);

		*id = old.id;
		*is_stored = is_same(old.name, m->name) &&
			     is_same(old.definition, m->definition) &&
			     is_same(old.unit, m->unit) &&
			     old.direction == m->direction &&
			     db_int(q, 7) == position;
	}
	return db_finish(q);
}

static enum status write_measure(struct db *db, const struct measure *m,
				 int position, int64_t *id)
{
	struct db_query *q = db_query(db, SQL_MEASURE_PUT);

	db_bind_text(q, 1, m->area);
	db_bind_text(q, 2, m->slug);
	db_bind_text(q, 3, m->name);
	db_bind_text(q, 4, m->definition);
	db_bind_text(q, 5, m->unit);
	db_bind_text(q, 6, directions[m->direction]);
	db_bind_int(q, 7, position);
	if (db_row(q))
		*id = db_int(q, 0);
	return db_finish_one(q);
}

enum status store_measure_put(struct db *db, const struct measure *measure,
			      int position, const char *actor, int64_t *id,
			      bool *changed)
{
	struct arena *arena = arena_new();
	bool is_stored;
	enum status st;

	*changed = false;
	db_begin(db);
	st = find_measure(db, arena, measure, position, id, &is_stored);
	if (st != STATUS_OK || is_stored)
		goto out;
	st = write_measure(db, measure, position, id);
	if (st != STATUS_OK)
		goto out;
	*changed = true;
	st = record(db, arena, actor, "measure.save", *id,
		    json_pack("{ss ss ss ss ss ss si}", "area", measure->area,
			      "slug", measure->slug, "name", measure->name,
			      "definition", measure->definition, "unit",
			      measure->unit, "direction",
			      directions[measure->direction], "position",
			      position));
out:
	arena_free(arena);
	return db_end(db, st);
}

static const char SQL_FIGURE_FIND[] =
	"SELECT 0, 0, 0, 0, 0, 0, 0, id, period, year, is_target, value,"
	"       qualifier, source, note"
	"  FROM figure"
	" WHERE measure_id = $1 AND period = $2 AND is_target = $3";

static const char SQL_FIGURE_PUT[] =
	"INSERT INTO figure (measure_id, period, year, is_target, value,"
	"                    qualifier, source, note)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
	" ON CONFLICT (measure_id, period, is_target) DO UPDATE"
	" SET year = excluded.year, value = excluded.value,"
	"     qualifier = excluded.qualifier, source = excluded.source,"
	"     note = excluded.note";

static enum status find_figure(struct db *db, struct arena *arena,
			       int64_t measure_id, const struct figure *f,
			       bool *is_stored)
{
	struct db_query *q = db_query(db, SQL_FIGURE_FIND);

	*is_stored = false;
	db_bind_int(q, 1, measure_id);
	db_bind_text(q, 2, f->period);
	db_bind_int(q, 3, f->is_target);
	if (db_row(q)) {
		struct figure old = read_figure(q, arena);

		*is_stored = old.year == f->year && old.value == f->value &&
			     is_same(old.qualifier, f->qualifier) &&
			     is_same(old.source, f->source) &&
			     is_same(old.note, f->note);
	}
	return db_finish(q);
}

static enum status write_figure(struct db *db, int64_t measure_id,
				const struct figure *f)
{
	struct db_query *q = db_query(db, SQL_FIGURE_PUT);

	db_bind_int(q, 1, measure_id);
	db_bind_text(q, 2, f->period);
	db_bind_int(q, 3, f->year);
	db_bind_int(q, 4, f->is_target);
	db_bind_real(q, 5, f->value);
	db_bind_text(q, 6, f->qualifier);
	db_bind_text(q, 7, f->source);
	db_bind_text(q, 8, f->note);
	return db_finish(q);
}

enum status store_figure_put(struct db *db, int64_t measure_id,
			     const struct figure *figure, const char *actor,
			     bool *changed)
{
	struct arena *arena = arena_new();
	bool is_stored;
	enum status st;

	*changed = false;
	db_begin(db);
	st = find_figure(db, arena, measure_id, figure, &is_stored);
	if (st != STATUS_OK || is_stored)
		goto out;
	st = write_figure(db, measure_id, figure);
	if (st != STATUS_OK)
		goto out;
	*changed = true;
	st = record(db, arena, actor, "figure.save", measure_id,
		    json_pack("{ss si sb sf ss? ss ss?}", "period",
			      figure->period, "year", figure->year, "target",
			      (int)figure->is_target, "value", figure->value,
			      "qualifier", figure->qualifier, "source",
			      figure->source, "note", figure->note));
out:
	arena_free(arena);
	return db_end(db, st);
}
