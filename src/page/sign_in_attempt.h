/* One sign-in under way, as pages see it: a state that stands in addresses, a
 * cookie that ties it to this browser (ns_connect), and two secrets, sealed in
 * the database with a key made of the site's and of the state. */
#ifndef PAGE_SIGN_IN_ATTEMPT_H
#define PAGE_SIGN_IN_ATTEMPT_H

#include "page/ctx.h"
#include "store/sign_in_attempt.h"
#include "util/token.h"

#define CONNECT_COOKIE "ns_connect"

struct sign_in_secrets {
	char nonce[TOKEN_TEXT];    /* of OpenID Connect Core 1.0 §3.1.2.1 */
	char verifier[TOKEN_TEXT]; /* of RFC 7636 §4.1 */
};

/* Begin one for way, and set the cookie. STATUS_TOO_FAST: this network begins
 * too many; STATUS_BUSY: everybody does; STATUS_TOO_LARGE: kept is too long.
 * A transaction of its own. */
MUST_CHECK enum status sign_in_attempt_begin(struct ctx *c, const char *way,
					     const char *return_to,
					     const char *kept,
					     const char **state);

/* The one that state (NULL: none) names, of this browser and way, open or
 * not. STATUS_NOT_FOUND. */
MUST_CHECK enum status sign_in_attempt_find(struct ctx *c, const char *way,
					    const char *state,
					    struct sign_in_attempt *out);

/* Its secrets; false when it was used, or sealed by another site. */
bool sign_in_attempt_secrets(const struct ctx *c, const char *state,
			     const struct sign_in_attempt *attempt,
			     struct sign_in_secrets *out);

/* Where somebody goes who is in: path, when it is one of this site and no
 * longer than a row holds, else "/me". */
const char *sign_in_return_to(const char *path);

/* The form that waits in the request at hand (page/admin_again.h) as kept, or
 * NULL: none does, or it is too long. */
const char *sign_in_kept_form(struct ctx *c);

/* The same, for this browser alone, which gets the cookie: for a link by mail,
 * which anybody can ask for to anybody's mailbox. */
const char *sign_in_kept_tied(struct ctx *c);

/* May this browser's person see kept (NULL: nothing)? Words for a comment they
 * may; a form that does something only where it was typed. */
bool sign_in_kept_is_here(struct ctx *c, const char *kept);

#endif
