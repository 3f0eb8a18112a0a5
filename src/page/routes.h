/* Every URL is one row; everything that guards a request is derived from its
 * row, in page/dispatch.c, before the handler runs. A row that forgets who
 * may enter is closed to everyone. */
#ifndef PAGE_ROUTES_H
#define PAGE_ROUTES_H

#include <stdbool.h>
#include <stddef.h>

#include "page/ctx.h"
#include "page/permission.h"

enum access {
	FOR_NOBODY = 0,
	FOR_ANYONE,
	FOR_LOOPBACK,  /* the same machine: /healthz */
	FOR_MEMBER,    /* signed in, whoever: readers too */
	FOR_COLLEAGUE, /* signed in with any role of the staff: their own
			* account, which has a password and a phone */
	FOR_STAFF      /* signed in, with the row's permission */
};

enum route_flags {
	ROUTE_READY_MADE = 1,       /* a page without cookies may be kept */
	ROUTE_WRITES = 2,           /* POST: gets the writing connection */
	ROUTE_NO_DATABASE = 8,      /* works when there is none */
	ROUTE_OWN_TRANSACTION = 16, /* the handler begins and ends it (what is
				     * slow happens outside) and spends the
				     * form token; else page/post.c holds one
				     * around the handler of a form with a
				     * token and rolls it back unless the
				     * answer is a redirect (or 204, with
				     * ROUTE_KEEPS_TOKEN) */
	ROUTE_UPLOAD = 32,          /* takes multipart/form-data too */
	ROUTE_SHOWS_AGAIN = 64,  /* on a bad form token the handler still runs,
				  * with a read-only database and a form with
				  * that problem (form_ok() is false), and
				  * shows its form with everything typed; else
				  * a page that shows all fields again does */
	ROUTE_CONFIRMED = 128,   /* asks for the password again if that was more
				  * than SESSION_CONFIRM_SECONDS ago */
	ROUTE_KEEPS_TOKEN = 256, /* the token is checked, not used up: for
				  * repeatable by nature, as saving a draft */
	ROUTE_TAGGED = 8192,     /* data of what is public alone: whoever has it
				  * and asks again is told so (ETag) */
	ROUTE_OUTSIDE = 1024,    /* GET: asks other sites (page/outside.h) */
	ROUTE_PRIVATE = 512 /* FOR_ANYONE, but about one person (sign-in): no
			     * cache keeps it, no search engine lists it;
			     * rows for who is signed in are so anyway */
};

/* What a form must prove. */
enum form_guard {
	FORM_NONE,      /* GET */
	FORM_SAME_SITE, /* Origin and Sec-Fetch-Site; repeatable by content */
	FORM_TOKEN,     /* the same, and a one-time token */
	FORM_SIGNED     /* nothing of the browser: what may be done stands in a
			 * signed link (page/mail_link.h), which the handler
			 * reads. For what mail programs post by themselves, so
			 * any body will do; repeatable, and of no effect but
			 * the link's own */
};

struct route {
	unsigned methods;
	enum access who;
	const char *pattern;
	enum status (*handle)(struct ctx *c);
	unsigned flags;
	enum form_guard guard;
	size_t body_max;     /* bytes; POST only */
	enum permission may; /* of FOR_STAFF rows */
	const char *queries; /* names of query parameters that mean something,
			      * space-separated; others make no page of their
			      * own: never kept */
};

extern const struct route page_routes[];
extern const size_t page_route_count;

/* The pool whose workers serve the row; no others do. nginx sends addresses to
 * pools by the lines of src/conf/server.conf, and a test compares them. */
enum pool routes_pool(const struct route *route);

/* Does the row ask for somebody signed in? */
bool routes_is_inside(const struct route *route);

/* Once they are: does it let their role in? */
bool routes_lets_in(const struct route *route, enum role role);

/* What is wrong with a table of routes: a row that says too little to guard
 * it, as a sentence in arena; NULL when all is well. The build asks. */
const char *routes_fault(struct arena *arena, const struct route *rows,
			 size_t count);

/* The row of page_routes for method and path, or NULL. */
const struct route *routes_find(enum method method, const char *path,
				struct arena *arena,
				struct router_params *params);

#endif
