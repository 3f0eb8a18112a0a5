/* Facets: what is chosen, and what each choice would give. */
#include "store/search_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Values ------------------------------------------------------------------ */

static bool read_age(const char **text, int *age)
{
	const char *p = *text;
	int value = 0;

	if (*p < '0' || *p > '9')
		return false;
	for (; *p >= '0' && *p <= '9' && value <= SEARCH_AGE_MAX; p++)
		value = value * 10 + (*p - '0');
	*text = p;
	*age = value;
	return value <= SEARCH_AGE_MAX;
}

bool search_age_parse(const char *text, int *from, int *to)
{
	if (!read_age(&text, from))
		return false;
	*to = *from;
	if (*text == '-') {
		text++;
		if (!read_age(&text, to))
			return false;
	}
	return *text == '\0' && *from <= *to;
}

static const char *age_value(struct arena *arena, int from, int to)
{
	return from == to ? arena_printf(arena, "%d", from)
			  : arena_printf(arena, "%d-%d", from, to);
}

static enum term_kind kind_of(enum search_facet facet)
{
	return facet == FACET_TYPE       ? TERM_TYPE
	       : facet == FACET_SETTING  ? TERM_SETTING
	       : facet == FACET_LANGUAGE ? TERM_LANGUAGE
					 : TERM_KINDS;
}

static const struct index_term *find_term(const struct search_index *index,
					  enum search_facet facet,
					  const char *slug)
{
	for (size_t i = 0; i < index->term_count; i++)
		if (index->terms[i].term.kind == kind_of(facet) &&
		    strcmp(index->terms[i].term.slug, slug) == 0)
			return &index->terms[i];
	return NULL;
}

static const struct index_county *find_county(const struct search_index *index,
					      const char *slug)
{
	for (size_t i = 0; i < index->county_count; i++)
		if (strcmp(index->counties[i].slug, slug) == 0)
			return &index->counties[i];
	return NULL;
}

static bool knows(struct search_index *index, struct arena *arena,
		  enum search_facet facet, const char *value,
		  const char **canonical, const char **name)
{
	const struct index_county *county;
	const struct index_term *term;
	int from, to;

	*canonical = *name = NULL;
	if (facet == FACET_AGE && search_age_parse(value, &from, &to)) {
		*canonical = age_value(arena, from, to);
	} else if (facet == FACET_NEEDS && strcmp(value, "mentors") == 0) {
		*canonical = *name = "mentors";
	} else if (facet == FACET_COUNTY &&
		   (county = find_county(index, value)) != NULL) {
		*canonical = arena_strdup(arena, county->slug);
		*name = arena_strdup(arena, county->name);
	} else if ((term = find_term(index, facet, value)) != NULL) {
		*canonical = arena_strdup(arena, term->term.slug);
		*name = arena_strdup(arena, term->term.name);
	}
	return *canonical != NULL;
}

bool store_search_knows(struct db *db, struct arena *arena,
			enum search_facet facet, const char *value,
			const char **canonical, const char **name)
{
	struct search_index *index;
	bool is_known = false;

	*canonical = *name = NULL;
	db_begin_read(db);
	if (search_index(db, &index) == STATUS_OK)
		is_known = knows(index, arena, facet, value, canonical, name);
	db_end_read(db);
	return is_known;
}

/* What is chosen ---------------------------------------------------------- */

/* Add the programs of value to fits; false for a value that is not known. */
static bool add_value(struct search_run *run, enum search_facet facet,
		      const char *value, roaring_bitmap_t *fits)
{
	const struct search_index *index = run->index;
	const struct index_county *county;
	const struct index_term *term;
	roaring_bitmap_t *ages;
	int from, to;

	if (facet == FACET_AGE) {
		if (!search_age_parse(value, &from, &to))
			return false;
		ages = search_index_ages(index, from, to);
		roaring_bitmap_or_inplace(fits, ages);
		roaring_bitmap_free(ages);
		return true;
	}
	if (facet == FACET_NEEDS) {
		if (strcmp(value, "mentors") != 0)
			return false;
		roaring_bitmap_or_inplace(fits, index->needs);
		return true;
	}
	if (facet == FACET_COUNTY) {
		county = find_county(index, value);
		if (!county)
			return false;
		roaring_bitmap_or_inplace(fits, county->named);
		roaring_bitmap_or_inplace(fits, county->state->statewide);
		return true;
	}
	term = find_term(index, facet, value);
	if (term)
		roaring_bitmap_or_inplace(fits, term->programs);
	return term != NULL;
}

