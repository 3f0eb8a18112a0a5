/* The order of a conversation, made from each comment's parent. Only for
 * src/store/comment*.c. */
#ifndef STORE_COMMENT_TREE_H
#define STORE_COMMENT_TREE_H

#include "store/comment_row.h"

/* The row of id, or NULL; the rows are sorted by id. */
struct comment *store_comment_tree_find(const struct comment_list *list,
					int64_t id);

/* Sort by id, that is by when they were written. */
void store_comment_tree_sort(struct comment_list *list);

/* Put sorted rows in the order of reading, a reply right after what it
 * answers, with the depth that each has on the page, reply_count and answers.
 * A reply whose parent is not among the rows is left out; unless its answers
 * is set: then it hangs below the first row. Top-level rows stand newest first
 * when is_newest. Linear in the rows, but for finding parents (log n each). */
void store_comment_tree_order(struct comment_list *list, bool is_newest);

#endif
