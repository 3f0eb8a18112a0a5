/* The grid of the plan's figures, and what its pages share. */
#include "page/admin_plan.h"

#include <string.h>

#include "page/measure_view.h"
#include "page/pages.h"
#include "page/plan_words.h"
#include "page/words.h"
#include "view/format.h"

#define DUE_SHOWN 100

enum status admin_plan_measure(struct ctx *c, struct measure *out)
{
	return store_plan_one(c->db, c->arena, ctx_param(c, "area"),
			      ctx_param(c, "measure"), out);
}

/* For a segment of a path, where a space is no plus sign. */
static const char *path_segment(struct arena *arena, const char *text)
{
	static const char HEX[] = "0123456789ABCDEF";
	struct buf b;

	buf_init(&b, arena);
	for (; *text; text++) {
		unsigned char byte = (unsigned char)*text;

		if ((byte >= '0' && byte <= '9') ||
		    (byte >= 'a' && byte <= 'z') ||
		    (byte >= 'A' && byte <= 'Z') || strchr("-._~", byte)) {
			buf_char(&b, *text);
			continue;
		}
		buf_char(&b, '%');
		buf_char(&b, HEX[byte >> 4]);
		buf_char(&b, HEX[byte & 15]);
	}
	return b.data;
}

const char *admin_plan_path(struct ctx *c, const struct measure *measure,
			    const char *tail)
{
	return arena_printf(c->arena, "/admin/dashboard/%s/%s%s%s",
			    measure->area, measure->slug, tail ? "/" : "",
			    tail ? path_segment(c->arena, tail) : "");
}

void admin_plan_crumbs(struct ctx *c, struct admin_page *page,
		       const struct measure *measure)
{
	page->nav = ADMIN_PLAN;
	page->crumbs[0] =
		(struct crumb){ "/admin/dashboard", tr(c->s, "The plan") };
	if (measure)
		page->crumbs[1] =
			(struct crumb){ admin_plan_path(c, measure, NULL),
					measure->name };
}

void admin_plan_names(struct ctx *c, struct view_dict *dict,
		      const struct measure *measure)
{
	view_set(dict, "AREA_SLUG", measure->area);
	view_set(dict, "AREA_NAME", words_area(c, measure->area));
	view_set(dict, "MEASURE_SLUG", measure->slug);
	view_set(dict, "MEASURE", measure->name);
}

const struct figure *admin_plan_figure(const struct measure *measure,
				       const char *period, bool is_target)
{
	for (size_t i = 0; i < measure->figure_count; i++)
		if (measure->figures[i].is_target == is_target &&
		    strcmp(measure->figures[i].period, period) == 0)
			return &measure->figures[i];
	return NULL;
}

static bool is_in(const struct figure *list, size_t count, const char *period)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i].period, period) == 0)
			return true;
	return false;
}

const char **admin_plan_periods(struct arena *arena,
				const struct measure *measures, size_t count,
				size_t *period_count)
{
	size_t most = 1, n = 0;
	struct figure *one;
	const char **periods;

	for (size_t i = 0; i < count; i++)
		most += measures[i].figure_count;
	one = arena_array(arena, most, sizeof(*one));
	periods = arena_array(arena, most, sizeof(*periods));
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < measures[i].figure_count; k++) {
			const struct figure *at = &measures[i].figures[k];

			if (is_in(one, n, at->period))
				continue;
			one[n] = *at;
			one[n++].is_target = false; /* by period alone */
		}
	store_figures_sort(one, n);
	for (size_t i = 0; i < n; i++)
		periods[i] = one[i].period;
	*period_count = n;
	return periods;
}

static void fill_value(struct ctx *c, struct view_dict *dict,
		       const struct measure *measure,
		       const struct figure *figure)
{
	view_set(dict, "VALUE", plan_figure_words(c, measure, figure));
	if (!figure->is_published)
		view_show(dict, "IS_DRAFT");
}

void admin_plan_cell(struct ctx *c, struct view_dict *dict,
		     const struct measure *measure, const char *period)
{
	const struct figure *actual = admin_plan_figure(measure, period, false);
	const struct figure *aim = admin_plan_figure(measure, period, true);

	view_set(dict, "PERIOD", period);
	view_set(dict, "PERIOD_PATH", path_segment(c->arena, period));
	if (actual)
		fill_value(c, view_section(dict, "ACTUAL"), measure, actual);
	if (aim)
		fill_value(c, view_section(dict, "AIM"), measure, aim);
}

struct measure admin_plan_public(struct arena *arena,
				 const struct measure *measure,
				 const struct figure *figure)
{
	struct measure m = *measure;

	m.figures = arena_array(arena, measure->figure_count + 1,
				sizeof(*m.figures));
	m.figure_count = 0;
	for (size_t i = 0; i < measure->figure_count; i++) {
		const struct figure *at = &measure->figures[i];

		if (at->is_published &&
		    !(figure && at->is_target == figure->is_target &&
		      strcmp(at->period, figure->period) == 0))
			m.figures[m.figure_count++] = *at;
	}
	if (figure)
		m.figures[m.figure_count++] = *figure;
	store_figures_sort(m.figures, m.figure_count);
	return m;
}

