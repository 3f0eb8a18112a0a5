/* Distance. Many programs share a point (a ZIP code, a town), so distances
 * are reckoned per point, and once per place that somebody asks for. */
#include "store/search_index.h"

#include <stdlib.h>
#include <string.h>

#include "util/memory.h"

/* Answered from the index program_point alone. */
static const char SQL_POINTS[] = "SELECT lat, lon, id FROM public_program"
				 " WHERE lat IS NOT NULL ORDER BY lat, lon, id";

#define NEAR_KEPT 4
#define NO_POINT  UINT32_MAX

struct point {
	double lat, lon;
	uint32_t first, count; /* of ids */
};

struct search_points {
	struct point *points;
	size_t count;
	uint32_t *ids;      /* by point, the best first */
	uint32_t *point_of; /* by id */
	struct search_near kept[NEAR_KEPT];
	uint64_t uses;
};

static void forget(struct search_near *near)
{
	if (near->programs)
		roaring_bitmap_free(near->programs);
	free(near->order.ids);
	free(near->order.rank);
	*near = (struct search_near){ 0 };
}

void search_points_free(struct search_points *points)
{
	if (!points)
		return;
	for (size_t i = 0; i < NEAR_KEPT; i++)
		forget(&points->kept[i]);
	free(points->points);
	free(points->ids);
	free(points->point_of);
	free(points);
}

/* Points ------------------------------------------------------------------ */

static int by_rank(const void *a, const void *b, void *context)
{
	const uint32_t *rank = context, *x = a, *y = b;

	return rank[*x] < rank[*y] ? -1 : rank[*x] > rank[*y];
}

static void add_point(struct search_points *p, double lat, double lon,
		      uint32_t id, uint32_t n)
{
	struct point *last = p->count ? &p->points[p->count - 1] : NULL;

	if (!last || last->lat < lat || last->lat > lat || last->lon < lon ||
	    last->lon > lon) {
		last = &p->points[p->count++];
		*last = (struct point){ .lat = lat, .lon = lon, .first = n };
	}
	last->count++;
	p->ids[n] = id;
	p->point_of[id] = (uint32_t)(p->count - 1);
}

static struct search_points *new_points(size_t cap, uint32_t max_id)
{
	struct search_points *p = memory_must(calloc(1, sizeof *p));

	p->points = memory_must(calloc(cap + 1, sizeof *p->points));
	p->ids = memory_must(calloc(cap + 1, sizeof *p->ids));
	p->point_of =
		memory_must(malloc(((size_t)max_id + 1) * sizeof(uint32_t)));
	memset(p->point_of, 0xff, ((size_t)max_id + 1) * sizeof(uint32_t));
	return p;
}

static enum status read_points(struct db *db, struct search_index *index)
{
	size_t cap = index->orders->best.count;
	struct search_points *p;
	struct db_query *q;
	uint32_t n = 0;
	enum status st;

	if (index->points)
		return STATUS_OK;
	p = new_points(cap, index->max_id);
	q = db_query(db, SQL_POINTS);
	while (db_row(q)) {
		int64_t id = db_int(q, 2);

		if (n < cap && id > 0 && id <= index->max_id &&
		    index->orders->best.rank[id] != SEARCH_NO_RANK)
			add_point(p, db_real(q, 0), db_real(q, 1), (uint32_t)id,
				  n++);
	}
	st = db_finish(q);
	if (st != STATUS_OK) {
		search_points_free(p);
		return st;
	}
	p->points = memory_must(
		realloc(p->points, (p->count + 1) * sizeof *p->points));
	for (size_t i = 0; i < p->count; i++)
		qsort_r(p->ids + p->points[i].first, p->points[i].count,
			sizeof *p->ids, by_rank, index->orders->best.rank);
	index->points = p;
	return STATUS_OK;
}

double search_miles(const struct search_index *index, const struct place *place,
		    uint32_t id)
{
	const struct search_points *p = index->points;
	uint32_t at = p && id <= index->max_id ? p->point_of[id] : NO_POINT;

	if (at == NO_POINT)
		return -1;
	return store_place_miles(place->lat, place->lon, p->points[at].lat,
				 p->points[at].lon);
}

/* One place --------------------------------------------------------------- */

struct distance {
	double miles;
	uint32_t point;
};

