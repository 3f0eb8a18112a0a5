/* Carrying out a form with a one-time token: one transaction that holds the
 * look at the token, the handler, and the token's end. */
#ifndef PAGE_POST_H
#define PAGE_POST_H

#include "page/ctx.h"

/* Run the handler of c->route as its row says. */
MUST_CHECK enum status post_carry_out(struct ctx *c);

/* Nothing of this POST will be stored: roll back what was written so far, and
 * read from now on. A handler calls it when a store function has failed
 * (which fails the whole transaction, reading too) and it wants to show its
 * form again. */
MUST_CHECK enum status post_give_up(struct ctx *c);

#endif
