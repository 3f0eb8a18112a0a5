/* The list's finder, notes, chips, sorts and page links. */
#include <string.h>

#include "page/program_list.h"
#include "view/format.h"

#define PAGES_AROUND 2 /* page numbers shown on each side of the present */

void list_keep(struct view_dict *dict, const char *name, const char *value)
{
	struct view_dict *item;

	if (!*value)
		return;
	item = view_section(dict, "KEEP");
	view_set(item, "KEEP_NAME", name);
	view_set(item, "KEEP_VALUE", value);
}

void list_keep_shape(const struct list *list, struct view_dict *dict)
{
	const struct query *q = &list->query;

	if (q->sort != SORT_BEST)
		list_keep(dict, "sort", query_sort_name(q->sort));
	if (q->view == QUERY_VIEW_MAP)
		list_keep(dict, "view", "map");
}

void list_show_finder(struct list *list)
{
	const struct query *q = &list->query;
	struct view_dict *dict = view_section(list->dict, "FINDER");
	struct view_dict *near;
	size_t i;
	int facet;

	/* Where #found leads: to the heading, or to the place to mend. */
	if (!list->is_near_unknown)
		view_section(list->dict, "FOUND");
	view_set(dict, "WORDS", q->words);
	near = view_section(dict,
			    list->is_near_unknown ? "NEAR_BAD" : "NEAR_FINE");
	view_set(near, "NEAR", list->near_typed);
	if (q->within != SEARCH_WITHIN_DEFAULT)
		list_keep(dict, "within",
			  arena_printf(list->c->arena, "%d", q->within));
	for (facet = 0; facet < FACETS; facet++)
		for (i = 0; i < q->chosen_count[facet]; i++)
			list_keep(dict,
				  query_facet_name((enum search_facet)facet),
				  q->chosen[facet][i]);
	list_keep_shape(list, dict);
}

/* What was left aside, and what would be understood. */
static const struct {
	const char *name, *text;
} NOTES[] = {
	{ "age", TR("“{value}” is not an age. Use a number such as 12, or two "
		    "such as 8-10.") },
	{ "county", TR("We know no county called “{value}”, so we left it "
		       "out.") },
	{ "near", TR("The place was too long. Use a ZIP code, a town or a "
		     "county.") },
	{ "within", TR("“{value}” is not a distance. Use miles from 1 to "
		       "300.") },
	{ "page", TR("“{value}” is not a page number, so this is the first "
		     "page.") },
};

void list_show_notes(struct list *list)
{
	const struct ctx *c = list->c;
	size_t i, k;

	for (i = 0; i < list->query.note_count; i++) {
		const struct query_note *note = &list->query.notes[i];
		const char *text = TR("We do not know the filter “{value}”, "
				      "so we left it out.");

		for (k = 0; k < sizeof(NOTES) / sizeof(*NOTES); k++)
			if (strcmp(NOTES[k].name, note->name) == 0)
				text = NOTES[k].text;
		view_set(view_section(list->dict, "NOTE"), "NOTE_TEXT",
			 str_fill(c->arena, tr(c->s, text), "value",
				  note->value, NULL));
	}
	if (list->query.is_cut)
		view_set(view_section(list->dict, "NOTE"), "NOTE_TEXT",
			 tr(c->s, "Your search was long. We used the first "
				  "words of it."));
}

static void add_chip(const struct list *list, struct view_dict *chips,
		     const char *label, const struct query *without)
{
	struct view_dict *chip = view_section(chips, "CHIP");

	view_set(chip, "CHIP_LABEL", label);
	view_set(chip, "CHIP_HREF",
		 query_path(list->c->arena, without, LIST_PATH));
}

static void add_near_chip(const struct list *list, struct view_dict *chips)
{
	const struct ctx *c = list->c;
	struct query without = list->query;

	query_drop_near(&without);
	add_chip(list, chips,
		 str_fill(c->arena, tr(c->s, "Near {place}"), "place",
			  list->place.label, NULL),
		 &without);
}

/* The link that takes all filters away; the search words stay. */
static void add_clear(const struct list *list, struct view_dict *chips,
		      size_t count)
{
	struct query none = list->query;
	struct view_dict *clear;

	query_drop_all(&none);
	query_drop_near(&none);
	if (count < 2)
		return;
	clear = view_section(chips, "CLEAR");
	view_set(clear, "CLEAR_HREF",
		 query_path(list->c->arena, &none, LIST_PATH));
	view_set(clear, "CLEAR_LABEL",
		 count == 2 ? tr(list->c->s, "Clear both")
			    : tr(list->c->s, "Clear all"));
}

