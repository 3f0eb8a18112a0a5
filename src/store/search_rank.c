/* The order of hits. The result is cut into sets that follow one another
 * (serves the county, serves the state, is near; within each: words in the
 * name, in the organization, …); inside a set a ready order decides. Work ends
 * when the page is full. */
#include "store/search_run.h"

struct page {
	struct search_run *run;
	const struct search_order *order;
	size_t skip, want, got;
	uint32_t *ids;
};

static bool is_full(const struct page *page)
{
	return page->got == page->want;
}

/* All of set, after all that came before. */
static void take(struct page *page, const roaring_bitmap_t *set)
{
	size_t size = roaring_bitmap_get_cardinality(set);

	if (page->skip >= size) {
		page->skip -= size;
		return;
	}
	page->got += search_select(page->run->index, page->order, set, size,
				   page->skip, page->want - page->got,
				   page->ids + page->got);
	page->skip = 0;
}

static bool has_words(const struct search_run *run)
{
	return run->sort == SORT_BEST && run->word_count > 0;
}

/* Those of set that have every word within level. */
static roaring_bitmap_t *at_level(const struct search_run *run,
				  const roaring_bitmap_t *set, size_t level,
				  bool with_prefix)
{
	roaring_bitmap_t *fits = roaring_bitmap_copy(set);

	for (size_t i = 0; i < run->word_count; i++) {
		const struct run_word *w = &run->words[i];

		if (!w->is_ignored)
			roaring_bitmap_and_inplace(
				fits, (with_prefix ? w->prefix : w->exact)
					      ->level[level]);
	}
	return fits;
}

static void take_by_words(struct page *page, const roaring_bitmap_t *set)
{
	roaring_bitmap_t *rest;

	if (!has_words(page->run)) {
		take(page, set);
		return;
	}
	rest = roaring_bitmap_copy(set);
	/* The last step, anywhere and with the prefix, is what is left. */
	for (size_t i = 0; i + 1 < 2 * POSTING_LEVELS && !is_full(page); i++) {
		roaring_bitmap_t *fits =
			at_level(page->run, rest, i / 2, i % 2);

		take(page, fits);
		roaring_bitmap_andnot_inplace(rest, fits);
		roaring_bitmap_free(fits);
	}
	if (!is_full(page))
		take(page, rest);
	roaring_bitmap_free(rest);
}

static void take_by_place(struct page *page)
{
	struct search_run *run = page->run;
	const struct index_county *c = run->county;
	roaring_bitmap_t *named, *rest, *statewide;

	if (!c) {
		take_by_words(page, run->result);
		return;
	}
	named = roaring_bitmap_and(run->result, c->named);
	rest = roaring_bitmap_andnot(run->result, named);
	statewide = roaring_bitmap_and(rest, c->state->statewide);
	roaring_bitmap_andnot_inplace(rest, statewide);
	take_by_words(page, named);
	if (!is_full(page))
		take_by_words(page, statewide);
	if (!is_full(page))
		take_by_words(page, rest);
	roaring_bitmap_free(named);
	roaring_bitmap_free(statewide);
	roaring_bitmap_free(rest);
}

static struct search_hit hit_of(const struct search_run *run, uint32_t id)
{
	struct search_hit hit = { .id = id, .miles = -1 };
	const struct index_county *c = run->county;

	if (!run->near)
		return hit;
	hit.miles = search_miles(run->index, &run->search->place, id);
	hit.reason = c && roaring_bitmap_contains(c->named, id) ? REASON_SERVES
		     : c && roaring_bitmap_contains(c->state->statewide, id)
			     ? REASON_STATEWIDE
			     : REASON_NEAR;
	return hit;
}

static void choose_order(struct page *page)
{
	const struct search_run *run = page->run;
	const struct search_orders *orders = run->index->orders;

	page->order = run->near ? &run->near->order : &orders->best;
	if (run->sort == SORT_CHECKED)
		page->order = &orders->checked;
	else if (run->sort == SORT_NAME)
		page->order = &orders->name;
}

enum status run_hits(struct search_run *run, struct search_result *out)
{
	const struct search *s = run->search;
	enum status st = search_orders(run->db, run->index);
	struct page page = { .run = run, .want = SEARCH_PAGE_SIZE };

	if (st != STATUS_OK)
		return st;
	if (s->want_all_ids)
		page.want = run->total;
	else if (s->page > 1)
		page.skip = (s->page - 1) * SEARCH_PAGE_SIZE;
	page.ids = arena_array(run->arena, page.want, sizeof *page.ids);
	choose_order(&page);
	if (run->sort != SORT_BEST)
		take(&page, run->result);
	else if (run->near)
		take_by_place(&page);
	else
		take_by_words(&page, run->result);
	out->hits = arena_array(run->arena, page.got + 1, sizeof *out->hits);
	out->hit_count = page.got;
	for (size_t i = 0; i < page.got; i++)
		out->hits[i] = hit_of(run, page.ids[i]);
	return STATUS_OK;
}
