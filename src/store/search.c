#include "store/search.h"

#include <string.h>

#include "store/search_run.h"
#include "util/log.h"

const roaring_bitmap_t *run_own(struct search_run *run,
				roaring_bitmap_t *bitmap)
{
	if (!bitmap || run->owned_count == RUN_BITMAPS_MAX) {
		log_error("a search holds too many bitmaps");
		if (bitmap)
			roaring_bitmap_free(bitmap);
		return run->index->none;
	}
	run->owned[run->owned_count++] = bitmap;
	return bitmap;
}

void run_end(struct search_run *run)
{
	for (size_t i = 0; i < run->owned_count; i++)
		roaring_bitmap_free(run->owned[i]);
	run->owned_count = 0;
}

/* Programs that serve the place's county, or are based near. */
static enum status match_place(struct search_run *run)
{
	const struct search *s = run->search;
	int within = s->within > 0 ? s->within : SEARCH_WITHIN_DEFAULT;
	const struct index_county *c;
	roaring_bitmap_t *fits;
	enum status st =
		search_near(run->db, run->index, &s->place, within, &run->near);

	if (st != STATUS_OK)
		return st;
	c = run->county = search_index_county(run->index, s->place.county_id);
	fits = roaring_bitmap_copy(run->near->programs);
	if (c) {
		roaring_bitmap_or_inplace(fits, c->named);
		roaring_bitmap_or_inplace(fits, c->state->statewide);
	}
	roaring_bitmap_and_inplace(fits, run->base);
	run->base = run_own(run, fits);
	return STATUS_OK;
}

enum status run_start(struct search_run *run, struct db *db,
		      struct arena *arena, const struct search *search)
{
	enum status st;

	*run = (struct search_run){ .db = db,
				    .arena = arena,
				    .search = search };
	run->sort = search->sort;
	if (run->sort == SORT_NEAREST && !search->has_place)
		run->sort = SORT_BEST;
	st = search_index(db, &run->index);
	if (st != STATUS_OK)
		return st;
	search_postings_start(run->index);
	run->base = run->index->all;
	st = run_match(run);
	if (st == STATUS_OK && search->has_place)
		st = match_place(run);
	if (st != STATUS_OK)
		return st;
	run_choose(run);
	run->result = run->base;
	for (size_t f = 0; f < FACETS; f++)
		if (run->chosen[f])
			run->result = run_own(
				run, roaring_bitmap_and(run->result,
							run->chosen[f]));
	run->total = roaring_bitmap_get_cardinality(run->result);
	return STATUS_OK;
}

static enum status finish(struct search_run *run, struct search_result *out)
{
	const struct search *s = run->search;
	size_t page = s->page > 0 ? s->page : 1;
	enum status st = STATUS_OK;

	out->total = run->total;
	out->pages = (run->total + SEARCH_PAGE_SIZE - 1) / SEARCH_PAGE_SIZE;
	if (out->pages == 0)
		out->pages = 1;
	if (!s->want_all_ids && page > out->pages)
		return STATUS_NOT_FOUND;
	if (run->total > 0)
		st = run_hits(run, out);
	if (st == STATUS_OK && s->want_facets)
		run_facets(run, out);
	if (st == STATUS_OK && s->want_county_counts)
		run_counties(run, out);
	if (st == STATUS_OK && run->total == 0 && run->word_count > 0)
		st = run_did_you_mean(run, &out->did_you_mean);
	return st;
}

enum status store_search(struct db *db, struct arena *arena,
			 const struct search *search, struct search_result *out)
{
	struct search_run run;
	enum status st;

	*out = (struct search_result){ .pages = 1 };
	db_begin_read(db);
	st = run_start(&run, db, arena, search);
	if (st == STATUS_OK)
		st = finish(&run, out);
	run_end(&run);
	db_end_read(db);
	return st;
}

enum status store_search_count(struct db *db, struct arena *arena,
			       const struct search *search, size_t *total)
{
	struct search_run run;
	enum status st;

	db_begin_read(db);
	st = run_start(&run, db, arena, search);
	*total = run.total;
	run_end(&run);
	db_end_read(db);
	return st;
}
