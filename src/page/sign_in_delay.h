/* Guessing passwords gets slower and slower, for whoever guesses; the owner of
 * an account is never locked out.
 *
 * Every try is counted before the password is looked at (so that many at once
 * are counted too), by keyed hashes, and taken back when it was right:
 *
 *   pair     account and network address: 5 are free, then the wait doubles
 *            with each, from 2 s to 15 min
 *   address  whatever the account: 20 are free, then likewise; of IPv6 the /64
 *   site     all that one customer of a network has, of IPv6 the /48: 100 are
 *            free, then likewise. Of IPv4 it is the address again
 *   account  whatever the address: 20 are free, then each try waits 5 s, no
 *            more; the form that says so carries a ticket for this address
 *   device   in the place of pair and account, for a browser that this
 *            account has signed in with before (cookie ns_device): 10 are
 *            free, then the wait doubles up to 1 min
 *
 * Each quarter of an hour without a try forgives one. So somebody who guesses
 * from one address gets about four tries an hour, and slows down only
 * themselves; somebody with a thousand addresses costs the owner five seconds
 * on a new device and nothing on a known one. A session that is there and a
 * one-time link never wait. What is counted is what was typed, account or
 * not, so the answers tell nothing. */
#ifndef PAGE_SIGN_IN_DELAY_H
#define PAGE_SIGN_IN_DELAY_H

#include "page/ctx.h"
#include "util/token.h"

#define SIGN_IN_KEYS 4

#define DEVICE_COOKIE  "ns_device"
#define DEVICE_SECONDS (365L * 86400)

struct sign_in_try {
	const char *what;    /* is guessed: "password", "code" */
	const char *account; /* e-mail, as typed, in lower case */
	bool is_known_device;
	unsigned char keys[SIGN_IN_KEYS][TOKEN_HASH];
	int64_t counts[SIGN_IN_KEYS]; /* this try is among them */
	int64_t wait;                 /* seconds; 0: go on */
	const char *ticket; /* for the form, when it is the account that
			     * waits; NULL */
};

/* Count a try, unless it has to wait (out->wait): then it does not count.
 * Writes in a transaction of its own. */
MUST_CHECK enum status sign_in_try(struct ctx *c, const char *what,
				   const char *account,
				   struct sign_in_try *out);
/* It was right (what is forgotten: all but other failures of the address and
 * site), or could not be looked at. In the transaction at hand, or one of its
 * own. */
MUST_CHECK enum status sign_in_worked(struct ctx *c,
				      const struct sign_in_try *t);
MUST_CHECK enum status sign_in_take_back(struct ctx *c,
					 const struct sign_in_try *t);

/* The same for a try of this network that was made in an earlier request. */
MUST_CHECK enum status sign_in_worked_at(struct ctx *c, const char *what,
					 const char *account);

/* From now on this browser is a known device of the account. */
void sign_in_know_device(struct ctx *c, const char *account);

#endif
