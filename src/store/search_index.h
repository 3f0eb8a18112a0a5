/* What a connection holds in memory to search: bitmaps of the facets and,
 * once somebody asks, orders, points, words and the vocabulary. It is of one
 * generation of the directory and is thrown away with it. */
#ifndef STORE_SEARCH_INDEX_H
#define STORE_SEARCH_INDEX_H

#include <roaring/roaring.h>

#include "store/search.h"

struct index_term {
	struct term term;
	const roaring_bitmap_t *programs;
	const uint64_t *bits; /* the same */
};

struct index_state {
	char code[3];
	const roaring_bitmap_t *programs;  /* based there */
	const roaring_bitmap_t *statewide; /* serve all of it */
};

struct index_county {
	int64_t id;
	const char *slug, *name;
	const struct index_state *state;
	const roaring_bitmap_t *named; /* serve it by name */
	const uint64_t *bits; /* serve it by name or with its state; NULL:
			       * none does */
};

/* All public programs in one order. */
struct search_order {
	uint32_t *ids;
	uint32_t *rank; /* by id; SEARCH_NO_RANK: not in it */
	size_t count;
};
#define SEARCH_NO_RANK UINT32_MAX

struct search_orders;
struct search_points;
struct search_postings;
struct search_vocabulary;

struct search_index {
	int64_t generation;
	struct arena *arena; /* names, terms, counties */
	uint32_t max_id;
	const roaring_bitmap_t *none, *all, *needs, *online, *anywhere, *badge,
		*training;
	struct index_term *terms; /* by kind and position */
	size_t term_count;
	struct index_county *counties; /* Minnesota first, by name */
	size_t county_count;
	struct index_state *states;
	size_t state_count;
	/* Programs that take people up to, or from, an age. */
	const roaring_bitmap_t *from_at_most[SEARCH_AGE_MAX + 1];
	const roaring_bitmap_t *to_at_least[SEARCH_AGE_MAX + 1];
	const uint64_t *from_bits[SEARCH_AGE_MAX + 1]; /* the same */
	const uint64_t *to_bits[SEARCH_AGE_MAX + 1];
	const uint64_t *needs_bits, *all_bits;
	uint64_t *marks; /* one bit per id, all clear between uses */
	size_t marks_size;
	int64_t organizations; /* -1 until asked */
	struct search_result *whole; /* facets when nothing is narrowed; NULL
				      * until counted */

	struct search_orders *orders;
	struct search_points *points;
	struct search_postings *postings;
	struct search_vocabulary *vocabulary;

	roaring_bitmap_t **owned;
	size_t owned_count, owned_cap;
};

/* The index of db's present generation; valid until the next call with db.
 * The caller stands between db_begin_read() and db_end_read(). */
MUST_CHECK enum status search_index(struct db *db, struct search_index **out);

/* Let the index free bitmap when it goes. */
const roaring_bitmap_t *search_index_own(struct search_index *index,
					 roaring_bitmap_t *bitmap);

/* Programs whose ages overlap from to to; the caller frees it. */
roaring_bitmap_t *search_index_ages(const struct search_index *index, int from,
				    int to);

const struct index_county *search_index_county(const struct search_index *index,
					       int64_t id);

/* Plain bits (search_bits.c): one per id, marks_size words. Roaring is small
 * and quick to combine; for counting many sets against one, plain bits are
 * ten times quicker, and the sets of the facets are few. */
void search_bits_mark(uint64_t *bits, const struct search_index *index,
		      const roaring_bitmap_t *set);
void search_bits_load(struct search_index *index);
/* How many are in all three (b may be c). */
size_t search_bits_count(const uint64_t *a, const uint64_t *b,
			 const uint64_t *c, size_t words);

/* Orders (search_order.c) ---------------------------------------------- */

struct search_orders {
	struct search_order best, checked, name;
	int64_t *confirmed; /* when, of those ever confirmed, latest first */
	size_t confirmed_count;
};

MUST_CHECK enum status search_orders(struct db *db, struct search_index *index);
void search_orders_free(struct search_orders *orders);

/* Ids of set in order: after skip of them, at most count, into out. size is
 * that of set. Gives how many there were. */
size_t search_select(struct search_index *index,
		     const struct search_order *order,
		     const roaring_bitmap_t *set, size_t size, size_t skip,
		     size_t count, uint32_t *out);

/* Points (search_point.c) ---------------------------------------------- */

/* What a place in "near" means for this index; kept for the next page. */
struct search_near {
	struct place place;
	int within;
	uint64_t used_at;
	struct search_order order;  /* nearest first, unknown last */
	roaring_bitmap_t *programs; /* based within so many miles */
};

MUST_CHECK enum status search_near(struct db *db, struct search_index *index,
				   const struct place *place, int within,
				   const struct search_near **out);
/* Miles from place to where id is based; -1 when not known. */
double search_miles(const struct search_index *index, const struct place *place,
		    uint32_t id);
void search_points_free(struct search_points *points);

/* Words (search_posting.c) --------------------------------------------- */

#define POSTING_LEVELS 4 /* in name; or organization; or place; anywhere */

struct search_posting {
	char *key; /* a stem, or "word*" for all that begin so */
	uint64_t used_at;
	size_t bytes;
	roaring_bitmap_t *level[POSTING_LEVELS];
};

/* Start a use of postings: those asked for from now on stay until the next
 * start. */
void search_postings_start(struct search_index *index);
/* Programs with the stem, or with words that begin with word. */
MUST_CHECK enum status search_posting(struct db *db, struct search_index *index,
				      const char *stem,
				      const struct search_posting **out);
MUST_CHECK enum status search_posting_prefix(struct db *db,
					     struct search_index *index,
					     const char *word,
					     const struct search_posting **out);
void search_postings_free(struct search_postings *postings);

/* Spelling (search_spell.c) -------------------------------------------- */

/* The word of the listings closest to word, or NULL: at most two slips of
 * the pen away (one for up to four letters), most programs first. */
MUST_CHECK enum status search_spell(struct db *db, struct search_index *index,
				    const char *word, const char **out);
void search_vocabulary_free(struct search_vocabulary *vocabulary);

#endif
