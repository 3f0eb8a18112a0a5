/* Listings that are like another, or called much like what was asked for.
 * Both look at a bounded number of candidates, however many there are. */
#include "store/program.h"

#include <stdlib.h>
#include <string.h>

#include "store/search.h"
#include "util/utf8.h"

#define COUNTIES_MAX   4 /* of the listing, that are looked into */
#define EACH_WAY       8 /* listings of a county, before it and after it */
#define CANDIDATES_MAX (COUNTIES_MAX * EACH_WAY * 2)
#define TRIED_MAX      12 /* whose types are read */
#define SLUG_MAX       80
#define WORDS_TRIED    20

/* Around the listing, so that not all of a big county's show the same few. */
static const char SQL_AFTER[] = "SELECT program_id FROM program_county"
				" WHERE county_id = $1 AND program_id > $2"
				" ORDER BY program_id LIMIT $3";
static const char SQL_BEFORE[] = "SELECT program_id FROM program_county"
				 " WHERE county_id = $1 AND program_id < $2"
				 " ORDER BY program_id DESC LIMIT $3";
static const char SQL_SHARED_TYPES[] =
	"SELECT count(*), p.name_folded"
	"  FROM program_term AS mine"
	"  JOIN term AS t ON t.id = mine.term_id AND t.kind = 'type'"
	"  JOIN program_term AS theirs"
	"    ON theirs.program_id = $2 AND theirs.term_id = mine.term_id"
	"  JOIN public_program AS p ON p.id = $2"
	" WHERE mine.program_id = $1"
	" GROUP BY p.id, p.name_folded";
static const char SQL_SLUGS_AFTER[] =
	"SELECT id, slug FROM public_program WHERE slug >= $1"
	" ORDER BY slug LIMIT 40";
static const char SQL_SLUGS_BEFORE[] =
	"SELECT id, slug FROM public_program WHERE slug < $1"
	" ORDER BY slug DESC LIMIT 40";
static const char SQL_SLUG[] =
	"SELECT id, slug FROM public_program WHERE id = $1";

struct candidate {
	int64_t id;
	size_t counties, types; /* shared */
	const char *name;
	size_t distance; /* between slugs */
};

struct candidates {
	struct candidate list[CANDIDATES_MAX];
	size_t count;
};

/* Like this one -------------------------------------------------------- */

static enum status look(struct db *db, const char *sql, int64_t county_id,
			int64_t id, struct candidates *all)
{
	struct db_query *q = db_query(db, sql);

	db_bind_int(q, 1, county_id);
	db_bind_int(q, 2, id);
	db_bind_int(q, 3, EACH_WAY);
	while (all->count < CANDIDATES_MAX && db_row(q))
		all->list[all->count++].id = db_int(q, 0);
	return db_finish(q);
}

static int by_id(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static int by_counties(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->counties != y->counties)
		return x->counties > y->counties ? -1 : 1;
	return by_id(a, b);
}

static int by_likeness(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	size_t more = x->counties + x->types, less = y->counties + y->types;

	if (more != less)
		return more > less ? -1 : 1;
	if (strcmp(x->name, y->name) != 0)
		return strcmp(x->name, y->name);
	return by_id(a, b);
}

/* Each candidate once, with how often it was met; most shared first. */
static void merge(struct candidates *all)
{
	size_t n = 0;

	qsort(all->list, all->count, sizeof(*all->list), by_id);
	for (size_t i = 0; i < all->count; i++) {
		if (n == 0 || all->list[n - 1].id != all->list[i].id)
			all->list[n++] = all->list[i];
		all->list[n - 1].counties++;
	}
	all->count = n;
	qsort(all->list, all->count, sizeof(*all->list), by_counties);
}

/* Keep those that share a type. */
static enum status keep_types(struct db *db, struct arena *arena, int64_t id,
			      struct candidates *all)
{
	size_t tried = all->count < TRIED_MAX ? all->count : TRIED_MAX;

	all->count = 0;
	for (size_t i = 0; i < tried; i++) {
		struct candidate c = all->list[i];
		struct db_query *q = db_query(db, SQL_SHARED_TYPES);
		enum status st;

		db_bind_int(q, 1, id);
		db_bind_int(q, 2, c.id);
		if (db_row(q)) {
			c.types = (size_t)db_int(q, 0);
			c.name = db_text(q, 1, arena);
			all->list[all->count++] = c;
		}
		st = db_finish(q);
		if (st != STATUS_OK)
			return st;
	}
	return STATUS_OK;
}

static enum status cards(struct db *db, struct arena *arena,
			 const struct candidates *all, size_t limit,
			 struct program **out, size_t *count)
{
	int64_t ids[CANDIDATES_MAX];
	size_t n = all->count < limit ? all->count : limit;

	for (size_t i = 0; i < n; i++)
		ids[i] = all->list[i].id;
	return store_program_cards(db, arena, ids, n, out, count);
}

