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

/* "12" or "8-10", low first, each 0 to SEARCH_AGE_MAX. */
static bool parse_age(const char *text, int *from, int *to)
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
	if (facet == FACET_AGE && parse_age(value, &from, &to)) {
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
		if (!parse_age(value, &from, &to))
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

/* What a facet's next choice can still bring: programs that fit all other
 * facets, and none of its own present choices. */
struct rest {
	uint64_t *bits;
	size_t words;
	size_t present; /* the total now, when something is chosen in it */
};

static uint64_t *new_bits(const struct search_run *run)
{
	return arena_array(run->arena, run->index->marks_size,
			   sizeof(uint64_t));
}

static const uint64_t *base_bits(struct search_run *run)
{
	uint64_t *bits;

	if (run->base == run->index->all)
		return run->index->all_bits;
	if (!run->base_bits) {
		bits = new_bits(run);
		search_bits_mark(bits, run->index, run->base);
		run->base_bits = bits;
	}
	return run->base_bits;
}

/* The bits of a value are those in both of these. */
static bool find_bits(const struct search_index *index, enum search_facet facet,
		      const char *value, const uint64_t **a, const uint64_t **b)
{
	const struct index_county *county;
	const struct index_term *term;
	int from, to;

	*a = NULL;
	if (facet == FACET_AGE) {
		if (!parse_age(value, &from, &to))
			return false;
		*a = index->from_bits[to];
		*b = index->to_bits[from];
		return true;
	}
	if (facet == FACET_NEEDS)
		*a = index->needs_bits;
	else if (facet == FACET_COUNTY)
		*a = (county = find_county(index, value)) ? county->bits : NULL;
	else
		*a = (term = find_term(index, facet, value)) ? term->bits
							     : NULL;
	*b = *a;
	return *a != NULL;
}

static const uint64_t *chosen_bits(struct search_run *run,
				   enum search_facet facet)
{
	const struct search *s = run->search;
	const uint64_t *a, *b;
	uint64_t *bits;

	if (run->chosen_bits[facet])
		return run->chosen_bits[facet];
	bits = new_bits(run);
	for (size_t i = 0; i < s->chosen_count[facet]; i++)
		if (find_bits(run->index, facet, s->chosen[facet][i], &a, &b))
			for (size_t j = 0; j < run->index->marks_size; j++)
				bits[j] |= a[j] & b[j];
	run->chosen_bits[facet] = bits;
	return bits;
}

/* Programs that fit everything but the choices of facet. */
static uint64_t *without(struct search_run *run, enum search_facet facet)
{
	size_t words = run->index->marks_size;
	uint64_t *bits = new_bits(run);

	memcpy(bits, base_bits(run), words * sizeof *bits);
	for (enum search_facet f = 0; f < FACETS; f++)
		if (f != facet && run->chosen[f]) {
			const uint64_t *chosen = chosen_bits(run, f);

			for (size_t i = 0; i < words; i++)
				bits[i] &= chosen[i];
		}
	return bits;
}

static struct rest rest_of(struct search_run *run, enum search_facet facet)
{
	struct rest rest = { .bits = without(run, facet),
			     .words = run->index->marks_size };

	if (run->chosen[facet]) {
		const uint64_t *chosen = chosen_bits(run, facet);

		for (size_t i = 0; i < rest.words; i++)
			rest.bits[i] &= ~chosen[i];
		rest.present = run->total;
	}
	return rest;
}

static size_t count_in(const struct rest *rest, const uint64_t *a,
		       const uint64_t *b)
{
	return rest->present + search_bits_count(rest->bits, a, b, rest->words);
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
			.count = count_in(&rest, t->bits, t->bits),
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

	for (size_t i = 0; i < *n; i++)
		if (choices[i].key == key) {
			choices[i].is_chosen |= chosen;
			return;
		}
	choices[(*n)++] = (struct search_choice){
		.value = age_value(run->arena, from, to),
		.key = key,
		.is_chosen = chosen,
		.count = count_in(rest, run->index->from_bits[to],
				  run->index->to_bits[from]),
	};
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
		if (parse_age(s->chosen[FACET_AGE][i], &from, &to))
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
		.count = count_in(&rest, run->index->needs_bits,
				  run->index->needs_bits),
	};
	out->facets[FACET_NEEDS] = choice;
	out->facet_counts[FACET_NEEDS] = 1;
}

/* Counties ----------------------------------------------------------------- */

/* How many of the programs in bits serve each county. */
static size_t *count_counties(const struct search_run *run,
			      const uint64_t *bits)
{
	const struct search_index *index = run->index;
	size_t *counts = arena_array(run->arena, index->county_count + 1,
				     sizeof *counts);

	for (size_t i = 0; i < index->county_count; i++) {
		const uint64_t *serves = index->counties[i].bits;

		if (serves) /* most counties of other states have none */
			counts[i] = search_bits_count(bits, serves, serves,
						      index->marks_size);
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
	size_t *counts = count_counties(run, rest.bits), n = 0;
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

static void count_all(struct search_run *run, struct search_result *out)
{
	count_county_facet(run, out);
	count_terms(run, FACET_TYPE, out);
	count_terms(run, FACET_SETTING, out);
	count_ages(run, out);
	count_terms(run, FACET_LANGUAGE, out);
	count_needs(run, out);
}

/* Where nothing is narrowed the sets are the largest, and the counts the same
 * for a whole generation: counted once; every search gets a copy. */
static void copy_whole(struct search_run *run, struct search_result *out)
{
	struct search_index *index = run->index;
	struct arena *arena = run->arena;
	size_t size = sizeof **out->facets;

	if (!index->whole) {
		index->whole = arena_alloc(index->arena, sizeof *index->whole);
		run->arena = index->arena;
		count_all(run, index->whole);
		run->arena = arena;
	}
	for (enum search_facet f = 0; f < FACETS; f++) {
		size_t n = out->facet_counts[f] = index->whole->facet_counts[f];

		out->facets[f] = arena_array(arena, n + 1, size);
		memcpy(out->facets[f], index->whole->facets[f], n * size);
	}
}

void run_facets(struct search_run *run, struct search_result *out)
{
	(run->result == run->index->all ? copy_whole : count_all)(run, out);
}
