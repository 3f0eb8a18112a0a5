#include "http/response.h"

#include <string.h>
#include <strings.h>

#include "util/log.h"

void response_init(struct response *r, struct arena *arena)
{
	r->arena = arena;
	buf_init(&r->body, arena);
	response_clear(r);
}

void response_clear(struct response *r)
{
	r->code = 200;
	r->type = "text/html; charset=utf-8";
	r->header_count = 0;
	r->body.len = 0;
	if (r->body.cap)
		r->body.data[0] = '\0';
}

static bool has_control(const char *text)
{
	for (; *text; text++)
		if (((unsigned char)*text < ' ' && *text != '\t') ||
		    *text == 0x7f)
			return true;
	return false;
}

/* Where a header of that name goes: over the one already there, or behind
 * the last. */
static size_t place_of(const struct response *r, const char *name)
{
	size_t i;

	if (strcasecmp(name, "Set-Cookie") == 0)
		return r->header_count;
	for (i = 0; i < r->header_count; i++)
		if (strcasecmp(r->headers[i].name, name) == 0)
			break;
	return i;
}

void response_header(struct response *r, const char *name, const char *value)
{
	size_t i = place_of(r, name);

	if (has_control(value)) {
		log_error("header %s left out: control character in value",
			  name);
		return;
	}
	if (i == RESPONSE_HEADERS_MAX) {
		log_error("header %s left out: too many headers", name);
		return;
	}
	r->headers[i].name = name;
	r->headers[i].value = arena_strdup(r->arena, value);
	if (i == r->header_count)
		r->header_count++;
}

const char *response_find(const struct response *r, const char *name)
{
	for (size_t i = 0; i < r->header_count; i++)
		if (strcasecmp(r->headers[i].name, name) == 0)
			return r->headers[i].value;
	return NULL;
}

const char *response_cookie_name(struct arena *arena, bool is_https,
				 const char *name)
{
	return is_https ? arena_printf(arena, "__Host-%s", name)
			: arena_strdup(arena, name);
}

void response_cookie(struct response *r, bool is_https, const char *name,
		     const char *value, long max_age)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789_.~-";

	if (value[strspn(value, allowed)]) {
		log_error("cookie %s left out: its value needs escaping", name);
		return;
	}
	response_header(
		r, "Set-Cookie",
		arena_printf(r->arena,
			     "%s=%s; Path=/; HttpOnly; SameSite=Lax; "
			     "Max-Age=%ld%s",
			     response_cookie_name(r->arena, is_https, name),
			     value, max_age, is_https ? "; Secure" : ""));
}

const char *response_reason(int code)
{
	static const struct {
		int code;
		const char *reason;
	} reasons[] = {
		{ 200, "OK" },
		{ 201, "Created" },
		{ 202, "Accepted" },
		{ 204, "No Content" },
		{ 301, "Moved Permanently" },
		{ 302, "Found" },
		{ 303, "See Other" },
		{ 304, "Not Modified" },
		{ 307, "Temporary Redirect" },
		{ 308, "Permanent Redirect" },
		{ 400, "Bad Request" },
		{ 401, "Unauthorized" },
		{ 403, "Forbidden" },
		{ 404, "Not Found" },
		{ 405, "Method Not Allowed" },
		{ 409, "Conflict" },
		{ 410, "Gone" },
		{ 413, "Content Too Large" },
		{ 414, "URI Too Long" },
		{ 415, "Unsupported Media Type" },
		{ 422, "Unprocessable Content" },
		{ 429, "Too Many Requests" },
		{ 431, "Request Header Fields Too Large" },
		{ 500, "Internal Server Error" },
		{ 501, "Not Implemented" },
		{ 503, "Service Unavailable" },
		{ 507, "Insufficient Storage" },
	};
	size_t i;

	for (i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (reasons[i].code == code)
			return reasons[i].reason;
	return "Unknown";
}
