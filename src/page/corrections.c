#include "page/measure_view.h"
#include "page/pages.h"
#include "page/plan_words.h"
#include "page/render.h"

/* More stand with their figures; so many years of mistakes we do not make. */
#define SHOWN 200

static const struct measure *measure_of(const struct measure *measures,
					size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (measures[i].id == id)
			return &measures[i];
	return NULL;
}

static void fill_correction(struct ctx *c, struct view_dict *dict,
			    const struct measure *measure,
			    const struct correction *correction)
{
	struct view_dict *item = view_section(dict, "CORRECTION");
	const char *now = NULL;

	view_set_int(item, "ID", correction->id);
	view_set(item, "AREA_SLUG", measure->area);
	view_set(item, "MEASURE_SLUG", measure->slug);
	view_set(item, "MEASURE", measure->name);
	view_set(item, "ROW_PERIOD", correction->period);
	if (correction->is_target)
		view_show(item, "ROW_TARGET");
	measure_correction(c, item, measure, correction);
	if (correction->field == CORRECTED_FIGURE)
		now = plan_held_words(c, measure, correction->after);
	if (now)
		view_show_text(item, "IS_NOW",
			       str_fill(c->arena,
					tr(c->s, "It became {figure}."),
					"figure", now, NULL));
}

static enum status fill(struct ctx *c, struct page *page,
			struct view_dict *dict)
{
	struct correction *corrections;
	struct measure *measures;
	size_t count, measure_count;
	enum status st = store_plan_corrections(c->db, c->arena, SHOWN + 1,
						&corrections, &count);

	(void)page;
	if (st == STATUS_OK)
		st = store_plan_measures(c->db, c->arena, NULL, &measures,
					 &measure_count);
	if (st != STATUS_OK)
		return st;
	for (size_t i = 0; i < count && i < SHOWN; i++) {
		const struct measure *measure = measure_of(
			measures, measure_count, corrections[i].measure_id);

		if (measure)
			fill_correction(c, dict, measure, &corrections[i]);
	}
	if (count == 0)
		view_show(dict, "NOTHING");
	if (count > SHOWN)
		view_show(dict, "OLDER");
	return STATUS_OK;
}

/* GET /dashboard/corrections */
enum status page_corrections(struct ctx *c)
{
	struct page page = {
		.title = tr(c->s, "Corrections of figures"),
		.description = tr(c->s, "Figures of the strategic plan that "
					"turned out to be wrong: what they "
					"were, what they are, and why."),
		.canonical = "/dashboard/corrections",
		.nav = NAV_DASHBOARD,
		.crumbs = { { "/", tr(c->s, "Home") },
			    { "/dashboard", tr(c->s, "Dashboard") } },
	};

	return page_show_kept(c, &page, "pages/corrections.tpl", fill);
}
