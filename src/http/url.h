/* URLs: the home of libcurl's URL parser. */
#ifndef HTTP_URL_H
#define HTTP_URL_H

#include <stdbool.h>
#include <stddef.h>

#include "util/arena.h"
#include "util/buf.h"

/* text percent-encoded for a query value, space as +, into b. Letters, digits
 * and - . _ ~ stay, as nginx's list of safe characters expects. */
void url_escape(struct buf *b, const char *text);

/* path (decoded) as it stands in an address: slashes stay, a space is %20. */
char *url_escape_path(struct arena *arena, const char *path);

/* Decode %XX of a path in place of a copy; NULL for a broken escape, a NUL,
 * a backslash, an encoded slash, "." or ".." segments, or invalid UTF-8. */
char *url_decode_path(struct arena *arena, const char *path);

/* The host (lower case) of an http or https URL, or NULL when url is not
 * one, or has a user part, control characters or a backslash. */
const char *url_host(struct arena *arena, const char *url);

/* "scheme://host[:port]" of an http or https URL as browsers write an
 * Origin (default ports left out), or NULL. */
const char *url_origin(struct arena *arena, const char *url);

/* May a redirect go there? A path on this site: one leading slash, no
 * backslash, no control characters. */
bool url_is_local(const char *path);

#endif
