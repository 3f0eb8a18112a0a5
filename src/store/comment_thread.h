/* What a reader sees of a thread: pages of it, in the order that they chose.
 *
 * A page holds COMMENT_PAGE_SIZE top-level comments with their replies, and no
 * more than COMMENT_PAGE_NOTES comments in all: where that is too few, the
 * longest branches show their first replies, as many each, and say how many
 * more there are. Those have pages of their own, of COMMENT_PAGE_NOTES replies
 * each, in the order in which they came. So a page costs the same, however
 * long the thread. */
#ifndef STORE_COMMENT_THREAD_H
#define STORE_COMMENT_THREAD_H

#include "store/comment.h"

#define COMMENT_PAGE_NOTES 200

/* A part of a thread. */
struct comment_view {
	bool is_newest;    /* newest top-level comments first; replies stay in
			    * the order of the conversation */
	int64_t branch_id; /* a top-level comment, with its replies; 0: all */
	size_t page;       /* from 1 */
};

struct comment_page {
	struct comment
		*notes; /* depth first: a reply follows what it answers */
	size_t count;
	size_t pages; /* at least 1 */
};

/* What a reader sees of a thread: published comments, the empty places of
 * those taken back, and the reader's own held ones. Own held top-level ones
 * come where the newest do: last on the last page, or first on the first. A
 * page beyond out->pages is empty. STATUS_NOT_FOUND: the thread has no such
 * branch. */
MUST_CHECK enum status store_comment_thread(struct db *db, struct arena *arena,
					    int64_t thread_id,
					    const struct comment_view *view,
					    const struct comment_reader *reader,
					    struct comment_page *out);

/* Has the reader something of their own in the thread that others do not see
 * so: a held comment, or a published one that they may still edit? */
MUST_CHECK enum status
store_comment_has_own(struct db *db, int64_t thread_id,
		      const struct comment_reader *reader, bool *has_own);

/* Where a comment stands: the thread and the part of it. */
struct comment_spot {
	struct thread thread;
	struct comment_view view;
};

/* STATUS_NOT_FOUND unless published, or held and the reader's own. A reply
 * that is not among the first of a long branch stands in that branch's own
 * pages, whatever the order. */
MUST_CHECK enum status store_comment_place(struct db *db, struct arena *arena,
					   int64_t id,
					   const struct comment_reader *reader,
					   bool is_newest,
					   struct comment_spot *out);

/* A thread's comments for feeds, which know no reader. The newest published
 * ones, newest first: of the last COMMENT_PAGE_NOTES that were written, so that
 * it costs little. */
MUST_CHECK enum status
store_comment_thread_recent(struct db *db, struct arena *arena,
			    int64_t thread_id, size_t limit,
			    struct comment **out, size_t *count);

/* All that is shown, branch by branch, in each as they were written, from the
 * one after skipped ones. */
MUST_CHECK enum status
store_comment_thread_all(struct db *db, struct arena *arena, int64_t thread_id,
			 size_t skipped, size_t limit, struct comment **out,
			 size_t *count);

#endif
