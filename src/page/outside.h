/* Handlers that ask other sites. Their rows carry ROUTE_OUTSIDE; only the
 * workers of the pool "outside" serve them, so that a site which does not
 * answer keeps nobody else waiting. Of those workers at most half may be busy
 * with one and the same provider.
 *
 * How GET /sign-in/:provider and its return do it:
 *
 *	const struct provider_config *p =
 *		config_provider(c->site->config, ctx_param(c, "provider"));
 *	…
 *	st = outside_enter(c, p);
 *	if (st != STATUS_OK)
 *		return st;	(or a page that offers the guest's way)
 *	st = net_provider_begin(c->arena, p, &way, &url, &problem);
 *	outside_leave(c);
 *
 * Close what you read before: no query of the database may be open meanwhile
 * that another would have to wait for. */
#ifndef PAGE_OUTSIDE_H
#define PAGE_OUTSIDE_H

#include "page/ctx.h"
#include "util/config.h"

/* Take one of the places that p may have; p is one of c->site->config's.
 * STATUS_BUSY when all of them are taken, and none is given back within a
 * quarter of a second: people who come together get through, and nobody waits
 * for a provider that does not answer. STATUS_FAILED
 * in a process of another pool. A worker that dies gives its place back. */
MUST_CHECK enum status outside_enter(struct ctx *c,
				     const struct provider_config *p);

/* Give it back; also fine when none was taken. dispatch does so too, behind
 * every request. */
void outside_leave(struct ctx *c);

#endif
