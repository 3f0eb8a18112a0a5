#include "http/url.h"

#include <curl/curl.h>
#include <string.h>
#include <strings.h>

#include "util/utf8.h"

static bool is_unreserved(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
	       c == '~';
}

void url_escape(struct buf *b, const char *text)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t len = strlen(text);
	char *start = buf_room(b, 3 * len), *to = start;

	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (is_unreserved(c)) {
			*to++ = (char)c;
		} else if (c == ' ') {
			*to++ = '+';
		} else {
			*to++ = '%';
			*to++ = hex[c >> 4];
			*to++ = hex[c & 15];
		}
	}
	buf_wrote(b, (size_t)(to - start));
}

char *url_escape_path(struct arena *arena, const char *path)
{
	struct buf b;

	buf_init(&b, arena);
	for (; *path; path++) {
		unsigned char c = (unsigned char)*path;

		if (is_unreserved(c) || c == '/')
			buf_char(&b, (char)c);
		else
			buf_printf(&b, "%%%02X", c);
	}
	return b.data;
}

static int hex_digit(char c)
{
	const char *digits = "0123456789abcdef";
	const char *at;

	if (c >= 'A' && c <= 'F')
		c = (char)(c - 'A' + 'a');
	at = c ? strchr(digits, c) : NULL;
	return at ? (int)(at - digits) : -1;
}

/* Has path a segment "." or ".."? */
static bool has_dots(const char *path)
{
	while (*path) {
		size_t len;

		path++; /* the slash */
		len = strcspn(path, "/");
		if ((len == 1 && path[0] == '.') ||
		    (len == 2 && path[0] == '.' && path[1] == '.'))
			return true;
		path += len;
	}
	return false;
}

char *url_decode_path(struct arena *arena, const char *path)
{
	size_t len = strlen(path);
	char *out = arena_strndup(arena, path, len), *to = out;
	const char *at;

	if (*path != '/')
		return NULL;
	for (at = path; *at; at++) {
		int c = (unsigned char)*at;

		if (c == '%') {
			int high = hex_digit(at[1]);
			int low = high < 0 ? -1 : hex_digit(at[2]);

			c = low < 0 ? -1 : high * 16 + low;
			at += 2;
			if (c == '/')
				return NULL;
		}
		if (c < ' ' || c == 0x7f || c == '\\')
			return NULL;
		*to++ = (char)c;
	}
	*to = '\0';
	if (!utf8_is_valid(out, (size_t)(to - out)) || has_dots(out))
		return NULL;
	return out;
}

/* One part of u in arena, or NULL when there is none. */
static char *part_of(struct arena *arena, CURLU *u, CURLUPart part)
{
	char *text = NULL, *copy;

	if (curl_url_get(u, part, &text, 0) != CURLUE_OK)
		return NULL;
	copy = arena_strdup(arena, text);
	curl_free(text);
	return copy;
}

/* Browsers repair spaces, control characters and backslashes, each in its
 * own way; what is read in two ways is refused. */
static bool is_plain(const char *url)
{
	for (; *url; url++) {
		unsigned char c = (unsigned char)*url;

		if (c <= ' ' || c == 0x7f || c == '\\')
			return false;
	}
	return true;
}

struct parts {
	const char *scheme, *host, *port;
};

static bool read_parts(struct arena *arena, const char *url, struct parts *out)
{
	bool is_web;
	CURLU *u;
	char *c;

	if (!is_plain(url) || (strncasecmp(url, "http://", 7) != 0 &&
			       strncasecmp(url, "https://", 8) != 0))
		return false;
	u = curl_url();
	is_web = u && curl_url_set(u, CURLUPART_URL, url, 0) == CURLUE_OK &&
		 !part_of(arena, u, CURLUPART_USER) &&
		 !part_of(arena, u, CURLUPART_PASSWORD);
	if (is_web) {
		out->scheme = part_of(arena, u, CURLUPART_SCHEME);
		out->port = part_of(arena, u, CURLUPART_PORT);
		c = part_of(arena, u, CURLUPART_HOST);
		out->host = c;
		for (; c && *c; c++)
			if (*c >= 'A' && *c <= 'Z')
				*c = (char)(*c - 'A' + 'a');
		is_web = out->scheme && out->host && *out->host;
	}
	curl_url_cleanup(u);
	return is_web;
}

const char *url_host(struct arena *arena, const char *url)
{
	struct parts p;

	return read_parts(arena, url, &p) ? p.host : NULL;
}

const char *url_origin(struct arena *arena, const char *url)
{
	struct parts p;

	if (!read_parts(arena, url, &p))
		return NULL;
	if (!p.port ||
	    strcmp(p.port, strcmp(p.scheme, "https") == 0 ? "443" : "80") == 0)
		return arena_printf(arena, "%s://%s", p.scheme, p.host);
	return arena_printf(arena, "%s://%s:%s", p.scheme, p.host, p.port);
}

bool url_is_local(const char *path)
{
	const char *at;

	if (path[0] != '/' || path[1] == '/')
		return false;
	for (at = path; *at; at++) {
		unsigned char c = (unsigned char)*at;

		if (c < ' ' || c == 0x7f || c == '\\')
			return false;
	}
	return true;
}
