/* One search while it runs. */
#ifndef STORE_SEARCH_RUN_H
#define STORE_SEARCH_RUN_H

#include "store/search_index.h"
#include "store/search_words.h"

struct run_word {
	char word[SEARCH_WORD_BYTES + 1];
	size_t from, to;                     /* bytes of the words as typed */
	bool is_ignored;                     /* "for", "the" */
	const struct search_posting *exact;  /* programs with its stem */
	const struct search_posting *prefix; /* or that begin so; the last */
};

#define RUN_BITMAPS_MAX 32

struct search_run {
	struct db *db;
	struct arena *arena;
	struct search_index *index;
	const struct search *search;
	enum search_sort sort; /* nearest without a place is best */
	const char *text;      /* the words, cut to SEARCH_BYTES_MAX */
	struct run_word words[SEARCH_WORDS_MAX];
	size_t word_count;
	const struct search_near *near;    /* NULL: no place */
	const struct index_county *county; /* that holds the place; or NULL */
	const roaring_bitmap_t *base;      /* fits words and place */
	const roaring_bitmap_t *chosen[FACETS]; /* fits the facet's choices;
						 * NULL: nothing chosen */
	const roaring_bitmap_t *result;
	size_t total;
	const uint64_t *base_bits;           /* of base; NULL until counted */
	const uint64_t *chosen_bits[FACETS]; /* likewise */
	roaring_bitmap_t *owned[RUN_BITMAPS_MAX];
	size_t owned_count;
};

/* Find what search asks for: everything but words. */
MUST_CHECK enum status run_start(struct search_run *run, struct db *db,
				 struct arena *arena,
				 const struct search *search);
void run_end(struct search_run *run);

/* Let the run free bitmap at its end. */
const roaring_bitmap_t *run_own(struct search_run *run,
				roaring_bitmap_t *bitmap);

/* Split the words of search, and find their programs (search_match.c). */
MUST_CHECK enum status run_match(struct search_run *run);
/* Words that find something, instead of those that did not; or NULL. */
MUST_CHECK enum status run_did_you_mean(struct search_run *run,
					const char **out);

/* The hits of the page, in order (search_rank.c). */
MUST_CHECK enum status run_hits(struct search_run *run,
				struct search_result *out);

/* Facets (search_facet.c). run_choose reads what is chosen; run_facets and
 * run_counties count. */
void run_choose(struct search_run *run);
void run_facets(struct search_run *run, struct search_result *out);
void run_counties(struct search_run *run, struct search_result *out);

#endif
