/* What the list of programs is asked for, as its URL says it. One state of
 * the list has one URL: names in a fixed order, values sorted, doubles,
 * empty ones and defaults left out. A URL that says the same in another way
 * is redirected; one that says something unknown is answered without it and
 * with a note. */
#ifndef PAGE_QUERY_H
#define PAGE_QUERY_H

#include <stdbool.h>
#include <stddef.h>

#include "http/form.h"
#include "store/search.h"
#include "util/arena.h"

#define QUERY_WITHIN_MAX 300 /* miles */
#define QUERY_NOTES_MAX  8
#define QUERY_NEAR_MAX   80 /* code points */

/* The names, in canonical order; for the row of a route. */
#define QUERY_NAMES                                                            \
	"q near within county type setting age lang needs sort view page"

enum query_view { QUERY_VIEW_LIST, QUERY_VIEW_MAP };

/* Something in the URL that was left aside. */
struct query_note {
	const char *name;  /* of the parameter: "age", a constant */
	const char *value; /* as sent, shortened */
};

struct query {
	const char *words; /* "" for none */
	const char *near;  /* as typed; "" for none */
	int within;        /* miles; SEARCH_WITHIN_DEFAULT when not said */
	const char *chosen[FACETS][SEARCH_CHOICES_MAX];
	const char *names[FACETS][SEARCH_CHOICES_MAX]; /* the data's; may be
							* NULL (ages) */
	size_t chosen_count[FACETS];
	enum search_sort sort;
	enum query_view view;
	size_t page; /* from 1 */
	bool is_cut; /* the words were too many; the first are kept */
	struct query_note notes[QUERY_NOTES_MAX];
	size_t note_count;
};

/* Read a query string. What is not known goes to the notes. */
void query_read(struct db *db, struct arena *arena, const struct form *form,
		struct query *out);

/* Was everything in the URL understood? Only then may it be redirected, for
 * a redirect would lose the notes. */
bool query_is_clean(const struct query *query);

/* The canonical query string, "" when it says nothing. */
char *query_text(struct arena *arena, const struct query *query);

/* path, with "?" and the canonical query string when there is one. */
char *query_path(struct arena *arena, const struct query *query,
		 const char *path);

/* How many facet values are chosen. */
size_t query_chosen(const struct query *query);

/* Take a chosen value away, or all of them (words and place stay). Each goes
 * back to the first page. */
void query_drop(struct query *query, enum search_facet facet, size_t n);
void query_drop_all(struct query *query);

/* Forget the place, the distance and the order by it. */
void query_drop_near(struct query *query);

/* Nothing chosen in facet but value. */
void query_choose(struct query *query, enum search_facet facet,
		  const char *value);

/* The name of a facet's parameter, and of a sort. */
const char *query_facet_name(enum search_facet facet);
const char *query_sort_name(enum search_sort sort);

/* As the search understands it; the place is the caller's to add. */
void query_search(const struct query *query, struct search *out);

#endif
