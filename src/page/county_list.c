/* /counties: the county picture, and the same numbers as a table. */
#include "page/county_counts.h"
#include "page/entry.h"
#include "page/pages.h"
#include "page/render.h"
#include "page/words.h"
#include "store/search.h"
#include "view/format.h"
#include "view/map.h"

#define TABLES 3 /* side by side on wide screens */

/* "Aitkin to Houston". */
static void show_caption(struct ctx *c, struct view_dict *table,
			 const struct county *first, const struct county *last)
{
	view_set(table, "CAPTION",
		 str_fill(c->arena, tr(c->s, "{first} to {last}"), "first",
			  first->name, "last", last->name, NULL));
}

static void show_rows(struct ctx *c, struct view_dict *dict,
		      const struct directory_figures *figures,
		      const struct county *counties, size_t count)
{
	size_t rows = (count + TABLES - 1) / TABLES, end, i;
	struct view_dict *table = NULL, *row;

	for (i = 0; i < count; i++) {
		if (i % rows == 0) {
			end = i + rows < count ? i + rows : count;
			table = view_section(dict, "TABLE");
			show_caption(c, table, &counties[i],
				     &counties[end - 1]);
		}
		row = view_section(table, "ROW");
		view_set(row, "SLUG", counties[i].slug);
		view_set(row, "COUNTY", counties[i].name);
		view_set(
			row, "COUNT",
			format_int(c->arena, c->s,
				   (int64_t)county_count_of(figures,
							    counties[i].id)));
	}
}

static void show_picture(struct ctx *c, struct view_dict *dict,
			 const struct directory_figures *figures,
			 const struct county *counties, size_t count)
{
	struct map_county *shapes =
		arena_array(c->arena, count ? count : 1, sizeof(*shapes));
	size_t largest = 0, n, i;

	for (i = 0; i < count; i++) {
		n = county_count_of(figures, counties[i].id);
		largest = n > largest ? n : largest;
	}
	for (i = 0; i < count; i++) {
		n = county_count_of(figures, counties[i].id);
		shapes[i].id = counties[i].id;
		shapes[i].depth = map_depth(n, largest);
		shapes[i].href = arena_printf(c->arena, "/counties/%s",
					      counties[i].slug);
		shapes[i].title =
			str_fill(c->arena, tr(c->s, "{county}: {programs}"),
				 "county", words_county(c, &counties[i]),
				 "programs", words_programs(c, n), NULL);
	}
	view_set(dict, "MAP_SVG",
		 map_svg(c->site->map, c->arena, shapes, count, NULL, 0));
	view_include(dict, "DEPTHS", "partials/depths.tpl");
}

static void show_states(struct ctx *c, struct view_dict *dict,
			const struct directory_figures *figures)
{
	struct view_dict *states, *state;
	size_t i;

	if (figures->state_count < 2)
		return;
	states = view_section(dict, "STATES");
	for (i = 0; i < figures->state_count; i++) {
		state = view_section(states, "STATE");
		view_set(state, "STATE_NAME",
			 words_state(c, figures->by_state[i].name));
		view_set(state, "STATE_COUNT",
			 words_programs(c, figures->by_state[i].count));
	}
}

/* Programs for all of Minnesota serve any of its counties. */
static enum status show_statewide(struct ctx *c, struct view_dict *dict,
				  const struct county *any)
{
	struct county_programs programs;
	enum status st = store_search_county(c->db, c->arena, any, &programs);

	if (st != STATUS_OK)
		return st;
	return page_entries(c, dict, "STATEWIDE", programs.statewide,
			    programs.statewide_count, NULL);
}

static const char *lede(struct ctx *c, const struct directory_figures *figures)
{
	int64_t none = (int64_t)figures->counties_without;

	if (!none)
		return tr(c->s, "Every county is named by a program.");
	return str_fill(c->arena,
			trn(c->s,
			    "{programs} in the directory. {n} county is not "
			    "named by any of them yet.",
			    "{programs} in the directory. {n} counties are "
			    "not named by any of them yet.",
			    none),
			"programs", words_programs(c, figures->programs), "n",
			format_int(c->arena, c->s, none), NULL);
}

static enum status fill(struct ctx *c, struct page *page,
			struct view_dict *dict)
{
	struct directory_figures figures;
	struct county *counties;
	size_t count;
	enum status st =
		store_directory_figures(c->db, c->arena, c->now, &figures);

	(void)page;
	if (st == STATUS_OK)
		st = store_county_list(c->db, c->arena, "MN", &counties,
				       &count);
	if (st != STATUS_OK)
		return st;
	view_set(dict, "LEDE", lede(c, &figures));
	show_picture(c, dict, &figures, counties, count);
	show_rows(c, dict, &figures, counties, count);
	show_states(c, dict, &figures);
	return count ? show_statewide(c, dict, &counties[0]) : STATUS_OK;
}

/* GET /counties */
enum status page_county_list(struct ctx *c)
{
	struct page page = {
		.title = tr(c->s, "Mentoring programs by county"),
		.description = tr(c->s, "The 87 counties of Minnesota and the "
					"mentoring programs that serve each "
					"of them."),
		.canonical = "/counties",
		.nav = NAV_COUNTIES,
		.crumbs = { { "/", tr(c->s, "Home") } },
	};

	return page_show_kept(c, &page, "pages/county_list.tpl", fill);
}
