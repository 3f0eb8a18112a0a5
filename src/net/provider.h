/* Asking another site who somebody is: OpenID Connect Core 1.0 with discovery,
 * authorization code (RFC 6749), PKCE S256 (RFC 7636), state, nonce and iss
 * (RFC 9207); OAuth 2.0 with PKCE and a page that says who for sites that
 * speak no OpenID Connect.
 *
 * Both functions ask the network, and never for longer than PROVIDER_MS in
 * all: only a row with ROUTE_OUTSIDE may call them, and only between
 * outside_enter() and outside_leave() (page/outside.h). Nothing that a
 * provider says is trusted until it is checked; no redirect is followed, an
 * answer has at most 256 KB, and only https to public addresses is asked, or
 * the very origin that northstar.conf names. No token, code or secret is ever
 * logged or kept. */
#ifndef NET_PROVIDER_H
#define NET_PROVIDER_H

#include "util/arena.h"
#include "util/config.h"
#include "util/status.h"

#define PROVIDER_MS          5500
#define PROVIDER_NAME_MAX    80  /* code points of a name */
#define PROVIDER_SUBJECT_MAX 255 /* letters of a subject */

/* Of one attempt. All four are letters that need no escape in a URL, such as
 * token_new() makes, redirect_uri aside; verifier has 43 to 128 of them (RFC
 * 7636). redirect_uri is ctx_absolute(c, "/sign-in/<id>/return"), the same in
 * both calls. nonce may be "" for a provider that is not is_oidc. */
struct provider_way {
	const char *state, *nonce, *verifier, *redirect_uri;
};

/* The address to send the browser to, in arena: https, visible ASCII, fit for
 * a Location header as it is. Discovery is asked for if this worker does not
 * know it yet.
 *
 * STATUS_OK; STATUS_FAILED when the provider does not answer, or not as it
 * must: *problem then says why in plain English, for the log; nothing of it is
 * logged here. Show people their way as a guest then. */
MUST_CHECK enum status net_provider_begin(struct arena *arena,
					  const struct provider_config *p,
					  const struct provider_way *way,
					  const char **url,
					  const char **problem);

/* Who somebody is: (issuer, subject) is the identity, lasting and exact. */
struct provider_person {
	const char *issuer;  /* as configured */
	const char *subject; /* 1 to PROVIDER_SUBJECT_MAX of ASCII */
	const char *name;    /* one clean line, at most PROVIDER_NAME_MAX code
			      * points; NULL when none is given */
	const char *email;   /* only one that the provider says is verified,
			      * at most 254 bytes, with one @; else NULL */
};

/* Exchange code (the parameter of the return, already url-decoded, at most
 * 2,000 bytes) and find out who it is; out's strings live in arena. iss is the
 * parameter of that name (RFC 9207) or NULL.
 *
 * The caller has already checked that state is the one of this browser's
 * attempt, and has used that attempt up.
 *
 * STATUS_OK; STATUS_BAD when what came back is refused (another issuer, a bad
 * ID token, a code that the provider does not take): nobody is signed in;
 * STATUS_FAILED when the provider does not answer, or not as it must. *problem
 * as above. */
MUST_CHECK enum status net_provider_finish(struct arena *arena,
					   const struct provider_config *p,
					   const struct provider_way *way,
					   const char *code, const char *iss,
					   struct provider_person *out,
					   const char **problem);

#endif
