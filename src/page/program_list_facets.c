/* The list's filters: one form of checkboxes, each with the number that it
 * would give. */
#include <string.h>

#include "page/program_list.h"
#include "view/format.h"

#define COUNTIES_SHOWN 8 /* unchosen ones; /counties has them all */

static const enum search_facet ORDER[] = { FACET_NEEDS,   FACET_TYPE,
					   FACET_AGE,     FACET_COUNTY,
					   FACET_SETTING, FACET_LANGUAGE };

static const int MILES[] = { 10, 25, 50, 100 };

static void add_box(const struct list *list, struct view_dict *facet_dict,
		    enum search_facet facet, const struct search_choice *choice)
{
	struct view_dict *box = view_section(
		view_section(facet_dict, "BOX"),
		choice->is_chosen ? "BOX_ON"
				  : (choice->count ? "BOX_OFF" : "BOX_NONE"));
	struct ctx *c = list->c;

	if (facet == FACET_COUNTY)
		view_show(box, "IS_NAME");
	view_set(box, "BOX_VALUE", choice->value);
	view_set(box, "BOX_LABEL",
		 list_choice_label(list, facet, choice->value, choice->name));
	view_set(box, "BOX_COUNT",
		 format_int(c->arena, c->s, (int64_t)choice->count));
	view_set(box, "BOX_NOUN",
		 trn(c->s, "program", "programs", (int64_t)choice->count));
}

static void add_facet(const struct list *list, struct view_dict *sift,
		      enum search_facet facet)
{
	const struct search_choice *choices = list->result.facets[facet];
	size_t count = list->result.facet_counts[facet], unchosen = 0, i;
	struct view_dict *dict;

	if (!count)
		return;
	dict = view_section(sift, "FACET");
	view_set(dict, "FACET_NAME", query_facet_name(facet));
	view_set(dict, "FACET_TITLE", list_facet_title(list, facet));
	if (list->query.chosen_count[facet] && count > 1)
		view_show(dict, "FACET_HINT");
	for (i = 0; i < count; i++) {
		if (facet == FACET_COUNTY && !choices[i].is_chosen &&
		    unchosen++ >= COUNTIES_SHOWN)
			continue;
		add_box(list, dict, facet, &choices[i]);
	}
	if (facet == FACET_COUNTY)
		view_show(dict, "FACET_COUNTIES");
}

static void add_distance(const struct list *list, struct view_dict *dict,
			 int miles)
{
	struct ctx *c = list->c;
	struct view_dict *item =
		view_section(view_section(dict, "DISTANCE"),
			     miles == list->query.within ? "DISTANCE_THIS"
							 : "DISTANCE_OTHER");

	view_set_int(item, "MILES", miles);
	view_set(item, "MILES_LABEL",
		 str_fill(c->arena, trn(c->s, "{n} mile", "{n} miles", miles),
			  "n", arena_printf(c->arena, "%d", miles), NULL));
}

/* How far is near; a distance of the visitor's own stays a choice. */
static void add_distances(const struct list *list, struct view_dict *sift)
{
	struct view_dict *dict;
	bool is_shown = false;
	size_t i;

	if (!list->search.has_place)
		return;
	dict = view_section(sift, "DISTANCES");
	for (i = 0; i < sizeof(MILES) / sizeof(*MILES); i++) {
		if (!is_shown && list->query.within < MILES[i])
			add_distance(list, dict, list->query.within);
		is_shown = is_shown || list->query.within <= MILES[i];
		add_distance(list, dict, MILES[i]);
	}
	if (!is_shown)
		add_distance(list, dict, list->query.within);
}

void list_show_facets(struct list *list)
{
	struct ctx *c = list->c;
	const struct query *q = &list->query;
	struct view_dict *sift = view_section(list->dict, "SIFT");
	size_t chosen = query_chosen(q), i;

	view_set(sift, "SIFT_TITLE",
		 !chosen ? tr(c->s, "Narrow the list")
			 : str_fill(c->arena,
				    tr(c->s, "Narrow the list ({n} chosen)"),
				    "n", arena_printf(c->arena, "%zu", chosen),
				    NULL));
	list_keep(sift, "q", q->words);
	list_keep(sift, "near", q->near);
	list_keep_shape(list, sift);
	add_distances(list, sift);
	for (i = 0; i < sizeof(ORDER) / sizeof(*ORDER); i++)
		add_facet(list, sift, ORDER[i]);
}
