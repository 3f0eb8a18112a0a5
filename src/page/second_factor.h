/* The secret of an authenticator app, sealed with a key of the site and the
 * account, so that a copy of the database alone makes no codes; and recovery
 * codes. */
#ifndef PAGE_SECOND_FACTOR_H
#define PAGE_SECOND_FACTOR_H

#include "page/ctx.h"
#include "store/user_secret.h"
#include "util/totp.h"

#define SECOND_FACTOR_SEALED (TOTP_SECRET + TOKEN_SEAL)

void second_factor_seal(const struct ctx *c, int64_t user_id,
			const unsigned char secret[TOTP_SECRET],
			unsigned char sealed[SECOND_FACTOR_SEALED]);
bool second_factor_open(const struct ctx *c, int64_t user_id,
			const unsigned char *sealed, size_t len,
			unsigned char secret[TOTP_SECRET]);

/* Use up what was typed, a code of the app or a recovery code, for user.
 * STATUS_NOT_FOUND when it is neither, or was used before. */
MUST_CHECK enum status second_factor_use(struct ctx *c,
					 const struct user_secret *user,
					 const char *typed);

/* New recovery codes for a user, stored as hashes; show them once. */
MUST_CHECK enum status
second_factor_codes(struct ctx *c, int64_t user_id, const char *actor,
		    const char *codes[USER_RECOVERY_CODES]);

#endif
