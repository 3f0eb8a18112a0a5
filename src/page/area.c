#include <string.h>

#include "page/measure_view.h"
#include "page/pages.h"
#include "page/plan_words.h"
#include "page/render.h"
#include "page/text_view.h"
#include "page/thread_view.h"
#include "page/words.h"

/* Why each area matters: two sentences, in the plan's order. */
static const char *const WHY[PLAN_AREAS] = {
	TR("Programs that know each other share what works. This area asks how "
	   "many programs take part, and how many young people they reach."),
	TR("Mentoring does not stop at the state line. This area asks where "
	   "programs work, in Minnesota and in the states around it."),
	TR("One way of meeting does not fit everyone. This area asks which "
	   "kinds of mentoring there are, and who still waits."),
	TR("Public rules and public money help decide how much mentoring there "
	   "can be. This area asks what governments give to it."),
	TR("A match works when it is safe, regular and long enough. This area "
	   "asks how many matches get there."),
	TR("Programs need money that keeps coming, from more than one source. "
	   "This area asks what mentoring is worth."),
};

/* The number of an area from 0, or -1. */
static int area_number(const char *slug)
{
	for (int i = 0; i < PLAN_AREAS; i++)
		if (strcmp(plan_areas[i], slug) == 0)
			return i;
	return -1;
}

const char *area_words(struct ctx *c, const char *slug)
{
	int number = area_number(slug);

	return number < 0 ? NULL : tr(c->s, WHY[number]);
}

static void fill_neighbor(struct ctx *c, struct view_dict *dict,
			  const char *section, int number)
{
	struct view_dict *link;

	if (number < 0 || number >= PLAN_AREAS)
		return;
	link = view_section(dict, section);
	view_set(link, "SLUG", plan_areas[number]);
	view_set(link, "NAME", words_area(c, plan_areas[number]));
}

/* What staff wrote of it, or the site's own words. */
static enum status fill_why(struct ctx *c, struct view_dict *dict, int number)
{
	bool is_own;
	enum status st = text_fill(c, dict, plan_areas[number], 0, &is_own);

	if (st == STATUS_OK && !is_own)
		view_show_text(dict, "WHY", area_words(c, plan_areas[number]));
	return st;
}

static enum status fill(struct ctx *c, struct page *page,
			struct view_dict *dict)
{
	int number = area_number(ctx_param(c, "area"));
	const char *area = plan_areas[number];
	struct directory_figures figures;
	struct measure *measures;
	size_t count, shown = 0;
	enum status st =
		store_plan_measures(c->db, c->arena, area, &measures, &count);

	(void)page;
	if (st == STATUS_OK)
		st = fill_why(c, dict, number);
	if (st == STATUS_OK)
		st = store_directory_figures(c->db, c->arena, c->now, &figures);
	if (st != STATUS_OK)
		return st;
	view_set(dict, "AREA_SLUG", area);
	view_set(dict, "AREA_NAME", words_area(c, area));
	view_set_int(dict, "AREA_NUMBER", number + 1);
	measure_state(c, dict, plan_area_state(measures, count, area));
	for (size_t i = 0; i < count; i++) {
		if (!plan_latest(&measures[i]))
			continue;
		measure_fill(c,
			     view_include(dict, "CARD", "partials/measure.tpl"),
			     &measures[i]);
		shown++;
	}
	if (shown == 0)
		view_show(dict, "NOTHING");
	measure_live(c, dict, area, &figures, 0);
	fill_neighbor(c, dict, "PREVIOUS", number - 1);
	fill_neighbor(c, dict, "FOLLOWING", number + 1);
	return STATUS_OK;
}

/* GET /dashboard/:area */
enum status page_area(struct ctx *c)
{
	const char *slug = ctx_param(c, "area");
	int number = area_number(slug);
	struct page page = {
		.description = tr(c->s, "One of the six areas of the 2014–2016 "
					"strategic plan: its figures, each "
					"with its source."),
		.nav = NAV_DASHBOARD,
		.crumbs = { { "/", tr(c->s, "Home") },
			    { "/dashboard", tr(c->s, "Dashboard") } },
	};
	struct buf thread;
	enum status st;

	if (number < 0)
		return STATUS_NOT_FOUND;
	page.title = words_area(c, slug);
	page.canonical = arena_printf(c->arena, "/dashboard/%s", slug);
	buf_init(&thread, c->arena);
	st = page_thread(c, THREAD_AREA, slug, &page, &thread);
	if (st != STATUS_OK)
		return st;
	return page_show_talk(c, &page, "pages/area.tpl", fill, &thread);
}
