#include "page/county_counts.h"

#include <stdlib.h>
#include <string.h>

#include "store/place.h"
#include "view/format.h"
#include "view/map.h"

struct counted {
	const struct county *county;
	size_t count;
};

static int by_count(const void *a, const void *b)
{
	const struct counted *x = a, *y = b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return strcmp(x->county->name, y->county->name);
}

size_t county_count_of(const struct directory_figures *figures, int64_t id)
{
	for (size_t i = 0; i < figures->county_count; i++)
		if (figures->counties[i].county_id == id)
			return figures->counties[i].count;
	return 0;
}

static void fill_row(struct ctx *c, struct view_dict *row,
		     const struct counted *at)
{
	view_set(row, "SLUG", at->county->slug);
	view_set(row, "NAME", at->county->name);
	view_set(row, "COUNT", format_int(c->arena, c->s, (int64_t)at->count));
}

static void fill_map(struct ctx *c, struct view_dict *dict,
		     const struct counted *sorted, size_t count)
{
	struct map_county *shown =
		arena_array(c->arena, count + 1, sizeof(*shown));

	for (size_t i = 0; i < count; i++) {
		shown[i].id = sorted[i].county->id;
		shown[i].depth = map_depth(sorted[i].count, sorted[0].count);
	}
	view_set(dict, "MAP_SVG",
		 map_svg(c->site->map, c->arena, shown, count, NULL, 0));
	view_include(dict, "DEPTHS", "partials/depths.tpl");
}

static void fill_sentence(struct ctx *c, struct view_dict *dict,
			  const struct directory_figures *figures)
{
	view_set(
		dict, "WHERE",
		str_fill(c->arena,
			 trn(c->s,
			     "One program is listed. A deeper tint means more "
			     "programs serve that county.",
			     "{n} programs are listed. A deeper tint means "
			     "more programs serve that county.",
			     (int64_t)figures->programs),
			 "n",
			 format_int(c->arena, c->s, (int64_t)figures->programs),
			 NULL));
}

enum status county_counts_fill(struct ctx *c, struct view_dict *dict,
			       const struct directory_figures *figures,
			       size_t top, bool is_whole)
{
	struct county *counties;
	struct counted *sorted;
	size_t count;
	enum status st =
		store_county_list(c->db, c->arena, "MN", &counties, &count);

	if (st != STATUS_OK)
		return st;
	sorted = arena_array(c->arena, count + 1, sizeof(*sorted));
	for (size_t i = 0; i < count; i++) {
		sorted[i].county = &counties[i];
		sorted[i].count = county_count_of(figures, counties[i].id);
		if (is_whole)
			fill_row(c, view_section(dict, "COUNTY"), &sorted[i]);
	}
	qsort(sorted, count, sizeof(*sorted), by_count);
	for (size_t i = 0; i < count && i < top && sorted[i].count; i++)
		fill_row(c, view_section(dict, "TOP_COUNTY"), &sorted[i]);
	fill_map(c, dict, sorted, count);
	fill_sentence(c, dict, figures);
	return STATUS_OK;
}