static int by_miles(const void *a, const void *b)
{
	const struct distance *x = a, *y = b;

	if (x->miles < y->miles || x->miles > y->miles)
		return x->miles < y->miles ? -1 : 1;
	return x->point < y->point ? -1 : x->point > y->point;
}

static struct distance *measure(const struct search_points *p,
				const struct place *place)
{
	struct distance *d = memory_must(calloc(p->count + 1, sizeof *d));

	for (size_t i = 0; i < p->count; i++) {
		d[i].point = (uint32_t)i;
		d[i].miles =
			store_place_miles(place->lat, place->lon,
					  p->points[i].lat, p->points[i].lon);
	}
	qsort(d, p->count, sizeof *d, by_miles);
	return d;
}

static void put(struct search_order *order, uint32_t id)
{
	order->rank[id] = (uint32_t)order->count;
	order->ids[order->count++] = id;
}

static void order_by_distance(struct search_index *index,
			      const struct distance *d,
			      struct search_order *order)
{
	const struct search_points *p = index->points;
	const struct search_order *best = &index->orders->best;

	order->ids = memory_must(calloc(best->count + 1, sizeof *order->ids));
	order->rank = memory_must(
		malloc(((size_t)index->max_id + 1) * sizeof *order->rank));
	memset(order->rank, 0xff,
	       ((size_t)index->max_id + 1) * sizeof *order->rank);
	for (size_t i = 0; i < p->count; i++) {
		const struct point *point = &p->points[d[i].point];

		for (uint32_t j = 0; j < point->count; j++)
			put(order, p->ids[point->first + j]);
	}
	for (size_t i = 0; i < best->count; i++)
		if (p->point_of[best->ids[i]] == NO_POINT)
			put(order, best->ids[i]);
}

/* Marks bring the ids into order, which makes a bitmap ten times quicker. */
static roaring_bitmap_t *programs_within(struct search_index *index,
					 const struct distance *d, int within)
{
	const struct search_points *p = index->points;
	uint32_t *ids =
		memory_must(calloc(index->orders->best.count + 1, sizeof *ids));
	roaring_bitmap_t *bitmap;
	size_t n = 0;

	for (size_t i = 0; i < p->count && d[i].miles <= within; i++) {
		const struct point *point = &p->points[d[i].point];

		for (uint32_t j = 0; j < point->count; j++) {
			uint32_t id = p->ids[point->first + j];

			index->marks[id / 64] |= UINT64_C(1) << id % 64;
		}
	}
	for (size_t i = 0; i < index->marks_size; i++)
		for (; index->marks[i]; index->marks[i] &= index->marks[i] - 1)
			ids[n++] =
				(uint32_t)(i * 64 + (size_t)__builtin_ctzll(
							    index->marks[i]));
	bitmap = memory_must(roaring_bitmap_of_ptr(n, ids));
	free(ids);
	return bitmap;
}

static bool same_place(const struct search_near *near,
		       const struct place *place, int within)
{
	return near->programs && near->within == within &&
	       near->place.county_id == place->county_id &&
	       memcmp(&near->place.lat, &place->lat, sizeof place->lat) == 0 &&
	       memcmp(&near->place.lon, &place->lon, sizeof place->lon) == 0;
}

enum status search_near(struct db *db, struct search_index *index,
			const struct place *place, int within,
			const struct search_near **out)
{
	enum status st = search_orders(db, index);
	struct search_near *near;
	struct distance *d;

	if (st == STATUS_OK)
		st = read_points(db, index);
	if (st != STATUS_OK)
		return st;
	near = &index->points->kept[0];
	for (size_t i = 0; i < NEAR_KEPT; i++) {
		struct search_near *kept = &index->points->kept[i];

		if (same_place(kept, place, within)) {
			kept->used_at = ++index->points->uses;
			*out = kept;
			return STATUS_OK;
		}
		if (kept->used_at < near->used_at)
			near = kept;
	}
	forget(near);
	d = measure(index->points, place);
	order_by_distance(index, d, &near->order);
	near->programs = programs_within(index, d, within);
	near->place = *place;
	near->place.label = NULL; /* of the caller's arena */
	near->within = within;
	near->used_at = ++index->points->uses;
	free(d);
	*out = near;
	return STATUS_OK;
}
