/* What a request must prove before its handler runs; derived from its row. */
#ifndef PAGE_GUARD_H
#define PAGE_GUARD_H

#include "page/ctx.h"
#include "page/routes.h"

/* The row for method and path. STATUS_NOT_FOUND: no such path. STATUS_BAD
 * with *allow set ("GET, HEAD"): the path exists, not with this method. */
MUST_CHECK enum status guard_find(struct ctx *c, const char **allow);

/* Who may enter, and where a form comes from: STATUS_OK, STATUS_FORBIDDEN,
 * STATUS_CROSS_SITE or (what must not be known to exist) STATUS_NOT_FOUND. */
MUST_CHECK enum status guard_enter(struct ctx *c);

/* Read what the visitor's own cookies say: theme, guest. */
void guard_cookies(struct ctx *c);

#endif
