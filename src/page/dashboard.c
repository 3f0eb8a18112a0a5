#include <stdlib.h>
#include <string.h>

#include "page/county_counts.h"
#include "page/facts.h"
#include "page/measure_view.h"
#include "page/pages.h"
#include "page/plan_words.h"
#include "page/render.h"
#include "page/words.h"
#include "util/json.h"
#include "view/format.h"

#define LIVE_ON_CARD 3
#define TOP_COUNTIES 10

static void fill_area(struct ctx *c, struct view_dict *dict, size_t number,
		      const struct measure *measures, size_t count,
		      const struct directory_figures *figures)
{
	const char *area = plan_areas[number];
	struct view_dict *card = view_section(dict, "AREA");

	view_set(card, "AREA_SLUG", area);
	view_set(card, "AREA_NAME", words_area(c, area));
	view_set_int(card, "AREA_NUMBER", (int64_t)number + 1);
	measure_state(c, card, plan_area_state(measures, count, area));
	for (size_t i = 0; i < count; i++) {
		if (strcmp(measures[i].area, area) != 0)
			continue;
		measure_fill(c, card, &measures[i]);
		break; /* the first measure stands for the area */
	}
	measure_live(c, card, area, figures, LIVE_ON_CARD);
}

/* The three figures that everybody asks for, from the plan's own measures. */
static enum status fill_keys(struct ctx *c, struct view_dict *dict)
{
	static const struct {
		const char *slug, *name;
		int year;
	} KEYS[] = {
		{ "programs", TR("mentor programs we work with"), 2014 },
		{ "young-people",
		  TR("young people in mentoring relationships"), 2014 },
		{ "could-use-a-mentor",
		  TR("more could benefit from an adult mentor, by our "
		     "estimate"),
		  2016 },
	};
	struct view_dict *list = NULL;

	for (size_t i = 0; i < sizeof(KEYS) / sizeof(KEYS[0]); i++) {
		const char *text, *source;
		struct view_dict *key;
		enum status st = facts_figure(c, "network", KEYS[i].slug,
					      KEYS[i].year, &text, &source);

		if (st != STATUS_OK)
			return st;
		if (!text)
			continue;
		list = list ? list : view_section(dict, "KEY_FIGURES");
		key = view_section(list, "KEY");
		view_set(key, "KEY_NAME", tr(c->s, KEYS[i].name));
		view_set(key, "KEY_VALUE", text);
	}
	return STATUS_OK;
}

static bool has_targets(const struct measure *measures, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (plan_target(&measures[i]))
			return true;
	return false;
}

/* schema.org Dataset: the plan's figures as open data. */
static char *dataset_json(struct ctx *c)
{
	json_t *files = json_pack(
		"[{s:s, s:s, s:s}, {s:s, s:s, s:s}]", "@type", "DataDownload",
		"encodingFormat", "text/csv", "contentUrl",
		ctx_absolute(c, "/dashboard.csv"), "@type", "DataDownload",
		"encodingFormat", "application/json", "contentUrl",
		ctx_absolute(c, "/dashboard.json"));
	json_t *root = json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "@context",
		"https://schema.org", "@type", "Dataset", "name",
		tr(c->s, "2014–2016 Strategic Plan Dashboard"), "description",
		tr(c->s, "Figures on the six areas of the 2014–2016 strategic "
			 "plan, each with its period and source."),
		"url", ctx_absolute(c, "/dashboard"), "temporalCoverage",
		"2014/2016", "distribution", files);

	return json_text(c->arena, root, 0);
}

static enum status fill(struct ctx *c, struct page *page,
			struct view_dict *dict)
{
	struct directory_figures figures;
	struct measure *measures;
	size_t count;
	enum status st = store_plan_measures(c->db, c->arena, NULL, &measures,
					     &count);

	page->json_ld = dataset_json(c);
	if (st == STATUS_OK)
		st = store_directory_figures(c->db, c->arena, c->now, &figures);
	if (st == STATUS_OK)
		st = fill_keys(c, dict);
	if (st != STATUS_OK)
		return st;
	for (size_t i = 0; i < PLAN_AREAS; i++)
		fill_area(c, dict, i, measures, count, &figures);
	if (has_targets(measures, count))
		view_show(dict, "HAS_TARGETS");
	else
		view_show(dict, "WITHOUT_TARGETS");
	return county_counts_fill(c, dict, &figures, TOP_COUNTIES, true);
}

/* GET /dashboard */
enum status page_dashboard(struct ctx *c)
{
	struct page page = {
		.title = tr(c->s, "2014–2016 Strategic Plan Dashboard"),
		.description =
			tr(c->s, "Progress on the six areas of the 2014–2016 "
				 "strategic plan, with every source."),
		.canonical = "/dashboard",
		.nav = NAV_DASHBOARD,
		.crumbs = { { "/", tr(c->s, "Home") } },
	};

	return page_show_kept(c, &page, "pages/dashboard.tpl", fill);
}