void admin_plan_card(struct ctx *c, struct view_dict *dict,
		     const struct measure *measure)
{
	measure_fill(c, view_include(dict, "CARD", "partials/measure.tpl"),
		     measure);
}

void admin_plan_versus(struct view_dict *dict, const char *field,
		       const char *yours, const char *theirs)
{
	struct view_dict *row;

	yours = yours ? yours : "";
	theirs = theirs ? theirs : "";
	if (strcmp(yours, theirs) == 0)
		return;
	row = view_section(dict, "VERSUS");
	view_set(row, "FIELD_NAME", field);
	view_set(row, "YOURS", yours);
	view_set(row, "THEIRS", theirs);
}

/* The grid ------------------------------------------------------------ */

static enum status fill_due(struct ctx *c, struct view_dict *dict)
{
	struct view_dict *list;
	struct due_measure *due;
	size_t count;
	enum status st = store_plan_due(c->db, c->arena, c->now, DUE_SHOWN,
					&due, &count);

	if (st != STATUS_OK || count == 0)
		return st;
	list = view_section(dict, "DUE");
	for (size_t i = 0; i < count; i++) {
		struct view_dict *row = view_section(list, "DUE_ROW");

		view_set(row, "AREA_SLUG", due[i].area);
		view_set(row, "MEASURE_SLUG", due[i].slug);
		view_set(row, "MEASURE", due[i].name);
		view_show_text(row, "LAST", due[i].last_period);
		if (!due[i].last_period)
			view_show(row, "NEVER");
		view_set(row, "SINCE",
			 due[i].due_at
				 ? format_date(c->arena, c->s, due[i].due_at)
				 : tr(c->s, "From the start"));
		view_set(row, "OWNER", due[i].owner);
		if (due[i].has_draft)
			view_show(row, "HAS_DRAFT");
	}
	return STATUS_OK;
}

static void fill_row(struct ctx *c, struct view_dict *dict,
		     const struct measure *measure, const char **periods,
		     size_t count)
{
	struct view_dict *row = view_section(dict, "MEASURE_ROW");

	admin_plan_names(c, row, measure);
	for (size_t i = 0; i < count; i++) {
		struct view_dict *cell = view_section(row, "CELL");

		admin_plan_cell(c, cell, measure, periods[i]);
		if (!admin_plan_figure(measure, periods[i], false))
			view_show(cell, "NO_FIGURE");
	}
}

static void fill_area(struct ctx *c, struct view_dict *dict, const char *area,
		      const struct measure *measures, size_t count)
{
	struct view_dict *section = view_section(dict, "AREA"), *grid;
	size_t period_count;
	const char **periods;

	view_set(section, "AREA_SLUG", area);
	view_set(section, "AREA_NAME", words_area(c, area));
	if (count == 0) {
		view_show(section, "EMPTY");
		return;
	}
	periods = admin_plan_periods(c->arena, measures, count, &period_count);
	grid = view_section(section, "GRID");
	for (size_t i = 0; i < period_count; i++)
		view_set(view_section(grid, "HEAD"), "PERIOD", periods[i]);
	for (size_t i = 0; i < count; i++)
		fill_row(c, grid, &measures[i], periods, period_count);
}

static void fill_retired(struct ctx *c, struct view_dict *dict,
			 const struct measure *measures, size_t count)
{
	struct view_dict *list = NULL;

	for (size_t i = 0; i < count; i++) {
		if (!measures[i].is_retired)
			continue;
		list = list ? list : view_section(dict, "RETIRED");
		admin_plan_names(c, view_section(list, "RETIRED_ROW"),
				 &measures[i]);
	}
}

/* GET /admin/dashboard */
enum status page_admin_plan(struct ctx *c)
{
	struct admin_page page = { .title = tr(c->s, "The plan's figures"),
				   .nav = ADMIN_PLAN,
				   .is_wide = true };
	struct view_dict *dict = page_dict(c);
	struct measure *all, *live;
	size_t count, n;
	enum status st = fill_due(c, dict);

	if (st == STATUS_OK)
		st = store_plan_all(c->db, c->arena, NULL, &all, &count);
	if (st != STATUS_OK)
		return st;
	live = arena_array(c->arena, count + 1, sizeof(*live));
	for (size_t i = 0; i < PLAN_AREAS; i++) {
		n = 0;
		for (size_t k = 0; k < count; k++)
			if (strcmp(all[k].area, plan_areas[i]) == 0 &&
			    !all[k].is_retired)
				live[n++] = all[k];
		fill_area(c, dict, plan_areas[i], live, n);
	}
	fill_retired(c, dict, all, count);
	return admin_show(c, &page, "pages/admin_plan.tpl", dict);
}
