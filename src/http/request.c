#include "http/request.h"

#include <string.h>
#include <strings.h>

static bool is_urlencoded(const char *type)
{
	static const char wanted[] = "application/x-www-form-urlencoded";
	size_t len = sizeof wanted - 1;

	return strncasecmp(type, wanted, len) == 0 &&
	       (type[len] == '\0' || type[len] == ';' || type[len] == ' ');
}

enum status request_read_form(struct request *request, size_t max,
			      struct form *form)
{
	size_t len, got;
	char *bytes, more;

	if (request->body_length < 0)
		return STATUS_BAD;
	len = (size_t)request->body_length;
	if (len > max)
		return STATUS_TOO_LARGE;
	if (len > 0 && !is_urlencoded(request->content_type))
		return STATUS_WRONG_TYPE;
	bytes = arena_alloc(request->arena, len + 1);
	got = request->read_body(request->stream, bytes, len);
	if (got != len || request->read_body(request->stream, &more, 1) != 0)
		return STATUS_BAD;
	return form_parse_here(form, request->arena, bytes, len);
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
