/* Comments: threads on the about page, on programs and on plan areas. */
#ifndef STORE_COMMENT_H
#define STORE_COMMENT_H

#include <stdbool.h>

#include "store/db.h"
#include "store/spam.h"

#define COMMENT_NAME_MAX  80
#define COMMENT_BODY_MAX  4000
#define COMMENT_DEPTH_MAX 4  /* deeper replies stay at this level */
#define COMMENT_PAGE_SIZE 50 /* top-level comments */

#define COMMENT_EDIT_SECONDS 900 /* in which authors may edit */
#define COMMENT_CLOSED_DAYS  30  /* spam, or taken back: then it goes */

enum thread_kind { THREAD_ABOUT, THREAD_PROGRAM, THREAD_AREA };

struct thread {
	int64_t id; /* 0: nobody wrote yet */
	enum thread_kind kind;
	const char *key;   /* "about", the program's id in decimal, area slug */
	const char *path;  /* of the page it is on, "/programs/kinship" */
	const char *title; /* of that page: program name, area slug, "about" */
	int64_t comment_count; /* published */
};

enum comment_state {
	COMMENT_HELD, /* waits for staff */
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
	COMMENT_IS_BAIT = 32,      /* the honeypot was filled */
	COMMENT_IS_BLOCKED = 64,   /* its sender is blocked: went to spam, and
				    * looks held to its author */
	COMMENT_IS_REPORTED = 128, /* several reports hid it until it is read */
	COMMENT_IS_CALLED_SPAM = 256 /* by the filter, and no person said so:
				      * looks held to its author, too */
};

struct comment {
	int64_t id, thread_id, parent_id; /* parent 0: top level */
	int64_t root_id;                  /* of its branch; may be itself */
	int depth;                        /* 1 to COMMENT_DEPTH_MAX */
	enum comment_state state;
	const char *author_name;
	const char *author_email; /* only for staff; never on a page */
	const char *website;      /* NULL */
	const char *body;         /* Markdown as typed */
	bool is_staff;
	bool is_own;  /* written by the reader who asks, and still held, or so
		       * it seems to them */
	bool is_mine; /* the same, or published: by the reader who asks, who
		       * may still edit it */
	bool is_stub; /* taken back, but its published replies keep its place:
		       * no name, no words */
	/* Where levels end, replies stand beside what they answer, and what
	 * they answer may be on another page: its author then ("" when that
	 * is a stub); NULL for all others. */
	const char *answers;
	unsigned flags;
	int64_t created_at, published_at;
	int64_t edited_at;    /* 0: never */
	int reply_count;      /* what stands directly below it */
	int64_t more_count;   /* of a top-level one: replies not on this page */
	struct thread thread; /* only from store_comment_list and for staff */
};

/* "about", "program", "area", as in forms; and back, false for another. */
const char *store_thread_kind_name(enum thread_kind kind);
bool store_thread_kind_of(const char *name, enum thread_kind *out);
const char *store_comment_state_name(enum comment_state state); /* "held" */

/* The thread of a page; id 0 when it has no comment yet. STATUS_NOT_FOUND
 * when the page is not public. */
MUST_CHECK enum status store_thread_get(struct db *db, struct arena *arena,
					enum thread_kind kind, const char *key,
					struct thread *out);

/* Who reads: both know their own comments that wait. */
struct comment_reader {
	const unsigned char *guest_hash; /* 32 bytes of a guest's, or NULL */
	int64_t user_id;                 /* of a member's, or 0 */
	int64_t now; /* who wrote at most COMMENT_EDIT_SECONDS ago may edit */
};

struct comment_draft {
	enum thread_kind thread_kind;
	const char *thread_key;
	int64_t parent_id; /* 0, or a published comment of the same thread */
	const char *author_name, *author_email, *website, *body;
	unsigned flags;
	struct spam_verdict verdict; /* what speaks for spam */
	int64_t edited_id; /* the comment that these words are to change: no
			    * repeat of itself; 0 for a new one */
	int64_t user_id;   /* a member's, or 0 */
	bool is_staff;     /* they write as our staff */
	bool is_trusted;   /* known to be; members earn it by themselves, see
			    * store_comment_trusts(). Shown at once, unless
			    * COMMENT_SAFETY, the trap, the verdict or the
			    * switch for an attack says no */
	bool wants_mail;   /* about what becomes of it */
	const unsigned char *guest_hash;    /* 32 bytes: who may see it held */
	const unsigned char *address_hash;  /* 32 bytes, keyed, of a day */
	const unsigned char *customer_hash; /* likewise, of a /48 that it lies
					     * in; NULL: it lies in none */
	int per_hour;                       /* limit per address_hash */
	int customer_per_hour; /* of customer_hash, a bucket that leaks */
	int all_per_hour;      /* and of the site, but for those whom a person
				* has trusted; 0: none */
	int64_t now;
};

#define COMMENT_TRUST_COUNT 3  /* published comments that earn it */
#define COMMENT_TRUST_DAYS  90 /* that it takes to earn it back */

/* Does what this member writes show at once? A person has trusted them: so
 * many of their comments are public, and in the last 90 days staff took none of
 * theirs back, as spam or for another reason. */
MUST_CHECK enum status store_comment_trusts(struct db *db, int64_t user_id,
					    int64_t now, bool *is_trusted);

/* Is the writer of draft our staff, known to be trusted, or such a member? */
MUST_CHECK enum status
store_comment_writer_trusted(struct db *db, const struct comment_draft *draft,
			     bool *is_trusted);

/* Store a comment, held (or published, when its writer is trusted; or among
 * the spam, when that is blocked or the verdict says so), with its audit row
 * and the mail that it causes. The same words by the same sender (a guest's
 * name and e-mail, or the member) to the same parent within a day are the same
 * comment: *id is the first one's and *is_repeat says so; while it is held,
 * guest_hash is now the one that may see it, for the answer to the first post
 * may never have arrived. A member's e-mail address may be left to the
 * account. STATUS_TOO_FAST over the limit; STATUS_NOT_FOUND
 * when the thread is not public, STATUS_CONFLICT when the parent is not;
 * STATUS_FULL, STATUS_BUSY. */
MUST_CHECK enum status store_comment_add(struct db *db,
					 const struct comment_draft *draft,
					 int64_t *id, bool *is_repeat);

/* Is id a published comment of this thread? Then what a form that answers it
 * shows: author, body, depth. STATUS_NOT_FOUND otherwise. */
MUST_CHECK enum status store_comment_parent(struct db *db, struct arena *arena,
					    int64_t thread_id, int64_t id,
					    struct comment *out);

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
					  const char *actor, const char *reason,
					  int64_t now);

#endif
