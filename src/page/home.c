#include <string.h>

#include "page/county_counts.h"
#include "page/entry.h"
#include "page/facts.h"
#include "page/measure_view.h"
#include "page/pages.h"
#include "page/plan_words.h"
#include "page/render.h"
#include "page/text_view.h"
#include "page/words.h"
#include "store/comment.h"
#include "store/search.h"
#include "util/json.h"
#include "util/utf8.h"
#include "view/format.h"
#include "view/markdown.h"

#define NEEDS_SHOWN     3
#define COUNTIES_SHOWN  8
#define COMMENTS_SHOWN  3
#define COMMENT_LETTERS 240

static const char LEDE[] =
	TR("{programs} mentor programs across Minnesota serve {people} young "
	   "people. Find one near you.");

static char *site_json(struct ctx *c)
{
	json_t *root =
		json_pack("{s:s, s:s, s:s, s:s, s:{s:s, s:s, s:s}}", "@context",
			  "https://schema.org", "@type", "WebSite", "name",
			  tr(c->s, "Mentoring Partnership of Minnesota"), "url",
			  ctx_absolute(c, "/"), "potentialAction", "@type",
			  "SearchAction", "target",
			  ctx_absolute(c, "/programs?q={search_term_string}"),
			  "query-input", "required name=search_term_string");

	return json_text(c->arena, root, 0);
}

/* The sentence begins with a figure such as "more than 300". */
static const char *capital(struct ctx *c, const char *text)
{
	char *copy = arena_strdup(c->arena, text);

	if (*copy >= 'a' && *copy <= 'z')
		*copy = (char)(*copy - 'a' + 'A');
	return copy;
}

enum status home_words(struct ctx *c, const char **words)
{
	const char *reach;
	enum status st = facts_reach(c, LEDE, &reach);

	if (st == STATUS_OK)
		*words = reach ? capital(c, reach)
			       : tr(c->s, "Find a mentor program near you.");
	return st;
}

static enum status fill_lede(struct ctx *c, struct view_dict *dict)
{
	const char *words;
	bool is_own;
	enum status st = text_fill(c, dict, "home", 0, &is_own);

	if (st != STATUS_OK || is_own)
		return st;
	st = home_words(c, &words);
	if (st == STATUS_OK)
		view_show_text(dict, "LEDE", words);
	return st;
}

/* The listings last confirmed among those that ask for mentors. */
static enum status fill_needs(struct ctx *c, struct view_dict *dict)
{
	struct search search = { .words = "",
				 .sort = SORT_CHECKED,
				 .page = 1,
				 .chosen_count[FACET_NEEDS] = 1 };
	struct search_result found;
	int64_t ids[NEEDS_SHOWN];
	size_t count = 0;
	enum status st;

	search.chosen[FACET_NEEDS][0] = "mentors";
	st = store_search(c->db, c->arena, &search, &found);
	if (st != STATUS_OK || found.hit_count == 0)
		return st;
	while (count < NEEDS_SHOWN && count < found.hit_count) {
		ids[count] = found.hits[count].id;
		count++;
	}
	return page_entries(c, dict, "NEEDS", ids, count, NULL);
}

static void fill_comment(struct ctx *c, struct view_dict *list,
			 const struct comment *comment)
{
	struct view_dict *item = view_section(list, "COMMENT");

	view_set_int(item, "ID", comment->id);
	view_set(item, "NAME", comment->author_name);
	view_set(item, "DAY", format_day_iso(c->arena, comment->published_at));
	view_set(item, "DATE",
		 format_date(c->arena, c->s, comment->published_at));
	view_set(item, "TEXT",
		 utf8_shorten(c->arena, markdown_plain(c->arena, comment->body),
			      COMMENT_LETTERS));
}

static enum status fill_talk(struct ctx *c, struct view_dict *dict)
{
	struct comment *comments;
	struct view_dict *list;
	size_t count;
	enum status st = store_comment_recent(c->db, c->arena, COMMENTS_SHOWN,
					      &comments, &count);

	if (st != STATUS_OK)
		return st;
	if (count == 0) {
		view_show(dict, "QUIET");
		return STATUS_OK;
	}
	list = view_section(dict, "RECENT");
	for (size_t i = 0; i < count; i++)
		fill_comment(c, list, &comments[i]);
	return STATUS_OK;
}

/* The area's first measure with a figure stands for it. */
static void fill_figure(struct ctx *c, struct view_dict *dict,
			const struct measure *measures, size_t count,
			const char *area)
{
	for (size_t i = 0; i < count; i++) {
		const struct figure *latest = plan_latest(&measures[i]);
		struct view_dict *figure;

		if (!latest || strcmp(measures[i].area, area) != 0)
			continue;
		figure = view_section(dict, "AREA_FIGURE");
		view_set(figure, "FIGURE",
			 plan_figure_words(c, &measures[i], latest));
		view_set(figure, "MEASURE", measures[i].name);
		view_set(figure, "PERIOD", latest->period);
		return;
	}
}

/* The plan in one strip. Where no target was published, nothing can be said
 * of how an area stands, and the same six tags would say so six times. */
static enum status fill_plan(struct ctx *c, struct view_dict *dict)
{
	struct measure *measures;
	size_t count;
	enum status st =
		store_plan_measures(c->db, c->arena, NULL, &measures, &count);

	for (size_t i = 0; st == STATUS_OK && i < PLAN_AREAS; i++) {
		struct view_dict *area = view_section(dict, "AREA");
		enum plan_state state;

		view_set(area, "AREA_SLUG", plan_areas[i]);
		view_set(area, "AREA_NAME", words_area(c, plan_areas[i]));
		fill_figure(c, area, measures, count, plan_areas[i]);
		state = plan_area_state(measures, count, plan_areas[i]);
		if (state != PLAN_NO_TARGET)
			measure_state(c, view_section(area, "AREA_STATE"),
				      state);
	}
	return st;
}

static enum status fill(struct ctx *c, struct page *page,
			struct view_dict *dict)
{
	struct directory_figures figures;
	enum status st =
		store_directory_figures(c->db, c->arena, c->now, &figures);

	page->json_ld = site_json(c);
	if (st == STATUS_OK)
		st = fill_lede(c, dict);
	if (st == STATUS_OK)
		st = fill_needs(c, dict);
	if (st == STATUS_OK)
		st = county_counts_fill(c, dict, &figures, COUNTIES_SHOWN,
					false);
	if (st != STATUS_OK)
		return st;
	/* A door must lead somewhere: the filter only when it finds some. */
	view_set(dict, "MENTOR_PATH",
		 figures.needs_mentors ? "/programs?needs=mentors"
				       : "/programs");
	st = fill_plan(c, dict);
	if (st == STATUS_OK)
		st = facts_why(c, dict);
	return st == STATUS_OK ? fill_talk(c, dict) : st;
}

/* GET / */
enum status page_home(struct ctx *c)
{
	struct page page = {
		.title = tr(c->s, "Find a mentoring program near you"),
		.description = tr(c->s, "Mentoring programs across Minnesota, "
					"by county, age and how you meet."),
		.canonical = "/",
		.nav = NAV_HOME,
		.is_shore = true,
	};

	return page_show_kept(c, &page, "pages/home.tpl", fill);
}
