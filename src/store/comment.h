/* Comments: threads on the about page, on programs and on plan areas. */
#ifndef STORE_COMMENT_H
#define STORE_COMMENT_H

#include <stdbool.h>

#include "store/db.h"

#define COMMENT_NAME_MAX  80
#define COMMENT_BODY_MAX  4000
#define COMMENT_DEPTH_MAX 4 /* deeper replies stay at this level */
#define COMMENT_PAGE_SIZE 50 /* top-level comments */

enum thread_kind { THREAD_ABOUT, THREAD_PROGRAM, THREAD_AREA };

struct thread {
	int64_t id; /* 0: nobody wrote yet */
	enum thread_kind kind;
	const char *key;  /* "about", the program's id in decimal, area slug */
	const char *path; /* of the page it is on, "/programs/kinship" */
	const char *title; /* of that page: program name, area slug, "about" */
	int64_t comment_count; /* published */
};

enum comment_state {
	COMMENT_HELD,	/* waits for staff */
	COMMENT_PUBLISHED,
	COMMENT_SPAM,
	COMMENT_REMOVED
};

/* Why a comment must be read with special care; several bits. */
enum comment_flag {
	COMMENT_HAS_PHONE = 1,
	COMMENT_HAS_EMAIL = 2,
	COMMENT_HAS_ADDRESS = 4,
	COMMENT_HAS_CHILD = 8, /* a child's school and name */
	COMMENT_HAS_LINKS = 16,
	COMMENT_IS_BAIT = 32 /* the honeypot was filled */
};

struct comment {
	int64_t id, thread_id, parent_id; /* parent 0: top level */
	int depth;			  /* 1 to COMMENT_DEPTH_MAX */
	enum comment_state state;
	const char *author_name;
	const char *author_email; /* only for staff; never on a page */
	const char *website;	  /* NULL */
	const char *body;	  /* Markdown as typed */
	bool is_staff;
	bool is_own; /* written by the guest who asks, and still held */
	unsigned flags;
	int64_t created_at, published_at;
	int reply_count; /* shown direct replies */
	struct thread thread; /* only from store_comment_get and _list */
};

/* The thread of a page; id 0 when it has no comment yet. STATUS_NOT_FOUND
 * when the page is not public. */
MUST_CHECK enum status store_thread_get(struct db *db, struct arena *arena,
					enum thread_kind kind, const char *key,
					struct thread *out);

/* What a reader sees of a thread, oldest first, depth first (a reply follows
 * what it answers): published comments, and those held ones whose guest_hash
 * is the reader's (32 bytes; NULL for none). Top-level comments of page
 * (from 1, COMMENT_PAGE_SIZE each) with all their replies. */
MUST_CHECK enum status store_comment_thread(struct db *db, struct arena *arena,
					    int64_t thread_id, size_t page,
					    const unsigned char *guest_hash,
					    struct comment **out, size_t *count,
					    size_t *pages);

struct comment_draft {
	enum thread_kind thread_kind;
	const char *thread_key;
	int64_t parent_id; /* 0, or a published comment of the same thread */
	const char *author_name, *author_email, *website, *body;
	unsigned flags;
	const unsigned char *guest_hash;   /* 32 bytes: who may see it held */
	const unsigned char *address_hash; /* 32 bytes, keyed, of a day */
	int per_hour;			   /* limit per address_hash */
	int64_t now;
};

/* Store a guest's comment, held, with its audit row and outbox row. The same
 * words by the same sender to the same parent within a day are the same
 * comment: *id is the first one's and *is_repeat says so. STATUS_TOO_FAST
 * over the limit; STATUS_NOT_FOUND when thread or parent is not public;
 * STATUS_FULL, STATUS_BUSY. */
MUST_CHECK enum status store_comment_add(struct db *db,
					 const struct comment_draft *draft,
					 int64_t *id, bool *is_repeat);

/* One comment with its thread, whatever its state (commands and staff). */
MUST_CHECK enum status store_comment_get(struct db *db, struct arena *arena,
					 int64_t id, struct comment *out);

/* Where it stands for a reader: thread and the page of it. STATUS_NOT_FOUND
 * unless published or held and the reader's own. */
MUST_CHECK enum status store_comment_place(struct db *db, struct arena *arena,
					   int64_t id,
					   const unsigned char *guest_hash,
					   struct thread *thread, size_t *page);

/* Comments in a state, oldest first, at most limit. */
MUST_CHECK enum status store_comment_list(struct db *db, struct arena *arena,
					  enum comment_state state,
					  size_t limit, struct comment **out,
					  size_t *count);

/* The newest published comments of the site, with threads, for the feed. */
MUST_CHECK enum status store_comment_recent(struct db *db, struct arena *arena,
					    size_t limit, struct comment **out,
					    size_t *count);

/* Move a comment to a state; audit row, counters and generation with it.
 * Publishing needs published ancestors (STATUS_CONFLICT otherwise); removing
 * one with published replies keeps its place (the page shows a stub). */
MUST_CHECK enum status store_comment_move(struct db *db, int64_t id,
					  enum comment_state state,
					  const char *actor,
					  const char *reason, int64_t now);

#endif
