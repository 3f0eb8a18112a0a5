/* Numbers and lists of the public directory, from the same bitmaps. */
#include "store/search_index.h"

#include <stdlib.h>
#include <string.h>

#include "store/search_bitmap.h"

static const char SQL_ORGANIZATIONS[] =
	"SELECT count(*) FROM search_bitmap WHERE kind = 'organization'";
static const char SQL_BASED[] =
	"SELECT bitmap FROM search_bitmap WHERE kind = 'based' AND key = $1";

#define YEAR (365 * (int64_t)86400)

static size_t size_of(const roaring_bitmap_t *bitmap)
{
	return roaring_bitmap_get_cardinality(bitmap);
}

/* Confirmed at or after since: they stand first, the latest before all. */
static size_t count_confirmed(const struct search_orders *orders, int64_t since)
{
	size_t low = 0, high = orders->confirmed_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (orders->confirmed[middle] >= since)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static enum status count_organizations(struct db *db,
				       struct search_index *index)
{
	struct db_query *q;

	if (index->organizations >= 0)
		return STATUS_OK;
	q = db_query(db, SQL_ORGANIZATIONS);
	if (db_row(q))
		index->organizations = db_int(q, 0);
	return db_finish(q);
}

static int by_count(const void *a, const void *b)
{
	const struct index_state *const *x = a, *const *y = b;
	size_t n = size_of((*x)->programs), m = size_of((*y)->programs);

	if (n != m)
		return n > m ? -1 : 1;
	return strcmp((*x)->code, (*y)->code);
}

/* States with programs, most first. */
static void count_states(const struct search_index *index, struct arena *arena,
			 struct directory_figures *out)
{
	const size_t max = sizeof out->by_state / sizeof *out->by_state;
	const struct index_state **states =
		arena_array(arena, index->state_count + 1, sizeof *states);
	size_t n = 0;

	for (size_t i = 0; i < index->state_count; i++)
		if (!roaring_bitmap_is_empty(index->states[i].programs))
			states[n++] = &index->states[i];
	qsort(states, n, sizeof *states, by_count);
	for (size_t i = 0; i < n && i < max; i++) {
		char *code = arena_strdup(arena, states[i]->code);

		out->by_state[i].name = code;
		out->by_state[i].slug = code;
		out->by_state[i].count = size_of(states[i]->programs);
		out->state_count++;
	}
}

static void count_terms(const struct search_index *index, struct arena *arena,
			struct directory_figures *out)
{
	out->by_term =
		arena_array(arena, index->term_count + 1, sizeof *out->by_term);
	for (size_t i = 0; i < index->term_count; i++) {
		const struct term *t = &index->terms[i].term;
		size_t count = size_of(index->terms[i].programs);

		if (t->kind == TERM_REQUIREMENT &&
		    strcmp(t->slug, "background-check") == 0)
			out->with_background_check = count;
		if (t->kind != TERM_TYPE && t->kind != TERM_SETTING)
			continue;
		out->by_term[out->term_count].term = (struct term){
			.id = t->id,
			.kind = t->kind,
			.slug = arena_strdup(arena, t->slug),
			.name = arena_strdup(arena, t->name),
		};
		out->by_term[out->term_count++].count = count;
	}
}

static void count_counties(const struct search_index *index,
			   struct arena *arena, struct directory_figures *out)
{
	out->counties = arena_array(arena, index->county_count + 1,
				    sizeof *out->counties);
	for (size_t i = 0; i < index->county_count; i++) {
		const struct index_county *c = &index->counties[i];
		size_t count = size_of(c->named);

		if (strcmp(c->state->code, "MN") != 0)
			continue;
		out->counties[out->county_count].county_id = c->id;
		out->counties[out->county_count++].count = count;
		out->counties_without += count == 0;
	}
}

static void count_all(struct search_index *index, struct arena *arena,
		      int64_t now, struct directory_figures *out)
{
	out->programs = size_of(index->all);
	out->organizations = (size_t)index->organizations;
	out->confirmed_last_year = count_confirmed(index->orders, now - YEAR);
	out->needs_mentors = size_of(index->needs);
	out->with_badge = size_of(index->badge);
	out->with_training = size_of(index->training);
	out->online = size_of(index->online);
	for (size_t i = 0; i < index->state_count; i++)
		out->statewide += size_of(index->states[i].statewide);
	count_states(index, arena, out);
	count_terms(index, arena, out);
	count_counties(index, arena, out);
}

enum status store_directory_figures(struct db *db, struct arena *arena,
				    int64_t now, struct directory_figures *out)
{
	struct search_index *index;
	enum status st;

	*out = (struct directory_figures){ 0 };
	db_begin_read(db);
	st = search_index(db, &index);
	if (st == STATUS_OK)
		st = search_orders(db, index);
	if (st == STATUS_OK)
		st = count_organizations(db, index);
	if (st == STATUS_OK)
		count_all(index, arena, now, out);
	db_end_read(db);
	return st;
}

/* One county --------------------------------------------------------------- */

static enum status read_based(struct db *db, struct arena *arena, int64_t id,
			      roaring_bitmap_t **out)
{
	struct db_query *q = db_query(db, SQL_BASED);
	bool is_damaged = false;
	enum status st;

	*out = NULL;
	db_bind_text(q, 1, arena_printf(arena, "%lld", (long long)id));
	if (db_row(q)) {
		*out = search_bitmap_read(q, 0);
		is_damaged = !*out;
	}
	st = db_finish(q);
	if (st == STATUS_OK && is_damaged)
		st = STATUS_FAILED;
	if (st == STATUS_OK && !*out)
		*out = roaring_bitmap_create();
	return st;
}

/* Those of set that are in no list yet, the best first. */
static int64_t *list(struct search_index *index, struct arena *arena,
		     const roaring_bitmap_t *set, roaring_bitmap_t *listed,
		     size_t *count)
{
	roaring_bitmap_t *fresh = roaring_bitmap_andnot(set, listed);
	size_t size = size_of(fresh);
	uint32_t *ids = arena_array(arena, size + 1, sizeof *ids);
	int64_t *out = arena_array(arena, size + 1, sizeof *out);

	*count = search_select(index, &index->orders->best, fresh, size, 0,
			       size, ids);
	for (size_t i = 0; i < *count; i++)
		out[i] = ids[i];
	roaring_bitmap_or_inplace(listed, fresh);
	roaring_bitmap_free(fresh);
	return out;
}

static void list_all(struct search_index *index, struct arena *arena,
		     const struct index_county *c,
		     const roaring_bitmap_t *based, struct county_programs *out)
{
	roaring_bitmap_t *listed = roaring_bitmap_create();

	out->based = list(index, arena, based, listed, &out->based_count);
	out->serves = list(index, arena, c->named, listed, &out->serves_count);
	out->statewide = list(index, arena, c->state->statewide, listed,
			      &out->statewide_count);
	out->online =
		list(index, arena, index->anywhere, listed, &out->online_count);
	roaring_bitmap_free(listed);
}

enum status store_search_county(struct db *db, struct arena *arena,
				const struct county *county,
				struct county_programs *out)
{
	const struct index_county *c;
	roaring_bitmap_t *based = NULL;
	struct search_index *index;
	enum status st;

	*out = (struct county_programs){ 0 };
	db_begin_read(db);
	st = search_index(db, &index);
	if (st == STATUS_OK)
		st = search_orders(db, index);
	if (st == STATUS_OK)
		st = read_based(db, arena, county->id, &based);
	if (st == STATUS_OK) {
		c = search_index_county(index, county->id);
		if (c)
			list_all(index, arena, c, based, out);
		else
			st = STATUS_NOT_FOUND;
	}
	if (based)
		roaring_bitmap_free(based);
	db_end_read(db);
	return st;
}
