/* The list on the county picture, with the same numbers as a table. */
#include "page/program_list.h"
#include "page/words.h"
#include "view/format.h"
#include "view/map.h"

/* How many of the list's programs serve county id. */
static size_t count_of(const struct search_result *result, int64_t id)
{
	size_t i;

	for (i = 0; i < result->county_count; i++)
		if (result->counties[i].county_id == id)
			return result->counties[i].count;
	return 0;
}

static const char *county_path(const struct list *list, const char *slug)
{
	struct query query = list->query;

	query.view = QUERY_VIEW_LIST;
	query_choose(&query, FACET_COUNTY, slug);
	return query_path(list->c->arena, &query, LIST_PATH);
}

static void add_row(const struct list *list, struct view_dict *dict,
		    const struct county *county, size_t count, const char *href)
{
	struct ctx *c = list->c;
	struct view_dict *row = view_section(dict, "MAP_ROW");

	view_set(row, "ROW_COUNTY", words_county(c, county));
	view_set(row, "ROW_HREF", href);
	view_set(row, "ROW_COUNT", format_int(c->arena, c->s, (int64_t)count));
}

enum status list_show_map(struct list *list)
{
	struct ctx *c = list->c;
	const struct search_result *result = &list->result;
	struct view_dict *dict = view_section(list->dict, "MAP");
	struct map_county *shapes;
	struct county *counties;
	size_t count, largest = 0, i, n;
	enum status st;

	st = store_county_list(c->db, c->arena, "MN", &counties, &count);
	if (st != STATUS_OK)
		return st;
	shapes = arena_array(c->arena, count ? count : 1, sizeof(*shapes));
	for (i = 0; i < count; i++) {
		n = count_of(result, counties[i].id);
		largest = n > largest ? n : largest;
	}
	for (i = 0; i < count; i++) {
		n = count_of(result, counties[i].id);
		shapes[i].id = counties[i].id;
		shapes[i].depth = map_depth(n, largest);
		shapes[i].is_here = counties[i].id == list->county.id;
		shapes[i].title =
			str_fill(c->arena, tr(c->s, "{county}: {programs}"),
				 "county", words_county(c, &counties[i]),
				 "programs", words_programs(c, n), NULL);
		if (n == 0)
			continue; /* no way to an empty list */
		shapes[i].href = county_path(list, counties[i].slug);
		add_row(list, dict, &counties[i], n, shapes[i].href);
	}
	view_set(dict, "MAP_SVG",
		 map_svg(c->site->map, c->arena, shapes, count, NULL, 0));
	view_include(dict, "DEPTHS", "partials/depths.tpl");
	return STATUS_OK;
}
