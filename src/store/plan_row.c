#include "store/plan_row.h"

#include <string.h>

#include "store/plan_edit.h"

static const char *const fields[] = { "figure", "source", "note" };

const char *plan_correction_field_name(enum correction_field field)
{
	return fields[field];
}

static enum correction_field field_of(const char *name)
{
	for (int i = 0; i < 3; i++)
		if (strcmp(name, fields[i]) == 0)
			return (enum correction_field)i;
	return CORRECTED_FIGURE;
}

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

struct measure plan_row_measure(struct db_query *q, struct arena *arena)
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
		.position = (int)db_int(q, 7),
		.is_retired = db_int(q, 8) != 0,
		.source = db_text(q, 9, arena),
		.owner = db_text(q, 10, arena),
		.due_months = (int)db_int(q, 11),
		.version = db_int(q, 12),
	};
}

struct figure plan_row_figure(struct db_query *q, int first,
			      struct arena *arena)
{
	struct figure f = {
		.id = db_int(q, first),
		.period = db_text(q, first + 1, arena),
		.is_target = db_int(q, first + 3) != 0,
		.value = db_real(q, first + 4),
		.qualifier = db_text(q, first + 5, arena),
		.source = db_text(q, first + 6, arena),
		.note = db_text(q, first + 7, arena),
		.is_published = db_int(q, first + 8) != 0,
		.version = db_int(q, first + 9),
		.updated_at = db_int(q, first + 10),
	};

	if (!store_period_end(f.period, &f.year, &f.month))
		f.month = 12;
	f.year = (int)db_int(q, first + 2); /* as it was given, by an import */
	return f;
}

static bool is_before(const struct figure *a, const struct figure *b)
{
	if (a->is_target != b->is_target)
		return b->is_target;
	if (a->year != b->year)
		return a->year < b->year;
	return a->month < b->month;
}

/* By the year they mostly stand already. */
void store_figures_sort(struct figure *figures, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct figure one = figures[i];
		size_t at = i;

		for (; at > 0 && is_before(&one, &figures[at - 1]); at--)
			figures[at] = figures[at - 1];
		figures[at] = one;
	}
}

enum status plan_rows(struct db_query *q, struct arena *arena,
		      struct measure **out, size_t *count)
{
	struct measure *m = NULL;

	*out = NULL;
	*count = 0;
	while (db_row(q)) {
		if (!m || m->id != db_int(q, 0)) {
			*out = make_room(arena, *out, *count, sizeof(**out));
			m = &(*out)[(*count)++];
			*m = plan_row_measure(q, arena);
		}
		if (db_is_null(q, PLAN_FIGURE_AT))
			continue;
		m->figures = make_room(arena, m->figures, m->figure_count,
				       sizeof(*m->figures));
		m->figures[m->figure_count++] =
			plan_row_figure(q, PLAN_FIGURE_AT, arena);
	}
	for (size_t i = 0; i < *count; i++)
		store_figures_sort((*out)[i].figures, (*out)[i].figure_count);
	return db_finish(q);
}

enum status plan_rows_corrections(struct db_query *q, struct arena *arena,
				  struct correction **out, size_t *count)
{
	*out = NULL;
	*count = 0;
	while (db_row(q)) {
		*out = make_room(arena, *out, *count, sizeof(**out));
		(*out)[(*count)++] = (struct correction){
			.id = db_int(q, 0),
			.measure_id = db_int(q, 1),
			.period = db_text(q, 2, arena),
			.is_target = db_int(q, 3) != 0,
			.field = field_of(db_peek_text(q, 4)),
			.before = db_text(q, 5, arena),
			.after = db_text(q, 6, arena),
			.reason = db_text(q, 7, arena),
			.at = db_int(q, 8),
		};
	}
	return db_finish(q);
}

static const char SQL_CORRECTIONS[] =
	"SELECT " PLAN_CORRECTION_COLUMNS "  FROM figure_correction c"
	" WHERE c.measure_id = $1 ORDER BY c.created_at, c.id";

enum status plan_rows_corrected(struct db *db, struct arena *arena,
				struct measure *measures, size_t count)
{
	enum status st = STATUS_OK;

	for (size_t i = 0; st == STATUS_OK && i < count; i++) {
		struct db_query *q = db_query(db, SQL_CORRECTIONS);

		db_bind_int(q, 1, measures[i].id);
		st = plan_rows_corrections(q, arena, &measures[i].corrections,
					   &measures[i].correction_count);
	}
	return st;
}
