/* Searches: every facet count is what a click gives, and a spelling that is
 * offered finds something. The first bytes choose filters, the rest are the
 * words. */
#include "fuzz.h"
#include "fuzz_db.h"
#include "store/search.h"
#include "util/utf8.h"

#define HEAD 4

static enum status run(struct arena *arena, const struct search *search,
		       struct search_result *out)
{
	enum status st = store_search(fuzz_db(), arena, search, out);

	MUST(st == STATUS_OK || (st == STATUS_NOT_FOUND && search->page > 1));
	MUST(out->hit_count <= out->total);
	MUST(out->hit_count <= SEARCH_PAGE_SIZE);
	return st;
}

static void choose_place(struct arena *arena, struct search *search,
			 uint8_t byte)
{
	static const char *const PLACES[] = { "Duluth", "Cass, ND", "55401",
					      "Cass County" };

	if (byte % 2 == 0)
		return;
	search->has_place = true;
	search->within = byte % 3 ? byte : 0;
	MUST(store_place_find(fuzz_db(), arena, PLACES[byte / 2 % 4],
			      &search->place) == STATUS_OK);
}

static size_t total_of(struct arena *arena, const struct search *search)
{
	struct search_result result;
	size_t total;

	run(arena, search, &result);
	MUST(store_search_count(fuzz_db(), arena, search, &total) == STATUS_OK);
	MUST(total == result.total);
	return total;
}

/* Tick one box, as byte says, and look whether the number beside it was
 * true. */
static void click(struct arena *arena, struct search *search,
		  const struct search_result *result, uint8_t byte)
{
	enum search_facet facet = (enum search_facet)(byte % FACETS);
	size_t *count = &search->chosen_count[facet];
	const struct search_choice *choice;

	if (result->facet_counts[facet] == 0 || *count == SEARCH_CHOICES_MAX)
		return;
	choice = &result->facets[facet]
				[byte / FACETS % result->facet_counts[facet]];
	if (!choice->is_chosen)
		search->chosen[facet][(*count)++] = choice->value;
	MUST(total_of(arena, search) == choice->count);
}

/* The words alone find something; with place and filters they may not. */
static void check_spelling(struct arena *arena, const char *words)
{
	struct search search = { .words = words, .page = 1 };

	MUST(utf8_is_valid(words, strlen(words)));
	MUST(total_of(arena, &search) > 0);
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	struct search search = { .page = 1, .want_facets = true };
	struct search_result result;

	if (size < HEAD)
		return;
	search.words = utf8_clean(
		arena, fuzz_text(arena, data + HEAD, size - HEAD), true);
	if (!utf8_is_valid(search.words, strlen(search.words)))
		return;
	choose_place(arena, &search, data[0]);
	search.sort = search.has_place ? data[1] % 4 : SORT_BEST;
	run(arena, &search, &result);
	if (result.did_you_mean)
		check_spelling(arena, result.did_you_mean);
	click(arena, &search, &result, data[2]);
	run(arena, &search, &result);
	click(arena, &search, &result, data[3]);
}
