#include "command/import.h"

#include <stdio.h>
#include <string.h>

#include "store/plan.h"
#include "util/cell.h"
#include "util/utf8.h"

#define ACTOR        "import"
#define MEASURES_MAX 200
#define FIGURES_MAX  5000

enum column {
	AREA,
	MEASURE,
	NAME,
	DEFINITION,
	UNIT,
	DIRECTION,
	PERIOD,
	YEAR,
	TARGET,
	VALUE,
	QUALIFIER,
	SOURCE,
	NOTE,
	COLUMNS
};

static const char *const column_names[COLUMNS] = {
	"area",      "measure", "name", "definition", "unit",
	"direction", "period",  "year", "target",     "value",
	"qualifier", "source",  "note"
};

struct import {
	struct db *db;
	struct csv_file *csv;
	struct arena *arena;
	size_t at[COLUMNS];
	struct measure *measures; /* of the file, in its order */
	size_t *lines;            /* where each stood first */
	size_t measure_count;
	const char **figures; /* "area/measure/period/target" of each */
	size_t figure_count;
	size_t measures_changed, figures_changed;
};

static const char *text(struct import *in, enum column column, size_t min,
			size_t max)
{
	return import_text(in->csv, in->arena, in->at[column], min, max);
}

static bool is_area(const char *slug)
{
	for (int i = 0; i < PLAN_AREAS; i++)
		if (strcmp(plan_areas[i], slug) == 0)
			return true;
	return false;
}

static void check_words(struct import *in, const struct measure *m,
			const char *direction, bool is_known)
{
	const char *nearest;

	if (m->area && !is_area(m->area)) {
		nearest = cell_nearest(in->arena, m->area, plan_areas,
				       PLAN_AREAS);
		csv_file_complain(in->csv, in->at[AREA],
				  "\"%s\" is not an area of the plan; %s "
				  "\"%s\"",
				  m->area, nearest ? "did you mean" : "use",
				  nearest ? nearest : plan_areas[0]);
	}
	if (m->slug && strcmp(m->slug, utf8_slug(in->arena, m->slug)) != 0)
		csv_file_complain(in->csv, in->at[MEASURE],
				  "may hold a-z, 0-9 and single hyphens only; "
				  "write \"%s\"",
				  utf8_slug(in->arena, m->slug));
	if (direction && !is_known)
		csv_file_complain(in->csv, in->at[DIRECTION],
				  "\"%s\" is not known; write up, down or "
				  "neither",
				  direction);
}

static struct measure read_measure(struct import *in)
{
	const char *direction = text(in, DIRECTION, 2, 10);
	bool is_known = false;
	struct measure m = { .area = text(in, AREA, 1, 40),
			     .slug = text(in, MEASURE, 1, 80),
			     .name = text(in, NAME, 1, 200),
			     .definition = text(in, DEFINITION, 1, 2000),
			     .unit = text(in, UNIT, 1, 40) };

	if (direction)
		m.direction = plan_direction_of(direction, &is_known);
	check_words(in, &m, direction, is_known);
	return m;
}

static struct figure read_figure(struct import *in)
{
	const char *target = csv_file_cell(in->csv, in->at[TARGET]);
	struct figure f = {
		.period = text(in, PERIOD, 1, 40),
		.year = (int)import_number(in->csv, in->at[YEAR], 1990, 2100),
		.value = import_number(in->csv, in->at[VALUE], -1e14, 1e14),
		.qualifier = text(in, QUALIFIER, 0, 40),
		.source = text(in, SOURCE, 1, 300),
		.note = text(in, NOTE, 0, 500)
	};

	if (f.period && strpbrk(f.period, "/\\"))
		csv_file_complain(in->csv, in->at[PERIOD],
				  "may hold no slash, for it is part of an "
				  "address; write 2015–2016");
	if (!cell_flag(target, &f.is_target))
		csv_file_complain(in->csv, in->at[TARGET],
				  "\"%s\" is neither yes nor no; write one",
				  target);
	return f;
}

/* The measure of the row: a new one goes to the list; all rows of one must
 * describe it alike. Its place in the list, or MEASURES_MAX after a
 * complaint. */
