/* Every URL is one row; everything that guards a request is derived from its
 * row, in page/dispatch.c, before the handler runs. A row that forgets who
 * may enter is closed to everyone. */
#ifndef PAGE_ROUTES_H
#define PAGE_ROUTES_H

#include <stddef.h>

#include "page/ctx.h"

enum access {
	FOR_NOBODY = 0,
	FOR_ANYONE,
	FOR_LOOPBACK, /* the same machine: /healthz */
	FOR_MEMBER,
	FOR_STAFF
};

enum route_flags {
	ROUTE_READY_MADE = 1, /* a page without cookies may be kept */
	ROUTE_WRITES = 2,     /* POST: gets the writing connection */
	ROUTE_NO_DATABASE = 8 /* works when there is none */
};

/* What a form must prove. */
enum form_guard {
	FORM_NONE,	/* GET */
	FORM_SAME_SITE, /* Origin and Sec-Fetch-Site; repeatable by content */
	FORM_TOKEN	/* the same, and a one-time token */
};

struct route {
	unsigned methods;
	enum access who;
	const char *pattern;
	enum status (*handle)(struct ctx *c);
	unsigned flags;
	enum form_guard guard;
	size_t body_max; /* bytes; POST only */
	const char *queries; /* names of query parameters that mean something,
			      * space-separated; others make no page of their
			      * own: never kept */
};

extern const struct route page_routes[];
extern const size_t page_route_count;

#endif
