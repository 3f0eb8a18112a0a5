/* The plan's figures as CSV (the columns that `import measures` reads) and as
 * JSON with the directory's live figures beside them. */
#include <inttypes.h>
#include <string.h>

#include "page/measure_view.h"
#include "page/pages.h"
#include "page/render.h"
#include "page/words.h"
#include "store/plan.h"
#include "util/clock.h"
#include "util/csv.h"
#include "util/json.h"

/* The area asked for: NULL for all; false when there is no such area. */
static bool area_asked(const struct ctx *c, const char **area)
{
	const char *slug = ctx_param(c, "area");

	*area = NULL;
	if (!*slug)
		return true;
	for (size_t i = 0; i < PLAN_AREAS; i++)
		if (strcmp(plan_areas[i], slug) == 0)
			*area = plan_areas[i];
	return *area != NULL;
}

static const char *number_text(struct ctx *c, double value)
{
	return arena_printf(c->arena, "%.15g", value);
}

static void put_figure(struct ctx *c, struct buf *b, const struct measure *m,
		       const struct figure *f)
{
	csv_put(b, m->area, ',');
	csv_put(b, m->slug, ',');
	csv_put(b, m->name, ',');
	csv_put(b, m->definition, ',');
	csv_put(b, m->unit, ',');
	csv_put(b, plan_direction_name(m->direction), ',');
	csv_put(b, f->period, ',');
	csv_put(b, arena_printf(c->arena, "%d", f->year), ',');
	csv_put(b, f->is_target ? "yes" : "no", ',');
	csv_put(b, number_text(c, f->value), ',');
	csv_put(b, f->qualifier, ',');
	csv_put(b, f->source, ',');
	csv_put(b, f->note, '\n');
}

/* GET /dashboard.csv, /dashboard/:area.csv */
enum status page_dashboard_csv(struct ctx *c)
{
	struct measure *measures;
	const char *area;
	struct buf b;
	size_t count;
	enum status st;

	if (!area_asked(c, &area))
		return STATUS_NOT_FOUND;
	st = store_plan_measures(c->db, c->arena, area, &measures, &count);
	if (st != STATUS_OK)
		return st;
	buf_init(&b, c->arena);
	buf_text(&b, "area,measure,name,definition,unit,direction,period,year,"
		     "target,value,qualifier,source,note\n");
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < measures[i].figure_count; k++)
			put_figure(c, &b, &measures[i],
				   &measures[i].figures[k]);
	response_header(c->response, "Content-Disposition",
			"attachment; filename=\"dashboard.csv\"");
	return page_send(c, "text/csv; charset=utf-8; header=present", b.data,
			 b.len);
}

static json_t *figure_json(const struct figure *f)
{
	return json_pack("{s:s, s:i, s:b, s:f, s:o, s:s, s:o}", "period",
			 f->period, "year", f->year, "is_target", f->is_target,
			 "value", f->value, "qualifier",
			 json_text_or_null(f->qualifier), "source", f->source,
			 "note", json_text_or_null(f->note));
}

/* What was wrong once: "figure" with its qualifier ("about 41000"), "source"
 * or "note"; null is none. */
static json_t *correction_json(const struct correction *correction)
{
	static const char *const FIELDS[] = { "figure", "source", "note" };
	const char *before = correction->before, *after = correction->after;
	char at[21];

	clock_rfc3339(correction->at, at);
	return json_pack("{s:s, s:s, s:b, s:s, s:o, s:o, s:s}", "corrected_at",
			 at, "period", correction->period, "is_target",
			 (int)correction->is_target, "field",
			 FIELDS[correction->field], "before",
			 json_text_or_null(*before ? before : NULL), "after",
			 json_text_or_null(*after ? after : NULL), "reason",
			 correction->reason);
}

static json_t *measure_json(const struct measure *m)
{
	json_t *figures = json_array(), *corrections = json_array();

	for (size_t i = 0; i < m->figure_count; i++)
		json_array_append_new(figures, figure_json(&m->figures[i]));
	for (size_t i = 0; i < m->correction_count; i++)
		json_array_append_new(corrections,
				      correction_json(&m->corrections[i]));
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:o}", "slug", m->slug,
			 "name", m->name, "definition", m->definition, "unit",
			 m->unit, "direction",
			 plan_direction_name(m->direction), "figures", figures,
			 "corrections", corrections);
}

static json_t *live_json(struct ctx *c, const char *area,
			 const struct directory_figures *figures)
{
	struct live_figure *list;
	size_t count = measure_live_list(c->arena, area, figures, &list);
	json_t *all = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(
			all, json_pack("{s:s, s:s, s:I}", "slug", list[i].slug,
				       "name", list[i].name, "value",
				       (json_int_t)list[i].value));
	return all;
}

static json_t *area_json(struct ctx *c, const char *area,
			 const struct measure *measures, size_t count,
			 const struct directory_figures *figures)
{
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++)
		if (strcmp(measures[i].area, area) == 0)
			json_array_append_new(list, measure_json(&measures[i]));
	return json_pack("{s:s, s:s, s:o, s:o}", "slug", area, "name",
			 words_area(c, area), "measures", list,
			 "in_the_directory_today", live_json(c, area, figures));
}

/* GET /dashboard.json, /dashboard/:area.json */
enum status page_dashboard_json(struct ctx *c)
{
	struct directory_figures figures;
	struct measure *measures;
	const char *area;
	json_t *areas;
	size_t count;
	char *text;
	enum status st;

	if (!area_asked(c, &area))
		return STATUS_NOT_FOUND;
	st = store_plan_measures(c->db, c->arena, area, &measures, &count);
	if (st == STATUS_OK)
		st = store_directory_figures(c->db, c->arena, c->now, &figures);
	if (st != STATUS_OK)
		return st;
	areas = json_array();
	for (size_t i = 0; i < PLAN_AREAS; i++)
		if (!area || strcmp(area, plan_areas[i]) == 0)
			json_array_append_new(areas, area_json(c, plan_areas[i],
							       measures, count,
							       &figures));
	text = json_text(
		c->arena,
		json_pack("{s:s, s:o}", "plan", "2014–2016", "areas", areas),
		1);
	return page_send(c, "application/json; charset=utf-8", text,
			 strlen(text));
}