void run_choose(struct search_run *run)
{
	const struct search *s = run->search;

	for (enum search_facet f = 0; f < FACETS; f++) {
		roaring_bitmap_t *fits;
		bool is_any = false;

		if (s->chosen_count[f] == 0)
			continue;
		fits = roaring_bitmap_create();
		for (size_t i = 0; i < s->chosen_count[f]; i++)
			is_any |= add_value(run, f, s->chosen[f][i], fits);
		if (is_any)
			run->chosen[f] = run_own(run, fits);
		else
			roaring_bitmap_free(fits);
	}
}

static bool is_chosen(const struct search_run *run, enum search_facet facet,
		      const char *value)
{
	for (size_t i = 0; i < run->search->chosen_count[facet]; i++)
		if (strcmp(run->search->chosen[facet][i], value) == 0)
			return true;
	return false;
}

/* Counting ---------------------------------------------------------------- */

/* What facet's next choice can still bring: programs that fit all other
 * facets, and none of its own present choices. */
struct rest {
	const roaring_bitmap_t *programs;
	size_t present; /* the total now, when something is chosen in it */
};

static const roaring_bitmap_t *without(struct search_run *run,
				       enum search_facet facet)
{
	const roaring_bitmap_t *fits = run->base;

	if (!run->chosen[facet])
		return run->result;
	for (enum search_facet f = 0; f < FACETS; f++)
		if (f != facet && run->chosen[f])
			fits = run_own(
				run, roaring_bitmap_and(fits, run->chosen[f]));
	return fits;
}

static struct rest rest_of(struct search_run *run, enum search_facet facet)
{
	const roaring_bitmap_t *fits = without(run, facet);
	struct rest rest = { .programs = fits };

	if (run->chosen[facet]) {
		rest.programs = run_own(
			run, roaring_bitmap_andnot(fits, run->chosen[facet]));
		rest.present = run->total;
	}
	return rest;
}

static size_t count_in(const struct rest *rest, const roaring_bitmap_t *set)
{
	return rest->present +
	       roaring_bitmap_and_cardinality(rest->programs, set);
}

static void count_terms(struct search_run *run, enum search_facet facet,
			struct search_result *out)
{
	const struct search_index *index = run->index;
	struct rest rest = rest_of(run, facet);
	struct search_choice *choices =
		arena_array(run->arena, index->term_count + 1, sizeof *choices);
	size_t n = 0;

	for (size_t i = 0; i < index->term_count; i++) {
		const struct index_term *t = &index->terms[i];

		if (t->term.kind != kind_of(facet))
			continue;
		choices[n++] = (struct search_choice){
			.value = arena_strdup(run->arena, t->term.slug),
			.name = arena_strdup(run->arena, t->term.name),
			.key = t->term.id,
			.is_chosen = is_chosen(run, facet, t->term.slug),
			.count = count_in(&rest, t->programs),
		};
	}
	out->facets[facet] = choices;
	out->facet_counts[facet] = n;
}

static int by_age(const void *a, const void *b)
{
	const struct search_choice *x = a, *y = b;

	return x->key < y->key ? -1 : x->key > y->key;
}

static void add_age(struct search_run *run, const struct rest *rest, int from,
		    int to, bool chosen, struct search_result *out)
{
	struct search_choice *choices = out->facets[FACET_AGE];
	size_t *n = &out->facet_counts[FACET_AGE];
	int64_t key = from * 1000 + to;
	roaring_bitmap_t *fits;

	for (size_t i = 0; i < *n; i++)
		if (choices[i].key == key) {
			choices[i].is_chosen |= chosen;
			return;
		}
	fits = search_index_ages(run->index, from, to);
	choices[(*n)++] = (struct search_choice){
		.value = age_value(run->arena, from, to),
		.key = key,
		.is_chosen = chosen,
		.count = count_in(rest, fits),
	};
	roaring_bitmap_free(fits);
}

static void count_ages(struct search_run *run, struct search_result *out)
{
	static const int bands[][2] = {
		{ 0, 7 }, { 8, 10 }, { 11, 13 }, { 14, 18 }, { 19, 99 },
	};
	const struct search *s = run->search;
	struct rest rest = rest_of(run, FACET_AGE);
	size_t count = sizeof bands / sizeof *bands;
	int from, to;

	out->facets[FACET_AGE] =
		arena_array(run->arena, count + s->chosen_count[FACET_AGE],
			    sizeof(struct search_choice));
	for (size_t i = 0; i < count; i++)
		add_age(run, &rest, bands[i][0], bands[i][1], false, out);
	for (size_t i = 0; i < s->chosen_count[FACET_AGE]; i++)
		if (search_age_parse(s->chosen[FACET_AGE][i], &from, &to))
			add_age(run, &rest, from, to, true, out);
	qsort(out->facets[FACET_AGE], out->facet_counts[FACET_AGE],
	      sizeof(struct search_choice), by_age);
}

