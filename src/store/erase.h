/* Erasing a person: what they wrote and what is known of them leaves the
 * database; what others built on it stays. A comment that somebody answered
 * keeps its empty place, an account its number, the record of changes its
 * rows without their details. What the filter learned from their comments is
 * forgotten. What a listing says of whom to call belongs to
 * the organization: it is named, not touched. */
#ifndef STORE_ERASE_H
#define STORE_ERASE_H

#include <stdbool.h>

#include "store/user.h"

#define ERASE_SHOWN 50 /* comments and listings in an erase_plan */

/* Who: by any of these; all that one person has is theirs: every account that
 * signs in with the address or has it as a verified one, and every comment
 * written under it. */
struct erase_target {
	const char *email;  /* as typed, or NULL */
	int64_t user_id;    /* or 0 */
	int64_t comment_id; /* or 0 */
	int64_t until;      /* what is younger stays; 0: nothing does */
	bool is_forced;     /* the last administrator, too */
	/* Nobody but the person asked. What an address alone would link stays:
	 * a provider may say that somebody else's address is theirs. An
	 * account goes with what was written in it, and with traces of its
	 * address when it signs in with that or nobody else has it; a comment
	 * goes alone. */
	bool is_own;
};

struct erase_comment {
	int64_t id, created_at;
	const char *state;
	const char *author_name;
	const char *beginning; /* of its words */
	bool is_answered;      /* by others: its empty place stays */
};

struct erase_listing {
	int64_t id;
	const char *name;
};

/* What would go. */
struct erase_plan {
	const char *email; /* in lower case; NULL: not known */
	int64_t user_id;   /* the first one's; 0: no account */
	size_t user_count;
	const char *user_name; /* NULL: no account, or none given */
	enum role role;
	bool is_last_admin;             /* who cannot be erased */
	struct erase_comment *comments; /* at most ERASE_SHOWN */
	size_t comments_shown, comment_count;
	size_t stub_count; /* of them, empty places that stay */
	size_t identity_count, session_count, mail_count, draft_count,
		view_count, upload_count, detail_count;
	struct erase_listing *listings; /* that have the address as contact */
	size_t listings_shown, listing_count;
	/* Changes when a comment comes or goes: whoever saw this plan saw
	 * these comments. */
	char seen[44];
};

/* STATUS_NOT_FOUND when nothing is known of them. */
MUST_CHECK enum status store_erase_plan(struct db *db, struct arena *arena,
					const struct erase_target *target,
					struct erase_plan *out);

/* One thing that was erased, for the list outside the database (page/
 * erasure.h): its time makes sure that after a restore an id that was given
 * anew is not taken for it. */
struct erased_thing {
	int64_t id, created_at;
};

struct erased_person {
	const char *email;        /* in lower case, or NULL */
	struct erased_thing user; /* id 0: no account */
};

struct erase_result {
	struct erased_person *persons; /* one, as a rule */
	size_t person_count;
	struct erased_thing *comments;
	size_t comment_count, stub_count; /* of them, empty places that stay */
	size_t detail_count;
};

/* Do it, in one transaction with its audit row. Counters of failed sign-ins
 * are keyed hashes that fade within a day, and are left to that.
 * STATUS_NOT_FOUND: nothing is known of them; STATUS_CONFLICT: the last
 * active administrator. Then call store_erase_traces(). */
MUST_CHECK enum status store_erase_run(struct db *db, struct arena *arena,
				       const struct erase_target *target,
				       const char *actor, int64_t now,
				       struct erase_result *out);

/* Erase a batch of the comments that became spam or were taken back up to the
 * second before: one short transaction, with one row in the record ("job",
 * AUDIT_OLD). What people answered keeps its empty place. For store_sweep(),
 * which says what count and is_more are. */
MUST_CHECK enum status store_erase_old(struct db *db, int64_t before,
				       size_t *count, bool *is_more);

/* For erasing again what a restored backup still has: every address of a
 * comment or account, in lower case, once; is this very thing there, with
 * something left to erase? */
MUST_CHECK enum status store_erase_addresses(struct db *db, struct arena *arena,
					     const char ***out, size_t *count);
MUST_CHECK enum status store_erase_has_user(struct db *db,
					    const struct erased_thing *user,
					    bool *is_there);
MUST_CHECK enum status
store_erase_has_comment(struct db *db, const struct erased_thing *comment,
			bool *is_there);

/* Write the database file anew, without what stood in it, and empty the
 * write-ahead log; outside a transaction. About six seconds a gigabyte. */
MUST_CHECK enum status store_erase_traces(struct db *db);

#endif