void list_show_chips(struct list *list)
{
	const struct query *q = &list->query;
	size_t count = query_chosen(q) + list->search.has_place, i;
	struct view_dict *chips;
	int facet;

	if (!count)
		return;
	chips = view_section(list->dict, "CHIPS");
	for (facet = 0; facet < FACETS; facet++) {
		for (i = 0; i < q->chosen_count[facet]; i++) {
			struct query without = *q;

			query_drop(&without, (enum search_facet)facet, i);
			add_chip(list, chips,
				 list_choice_chip(list,
						  (enum search_facet)facet,
						  q->chosen[facet][i],
						  q->names[facet][i]),
				 &without);
		}
	}
	if (list->search.has_place)
		add_near_chip(list, chips);
	add_clear(list, chips, count);
}

void list_show_sorts(struct list *list)
{
	static const struct {
		enum search_sort sort;
		const char *label;
	} SORTS[] = {
		{ SORT_BEST, TR("Best match") },
		{ SORT_NEAREST, TR("Nearest") },
		{ SORT_CHECKED, TR("Recently checked") },
		{ SORT_NAME, TR("A to Z") },
	};
	struct query query = list->query;
	struct view_dict *dict = view_section(list->dict, "SORTS"), *item;
	size_t i;

	query.page = 1;
	for (i = 0; i < sizeof(SORTS) / sizeof(*SORTS); i++) {
		if (SORTS[i].sort == SORT_NEAREST && !list->search.has_place)
			continue;
		query.sort = SORTS[i].sort;
		item = view_section(view_section(dict, "SORT"),
				    query.sort == list->query.sort
					    ? "SORT_THIS"
					    : "SORT_OTHER");
		view_set(item, "SORT_LABEL", tr(list->c->s, SORTS[i].label));
		view_set(item, "SORT_HREF",
			 query_path(list->c->arena, &query, LIST_PATH));
	}
}

void list_show_views(struct list *list)
{
	struct query query = list->query;
	struct view_dict *dict = view_section(list->dict, "VIEW");

	query.page = 1;
	query.view = QUERY_VIEW_LIST;
	view_set(dict, "LIST_HREF",
		 query_path(list->c->arena, &query, LIST_PATH));
	query.view = QUERY_VIEW_MAP;
	view_set(dict, "MAP_HREF",
		 query_path(list->c->arena, &query, LIST_PATH));
	view_show(dict, list->query.view == QUERY_VIEW_MAP ? "VIEW_MAP"
							   : "VIEW_LIST");
}

static void add_page(const struct list *list, struct view_dict *pages,
		     size_t number)
{
	struct query query = list->query;
	bool is_this = number == query.page;
	struct view_dict *page = view_section(pages, "PAGE"), *link;

	query.page = number;
	link = view_section(page, is_this ? "PAGE_THIS" : "PAGE_OTHER");
	view_set(link, "PAGE_NUMBER",
		 format_int(list->c->arena, list->c->s, (int64_t)number));
	view_set(link, "PAGE_HREF",
		 query_path(list->c->arena, &query, LIST_PATH));
}

static void add_step(const struct list *list, struct view_dict *pages,
		     const char *section, size_t number)
{
	struct query query = list->query;

	if (number < 1 || number > list->result.pages)
		return;
	query.page = number;
	view_set(view_section(pages, section), "STEP_HREF",
		 query_path(list->c->arena, &query, LIST_PATH));
}

/* The first, the last and those around the present page. */
void list_show_pages(struct list *list)
{
	size_t last = list->result.pages, page = list->query.page, n;
	size_t shown = 0;
	struct view_dict *pages;

	if (last < 2)
		return;
	pages = view_section(list->dict, "PAGES");
	add_step(list, pages, "PREVIOUS", page - 1);
	for (n = 1; n <= last; n++) {
		if (n != 1 && n != last &&
		    (n + PAGES_AROUND < page || n > page + PAGES_AROUND))
			continue;
		if (n > shown + 1)
			view_show(view_section(pages, "PAGE"), "PAGE_GAP");
		add_page(list, pages, n);
		shown = n;
	}
	add_step(list, pages, "NEXT", page + 1);
}
