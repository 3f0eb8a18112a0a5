#include "store/search_index.h"

#include <stdlib.h>
#include <string.h>

#include "store/search_bitmap.h"
#include "store/search_kept.h"
#include "util/memory.h"

static const char SQL_TERMS[] =
	"SELECT id, kind, slug, name FROM term ORDER BY position, id";
static const char SQL_COUNTIES[] = "SELECT id, slug, name, state FROM county"
				   " ORDER BY state <> 'MN', name, state, id";
static const char SQL_BITMAPS[] =
	"SELECT kind, key, bitmap FROM search_bitmap"
	" WHERE kind IN ('age_from', 'age_to', 'county', 'set', 'state',"
	"  'statewide', 'term')";

static void index_free(struct search_index *index)
{
	if (!index)
		return;
	search_orders_free(index->orders);
	search_points_free(index->points);
	search_postings_free(index->postings);
	search_vocabulary_free(index->vocabulary);
	for (size_t i = 0; i < index->owned_count; i++)
		roaring_bitmap_free(index->owned[i]);
	free(index->owned);
	free(index->marks);
	arena_free(index->arena);
	free(index);
}

static void release(void *thing)
{
	struct search_kept *kept = thing;

	search_tokenizer_free(kept->tokenizer);
	index_free(kept->index);
	free(kept);
}

struct search_kept *search_kept(struct db *db)
{
	static const char key[] = "search";
	struct search_kept *kept = db_kept(db, key);

	if (!kept) {
		kept = memory_must(calloc(1, sizeof *kept));
		db_keep(db, key, kept, release);
	}
	return kept;
}

const roaring_bitmap_t *search_index_own(struct search_index *index,
					 roaring_bitmap_t *bitmap)
{
	if (index->owned_count == index->owned_cap) {
		index->owned_cap =
			index->owned_cap ? index->owned_cap * 2 : 256;
		index->owned = memory_must(realloc(
			index->owned, index->owned_cap * sizeof *index->owned));
	}
	index->owned[index->owned_count++] = memory_must(bitmap);
	return bitmap;
}

/* Names ----------------------------------------------------------------- */

static enum term_kind kind_of(const char *name)
{
	for (enum term_kind kind = 0; kind < TERM_KINDS; kind++)
		if (strcmp(store_term_kind_name(kind), name) == 0)
			return kind;
	return TERM_KINDS;
}

static enum status read_terms(struct db *db, struct search_index *index)
{
	struct db_query *q = db_query(db, SQL_TERMS);
	struct index_term *terms = NULL;
	size_t cap = 0, n = 0;

	while (db_row(q)) {
		if (n == cap) {
			cap = cap ? cap * 2 : 64;
			terms = memory_must(
				realloc(terms, cap * sizeof *terms));
		}
		terms[n++] = (struct index_term){
			.term.id = db_int(q, 0),
			.term.kind = kind_of(db_peek_text(q, 1)),
			.term.slug = db_text(q, 2, index->arena),
			.term.name = db_text(q, 3, index->arena),
			.programs = index->none,
		};
	}
	index->terms = arena_array(index->arena, n + 1, sizeof *terms);
	for (int kind = 0; kind <= TERM_KINDS; kind++)
		for (size_t i = 0; i < n; i++)
			if ((int)terms[i].term.kind == kind)
				index->terms[index->term_count++] = terms[i];
	free(terms);
	return db_finish(q);
}

#define STATES_MAX 64

static struct index_state *state_of(struct search_index *index,
				    const char *code)
{
	for (size_t i = 0; i < index->state_count; i++)
		if (strcmp(index->states[i].code, code) == 0)
			return &index->states[i];
	if (index->state_count == STATES_MAX)
		return &index->states[STATES_MAX - 1];
	index->states[index->state_count] = (struct index_state){
		.code = { code[0], code[1] },
		.programs = index->none,
		.statewide = index->none,
	};
	return &index->states[index->state_count++];
}

static enum status read_counties(struct db *db, struct search_index *index)
{
	struct db_query *q = db_query(db, SQL_COUNTIES);
	size_t cap = 0;

	index->states =
		arena_array(index->arena, STATES_MAX, sizeof *index->states);
	while (db_row(q) && index->county_count < UINT16_MAX) {
		if (index->county_count == cap) {
			struct index_county *old = index->counties;

			cap = cap ? cap * 2 : 512;
			index->counties =
				arena_array(index->arena, cap, sizeof *old);
			if (old)
				memcpy(index->counties, old,
				       index->county_count * sizeof *old);
		}
		index->counties[index->county_count++] = (struct index_county){
			.id = db_int(q, 0),
			.slug = db_text(q, 1, index->arena),
			.name = db_text(q, 2, index->arena),
			.state = state_of(index, db_peek_text(q, 3)),
			.named = index->none,
		};
	}
	return db_finish(q);
}

const struct index_county *search_index_county(const struct search_index *index,
					       int64_t id)
{
	for (size_t i = 0; i < index->county_count; i++)
		if (index->counties[i].id == id)
			return &index->counties[i];
	return NULL;
}

/* Bitmaps --------------------------------------------------------------- */

