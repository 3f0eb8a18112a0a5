/* A reader is in: their session, and what they typed before. */
#ifndef PAGE_SIGN_IN_MEMBER_H
#define PAGE_SIGN_IN_MEMBER_H

#include "page/ctx.h"

/* Where a form waits that was kept through a sign-in: the comment form, filled
 * with the draft "comment". */
#define SIGN_IN_COMMENT_PATH "/comments/new"

/* The name of a new account: name, if it is one, else the one typed in kept,
 * else "Reader"; at most MEMBER_NAME_MAX characters. */
const char *sign_in_member_name(struct ctx *c, const char *name,
				const char *kept);

/* In the transaction at hand: begin the session of user_id (c->user from now
 * on), with its cookie; an old session of this browser ends. A comment in
 * kept becomes their draft. */
MUST_CHECK enum status sign_in_member_enter(struct ctx *c, int64_t user_id,
					    const char *kept);

/* Where they go on to. */
const char *sign_in_member_path(const struct ctx *c, const char *return_to,
				const char *kept);

/* The answer: on to return_to, or to what was kept; a form of somebody who had
 * been signed in before is shown with one button. */
MUST_CHECK enum status
sign_in_member_go_on(struct ctx *c, const char *return_to, const char *kept);

#endif
