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
	text = query_text(arena, &query);
	MUST(form_parse(&form, arena, text, strlen(text)) == STATUS_OK);
	query_read(fuzz_db(), arena, &form, &again);
	MUST(query_is_clean(&again));
	MUST(query_chosen(&again) == query_chosen(&query));
	MUST(strcmp(text, query_text(arena, &again)) == 0);
}
