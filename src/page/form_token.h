/* The one-time token of a form that was made for one request (DESIGN §3):
 * an HMAC over the action's path, the time, a nonce and the session. The
 * nonce is stored with what the form does, in one transaction
 * (page/post.c), so a form sent twice is carried out once and the second answer
 * is the first one's.
 *
 * No token is too young: who signs in with a password manager, or presses a
 * button of a list, needs no two seconds. */
#ifndef PAGE_FORM_TOKEN_H
#define PAGE_FORM_TOKEN_H

#include "page/ctx.h"

#define FORM_TOKEN_FIELD   "token" /* <input type="hidden" name="token"> */
#define FORM_TOKEN_SECONDS (12 * 3600)

/* A new token for a form that posts to path ("/admin/programs/12"). */
const char *form_token_new(struct ctx *c, const char *path);

/* Look at the token that came with the POST at hand. */
MUST_CHECK enum status form_token_check(struct ctx *c,
					enum form_token_state *state,
					const char **location);

/* The answer to the very form at hand, whoever sent it first: for a form that
 * has signed its sender out. NULL when it was not carried out. Only who had the
 * form knows its nonce. */
MUST_CHECK enum status form_token_answer(struct ctx *c, const char **location);

/* Use it up, in the transaction at hand; the answer will be location. For
 * rows with ROUTE_OWN_TRANSACTION; dispatch does it for all others. */
MUST_CHECK enum status form_token_spend(struct ctx *c, const char *location);

#endif
