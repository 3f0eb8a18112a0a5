/* Sign-ins under way: somebody went to a provider (or to type an e-mail
 * address, provider "email") and has not come back yet. An attempt is named
 * by a random state, of which the hash is stored, and belongs to one browser:
 * the hash of a cookie. It can be used for SIGN_IN_ATTEMPT_SECONDS and once;
 * the form that waits in it (kept) can be read for longer, so that nothing
 * that was typed is lost with a sign-in that failed. */
#ifndef STORE_SIGN_IN_ATTEMPT_H
#define STORE_SIGN_IN_ATTEMPT_H

#include "store/db.h"
#include "util/token.h"

#define SIGN_IN_ATTEMPT_SECONDS     600
#define SIGN_IN_ATTEMPT_KEEP        3600
#define SIGN_IN_ATTEMPTS_OF_BROWSER 20    /* then its oldest ends */
#define SIGN_IN_ATTEMPTS_MAX        2000  /* then nobody begins one */
#define SIGN_IN_KEPT_MAX            40000 /* bytes */
#define SIGN_IN_TO_MAX              1000  /* bytes of a return path */

struct sign_in_attempt {
	unsigned char state_hash[TOKEN_HASH], browser_hash[TOKEN_HASH];
	const char *provider;
	const unsigned char *sealed; /* the caller's secrets; empty: used */
	size_t sealed_len;
	const char *return_to; /* a path of this site */
	const char *kept;      /* JSON of a form's fields, or NULL */
	int64_t created_at;
};

/* Begin one. STATUS_BUSY: as many as there may be are under way; those too
 * old to use make room first. */
MUST_CHECK enum status
store_sign_in_attempt_add(struct db *db, const struct sign_in_attempt *attempt);

/* The attempt of this state, browser and provider; used, or too old to use
 * (but no older than SIGN_IN_ATTEMPT_KEEP), all the same.
 * STATUS_NOT_FOUND. */
MUST_CHECK enum status
store_sign_in_attempt_get(struct db *db, struct arena *arena,
			  const unsigned char state_hash[TOKEN_HASH],
			  const unsigned char browser_hash[TOKEN_HASH],
			  const char *provider, int64_t now,
			  struct sign_in_attempt *out);

/* Can it be used still? */
bool store_sign_in_attempt_is_open(const struct sign_in_attempt *attempt,
				   int64_t now);

/* Use it up: of many at once, one gets STATUS_OK and the others
 * STATUS_NOT_FOUND. What it keeps stays. */
MUST_CHECK enum status store_sign_in_attempt_use(
	struct db *db, const unsigned char state_hash[TOKEN_HASH], int64_t now);

/* It has come to its end: nothing of it is left. */
MUST_CHECK enum status
store_sign_in_attempt_drop(struct db *db,
			   const unsigned char state_hash[TOKEN_HASH]);

#endif
