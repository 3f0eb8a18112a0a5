/* Codes of an authenticator app (TOTP, RFC 6238: SHA-1, 30 seconds, 6
 * digits): the home of liboath. */
#ifndef UTIL_TOTP_H
#define UTIL_TOTP_H

#include <stdbool.h>
#include <stdint.h>

#include "util/arena.h"

#define TOTP_SECRET 20 /* bytes */
#define TOTP_DIGITS 6
#define TOTP_STEP   30 /* seconds */

/* The step whose code this is (spaces in it do not count): the present one,
 * or one before or after, for clocks differ; later than last_step, for a step
 * is good once. 0 when it is none of them. */
int64_t totp_check(const unsigned char secret[TOTP_SECRET], const char *code,
		   int64_t now, int64_t last_step);

/* The secret for typing, in groups of four letters (base 32). */
char *totp_words(struct arena *arena, const unsigned char secret[TOTP_SECRET]);

/* otpauth://totp/… for the QR code. issuer and account are any text. */
char *totp_uri(struct arena *arena, const unsigned char secret[TOTP_SECRET],
	       const char *issuer, const char *account);

#endif
