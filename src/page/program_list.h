/* The parts of the list of programs, shared by its files only. */
#ifndef PAGE_PROGRAM_LIST_H
#define PAGE_PROGRAM_LIST_H

#include "page/ctx.h"
#include "page/query.h"
#include "store/search.h"
#include "util/buf.h"

/* One answer being made. */
struct list {
	struct ctx *c;
	struct query query;
	const char *near_typed; /* what stands in the field, "" for none */
	bool is_near_unknown;
	struct place place; /* when search.has_place */
	struct search search;
	struct search_result result;
	bool is_beyond; /* the page is beyond the last one */
	/* The one county that the list is about: the only one chosen, or the
	 * place's; id 0 when there is none. */
	struct county county;
	struct buf items; /* schema.org ListItems of this page */
	struct view_dict *dict;
};

#define LIST_PATH "/programs"

/* Read the query and the place. */
MUST_CHECK enum status list_read(struct ctx *c, struct list *list);

/* Run the search; the caller may have asked list->search for more. */
MUST_CHECK enum status list_find(struct list *list);

/* "11 programs for ages 14 to 18 in St. Louis County". */
char *list_heading(const struct list *list);

/* A choice as the filters show it: "Group", "14 to 18"; and as it reads on
 * its own, on a chip: "Group", "Ages 14 to 18", "St. Louis County". */
const char *list_choice_label(const struct list *list, enum search_facet facet,
			      const char *value, const char *name);
const char *list_choice_chip(const struct list *list, enum search_facet facet,
			     const char *value, const char *name);

/* The name of a facet as a heading: "How you meet". */
const char *list_facet_title(const struct list *list, enum search_facet facet);

/* A hidden field {{#KEEP}} of a form, and those for sort and view: what both
 * forms carry along, so that neither forgets the other's part. */
void list_keep(struct view_dict *dict, const char *name, const char *value);
void list_keep_shape(const struct list *list, struct view_dict *dict);

/* Fill the page's parts. */
void list_show_finder(struct list *list);
void list_show_notes(struct list *list);
void list_show_chips(struct list *list);
MUST_CHECK enum status list_show_facets(struct list *list);
void list_show_sorts(struct list *list);
void list_show_views(struct list *list);
void list_show_pages(struct list *list);
MUST_CHECK enum status list_show_map(struct list *list);
MUST_CHECK enum status list_show_ways_out(struct list *list);

#endif