enum status store_program_similar(struct db *db, struct arena *arena,
				  const struct program *program, size_t limit,
				  struct program **out, size_t *count)
{
	struct candidates *all = arena_alloc(arena, sizeof(*all));
	size_t counties = program->county_count < COUNTIES_MAX
				  ? program->county_count
				  : COUNTIES_MAX;
	enum status st = STATUS_OK;

	*out = NULL;
	*count = 0;
	for (size_t i = 0; st == STATUS_OK && i < counties; i++) {
		int64_t county_id = program->counties[i].id;

		st = look(db, SQL_AFTER, county_id, program->id, all);
		if (st == STATUS_OK)
			st = look(db, SQL_BEFORE, county_id, program->id, all);
	}
	if (st != STATUS_OK)
		return st;
	merge(all);
	st = keep_types(db, arena, program->id, all);
	if (st != STATUS_OK)
		return st;
	if (all->count)
		qsort(all->list, all->count, sizeof(*all->list), by_likeness);
	return cards(db, arena, all, limit, out, count);
}

/* Called much like it --------------------------------------------------- */

/* Letters to add, drop or change to come from a to b (Wagner & Fischer,
 * 1974). */
static size_t distance(const char *a, const char *b)
{
	size_t row[SLUG_MAX + 1], m = strlen(a), n = strlen(b);

	if (m > SLUG_MAX || n > SLUG_MAX)
		return SLUG_MAX;
	for (size_t k = 0; k <= n; k++)
		row[k] = k;
	for (size_t i = 1; i <= m; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t k = 1; k <= n; k++) {
			size_t best = diagonal + (a[i - 1] != b[k - 1]);

			diagonal = row[k];
			if (row[k] + 1 < best)
				best = row[k] + 1;
			if (row[k - 1] + 1 < best)
				best = row[k - 1] + 1;
			row[k] = best;
		}
	}
	return row[n];
}

static int by_distance(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->distance != y->distance)
		return x->distance < y->distance ? -1 : 1;
	return by_id(a, b);
}

/* Rows of q that differ from slug in at most `most` letters; what begins
 * alike, or holds it as a word, differs only by what follows. */
static enum status weigh(struct db_query *q, const char *slug, size_t most,
			 struct candidates *all)
{
	while (all->count < CANDIDATES_MAX && db_row(q)) {
		struct candidate c = { .id = db_int(q, 0) };
		const char *other = db_peek_text(q, 1);

		c.distance = distance(slug, other);
		if (strncmp(other, slug, strlen(slug)) == 0)
			c.distance = 1;
		for (size_t i = 0; i < all->count; i++)
			if (all->list[i].id == c.id)
				c.distance = SIZE_MAX;
		if (c.distance <= most)
			all->list[all->count++] = c;
	}
	return db_finish(q);
}

static enum status weigh_neighbours(struct db *db, const char *slug,
				    struct candidates *all)
{
	size_t most = 1 + strlen(slug) / 3;
	struct db_query *q = db_query(db, SQL_SLUGS_AFTER);
	enum status st;

	db_bind_text(q, 1, slug);
	st = weigh(q, slug, most, all);
	if (st != STATUS_OK)
		return st;
	q = db_query(db, SQL_SLUGS_BEFORE);
	db_bind_text(q, 1, slug);
	return weigh(q, slug, most, all);
}

/* What a search for its words finds, or for the words it would suggest. */
static enum status weigh_words(struct db *db, struct arena *arena,
			       const char *slug, struct candidates *all)
{
	char *words = arena_strdup(arena, slug);
	struct search search = { .words = words, .page = 1 };
	struct search_result result = { 0 };
	enum status st;

	for (char *c = words; *c; c++)
		if (*c == '-')
			*c = ' ';
	st = store_search(db, arena, &search, &result);
	if (st == STATUS_OK && result.hit_count == 0 && result.did_you_mean) {
		search.words = result.did_you_mean;
		result = (struct search_result){ 0 };
		st = store_search(db, arena, &search, &result);
	}
	for (size_t i = 0;
	     st == STATUS_OK && i < result.hit_count && i < WORDS_TRIED; i++) {
		struct db_query *q = db_query(db, SQL_SLUG);

		db_bind_int(q, 1, result.hits[i].id);
		st = weigh(q, slug, SLUG_MAX, all);
	}
	return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

enum status store_program_close_to(struct db *db, struct arena *arena,
				   const char *slug, size_t limit,
				   struct program **out, size_t *count)
{
	struct candidates *all = arena_alloc(arena, sizeof(*all));
	const char *wanted;
	enum status st;

	*out = NULL;
	*count = 0;
	if (strlen(slug) > SLUG_MAX)
		return STATUS_OK;
	wanted = utf8_slug(arena, slug);
	st = weigh_neighbours(db, wanted, all);
	if (st == STATUS_OK)
		st = weigh_words(db, arena, wanted, all);
	if (st != STATUS_OK)
		return st;
	if (all->count)
		qsort(all->list, all->count, sizeof(*all->list), by_distance);
	return cards(db, arena, all, limit, out, count);
}
