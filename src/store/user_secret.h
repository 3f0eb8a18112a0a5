/* What an account signs in with: one-time links, the password, the second
 * factor and its recovery codes. Every change leaves an audit row; none holds
 * a secret. Only accounts that may sign in are found here: a disabled or
 * erased one is STATUS_NOT_FOUND everywhere. */
#ifndef STORE_USER_SECRET_H
#define STORE_USER_SECRET_H

#include "store/user.h"
#include "util/token.h"

#define USER_RESET_SECONDS  3600 /* how long a mailed link is good */
#define USER_RESET_PAUSE    300  /* no second one is mailed before */
#define USER_RECOVERY_CODES 10

struct user_secret {
	int64_t id;
	const char *email;
	const char *name; /* NULL: none was given */
	enum role role;
	const char *password_hash;        /* NULL: none was chosen yet */
	const unsigned char *totp_secret; /* sealed; NULL: no second factor */
	size_t totp_secret_len;
	int64_t totp_step; /* of the last code; 0: none */
	bool has_shortcuts;
};

MUST_CHECK enum status store_user_secret_find(struct db *db,
					      struct arena *arena,
					      const char *email,
					      struct user_secret *out);
MUST_CHECK enum status store_user_secret_get(struct db *db, struct arena *arena,
					     int64_t id,
					     struct user_secret *out);

/* Does the account still sign in with what was read? Looking at a password is
 * slow, and it may be changed meanwhile. Else STATUS_NOT_FOUND. */
MUST_CHECK enum status store_user_secret_same(struct db *db,
					      const struct user_secret *user);

/* Choose a password: ends all sign-ins and all links of the account. hash is
 * text of password_hash(). */
MUST_CHECK enum status store_user_set_password(struct db *db, int64_t id,
					       const char *hash, int64_t now,
					       const char *actor);
/* The same password, hashed with today's parameters; nothing ends. Without
 * effect when it was changed meanwhile. */
MUST_CHECK enum status store_user_rehash(struct db *db, int64_t id,
					 const char *old, const char *hash);
MUST_CHECK enum status store_user_set_name(struct db *db, int64_t id,
					   const char *name);
MUST_CHECK enum status store_user_set_shortcuts(struct db *db, int64_t id,
						bool has_shortcuts);

/* The account of a link that is good: not used, not ended.
 * STATUS_NOT_FOUND. */
MUST_CHECK enum status store_user_link_find(struct db *db, struct arena *arena,
					    const char *token, int64_t now,
					    struct user_secret *out);
/* Use it up: of two at once, one gets STATUS_NOT_FOUND. */
MUST_CHECK enum status store_user_link_use(struct db *db, const char *token,
					   int64_t now, int64_t *user_id);
/* A link to mail to who forgot the password; older ones of its kind end.
 * STATUS_TOO_FAST: one was made less than USER_RESET_PAUSE ago. */
MUST_CHECK enum status store_user_link_reset(struct db *db, int64_t user_id,
					     int64_t now, char *token);

/* Set the second factor (sealed by the caller) and its recovery codes, of
 * which hashes are stored. step: of the code that proved it. */
MUST_CHECK enum status store_user_set_second_factor(struct db *db, int64_t id,
						    const unsigned char *sealed,
						    size_t len, int64_t step,
						    const char *actor);
/* Take it away, with its codes. */
MUST_CHECK enum status store_user_drop_second_factor(struct db *db, int64_t id,
						     const char *actor);
/* Use a step up; STATUS_NOT_FOUND when it, or a later one, was used. */
MUST_CHECK enum status store_user_use_step(struct db *db, int64_t id,
					   int64_t step);

/* New recovery codes; the old ones are worth nothing. */
MUST_CHECK enum status store_recovery_set(struct db *db, int64_t user_id,
					  unsigned char hashes[][TOKEN_HASH],
					  size_t count, const char *actor);
/* Use one up; STATUS_NOT_FOUND when it is none, or used. */
MUST_CHECK enum status store_recovery_use(struct db *db, int64_t user_id,
					  const unsigned char hash[TOKEN_HASH],
					  int64_t now);
MUST_CHECK enum status store_recovery_left(struct db *db, int64_t user_id,
					   size_t *count);

#endif
