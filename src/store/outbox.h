/* Mail that waits to be sent; written in the transaction of its cause, sent by
 * the mail job (job/mail.c), removed when it is long gone. */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include <stdbool.h>

#include "store/db.h"

#define OUTBOX_TRIES_MAX 8 /* then staff see that it failed */
#define OUTBOX_DAYS      30

struct outbox_mail {
	int64_t id;
	const char *kind;      /* "invitation": which template */
	const char *recipient; /* an address */
	const char *object;    /* "user 3 1700000000" */
	const char *detail;    /* JSON for the template, or NULL */
	int64_t created_at;
	int tries;         /* this one included */
	const char *error; /* of the last try, or NULL */
	bool is_failed;    /* given up */
	int64_t next_at;   /* when it is tried again, or its lease ends */
};

/* Queue a mail of a kind about an object; at most one of that kind, recipient
 * and object. detail is JSON for its template (a one-time link), erased when
 * it was sent, or NULL. */
MUST_CHECK enum status store_outbox_add(struct db *db, const char *kind,
					const char *recipient,
					const char *object, const char *detail,
					int64_t now);

/* Take the mail that is due first: nobody else gets it for lease seconds.
 * STATUS_NOT_FOUND when none is due. */
MUST_CHECK enum status store_outbox_take(struct db *db, struct arena *arena,
					 int64_t now, int64_t lease,
					 struct outbox_mail *out);
/* Is one due? Reads only. */
MUST_CHECK enum status store_outbox_is_due(struct db *db, int64_t now,
					   bool *is_due);
MUST_CHECK enum status store_outbox_sent(struct db *db, int64_t id,
					 int64_t now);
/* The clock on the wall was set back by so many seconds: mail that waits is due
 * that much earlier by it, as it was to be. */
MUST_CHECK enum status store_outbox_clock_back(struct db *db, int64_t seconds);
/* Nobody wants it any more: it never was. */
MUST_CHECK enum status store_outbox_drop(struct db *db, int64_t id);
/* The same for all that waits of the kinds that only tell somebody something
 * (no links to accounts): for a site without a mail server. */
MUST_CHECK enum status store_outbox_drop_notices(struct db *db);
/* It did not go out: again at next_at, or (0) never. error is plain English
 * for operators. */
MUST_CHECK enum status store_outbox_failed(struct db *db, int64_t id,
					   const char *error, int64_t next_at);

/* Staff: how many wait and have failed; those that failed, and then those that
 * wait after a try, oldest first, at most limit; and try a failed one again. */
MUST_CHECK enum status store_outbox_count(struct db *db, size_t *waiting,
					  size_t *failed);
MUST_CHECK enum status store_outbox_list(struct db *db, struct arena *arena,
					 size_t limit, struct outbox_mail **out,
					 size_t *count);
MUST_CHECK enum status store_outbox_retry(struct db *db, int64_t id,
					  const char *actor, int64_t now);

#endif
