/* Ways out of a list that found nothing: each with the number it leads to. */
#include <stdlib.h>

#include "page/program_list.h"
#include "page/words.h"

#define WAYS_SHOWN 8

struct way {
	const char *label;
	struct query query;
	bool keeps_place;
	const char *href; /* NULL: to query */
	size_t count;
};

struct ways {
	struct way *items;
	size_t count, cap;
};

static enum status count_way(const struct list *list, struct way *way)
{
	struct ctx *c = list->c;
	struct search search;

	query_search(&way->query, &search);
	search.has_place = list->search.has_place && way->keeps_place;
	search.place = list->place;
	return store_search_count(c->db, c->arena, &search, &way->count);
}

/* Offer query under label, if it leads to anything. */
static enum status offer(const struct list *list, struct ways *ways,
			 const char *label, const struct query *query,
			 bool keeps_place)
{
	struct way *way = &ways->items[ways->count];
	enum status st;

	if (ways->count == ways->cap)
		return STATUS_OK;
	way->label = label;
	way->query = *query;
	way->query.page = 1;
	way->query.view = QUERY_VIEW_LIST;
	way->keeps_place = keeps_place;
	st = count_way(list, way);
	if (st == STATUS_OK && way->count)
		ways->count++;
	return st;
}

static int by_count(const void *a, const void *b)
{
	const struct way *x = a, *y = b;

	return (x->count < y->count) - (x->count > y->count);
}

static void show_ways(const struct list *list, struct view_dict *dict,
		      const char *title, struct ways *ways)
{
	struct view_dict *section;
	size_t i;

	if (!ways->count)
		return;
	section = view_section(dict, "WAYS");
	view_set(section, "WAYS_TITLE", title);
	qsort(ways->items, ways->count, sizeof(*ways->items), by_count);
	for (i = 0; i < ways->count && i < WAYS_SHOWN; i++) {
		const struct way *way = &ways->items[i];
		struct view_dict *item = view_section(section, "WAY");

		view_set(item, "WAY_LABEL", way->label);
		view_set(item, "WAY_HREF",
			 way->href ? way->href
				   : arena_printf(list->c->arena, "%s#found",
						  query_path(list->c->arena,
							     &way->query,
							     LIST_PATH)));
		view_set(item, "WAY_COUNT",
			 words_programs(list->c, way->count));
	}
	ways->count = 0;
}

static const char *without(const struct list *list, const char *what)
{
	return str_fill(list->c->arena, tr(list->c->s, "Without “{filter}”"),
			"filter", what, NULL);
}

/* Each filter taken away in turn; the narrowest, whose removal gives the
 * most, comes first. */
static enum status offer_less(const struct list *list, struct ways *ways)
{
	const struct query *q = &list->query;
	enum status st = STATUS_OK;
	size_t i;
	int f;

	for (f = 0; f < FACETS; f++) {
		enum search_facet facet = (enum search_facet)f;

		for (i = 0; i < q->chosen_count[f] && st == STATUS_OK; i++) {
			struct query less = *q;

			query_drop(&less, facet, i);
			st = offer(
				list, ways,
				without(list, list_choice_chip(list, facet,
							       q->chosen[f][i],
							       q->names[f][i])),
				&less, true);
		}
	}
	if (st == STATUS_OK && *q->words) {
		struct query less = *q;

		less.words = "";
		st = offer(list, ways, without(list, q->words), &less, true);
	}
	if (st == STATUS_OK && list->search.has_place) {
		struct query less = *q;

		query_drop_near(&less);
		st = offer(list, ways, without(list, list->place.label), &less,
			   false);
	}
	return st;
}

/* The counties around the one that was asked for. */
static enum status offer_neighbors(const struct list *list, struct ways *ways)
{
	struct ctx *c = list->c;
	struct county *counties;
	size_t count, i;
	enum status st;

	if (!list->county.id)
		return STATUS_OK;
	st = store_county_neighbors(c->db, c->arena, list->county.id, &counties,
				    &count);
	for (i = 0; st == STATUS_OK && i < count; i++) {
		struct query query = list->query;

		query_drop_near(&query);
		query_choose(&query, FACET_COUNTY, counties[i].slug);
		st = offer(list, ways, words_county(c, &counties[i]), &query,
			   false);
	}
	return st;
}

/* Programs that can be joined from anywhere, as far as the other filters
 * leave any. */
static enum status offer_online(const struct list *list, struct ways *ways)
{
	struct ctx *c = list->c;
	struct query query = list->query;
	enum status st;

	query_drop_near(&query);
	query.chosen_count[FACET_COUNTY] = 0;
	query.chosen_count[FACET_SETTING] = 0;
	query_choose(&query, FACET_TYPE, "e-mentoring");
	st = offer(list, ways, tr(c->s, "Online, from anywhere"), &query,
		   false);
	if (st != STATUS_OK || ways->count)
		return st;
	query_drop_all(&query);
	query.words = "";
	query_choose(&query, FACET_TYPE, "e-mentoring");
	return offer(list, ways, tr(c->s, "Online, from anywhere"), &query,
		     false);
}

/* Programs for a whole state have a list of their own on /counties. */
static enum status offer_statewide(const struct list *list, struct ways *ways)
{
	struct ctx *c = list->c;
	struct directory_figures figures;
	enum status st =
		store_directory_figures(c->db, c->arena, c->now, &figures);
	struct way *way = &ways->items[ways->count];

	if (st != STATUS_OK || !figures.statewide || ways->count == ways->cap)
		return st;
	way->label = tr(c->s, "Serving a whole state");
	way->href = "/counties#statewide";
	way->count = figures.statewide;
	ways->count++;
	return STATUS_OK;
}

static void show_spelling(const struct list *list, struct view_dict *dict)
{
	struct query query = list->query;
	struct view_dict *spelling;

	if (!list->result.did_you_mean)
		return;
	spelling = view_section(dict, "SPELLING");
	query.words = list->result.did_you_mean;
	query.page = 1;
	view_set(spelling, "SPELLING_TEXT", query.words);
	view_set(spelling, "SPELLING_HREF",
		 query_path(list->c->arena, &query, LIST_PATH));
}

enum status list_show_ways_out(struct list *list)
{
	struct ctx *c = list->c;
	struct view_dict *dict = view_section(list->dict, "WAYS_OUT");
	struct ways ways = { .cap = 40 };
	enum status st;

	ways.items = arena_array(c->arena, ways.cap, sizeof(*ways.items));
	show_spelling(list, dict);
	st = offer_less(list, &ways);
	if (st != STATUS_OK)
		return st;
	show_ways(list, dict, tr(c->s, "Remove a filter"), &ways);
	st = offer_neighbors(list, &ways);
	if (st != STATUS_OK)
		return st;
	show_ways(list, dict, tr(c->s, "Look in a neighboring county"), &ways);
	st = offer_online(list, &ways);
	if (st == STATUS_OK)
		st = offer_statewide(list, &ways);
	show_ways(list, dict, tr(c->s, "Look further"), &ways);
	return st;
}
