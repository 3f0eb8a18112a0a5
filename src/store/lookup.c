#include "store/lookup.h"

#include <stdlib.h>
#include <string.h>

static const char SQL_TERMS[] =
	"SELECT id, kind, slug, name FROM term ORDER BY position, id";
static const char SQL_TERM_COUNT[] = "SELECT count(*) FROM term";

static const char kept_here; /* its address is the key of what is kept */

static void release(void *thing)
{
	struct lookup *lookup = thing;

	if (!lookup)
		return;
	arena_free(lookup->arena);
	free(lookup);
}

static int kind_of(const char *name)
{
	int kind = 0;

	while (kind < TERM_KINDS - 1 &&
	       strcmp(store_term_kind_name((enum term_kind)kind), name) != 0)
		kind++;
	return kind;
}

/* By kind in the order of the enum, which the engine does not know. */
static void sort_by_kind(struct lookup *lookup)
{
	struct term *sorted = arena_array(lookup->arena, lookup->term_count + 1,
					  sizeof(*sorted));
	size_t n = 0;

	for (int kind = 0; kind < TERM_KINDS; kind++)
		for (size_t i = 0; i < lookup->term_count; i++)
			if ((int)lookup->terms[i].kind == kind)
				sorted[n++] = lookup->terms[i];
	lookup->terms = sorted;
}

static enum status read_terms(struct db *db, struct lookup *lookup)
{
	struct db_query *q = db_query(db, SQL_TERM_COUNT);
	size_t room = 0;
	enum status st;

	if (db_row(q))
		room = (size_t)db_int(q, 0);
	st = db_finish(q);
	if (st != STATUS_OK)
		return st;
	lookup->terms =
		arena_array(lookup->arena, room + 1, sizeof(*lookup->terms));
	q = db_query(db, SQL_TERMS);
	while (lookup->term_count < room && db_row(q)) {
		struct term *term = &lookup->terms[lookup->term_count++];

		term->id = db_int(q, 0);
		term->kind = (enum term_kind)kind_of(db_peek_text(q, 1));
		term->slug = db_text(q, 2, lookup->arena);
		term->name = db_text(q, 3, lookup->arena);
	}
	sort_by_kind(lookup);
	return db_finish(q);
}

static int by_name(const void *a, const void *b)
{
	const struct county *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order ? order : (x->id > y->id) - (x->id < y->id);
}

/* Rising ids, by insertion: the list is short and read once. */
static void index_counties(struct lookup *lookup)
{
	size_t count = lookup->county_count;

	lookup->by_id =
		arena_array(lookup->arena, count + 1, sizeof(*lookup->by_id));
	for (size_t i = 0; i < count; i++) {
		size_t k = i;

		while (k > 0 && lookup->counties[lookup->by_id[k - 1]].id >
					lookup->counties[i].id) {
			lookup->by_id[k] = lookup->by_id[k - 1];
			k--;
		}
		lookup->by_id[k] = i;
	}
}

static enum status read_all(struct db *db, struct lookup *lookup)
{
	enum status st = read_terms(db, lookup);

	if (st == STATUS_OK)
		st = store_county_list(db, lookup->arena, NULL,
				       &lookup->counties,
				       &lookup->county_count);
	if (st != STATUS_OK)
		return st;
	if (lookup->county_count)
		qsort(lookup->counties, lookup->county_count,
		      sizeof(*lookup->counties), by_name);
	index_counties(lookup);
	return STATUS_OK;
}

enum status lookup_get(struct db *db, const struct lookup **out)
{
	struct lookup *lookup = db_kept(db, &kept_here);
	int64_t public_now, directory;
	enum status st = db_generation(db, &public_now, &directory);

	*out = lookup;
	if (st != STATUS_OK || (lookup && lookup->generation == directory))
		return st;
	lookup = calloc(1, sizeof(*lookup));
	if (!lookup)
		return STATUS_FAILED;
	lookup->arena = arena_new();
	lookup->generation = directory;
	st = read_all(db, lookup);
	if (st != STATUS_OK) {
		release(lookup);
		return st;
	}
	db_keep(db, &kept_here, lookup, release);
	*out = lookup;
	return STATUS_OK;
}

size_t lookup_county(const struct lookup *lookup, int64_t id)
{
	size_t low = 0, high = lookup->county_count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		size_t at = lookup->by_id[middle];

		if (lookup->counties[at].id == id)
			return at;
		if (lookup->counties[at].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return lookup->county_count;
}

struct term lookup_term_copy(struct arena *arena, const struct term *term)
{
	struct term copy = *term;

	copy.slug = arena_strdup(arena, term->slug);
	copy.name = arena_strdup(arena, term->name);
	return copy;
}

struct county lookup_county_copy(struct arena *arena,
				 const struct county *county)
{
	struct county copy = *county;

	copy.slug = arena_strdup(arena, county->slug);
	copy.name = arena_strdup(arena, county->name);
	copy.state = arena_strdup(arena, county->state);
	copy.seat = arena_strdup(arena, county->seat);
	return copy;
}
