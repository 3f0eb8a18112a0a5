#include "store/search_index.h"

#define CHUNK 256

void search_bits_mark(uint64_t *bits, const struct search_index *index,
		      const roaring_bitmap_t *set)
{
	uint32_t ids[CHUNK], n;
	roaring_uint32_iterator_t it;

	roaring_init_iterator(set, &it);
	while ((n = roaring_read_uint32_iterator(&it, ids, CHUNK)) > 0)
		for (uint32_t i = 0; i < n; i++)
			if (ids[i] <= index->max_id)
				bits[ids[i] / 64] |= UINT64_C(1) << ids[i] % 64;
}

static const uint64_t *bits_of(struct search_index *index,
			       const roaring_bitmap_t *set)
{
	uint64_t *bits =
		arena_array(index->arena, index->marks_size, sizeof *bits);

	search_bits_mark(bits, index, set);
	return bits;
}

static const uint64_t *serving(struct search_index *index,
			       const struct index_county *county)
{
	roaring_bitmap_t *set =
		roaring_bitmap_or(county->named, county->state->statewide);
	const uint64_t *bits = NULL;

	if (!roaring_bitmap_is_empty(set))
		bits = bits_of(index, set);
	roaring_bitmap_free(set);
	return bits;
}

void search_bits_load(struct search_index *index)
{
	for (size_t i = 0; i < index->term_count; i++)
		index->terms[i].bits = bits_of(index, index->terms[i].programs);
	for (size_t i = 0; i < index->county_count; i++)
		index->counties[i].bits = serving(index, &index->counties[i]);
	index->all_bits = bits_of(index, index->all);
	index->needs_bits = bits_of(index, index->needs);
	/* Ages that nobody names share the set of a neighbour, and its bits. */
	for (int i = 0; i <= SEARCH_AGE_MAX; i++)
		index->from_bits[i] =
			i && index->from_at_most[i] ==
						index->from_at_most[i - 1]
				? index->from_bits[i - 1]
				: bits_of(index, index->from_at_most[i]);
	for (int i = SEARCH_AGE_MAX; i >= 0; i--)
		index->to_bits[i] =
			i < SEARCH_AGE_MAX && index->to_at_least[i] ==
						      index->to_at_least[i + 1]
				? index->to_bits[i + 1]
				: bits_of(index, index->to_at_least[i]);
}

static inline __attribute__((always_inline)) size_t
count_words(const uint64_t *a, const uint64_t *b, const uint64_t *c,
	    size_t words)
{
	size_t count = 0;

	for (size_t i = 0; i < words; i++)
		count += (size_t)__builtin_popcountll(a[i] & b[i] & c[i]);
	return count;
}

/* At 100,000 listings this is the half of a list's search: processors that
 * count in wide registers take half the time of those that count in narrow
 * ones. clang, which builds the fuzz targets only, has other attributes. */
#if defined(__x86_64__) && !defined(__clang__)
__attribute__((target("avx512vpopcntdq"), optimize("O3"))) static size_t
count_wide(const uint64_t *a, const uint64_t *b, const uint64_t *c,
	   size_t words)
{
	return count_words(a, b, c, words);
}

__attribute__((target("popcnt"))) static size_t count_narrow(const uint64_t *a,
							     const uint64_t *b,
							     const uint64_t *c,
							     size_t words)
{
	return count_words(a, b, c, words);
}

size_t search_bits_count(const uint64_t *a, const uint64_t *b,
			 const uint64_t *c, size_t words)
{
	if (__builtin_cpu_supports("avx512vpopcntdq"))
		return count_wide(a, b, c, words);
	if (__builtin_cpu_supports("popcnt"))
		return count_narrow(a, b, c, words);
	return count_words(a, b, c, words);
}
#else
size_t search_bits_count(const uint64_t *a, const uint64_t *b,
			 const uint64_t *c, size_t words)
{
	return count_words(a, b, c, words);
}
#endif
