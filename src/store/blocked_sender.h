/* Senders whose comments go to spam unread, until a day that staff chose.
 * Kept as hashes: of the e-mail address, and of the network address while
 * that is known, which lasts no longer than its key. */
#ifndef STORE_BLOCKED_SENDER_H
#define STORE_BLOCKED_SENDER_H

#include <stdbool.h>

#include "store/db.h"

#define BLOCKED_DAYS_MAX 365

#define BLOCKED_REASON_MAX 500

/* Is the sender of a comment blocked? email, address_hash (32 bytes) may be
 * NULL. */
MUST_CHECK enum status
store_blocked_sender_find(struct db *db, const char *email,
			  const unsigned char *address_hash, int64_t now,
			  bool *is_blocked);

/* Block who wrote a comment until ends_at: the e-mail address, and the network
 * address if it is still known; who is blocked already is until ends_at now.
 * STATUS_NOT_FOUND: there is no such comment, or it has no sender. */
MUST_CHECK enum status
store_blocked_sender_add(struct db *db, int64_t comment_id, const char *reason,
			 const char *actor, int64_t now, int64_t ends_at);

struct blocked_sender {
	int64_t id;
	bool is_address;    /* a network address; else an e-mail address */
	int64_t comment_id; /* the comment it was blocked for; 0: erased */
	const char *name, *email; /* of that one's author, or NULL */
	const char *reason;       /* or NULL */
	const char *actor;        /* "user 3" */
	int64_t created_at, ends_at;
};

/* Those blocked now, the newest first, at most limit. */
MUST_CHECK enum status store_blocked_sender_list(struct db *db,
						 struct arena *arena,
						 int64_t now, size_t limit,
						 struct blocked_sender **out,
						 size_t *count);

MUST_CHECK enum status store_blocked_sender_remove(struct db *db, int64_t id,
						   const char *actor);

/* Forget an e-mail address (its person is erased); no audit row. */
MUST_CHECK enum status store_blocked_sender_forget(struct db *db,
						   const char *email);

#endif
