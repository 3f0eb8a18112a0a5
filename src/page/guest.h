/* Guests: people who write without an account. A cookie, set when they post,
 * lets them see their own text while it waits; nothing else hangs on it. */
#ifndef PAGE_GUEST_H
#define PAGE_GUEST_H

#include "page/ctx.h"
#include "store/comment.h"
#include "util/token.h"

#define GUEST_COOKIE  "ns_guest"
#define GUEST_SECONDS (30L * 86400)

/* This guest's token: the one in the cookie, or a new one; hash is what is
 * stored of it. Nothing is set yet. */
const char *guest_token(const struct ctx *c, unsigned char hash[TOKEN_HASH]);

/* Set, or renew, the cookie. */
void guest_remember(struct ctx *c, const char *token);

/* Who reads, for their own comments that wait: the guest of the cookie, the
 * member of the session. */
struct comment_reader guest_reader(const struct ctx *c);

/* The network address; of IPv6 its /64, for one home has all of it. */
const char *guest_network(const struct ctx *c);

/* The same as text that may be stored in what is counted: a hash that means
 * nothing once its key is destroyed (page/address_key.h); and of all that one
 * customer of a network may have, of IPv6 the /48. Counts begin anew at
 * midnight (UTC). */
const char *guest_network_code(const struct ctx *c);
const char *guest_site_code(const struct ctx *c);

/* The network address as a hash that means nothing once the key of the day is
 * destroyed; see guest_network(). */
void guest_address_hash(const struct ctx *c, unsigned char hash[TOKEN_HASH]);

/* The same of the /48 around an address of IPv6; false: it is not of IPv6. */
bool guest_customer_hash(const struct ctx *c, unsigned char hash[TOKEN_HASH]);

/* The same of all that one customer of a network may have, of IPv6 the /48: for
 * counting how many people say something. Also as it was yesterday, to know
 * again what came before midnight. STATUS_TROUBLE when the keys cannot be had:
 * then one would be counted as many. */
MUST_CHECK enum status guest_site_hashes(const struct ctx *c,
					 unsigned char today[TOKEN_HASH],
					 unsigned char yesterday[TOKEN_HASH]);

#endif
