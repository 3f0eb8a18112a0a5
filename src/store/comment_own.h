/* A comment in its author's hands: for a quarter of an hour they may change
 * its words or delete it. A guest is known by a cookie, a member by their
 * session. */
#ifndef STORE_COMMENT_OWN_H
#define STORE_COMMENT_OWN_H

#include "store/comment.h"

#define COMMENT_EDITS_MAX 20 /* by its author, of one comment */

struct comment_own {
	struct comment note; /* with its thread; is_own while it waits, or
			      * seems to its author to wait */
	int64_t version;
	int64_t user_id; /* of the member who wrote it; 0: a guest did */
	bool is_gone;    /* taken back, by staff or by its author */
	bool is_late;    /* the quarter of an hour is over */
};

/* The comment id, if this reader wrote it and its page is public:
 * STATUS_NOT_FOUND otherwise. */
MUST_CHECK enum status
store_comment_own_get(struct db *db, struct arena *arena, int64_t id,
		      const struct comment_reader *reader, int64_t now,
		      struct comment_own *out);

/* Change the words of the comment draft->edited_id to the draft's body and
 * website, judged anew; its name, its place and its sender stay. The words
 * before are kept. What was public stays so when its writer is trusted and
 * nothing in the words speaks against it, and waits to be read otherwise;
 * what waited goes on waiting. Nothing changes when the words are the same.
 * STATUS_NOT_FOUND as above; STATUS_CONFLICT when it is not version any more
 * or is gone; STATUS_GONE when it is late; STATUS_TOO_FAST after
 * COMMENT_EDITS_MAX. */
MUST_CHECK enum status
store_comment_own_edit(struct db *db, const struct comment_draft *draft,
		       const struct comment_reader *reader, int64_t version);

#endif