static void place_set(struct search_index *index, const char *key,
		      const roaring_bitmap_t *bitmap)
{
	const struct {
		const char *name;
		const roaring_bitmap_t **where;
	} sets[] = {
		{ "all", &index->all },       { "needs", &index->needs },
		{ "online", &index->online }, { "anywhere", &index->anywhere },
		{ "badge", &index->badge },   { "training", &index->training },
	};

	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
		if (strcmp(sets[i].name, key) == 0)
			*sets[i].where = bitmap;
}

static void place_county(struct search_index *index, int64_t id,
			 const roaring_bitmap_t *bitmap)
{
	for (size_t i = 0; i < index->county_count; i++)
		if (index->counties[i].id == id)
			index->counties[i].named = bitmap;
}

static void place_term(struct search_index *index, int64_t id,
		       const roaring_bitmap_t *bitmap)
{
	for (size_t i = 0; i < index->term_count; i++)
		if (index->terms[i].term.id == id)
			index->terms[i].programs = bitmap;
}

static void place_bitmap(struct search_index *index, const char *kind,
			 const char *key, const roaring_bitmap_t *bitmap)
{
	int64_t id = strtoll(key, NULL, 10);

	if (strcmp(kind, "set") == 0)
		place_set(index, key, bitmap);
	else if (strcmp(kind, "term") == 0)
		place_term(index, id, bitmap);
	else if (strcmp(kind, "county") == 0)
		place_county(index, id, bitmap);
	else if (strcmp(kind, "state") == 0)
		state_of(index, key)->programs = bitmap;
	else if (strcmp(kind, "statewide") == 0)
		state_of(index, key)->statewide = bitmap;
	else if (id >= 0 && id <= SEARCH_AGE_MAX)
		(strcmp(kind, "age_to") == 0 ? index->to_at_least
					     : index->from_at_most)[id] =
			bitmap;
}

static enum status read_bitmaps(struct db *db, struct search_index *index)
{
	struct db_query *q = db_query(db, SQL_BITMAPS);
	bool is_damaged = false;
	enum status st;

	while (!is_damaged && db_row(q)) {
		roaring_bitmap_t *bitmap = search_bitmap_read(q, 2);

		is_damaged = !bitmap;
		if (bitmap)
			place_bitmap(index, db_peek_text(q, 0),
				     db_peek_text(q, 1),
				     search_index_own(index, bitmap));
	}
	st = db_finish(q);
	return st == STATUS_OK && is_damaged ? STATUS_FAILED : st;
}

/* From "begins exactly at" to "begins at or before", and so on. Ages that
 * nobody names share the bitmap of their neighbour. */
static void add_up_ages(struct search_index *index)
{
	const roaring_bitmap_t **from = index->from_at_most;
	const roaring_bitmap_t **to = index->to_at_least;

	for (int i = 0; i <= SEARCH_AGE_MAX; i++) {
		const roaring_bitmap_t *last = i ? from[i - 1] : index->none;

		from[i] = !from[i] ? last
				   : search_index_own(
					     index,
					     roaring_bitmap_or(from[i], last));
	}
	for (int i = SEARCH_AGE_MAX; i >= 0; i--) {
		const roaring_bitmap_t *last =
			i < SEARCH_AGE_MAX ? to[i + 1] : index->none;

		to[i] = !to[i] ? last
			       : search_index_own(
					 index, roaring_bitmap_or(to[i], last));
	}
}

roaring_bitmap_t *search_index_ages(const struct search_index *index, int from,
				    int to)
{
	return memory_must(roaring_bitmap_and(index->from_at_most[to],
					      index->to_at_least[from]));
}

static enum status load(struct db *db, struct search_index *index)
{
	enum status st;

	index->arena = arena_new();
	index->organizations = -1;
	index->none = search_index_own(index, roaring_bitmap_create());
	index->all = index->needs = index->online = index->anywhere =
		index->badge = index->training = index->none;
	st = read_terms(db, index);
	if (st == STATUS_OK)
		st = read_counties(db, index);
	if (st == STATUS_OK)
		st = read_bitmaps(db, index);
	if (st != STATUS_OK)
		return st;
	if (!roaring_bitmap_is_empty(index->all))
		index->max_id = roaring_bitmap_maximum(index->all);
	index->marks_size = index->max_id / 64 + 1;
	index->marks = memory_must(calloc(index->marks_size, sizeof(uint64_t)));
	add_up_ages(index);
	search_bits_load(index);
	return STATUS_OK;
}

enum status search_index(struct db *db, struct search_index **out)
{
	struct search_kept *kept = search_kept(db);
	struct search_index *index = kept->index;
	int64_t public_now, directory;
	enum status st = db_generation(db, &public_now, &directory);

	*out = index;
	if (st != STATUS_OK || (index && index->generation == directory))
		return st;
	index = memory_must(calloc(1, sizeof *index));
	index->generation = directory;
	st = load(db, index);
	if (st != STATUS_OK) {
		index_free(index);
		return st;
	}
	index_free(kept->index);
	kept->index = index;
	*out = index;
	return STATUS_OK;
}
