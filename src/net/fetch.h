/* Asking another site over HTTP: the home of libcurl's HTTP. One struct fetch
 * is one conversation: all its requests together end by one deadline, name
 * look-up and a body that drips included.
 *
 * No redirect is followed, no proxy and no cookie used; certificates are
 * checked; an answer has at most FETCH_MAX bytes. A connection goes to public
 * addresses alone (net/address.h), looked at as it is made, so that no name
 * can change its mind in between; the origins in own may be anywhere. */
#ifndef NET_FETCH_H
#define NET_FETCH_H

#include <stddef.h>
#include <stdint.h>

#include "util/arena.h"
#include "util/buf.h"
#include "util/status.h"

#define FETCH_MAX        (256 * 1024)
#define FETCH_CONNECT_MS 3000
#define FETCH_OWN_MAX    4
#define FETCH_URL_MAX    2000

struct fetch;

/* Begin; deadline_ms is of clock_monotonic_ms(). own holds URLs that the
 * operator wrote, whose scheme, host and port may be at any address; NULLs
 * and empty ones are passed over. It and its strings must live until the end.
 * NULL when there is no memory. End with net_fetch_end(), also of NULL. */
struct fetch *net_fetch_begin(struct arena *arena, int64_t deadline_ms,
			      const char *const own[FETCH_OWN_MAX]);
void net_fetch_end(struct fetch *f);

struct fetch_question {
	const char *url;
	const char *form; /* POST this (net_fetch_field()); NULL: GET */
	const char *user, *password; /* Basic (RFC 7617), or NULL */
	const char *bearer;          /* a token (RFC 6750), or NULL */
};

struct fetch_answer {
	int code;         /* 200, 302, 404 … */
	const char *type; /* media type, lower case, no parameters; "" */
	const char *body; /* NUL-terminated, in arena */
	size_t len;
};

/* Ask. STATUS_OK when an answer came, whatever its code; else STATUS_FAILED,
 * with *problem in plain English; it holds nothing of question but the host. */
MUST_CHECK enum status net_fetch_ask(struct fetch *f,
				     const struct fetch_question *question,
				     struct fetch_answer *out,
				     const char **problem);

/* "https://example.org:443 answered 302 (text/html)", in the arena. */
const char *net_fetch_say(struct fetch *f, const char *url,
			  const struct fetch_answer *answer);

/* name=value, escaped (application/x-www-form-urlencoded), with & before it
 * if b is not empty. */
void net_fetch_field(struct buf *b, const char *name, const char *value);

/* text with everything but RFC 3986's unreserved letters as %XX. */
const char *net_fetch_escape(struct arena *arena, const char *text);

/* scheme://host:port of url, in arena, lower case, the port always there;
 * NULL when it is no http or https URL, names a user, has a fragment, or holds
 * anything but visible ASCII, or \ " < > ^ ` { | }. */
const char *net_fetch_origin(struct arena *arena, const char *url);

#endif
