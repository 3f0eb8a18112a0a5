/* What a member wrote and what others answered, for the member's own page. */
#ifndef STORE_MEMBER_TALK_H
#define STORE_MEMBER_TALK_H

#include "store/comment.h"

#define MEMBER_TALK_PAGE 20 /* comments, or replies, on a page */

struct member_comment {
	int64_t id;
	/* As its writer may know it: what went to spam waits to be read. */
	enum comment_state state;
	bool is_spam;        /* for staff alone: that it did */
	bool is_own_removal; /* removed, by its writer */
	bool is_on_page;     /* the page that it stands on is public */
	bool is_staff;       /* written for the partnership */
	const char *body;
	int64_t created_at, edited_at; /* edited_at 0: never */
	struct thread thread;
};

/* Page (from 1) of the comments of an account in every state, newest first. */
MUST_CHECK enum status store_member_comments(struct db *db, struct arena *arena,
					     int64_t user_id, size_t page,
					     struct member_comment **out,
					     size_t *count);
/* One of them; another's is STATUS_NOT_FOUND. */
MUST_CHECK enum status store_member_comment(struct db *db, struct arena *arena,
					    int64_t user_id, int64_t id,
					    struct member_comment *out);

struct member_reply {
	int64_t id;
	const char *author_name, *body;
	bool is_staff;
	int64_t published_at;
	const char *answered; /* own words that it answers, "" when erased */
	struct thread thread;
};

/* Page (from 1) of the published replies of others to comments of an account,
 * on pages that are public, newest first. *has_more: there is another page. */
MUST_CHECK enum status store_member_replies(struct db *db, struct arena *arena,
					    int64_t user_id, size_t page,
					    struct member_reply **out,
					    size_t *count, bool *has_more);

/* How many comments an account has, in every state, and published. */
struct member_counts {
	int64_t comments, published;
};
MUST_CHECK enum status store_member_counts(struct db *db, int64_t user_id,
					   struct member_counts *out);

#endif
