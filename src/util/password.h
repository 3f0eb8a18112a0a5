/* Passwords as they are stored: Argon2id (RFC 9106) of 64 MiB and three
 * passes, about 0.1 s. With util/token.c, the home of libsodium.
 *
 * A flood of sign-ins must not take the machine, nor the site from those who
 * only read: of the workers that share password_slots_open(), at most
 * PASSWORD_SLOTS hash at a time, and some others wait; one is left free. Who
 * finds no place to wait, or waits for PASSWORD_WAIT_MS, gets STATUS_BUSY. */
#ifndef UTIL_PASSWORD_H
#define UTIL_PASSWORD_H

#include <stdbool.h>

#include "util/status.h"

#define PASSWORD_HASH    128 /* bytes of the stored text, with its NUL */
#define PASSWORD_SLOTS   2
#define PASSWORD_WAIT_MS 2500

/* For the parent of so many workers, before it forks. */
void password_slots_open(int workers);

/* Hash with a new salt, as text to store. */
MUST_CHECK enum status password_hash(const char *password,
				     char out[PASSWORD_HASH]);

/* Is it the password of this hash? hash may be NULL (no such account, or none
 * chosen yet): the same work is done, and the answer is no. *is_old: right,
 * but hashed with other parameters than today's, so hash it anew. */
MUST_CHECK enum status password_check(const char *password, const char *hash,
				      bool *is_right, bool *is_old);

/* Overwrite text. For passwords that lie in the memory of a request. */
void password_wipe(const char *text);

#endif
