/* How often signing in failed, by a keyed hash of what it was tried with; how
 * often something else was begun that has such a limit is counted here, too. A
 * count is a try that has not succeeded: it is noted before the password is
 * looked at, so that many at once are counted too, and taken back when the
 * password was right. What the counts mean is page/sign_in_delay.h's. */
#ifndef STORE_SIGN_IN_FAILURE_H
#define STORE_SIGN_IN_FAILURE_H

#include "store/db.h"
#include "util/token.h"

#define SIGN_IN_FAILURE_SECONDS 86400 /* all are forgiven by then */

struct sign_in_failure {
	int64_t count, last_at; /* 0 when there was none */
};

/* The count, less one for every forgive_seconds since the last. */
MUST_CHECK enum status
store_sign_in_failure_get(struct db *db, const unsigned char key[TOKEN_HASH],
			  int64_t now, int64_t forgive_seconds,
			  struct sign_in_failure *out);
MUST_CHECK enum status
store_sign_in_failure_set(struct db *db, const unsigned char key[TOKEN_HASH],
			  int64_t count, int64_t now);

#endif
