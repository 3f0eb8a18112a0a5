#include <stdlib.h>
#include <string.h>

#include "page/entry.h"
#include "page/facts.h"
#include "page/pages.h"
#include "page/render.h"
#include "page/words.h"
#include "store/comment.h"
#include "store/search.h"
#include "util/json.h"
#include "util/utf8.h"
#include "view/format.h"
#include "view/map.h"
#include "view/markdown.h"

#define NEEDS_SHOWN    3
#define COUNTIES_SHOWN 8
#define COMMENTS_SHOWN 3
#define COMMENT_LETTERS 240

static const char LEDE[] =
	TR("{programs} mentor programs across Minnesota serve {people} young "
	   "people. Find one near you.");

static char *site_json(struct ctx *c)
{
	json_t *root = json_pack(
		"{s:s, s:s, s:s, s:s, s:{s:s, s:s, s:s}}", "@context",
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

static enum status fill_lede(struct ctx *c, struct view_dict *dict)
{
	const char *reach;
	enum status st = facts_reach(c, LEDE, &reach);

	if (st != STATUS_OK)
		return st;
	view_set(dict, "LEDE",
		 reach ? capital(c, reach) :
			 tr(c->s, "Find a mentor program near you."));
	return STATUS_OK;
}

/* The listings last confirmed among those that ask for mentors. */
static enum status fill_needs(struct ctx *c, struct view_dict *dict)
{
	struct search search = { .words = "",
				 .sort = SORT_CHECKED,
				 .page = 1,
				 .chosen_count[FACET_NEEDS] = 1 };
	struct search_result found;
	struct program *programs;
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
	st = store_program_cards(c->db, c->arena, ids, count, &programs,
				 &count);
	if (st == STATUS_OK)
		page_entries(c, view_section(dict, "NEEDS"), "ENTRIES",
			     programs, count, NULL, 0, NULL);
	return st;
}

static int by_count(const void *a, const void *b)
{
	const struct search_county_count *x = a, *y = b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return (x->county_id > y->county_id) - (x->county_id < y->county_id);
}

static enum status fill_top(struct ctx *c, struct view_dict *dict,
			    const struct search_county_count *sorted,
			    size_t count)
{
	for (size_t i = 0; i < count && i < COUNTIES_SHOWN; i++) {
		struct view_dict *row;
		struct county county;
		enum status st = store_county_by_id(
			c->db, c->arena, sorted[i].county_id, &county);

		if (st != STATUS_OK)
			return st;
		if (sorted[i].count == 0)
			break;
		row = view_section(dict, "TOP_COUNTY");
		view_set(row, "SLUG", county.slug);
		view_set(row, "NAME", county.name);
		view_set_int(row, "COUNT", (int64_t)sorted[i].count);
	}
	return STATUS_OK;
}

static void fill_map(struct ctx *c, struct view_dict *dict,
		     const struct search_county_count *sorted, size_t count)
{
	struct map_county *shown =
		arena_array(c->arena, count ? count : 1, sizeof(*shown));

	for (size_t i = 0; i < count; i++) {
		shown[i].id = sorted[i].county_id;
		shown[i].depth = map_depth(sorted[i].count, sorted[0].count);
	}
	view_set(dict, "MAP_SVG",
		 map_svg(c->site->map, c->arena, shown, count, NULL, 0));
}

static enum status fill_where(struct ctx *c, struct view_dict *dict,
			      const struct directory_figures *figures)
{
	size_t count = figures->county_count;
	struct search_county_count *sorted =
		arena_array(c->arena, count ? count : 1, sizeof(*sorted));

	if (count)
		memcpy(sorted, figures->counties, count * sizeof(*sorted));
	qsort(sorted, count, sizeof(*sorted), by_count);
	fill_map(c, dict, sorted, count);
	view_set(dict, "WHERE",
		 str_fill(c->arena,
			  trn(c->s,
			      "One program is listed. A deeper tint means more "
			      "programs serve that county.",
			      "{n} programs are listed. A deeper tint means "
			      "more programs serve that county.",
			      (int64_t)figures->programs),
			  "n",
			  format_int(c->arena, c->s,
				     (int64_t)figures->programs),
			  NULL));
	return fill_top(c, dict, sorted, count);
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
		 utf8_shorten(c->arena,
			      markdown_plain(c->arena, comment->body),
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

static enum status fill(struct ctx *c, struct view_dict *dict)
{
	struct directory_figures figures;
	enum status st = store_directory_figures(c->db, c->arena, c->now,
						 &figures);

	if (st == STATUS_OK)
		st = fill_lede(c, dict);
	if (st == STATUS_OK)
		st = fill_needs(c, dict);
	if (st == STATUS_OK)
		st = fill_where(c, dict, &figures);
	if (st != STATUS_OK)
		return st;
	/* A door must lead somewhere: the filter only when it finds some. */
	view_set(dict, "MENTOR_PATH",
		 figures.needs_mentors ? "/programs?needs=mentors" :
					 "/programs");
	facts_areas(c, dict);
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
		.json_ld = site_json(c),
	};
	struct view_dict *dict = page_dict(c);
	enum status st = fill(c, dict);

	if (st != STATUS_OK)
		return st;
	return page_show(c, &page, "pages/home.tpl", dict);
}
