/* Names that only our staff may have: a guest must not seem to speak for the
 * Partnership. */
#ifndef PAGE_STAFF_NAME_H
#define PAGE_STAFF_NAME_H

#include "page/ctx.h"

/* Would a reader take name for one of our staff's? Compared as it looks
 * (util/skeleton.h), with what we are called and with the names of all staff
 * who may sign in now. */
MUST_CHECK enum status staff_name_is(struct ctx *c, const char *name,
				     bool *answer);

#endif
