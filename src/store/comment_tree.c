#include "store/comment_tree.h"

#include <stdlib.h>

static int by_id(const void *a, const void *b)
{
	const struct comment *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

struct comment *store_comment_tree_find(const struct comment_list *list,
					int64_t id)
{
	const struct comment key = { .id = id };

	if (!list->count)
		return NULL;
	return bsearch(&key, list->items, list->count, sizeof(key), by_id);
}

void store_comment_tree_sort(struct comment_list *list)
{
	if (list->count)
		qsort(list->items, list->count, sizeof(*list->items), by_id);
}

/* The tree under construction. */
struct branches {
	struct comment_list *list;
	bool is_newest;
	/* By position + 1; [0] is the thread itself. 0 ends a chain. */
	size_t *above, *first, *last, *next;
};

#define LEFT_OUT SIZE_MAX

/* The position + 1 of id, 0 when it is not among the rows. */
static size_t find_row(const struct branches *t, int64_t id)
{
	const struct comment *row = store_comment_tree_find(t->list, id);

	return row ? (size_t)(row - t->list->items) + 1 : 0;
}

/* What row hangs below: what it answers, or what that hangs below where levels
 * end. 0 is the thread itself. */
static size_t place_of(const struct branches *t, struct comment *row)
{
	const struct comment *parent;
	size_t above;

	if (!row->parent_id) {
		row->answers = NULL;
		return 0;
	}
	above = find_row(t, row->parent_id);
	if (!above)
		return row->answers ? 1 : LEFT_OUT;
	if (t->above[above] == LEFT_OUT)
		return LEFT_OUT;
	parent = &t->list->items[above - 1];
	if (parent->depth < COMMENT_DEPTH_MAX) {
		row->answers = NULL;
		return above;
	}
	row->answers = parent->author_name;
	return t->above[above];
}

/* Hang row i (position + 1). A parent always has the smaller id, so it hangs
 * already. */
static void hang(struct branches *t, size_t i)
{
	struct comment *row = &t->list->items[i - 1];
	size_t above = place_of(t, row);

	t->above[i] = above;
	if (above == LEFT_OUT)
		return;
	row->depth = above ? t->list->items[above - 1].depth + 1 : 1;
	if (above == 0 && t->is_newest) {
		t->next[i] = t->first[0];
		t->first[0] = i;
		return;
	}
	if (t->last[above])
		t->next[t->last[above]] = i;
	else
		t->first[above] = i;
	t->last[above] = i;
	if (above)
		t->list->items[above - 1].reply_count++;
}

/* The next row of a walk that visits a reply right after what it answers. */
static size_t walk(const struct branches *t, size_t i)
{
	if (t->first[i])
		return t->first[i];
	while (i && !t->next[i])
		i = t->above[i];
	return i ? t->next[i] : 0;
}

void store_comment_tree_order(struct comment_list *list, bool is_newest)
{
	size_t *links =
		arena_array(list->arena, (list->count + 1) * 4, sizeof(*links));
	struct branches t = {
		.list = list,
		.is_newest = is_newest,
		.above = links,
		.first = links + list->count + 1,
		.last = links + (list->count + 1) * 2,
		.next = links + (list->count + 1) * 3,
	};
	struct comment *out =
		arena_array(list->arena, list->count + 1, sizeof(*out));
	size_t count = 0;

	for (size_t i = 1; i <= list->count; i++)
		hang(&t, i);
	for (size_t i = walk(&t, 0); i; i = walk(&t, i))
		out[count++] = list->items[i - 1];
	list->items = out;
	list->count = list->capacity = count;
}
