/* Nobody was signed in: the page that says why, in words that a parent
 * understands, and leads on: the comment form filled with what was typed, to
 * post as a guest or to try again; or else the ways to sign in, and back. */
#ifndef PAGE_SIGN_IN_LOST_H
#define PAGE_SIGN_IN_LOST_H

#include "page/ctx.h"

struct sign_in_lost {
	int code;                 /* HTTP */
	const char *title, *text; /* words of the site */
	const char *return_to;    /* where they came from, or NULL */
	const char *kept;         /* a form's fields as JSON, or NULL */
	int retry_after;          /* seconds; 0: no use in waiting */
};

MUST_CHECK enum status sign_in_lost_show(struct ctx *c,
					 const struct sign_in_lost *lost);

/* What may keep a sign-in from beginning: STATUS_TOO_FAST, _BUSY and
 * _TOO_LARGE; label is the provider's, NULL for e-mail. Any other status
 * comes back as it is, without a page. */
MUST_CHECK enum status sign_in_lost_begin(struct ctx *c, enum status st,
					  struct sign_in_lost lost);

/* The account may not come in this way (enum member_standing). */
struct member;
MUST_CHECK enum status sign_in_lost_member(struct ctx *c,
					   const struct member *member,
					   struct sign_in_lost lost);

#endif
