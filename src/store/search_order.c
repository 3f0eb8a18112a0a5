/* Orders of all public programs, and the few of a set that a page shows. */
#include "store/search_index.h"

#include <stdlib.h>
#include <string.h>

#include "util/memory.h"

/* Answered from the index program_order alone. */
static const char SQL_ORDER[] =
	"SELECT id, badge, confirmed_at FROM public_program"
	" ORDER BY name_folded, id";

struct row {
	int64_t confirmed_at; /* 0: never */
	uint32_t id;
	uint32_t rank; /* in the order before: it settles what is equal */
	int badge;     /* 0 is the best */
};

#define BADGES 3

void search_orders_free(struct search_orders *orders)
{
	struct search_order *each[] = { orders ? &orders->best : NULL,
					orders ? &orders->checked : NULL,
					orders ? &orders->name : NULL };

	for (size_t i = 0; orders && i < 3; i++) {
		free(each[i]->ids);
		free(each[i]->rank);
	}
	if (orders)
		free(orders->confirmed);
	free(orders);
}

static int by_confirmed(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->confirmed_at != y->confirmed_at)
		return x->confirmed_at > y->confirmed_at ? -1 : 1;
	return x->rank < y->rank ? -1 : x->rank > y->rank;
}

static void fill(struct search_order *order, const struct row *rows,
		 size_t count, uint32_t max_id)
{
	order->count = count;
	order->ids = memory_must(calloc(count + 1, sizeof *order->ids));
	order->rank =
		memory_must(malloc(((size_t)max_id + 1) * sizeof *order->rank));
	memset(order->rank, 0xff, ((size_t)max_id + 1) * sizeof *order->rank);
	for (size_t i = 0; i < count; i++) {
		order->ids[i] = rows[i].id;
		order->rank[rows[i].id] = (uint32_t)i;
	}
}

static struct row read_row(struct db_query *q)
{
	const char *badge = db_peek_text(q, 1);

	return (struct row){
		.id = (uint32_t)db_int(q, 0),
		.badge = strcmp(badge, "expert") == 0      ? 0
			 : strcmp(badge, "dedicated") == 0 ? 1
							   : 2,
		.confirmed_at = db_int(q, 2), /* NULL reads as 0 */
	};
}

/* Those with a badge come first; beside that the order stays. */
static void put_badges_first(struct row *to, const struct row *from,
			     size_t count)
{
	size_t n = 0;

	for (int badge = 0; badge < BADGES; badge++)
		for (size_t i = 0; i < count; i++)
			if (from[i].badge == badge)
				to[n++] = from[i];
}

/* rows come from A to Z. */
static void make_orders(struct search_orders *orders, struct row *rows,
			size_t count, uint32_t max_id)
{
	struct row *best = memory_must(calloc(count + 1, sizeof *best));

	fill(&orders->name, rows, count, max_id);
	for (size_t i = 0; i < count; i++)
		rows[i].rank = (uint32_t)i;
	qsort(rows, count, sizeof *rows, by_confirmed);
	fill(&orders->checked, rows, count, max_id);
	orders->confirmed = memory_must(calloc(count + 1, sizeof(int64_t)));
	for (size_t i = 0; i < count && rows[i].confirmed_at > 0; i++)
		orders->confirmed[orders->confirmed_count++] =
			rows[i].confirmed_at;
	put_badges_first(best, rows, count);
	fill(&orders->best, best, count, max_id);
	free(best);
}

enum status search_orders(struct db *db, struct search_index *index)
{
	size_t cap = roaring_bitmap_get_cardinality(index->all), count = 0;
	struct search_orders *orders;
	struct db_query *q;
	struct row *rows;
	enum status st;

	if (index->orders)
		return STATUS_OK;
	rows = memory_must(calloc(cap + 1, sizeof *rows));
	q = db_query(db, SQL_ORDER);
	while (db_row(q)) {
		int64_t id = db_int(q, 0);

		/* A listing that the index does not know waits for it. */
		if (count < cap && id > 0 && id <= index->max_id)
			rows[count++] = read_row(q);
	}
	st = db_finish(q);
	if (st == STATUS_OK) {
		orders = memory_must(calloc(1, sizeof *orders));
		make_orders(orders, rows, count, index->max_id);
		index->orders = orders;
	}
	free(rows);
	return st;
}

/* Selecting -------------------------------------------------------------- */

/* Walk the order and take what is in set: quick when set is most of it. */
static size_t walk(const struct search_order *order,
		   const roaring_bitmap_t *set, size_t skip, size_t count,
		   uint32_t *out)
{
	size_t got = 0;

	for (size_t i = 0; i < order->count && got < count; i++) {
		if (!roaring_bitmap_contains(set, order->ids[i]))
			continue;
		if (skip > 0)
			skip--;
		else
			out[got++] = order->ids[i];
	}
	return got;
}

#define CHUNK 256

/* Mark the rank of each in set: reading the marks is reading the order. */
static void mark(uint64_t *marks, const struct search_order *order,
		 const roaring_bitmap_t *set, uint32_t max_id)
{
	uint32_t ids[CHUNK], n;
	roaring_uint32_iterator_t it;

	roaring_init_iterator(set, &it);
	while ((n = roaring_read_uint32_iterator(&it, ids, CHUNK)) > 0)
		for (uint32_t i = 0; i < n; i++) {
			uint32_t rank = ids[i] <= max_id ? order->rank[ids[i]]
							 : SEARCH_NO_RANK;

			if (rank != SEARCH_NO_RANK)
				marks[rank / 64] |= UINT64_C(1) << rank % 64;
		}
}

static size_t read_marks(const uint64_t *marks, size_t size,
			 const struct search_order *order, size_t skip,
			 size_t count, uint32_t *out)
{
	size_t got = 0;

	for (size_t i = 0; i < size && got < count; i++) {
		uint64_t word = marks[i];
		size_t ones = (size_t)__builtin_popcountll(word);

		if (skip >= ones) {
			skip -= ones;
			continue;
		}
		for (; word && got < count; word &= word - 1) {
			if (skip > 0)
				skip--;
			else
				out[got++] = order->ids[i * 64 +
							(size_t)__builtin_ctzll(
								word)];
		}
	}
	return got;
}

size_t search_select(struct search_index *index,
		     const struct search_order *order,
		     const roaring_bitmap_t *set, size_t size, size_t skip,
		     size_t count, uint32_t *out)
{
	size_t got, steps;

	if (skip >= size || count == 0)
		return 0;
	if (count > size - skip)
		count = size - skip;
	/* A step of the walk costs about four of the other way. */
	steps = (skip + count) * (order->count / size + 1);
	if (steps < (size + index->marks_size) / 4)
		return walk(order, set, skip, count, out);
	mark(index->marks, order, set, index->max_id);
	got = read_marks(index->marks, index->marks_size, order, skip, count,
			 out);
	memset(index->marks, 0, index->marks_size * sizeof(uint64_t));
	return got;
}
