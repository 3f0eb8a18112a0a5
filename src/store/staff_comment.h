/* Comments as staff see them: every state, who wrote them, what was reported;
 * and what staff do to them. */
#ifndef STORE_STAFF_COMMENT_H
#define STORE_STAFF_COMMENT_H

#include "store/comment.h"

/* What a person must read with special care before anything else. */
#define COMMENT_SAFETY                                                         \
	(COMMENT_HAS_PHONE | COMMENT_HAS_EMAIL | COMMENT_HAS_ADDRESS |         \
	 COMMENT_HAS_CHILD)

#define STAFF_COMMENT_PAGE_SIZE 20
#define STAFF_COMMENT_COUNT_MAX 1000 /* more is "1,000+" */
/* How many comments of a tab a search looks at, from its beginning. */
#define STAFF_COMMENT_SEARCH_MAX 20000

enum comment_tab {
	COMMENT_TAB_TO_READ, /* held, nothing of COMMENT_SAFETY; oldest first */
	COMMENT_TAB_SAFETY,  /* held, with something of it; oldest first */
	COMMENT_TAB_REPORTED,  /* with open reports, whatever the state; oldest
				* first */
	COMMENT_TAB_PUBLISHED, /* the others newest first */
	COMMENT_TAB_SPAM,
	COMMENT_TAB_REMOVED
};
#define COMMENT_TABS (COMMENT_TAB_REMOVED + 1)

const char *store_comment_tab_name(enum comment_tab tab); /* "to-read" */
bool store_comment_tab_of(const char *name, enum comment_tab *out);

struct staff_comment {
	struct comment note;      /* with its thread, also of hidden programs */
	int64_t version;          /* rises with every change */
	int64_t edited_at;        /* 0: never */
	int reports;              /* open ones */
	const char *reason;       /* of its removal, or NULL */
	int64_t user_id;          /* the member who wrote it, or 0 */
	bool has_address;         /* its network address is still known */
	bool is_on_page;          /* its page is public */
	int64_t published_before; /* by this e-mail address; at most 100 */
	/* What it answers; parent_name NULL for the top level. */
	const char *parent_name, *parent_body;
	enum comment_state parent_state;
	int score;                 /* what speaks for spam, of 100 */
	const char *score_reasons; /* JSON, as page/judge.h reads it, or NULL */
	enum spam_lesson learned;  /* by the filter */
	const char *holder;        /* of the staff, who has taken it, or NULL */
	int64_t holder_id;
};

struct staff_comment_list {
	struct staff_comment *items;
	size_t count;
	size_t total; /* that fit; STAFF_COMMENT_COUNT_MAX + 1 is "more" */
	bool is_cut;  /* a search that did not look at all of the tab */
};

/* Page (from 1) of a tab; query (NULL or "" for all) is looked for in names,
 * e-mail addresses and words. */
MUST_CHECK enum status store_staff_comment_list(struct db *db,
						struct arena *arena,
						enum comment_tab tab,
						const char *query, size_t page,
						struct staff_comment_list *out);

/* How many each tab has, STAFF_COMMENT_COUNT_MAX + 1 for more. */
MUST_CHECK enum status store_staff_comment_counts(struct db *db,
						  size_t counts[COMMENT_TABS]);

MUST_CHECK enum status store_staff_comment_get(struct db *db,
					       struct arena *arena, int64_t id,
					       struct staff_comment *out);

/* The comment of a tab that follows id there, or failing that the one before
 * it; 0 when there is no other. */
MUST_CHECK enum status store_staff_comment_next(struct db *db,
						enum comment_tab tab,
						int64_t id, int64_t *next);

struct comment_report {
	const char *reason, *note; /* note: NULL */
	int64_t created_at;
};
/* The open reports of a comment, oldest first, at most 50. */
MUST_CHECK enum status
store_staff_comment_reports(struct db *db, struct arena *arena, int64_t id,
			    struct comment_report **out, size_t *count);

/* Words that a comment had, until actor changed them. */
struct comment_words {
	int64_t version;                          /* the last that had them */
	const char *author_name, *website, *body; /* website: NULL */
	const char *actor; /* who changed them; NULL for those of now */
	int64_t changed_at;
};
/* All earlier words, oldest first. */
MUST_CHECK enum status
store_staff_comment_words(struct db *db, struct arena *arena, int64_t id,
			  struct comment_words **out, size_t *count);
/* The words that it had at version (now's, if they are the same). */
MUST_CHECK enum status store_staff_comment_words_at(struct db *db,
						    struct arena *arena,
						    int64_t id, int64_t version,
						    struct comment_words *out);

struct comment_decision {
	int64_t id;
	int64_t version; /* that was seen */
	enum comment_state state;
	const char *reason; /* of removal; else NULL */
	const char *actor;  /* "user 3" */
	int64_t now;
};
/* Carry out a decision: move it, settle its open reports, let go of it, and
 * let the filter learn from it (store/spam.h).
 * STATUS_CONFLICT, and nothing done, unless version is still the one of the
 * words and the state; or when what it answers is not published. *version is
 * the one it has then. */
MUST_CHECK enum status
store_staff_comment_decide(struct db *db, const struct comment_decision *d,
			   int64_t *version);

/* What store_staff_comment_undo() needs to know: what is now, as text for a
 * change item. */
char *store_staff_comment_before(struct arena *arena,
				 const struct staff_comment *comment);

/* Back to before, with the reports that were settled at decided_at open again,
 * if it is still after_version; STATUS_CONFLICT otherwise, or when what it
 * answers is not published. */
MUST_CHECK enum status store_staff_comment_undo(struct db *db, int64_t id,
						const char *before,
						int64_t after_version,
						int64_t decided_at,
						const char *actor, int64_t now);

struct comment_edit {
	int64_t id;
	int64_t version;                          /* that was seen */
	const char *author_name, *website, *body; /* website: NULL or "" */
	unsigned flags;    /* of the new words, and COMMENT_IS_BAIT */
	const char *actor; /* "user 3"; a guest who wrote it is "author" */
	int64_t now;
};
/* Change its words; the old ones are kept. STATUS_CONFLICT when it is not
 * version any more. Nothing changes when the words are the same. */
MUST_CHECK enum status store_comment_edit(struct db *db,
					  const struct comment_edit *edit);

struct staff_reply {
	int64_t parent_id; /* a published comment; else STATUS_CONFLICT */
	int64_t user_id;
	const char *author_name, *body;
	int64_t now;
};
/* Publish a reply of our staff. */
MUST_CHECK enum status store_comment_reply(struct db *db,
					   const struct staff_reply *reply,
					   int64_t *id);

#endif