static void count_needs(struct search_run *run, struct search_result *out)
{
	struct rest rest = rest_of(run, FACET_NEEDS);
	struct search_choice *choice =
		arena_array(run->arena, 1, sizeof *choice);

	*choice = (struct search_choice){
		.value = "mentors",
		.name = "mentors",
		.is_chosen = is_chosen(run, FACET_NEEDS, "mentors"),
		.count = count_in(&rest, run->index->needs),
	};
	out->facets[FACET_NEEDS] = choice;
	out->facet_counts[FACET_NEEDS] = 1;
}

/* Counties ----------------------------------------------------------------- */

#define CHUNK 256

/* Add to counts how many of set serve each county by name and not with its
 * whole state. */
static void count_named(const struct search_index *index,
			const roaring_bitmap_t *set, uint32_t *counts)
{
	uint32_t ids[CHUNK], n;
	roaring_uint32_iterator_t it;

	roaring_init_iterator(set, &it);
	while ((n = roaring_read_uint32_iterator(&it, ids, CHUNK)) > 0)
		for (uint32_t i = 0; i < n; i++)
			for (uint32_t j = index->county_at[ids[i]];
			     j < index->county_at[ids[i] + 1]; j++)
				counts[index->county_of[j]]++;
}

/* How many of set serve each county. Listings name few counties, so walking
 * the listings is quicker than intersecting with each county; and when set is
 * most of all listings, walking those outside it is quicker still. */
static size_t *count_counties(struct search_run *run,
			      const roaring_bitmap_t *set)
{
	const struct search_index *index = run->index;
	uint32_t *named =
		arena_array(run->arena, index->county_count + 1, sizeof *named);
	size_t *counts = arena_array(run->arena, index->county_count + 1,
				     sizeof *counts);
	size_t *statewide = arena_array(run->arena, index->state_count + 1,
					sizeof *statewide);
	size_t size = roaring_bitmap_get_cardinality(set);
	bool is_most = size > roaring_bitmap_get_cardinality(index->all) - size;
	roaring_bitmap_t *others = NULL;

	if (is_most)
		others = roaring_bitmap_andnot(index->all, set);
	count_named(index, is_most ? others : set, named);
	if (is_most)
		roaring_bitmap_free(others);
	for (size_t i = 0; i < index->state_count; i++)
		statewide[i] = roaring_bitmap_and_cardinality(
			set, index->states[i].statewide);
	for (size_t i = 0; i < index->county_count; i++) {
		const struct index_county *c = &index->counties[i];

		counts[i] = statewide[c->state - index->states] +
			    (is_most ? c->only_named - named[i] : named[i]);
	}
	return counts;
}

static int by_count(const void *a, const void *b)
{
	const struct search_choice *x = a, *y = b;
	int order;

	if (x->is_chosen != y->is_chosen)
		return x->is_chosen ? -1 : 1;
	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	order = strcmp(x->name, y->name);
	return order ? order : strcmp(x->value, y->value);
}

static void count_county_facet(struct search_run *run,
			       struct search_result *out)
{
	const struct search_index *index = run->index;
	struct rest rest = rest_of(run, FACET_COUNTY);
	size_t *counts = count_counties(run, rest.programs), n = 0;
	struct search_choice *choices = arena_array(
		run->arena, index->county_count + 1, sizeof *choices);

	for (size_t i = 0; i < index->county_count; i++) {
		const struct index_county *c = &index->counties[i];
		bool chosen = run->chosen[FACET_COUNTY] &&
			      is_chosen(run, FACET_COUNTY, c->slug);

		if (counts[i] == 0 && !chosen)
			continue;
		choices[n++] = (struct search_choice){
			.value = arena_strdup(run->arena, c->slug),
			.name = arena_strdup(run->arena, c->name),
			.key = c->id,
			.is_chosen = chosen,
			.count = rest.present + counts[i],
		};
	}
	qsort(choices, n, sizeof *choices, by_count);
	out->facets[FACET_COUNTY] = choices;
	out->facet_counts[FACET_COUNTY] = n;
}

void run_counties(struct search_run *run, struct search_result *out)
{
	const struct search_index *index = run->index;
	size_t *counts = count_counties(run, without(run, FACET_COUNTY));

	out->counties = arena_array(run->arena, index->county_count + 1,
				    sizeof *out->counties);
	for (size_t i = 0; i < index->county_count; i++)
		if (strcmp(index->counties[i].state->code, "MN") == 0)
			out->counties[out->county_count++] =
				(struct search_county_count){
					.county_id = index->counties[i].id,
					.count = counts[i],
				};
}

void run_facets(struct search_run *run, struct search_result *out)
{
	count_county_facet(run, out);
	count_terms(run, FACET_TYPE, out);
	count_terms(run, FACET_SETTING, out);
	count_ages(run, out);
	count_terms(run, FACET_LANGUAGE, out);
	count_needs(run, out);
}