static size_t list_measure(struct import *in, const struct measure *m)
{
	size_t i = 0;

	for (; i < in->measure_count; i++) {
		const struct measure *known = &in->measures[i];

		if (strcmp(known->area, m->area) != 0 ||
		    strcmp(known->slug, m->slug) != 0)
			continue;
		if (strcmp(known->name, m->name) != 0 ||
		    strcmp(known->definition, m->definition) != 0 ||
		    strcmp(known->unit, m->unit) != 0 ||
		    known->direction != m->direction)
			csv_file_complain(
				in->csv, in->at[MEASURE],
				"is described otherwise on line %zu; give the "
				"same name, definition, unit and direction",
				in->lines[i]);
		return i;
	}
	if (i == MEASURES_MAX) {
		csv_file_complain(in->csv, in->at[MEASURE],
				  "is one measure more than the %d that can be "
				  "taken",
				  MEASURES_MAX);
		return i;
	}
	in->lines[i] = csv_file_line(in->csv);
	in->measures[in->measure_count++] = *m;
	return i;
}

static bool is_first_figure(struct import *in, const struct measure *m,
			    const struct figure *f)
{
	const char *key = arena_printf(in->arena, "%s/%s/%s/%d", m->area,
				       m->slug, f->period, f->is_target);

	for (size_t i = 0; i < in->figure_count; i++)
		if (strcmp(in->figures[i], key) == 0) {
			csv_file_complain(in->csv, in->at[PERIOD],
					  "stands twice for this measure; "
					  "remove one of the rows");
			return false;
		}
	if (in->figure_count == FIGURES_MAX) {
		csv_file_complain(in->csv, CSV_NO_COLUMN,
				  "is one figure more than the %d that can be "
				  "taken",
				  FIGURES_MAX);
		return false;
	}
	in->figures[in->figure_count++] = key;
	return true;
}

/* Positions follow the file: the first measure comes first in its area. */
static enum status store_row(struct import *in, size_t i, bool is_new,
			     const struct figure *f)
{
	bool changed;
	enum status st = STATUS_OK;

	if (is_new) {
		st = store_measure_put(in->db, &in->measures[i], (int)i + 1,
				       ACTOR, &in->measures[i].id, &changed);
		in->measures_changed += changed;
	}
	if (st != STATUS_OK)
		return st;
	st = store_figure_put(in->db, in->measures[i].id, f, ACTOR, &changed);
	in->figures_changed += changed;
	return st;
}

static enum status import_row(struct import *in)
{
	struct measure m = read_measure(in);
	struct figure f = read_figure(in);
	size_t before = in->measure_count, i;

	if (!m.area || !m.slug || !m.name || !m.definition || !m.unit ||
	    !f.period)
		return STATUS_OK; /* complained about */
	i = list_measure(in, &m);
	if (!is_first_figure(in, &m, &f) || csv_file_errors(in->csv) > 0)
		return STATUS_OK;
	return store_row(in, i, in->measure_count > before, &f);
}

static enum status import_rows(struct import *in, bool is_dry)
{
	enum status st = STATUS_OK;

	in->measures =
		arena_array(in->arena, MEASURES_MAX, sizeof(*in->measures));
	in->lines = arena_array(in->arena, MEASURES_MAX, sizeof(*in->lines));
	in->figures = arena_array(in->arena, FIGURES_MAX, sizeof(*in->figures));
	db_begin(in->db);
	while (st == STATUS_OK && csv_file_next(in->csv))
		st = import_row(in);
	if (st == STATUS_OK && csv_file_errors(in->csv) > 0)
		st = STATUS_BAD;
	if (st != STATUS_OK || !is_dry)
		return db_end(in->db, st);
	return db_end(in->db, STATUS_CONFLICT) == STATUS_CONFLICT
		       ? STATUS_OK
		       : STATUS_FAILED;
}

int import_measures(const struct command_env *env, const char *path,
		    bool is_dry)
{
	struct import in = { .arena = arena_new() };
	enum status st = command_open(env, DB_WRITE, &in.db);
	int code = COMMAND_FAILED;

	if (st != STATUS_OK)
		goto out;
	in.csv = csv_file_open(path);
	import_match_columns(in.csv, column_names, COLUMNS, in.at);
	st = csv_file_errors(in.csv) > 0 ? STATUS_BAD
					 : import_rows(&in, is_dry);
	csv_file_report(in.csv, stderr);
	code = command_import_end(st, path);
	if (code == 0)
		printf("%zu measures and %zu figures new or changed%s\n",
		       in.measures_changed, in.figures_changed,
		       is_dry ? " (dry run: nothing was stored)" : "");
	csv_file_close(in.csv);
	db_close(in.db);
out:
	arena_free(in.arena);
	return code;
}

int command_import_measures(int argc, char **argv)
{
	bool is_dry = false;
	const struct command_option options[] = {
		{ "dry-run", .is_given = &is_dry }, { 0 }
	};
	struct command_env env;
	int code = command_begin(&env, argc, argv, options, 1, 1);

	if (code < 0)
		code = import_measures(&env, env.words[0], is_dry);
	command_end(&env);
	return code;
}
