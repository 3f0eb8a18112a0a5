/* Ending what was kept long enough. How long that is, and what is said of it,
 * stands in one table (page/retention.h); here is what ends, and how. Nothing
 * of it leaves a row in the record, for nobody did anything; but comments do,
 * whose details leave the record with them. */
#ifndef STORE_SWEEP_H
#define STORE_SWEEP_H

#include <stdbool.h>

#include "store/db.h"

enum sweep {
	SWEEP_NONE,              /* kept until somebody asks */
	SWEEP_COMMENT_ADDRESSES, /* hashes, since the comment */
	SWEEP_REPORT_ADDRESSES,  /* hashes, since the report */
	SWEEP_GONE_ADDRESSES,    /* hashes, since a comment that is gone */
	SWEEP_GUESTS,            /* hashes of cookies, since the comment */
	SWEEP_COMMENTS,          /* spam and taken back, since it is so */
	SWEEP_TAKEN_BACK,        /* that a member's comment was */
	SWEEP_REPORT_NOTES,      /* since staff have read them */
	SWEEP_BLOCKED_SENDERS,   /* since they ended */
	SWEEP_MAIL_ADDRESSES,    /* unconfirmed, since they were last asked */
	SWEEP_OUTBOX,            /* mails that are sent, or given up */
	SWEEP_MODERATION_LINKS,  /* since they ended */
	SWEEP_SESSIONS,          /* since they ended */
	SWEEP_IDLE_STAFF,        /* sessions, since they were last used */
	SWEEP_IDLE_READERS,
	SWEEP_USER_LINKS,  /* since they ended */
	SWEEP_EMAIL_LINKS, /* with what waits in them, since they were made */
	SWEEP_SIGN_IN_ATTEMPTS, /* likewise */
	SWEEP_SIGN_IN_FAILURES, /* since the last */
	SWEEP_FORM_USES,
	SWEEP_IMPORTS,
	SWEEP_CHANGES, /* after imports, which keep theirs */
	SWEEP_DRAFTS,  /* since they were last saved */
	SWEEP_COUNT
};

/* End a batch of those that were there, or happened, up to the second before:
 * one short transaction, and none when nothing is due. *count is how many;
 * *is_more: call again. */
MUST_CHECK enum status store_sweep(struct db *db, enum sweep what,
				   int64_t before, size_t *count,
				   bool *is_more);

#endif
