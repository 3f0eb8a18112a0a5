/* Names that only our staff may have: a guest must not seem to speak for the
 * Partnership. */
#ifndef PAGE_STAFF_NAME_H
#define PAGE_STAFF_NAME_H

#include "page/ctx.h"
#include "store/user.h"

/* Would a reader take name for one of our staff's, who the account is not? (A
 * guest: 0 and ROLE_NONE. Owners of programs are not ours.) Compared as it
 * looks (util/skeleton.h), with what we are called and with the names of all
 * others, owners too, who may sign in now. */
MUST_CHECK enum status staff_name_is(struct ctx *c, int64_t user_id,
				     enum role role, const char *name,
				     bool *answer);
/* The same of an account's name that was typed: if so, c->form's field "name"
 * says it. */
MUST_CHECK enum status staff_name_refuse(struct ctx *c, int64_t user_id,
					 enum role role, const char *name);

#endif
