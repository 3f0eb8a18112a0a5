/* An answer being built; the transport sends it whole. */
#ifndef HTTP_RESPONSE_H
#define HTTP_RESPONSE_H

#include <stdbool.h>
#include <stddef.h>

#include "util/arena.h"
#include "util/buf.h"

#define RESPONSE_HEADERS_MAX 24

struct response {
	struct arena *arena;
	int code; /* HTTP status, 200 unless set */
	const char *type;
	struct {
		const char *name, *value;
	} headers[RESPONSE_HEADERS_MAX];
	size_t header_count;
	struct buf body;
};

void response_init(struct response *r, struct arena *arena);

/* Set a header, replacing one of that name (Set-Cookie is added). A value
 * with CR, LF or NUL is refused and logged; the header is left out. */
void response_header(struct response *r, const char *name, const char *value);

/* The value of a header set before, or NULL. */
const char *response_find(const struct response *r, const char *name);

/* Drop what was built so far: 200, no headers, no body. */
void response_clear(struct response *r);

/* Set a cookie: Path=/; HttpOnly; SameSite=Lax; with is_https also Secure and
 * the name prefix __Host-. max_age in seconds; 0 ends it. value holds only
 * [A-Za-z0-9_.~-]. request_cookie() is asked with the same prefix: see
 * response_cookie_name(). */
void response_cookie(struct response *r, bool is_https, const char *name,
		     const char *value, long max_age);
const char *response_cookie_name(struct arena *arena, bool is_https,
				 const char *name);

/* The reason phrase of code, "Not Found". */
const char *response_reason(int code);

#endif
