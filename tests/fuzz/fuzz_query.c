/* What the list is asked for: its canonical form is understood whole, and is
 * its own canonical form. */
#include "fuzz.h"
#include "fuzz_db.h"
#include "page/query.h"
#include "util/utf8.h"

static void check_query(const struct query *query)
{
	MUST(strlen(query->words) <= SEARCH_BYTES_MAX);
	MUST(utf8_length(query->near) <= QUERY_NEAR_MAX);
	MUST(query->within >= 1 && query->within <= QUERY_WITHIN_MAX);
	MUST(query->page >= 1);
	MUST(query->note_count <= QUERY_NOTES_MAX);
	for (int facet = 0; facet < FACETS; facet++)
		MUST(query->chosen_count[facet] <= SEARCH_CHOICES_MAX);
}

/* What the links beside each choice ask for. */
static void change(struct arena *arena, const struct query *query)
{
	struct query other = *query;
	struct search search;

	for (enum search_facet facet = 0; facet < FACETS; facet++) {
		if (other.chosen_count[facet] > 0)
			query_drop(&other, facet, 0);
		MUST(*query_facet_name(facet));
	}
	query_drop_near(&other);
	query_drop_all(&other);
	MUST(query_chosen(&other) == 0);
	query_choose(&other, 0, "x");
	MUST(query_chosen(&other) == 1 && *query_sort_name(other.sort));
	MUST(*query_path(arena, &other, "/programs") == '/');
	query_search(query, &search);
	MUST(search.words == query->words && search.page == query->page);
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	struct query query, again;
	struct form form;
	char *text;

	if (form_parse(&form, arena, (const char *)data, size) != STATUS_OK)
		return;
	query_read(fuzz_db(), arena, &form, &query);
	check_query(&query);
	change(arena, &query);
	text = query_text(arena, &query);
	MUST(form_parse(&form, arena, text, strlen(text)) == STATUS_OK);
	query_read(fuzz_db(), arena, &form, &again);
	MUST(query_is_clean(&again));
	MUST(query_chosen(&again) == query_chosen(&query));
	MUST(strcmp(text, query_text(arena, &again)) == 0);
}
