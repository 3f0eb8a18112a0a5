#include "http/request.h"

#include <string.h>
#include <strings.h>

#include "http/multipart.h"
#include "util/log.h"

static bool is_urlencoded(const char *type)
{
	static const char wanted[] = "application/x-www-form-urlencoded";
	size_t len = sizeof wanted - 1;

	return strncasecmp(type, wanted, len) == 0 &&
	       (type[len] == '\0' || type[len] == ';' || type[len] == ' ');
}

static enum status read_body(struct request *request, size_t len, char **bytes)
{
	char more;
	size_t got;

	*bytes = arena_alloc(request->arena, len + 1);
	got = request->read_body(request->stream, *bytes, len);
	if (got != len || request->read_body(request->stream, &more, 1) != 0)
		return STATUS_BAD;
	return STATUS_OK;
}

static enum status read_form(struct request *request, size_t max,
			     const char *boundary, struct form *form)
{
	const char *why;
	enum status st;
	char *bytes;
	size_t len;

	form_init(form, request->arena);
	if (request->body_length < 0)
		return STATUS_BAD;
	len = (size_t)request->body_length;
	if (len > max)
		return STATUS_TOO_LARGE;
	if (len > 0 && !boundary && !is_urlencoded(request->content_type))
		return STATUS_WRONG_TYPE;
	st = read_body(request, len, &bytes);
	if (st != STATUS_OK)
		return st;
	if (!boundary)
		return form_parse_here(form, request->arena, bytes, len);
	st = multipart_parse(form, request->arena, boundary, bytes, len, &why);
	if (st != STATUS_OK)
		log_info("a multipart form was refused: %s", why);
	return st;
}

enum status request_read_form(struct request *request, size_t max,
			      struct form *form)
{
	return read_form(request, max, NULL, form);
}

enum status request_read_upload(struct request *request, size_t max,
				struct form *form)
{
	return read_form(
		request, max,
		multipart_boundary(request->arena, request->content_type),
		form);
}

/* Skip the spaces that RFC 6265 puts between cookies. */
static const char *skip_gap(const char *at)
{
	return at + strspn(at, "; \t");
}

const char *request_cookie(const struct request *request, const char *name)
{
	size_t name_len = strlen(name), len;
	const char *found = NULL, *at;
	size_t found_len = 0;

	for (at = skip_gap(request->cookies); *at; at = skip_gap(at + len)) {
		len = strcspn(at, ";");
		if (len <= name_len || at[name_len] != '=' ||
		    memcmp(at, name, name_len) != 0)
			continue;
		if (found)
			return NULL;
		found = at + name_len + 1;
		found_len = len - name_len - 1;
	}
	if (!found)
		return NULL;
	while (found_len > 0 &&
	       (found[found_len - 1] == ' ' || found[found_len - 1] == '\t'))
		found_len--;
	return arena_strndup(request->arena, found, found_len);
}
