/* FastCGI parameters, one a line, to a request. */
#include "fuzz.h"
#include "http/fcgi_params.h"
#include "util/utf8.h"

#define LINES_MAX 200

static void check_header(const char *value)
{
	MUST(value);
	MUST(utf8_is_valid(value, strlen(value)));
	/* of a header sent more than once, the parts are joined */
	MUST(strlen(value) <= 8192);
}

static void check_request(const struct request *r, int code)
{
	MUST(r->path[0] == '/');
	MUST(utf8_is_valid(r->path, strlen(r->path)));
	MUST(strlen(r->path) <= REQUEST_PATH_MAX);
	MUST(strlen(r->query_text) <= REQUEST_QUERY_MAX);
	MUST(r->id[0] && strlen(r->id) <= 64);
	MUST(r->body_length >= -1);
	if (code) {
		MUST(code == 400 || code == 414 || code == 431);
		MUST(strcmp(r->path, "/") == 0 && r->query.count == 0);
		return;
	}
	check_header(r->cookies);
	check_header(r->origin);
	check_header(r->host);
	check_header(r->referer);
	check_header(r->content_type);
	check_header(r->accept_language);
	request_cookie(r, "sid");
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	char *text = fuzz_text(arena, data, size), *rest = NULL, *line;
	char *params[LINES_MAX + 1];
	struct request request;
	size_t count = 0;

	for (line = strtok_r(text, "\n", &rest); line && count < LINES_MAX;
	     line = strtok_r(NULL, "\n", &rest))
		params[count++] = line;
	params[count] = NULL;
	check_request(&request, fcgi_params_read(&request, arena, params));
}
