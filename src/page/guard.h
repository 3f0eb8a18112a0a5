/* What a request must prove before its handler runs; derived from its row. */
#ifndef PAGE_GUARD_H
#define PAGE_GUARD_H

#include "page/ctx.h"
#include "page/routes.h"

#define SESSION_COOKIE "ns_session"

/* The row for method and path. STATUS_NOT_FOUND: no such path. STATUS_BAD
 * with *allow set ("GET, HEAD"): the path exists, not with this method. */
MUST_CHECK enum status guard_find(struct ctx *c, const char **allow);

/* May a process of this pool serve the row (ROUTE_OUTSIDE)? STATUS_NOT_FOUND
 * when it may not. Needs no database. */
MUST_CHECK enum status guard_pool(struct ctx *c);

/* Is the row open at all, and where does a form come from: STATUS_OK,
 * STATUS_FORBIDDEN, STATUS_CROSS_SITE or (what must not be known to exist)
 * STATUS_NOT_FOUND. Needs no database. */
MUST_CHECK enum status guard_enter(struct ctx *c);

/* Find out who is signed in: c->user, from the cookie, in c->db. */
MUST_CHECK enum status guard_person(struct ctx *c);

/* May c->user do what the row is for? STATUS_FORBIDDEN. */
MUST_CHECK enum status guard_permission(struct ctx *c);

/* The row asks for somebody signed in, and nobody is. */
bool guard_needs_sign_in(const struct ctx *c);

/* The row asks for a second factor first: an administrator's, everywhere but
 * on one's own account. */
bool guard_needs_second_factor(const struct ctx *c);

/* The row asks for the password again. */
bool guard_needs_password(const struct ctx *c);

/* Is what the row answers about one person: never kept, never listed? */
bool guard_is_private(const struct ctx *c);

/* Read what the visitor's own cookies say: theme, guest. */
void guard_cookies(struct ctx *c);

#endif
