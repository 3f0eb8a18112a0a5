/* A request as it came through nginx, checked and in the request's arena. */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "http/form.h"
#include "util/arena.h"
#include "util/status.h"

/* Bits, so that a route can take several. HEAD is GET without the body. */
enum method { GET = 1, POST = 2, METHOD_OTHER = 4 };

#define REQUEST_PATH_MAX  1024
#define REQUEST_QUERY_MAX 8192
#define REQUEST_BODY_MAX  (64 * 1024) /* unless the route's row says less */

struct request {
	struct arena *arena;
	enum method method;
	bool is_head;
	const char *method_name;
	const char *path;	/* decoded, begins with a slash */
	const char *query_text; /* as sent, without the question mark; "" */
	struct form query;	/* query_text parsed */
	const char *id;		/* nginx's $request_id, or one of our own */
	const char *address;	/* REMOTE_ADDR; only ever hashed or cut */
	const char *host, *content_type, *cookies, *origin, *fetch_site,
		*referer, *if_none_match, *if_modified_since, *user_agent,
		*accept_language; /* "" when absent */
	int64_t body_length; /* CONTENT_LENGTH, 0 when absent, -1 when wrong */
	/* The transport's: up to len bytes of the body to to; how many came,
	 * and less than len only at the body's end. */
	size_t (*read_body)(void *stream, char *to, size_t len);
	void *stream;
};

/* Read the body, once, of at most max bytes as an urlencoded form.
 * STATUS_TOO_LARGE, STATUS_WRONG_TYPE, STATUS_BAD (shorter or longer than
 * announced, or not a form). */
MUST_CHECK enum status request_read_form(struct request *request, size_t max,
					 struct form *form);

/* The same, and multipart/form-data too. */
MUST_CHECK enum status request_read_upload(struct request *request, size_t max,
					   struct form *form);

/* The value of a cookie, or NULL; NULL too when the name appears twice. */
const char *request_cookie(const struct request *request, const char *name);

#endif
