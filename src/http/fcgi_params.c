#include "http/fcgi_params.h"

#include <string.h>

#include "http/url.h"
#include "util/token.h"
#include "util/utf8.h"

#define PARAMS_MAX       100
#define PARAMS_BYTES_MAX ((size_t)64 * 1024)
#define HEADER_MAX       8192
#define ID_MAX           64

enum param {
	PARAM_METHOD,
	PARAM_URI,
	PARAM_TYPE,
	PARAM_LENGTH,
	PARAM_ADDRESS,
	PARAM_ID,
	PARAM_HOST,
	PARAM_COOKIE,
	PARAM_ORIGIN,
	PARAM_FETCH_SITE,
	PARAM_REFERER,
	PARAM_USER_AGENT,
	PARAM_IF_NONE_MATCH,
	PARAM_IF_MODIFIED_SINCE,
	PARAM_ACCEPT_LANGUAGE,
	PARAM_COUNT
};

#define NAMED(name)                                                            \
	{                                                                      \
		name, sizeof name - 1                                          \
	}

static const struct {
	const char *name;
	size_t len;
} NAMES[PARAM_COUNT] = {
	[PARAM_METHOD] = NAMED("REQUEST_METHOD"),
	[PARAM_URI] = NAMED("REQUEST_URI"),
	[PARAM_TYPE] = NAMED("CONTENT_TYPE"),
	[PARAM_LENGTH] = NAMED("CONTENT_LENGTH"),
	[PARAM_ADDRESS] = NAMED("REMOTE_ADDR"),
	[PARAM_ID] = NAMED("REQUEST_ID"),
	[PARAM_HOST] = NAMED("HTTP_HOST"),
	[PARAM_COOKIE] = NAMED("HTTP_COOKIE"),
	[PARAM_ORIGIN] = NAMED("HTTP_ORIGIN"),
	[PARAM_FETCH_SITE] = NAMED("HTTP_SEC_FETCH_SITE"),
	[PARAM_REFERER] = NAMED("HTTP_REFERER"),
	[PARAM_USER_AGENT] = NAMED("HTTP_USER_AGENT"),
	[PARAM_IF_NONE_MATCH] = NAMED("HTTP_IF_NONE_MATCH"),
	[PARAM_IF_MODIFIED_SINCE] = NAMED("HTTP_IF_MODIFIED_SINCE"),
	[PARAM_ACCEPT_LANGUAGE] = NAMED("HTTP_ACCEPT_LANGUAGE"),
};

static size_t find_name(const char *param, size_t len)
{
	size_t i;

	for (i = 0; i < PARAM_COUNT; i++)
		if (NAMES[i].len == len &&
		    memcmp(NAMES[i].name, param, len) == 0)
			break;
	return i;
}

/* Sort params into values; those absent are "". nginx hands on every Cookie
 * header by itself: they are one list. Any other parameter sent twice is a
 * lie about one of them. */
static int collect(struct arena *arena, char **params,
		   const char *values[PARAM_COUNT])
{
	size_t total = 0, i;

	for (i = 0; i < PARAM_COUNT; i++)
		values[i] = "";
	for (i = 0; params[i]; i++) {
		const char *value = strchr(params[i], '=');
		size_t len, which;

		len = strlen(params[i]);
		total += len;
		if (i >= PARAMS_MAX || total > PARAMS_BYTES_MAX)
			return 431;
		if (!value)
			continue;
		which = find_name(params[i], (size_t)(value - params[i]));
		if (which == PARAM_COUNT)
			continue;
		value++;
		if (which == PARAM_COOKIE && *values[which])
			values[which] = arena_printf(arena, "%s; %s",
						     values[which], value);
		else if (*values[which])
			return 400;
		else
			values[which] = value;
		if (which != PARAM_URI && strlen(values[which]) > HEADER_MAX)
			return 431;
	}
	return 0;
}

/* A header that is not text is taken for absent: no browser sends one. */
static const char *text_of(const char *value)
{
	return utf8_is_valid(value, strlen(value)) ? value : "";
}

static void read_method(struct request *r, const char *name)
{
	r->method_name = text_of(name);
	r->is_head = strcmp(name, "HEAD") == 0;
	if (r->is_head || strcmp(name, "GET") == 0)
		r->method = GET;
	else if (strcmp(name, "POST") == 0)
		r->method = POST;
	else
		r->method = METHOD_OTHER;
}

/* Digits only; -1 for anything else, and for what no body can be. */
static int64_t read_length(const char *text)
{
	int64_t length = 0;

	for (; *text >= '0' && *text <= '9'; text++)
		if (__builtin_mul_overflow(length, 10, &length) ||
		    __builtin_add_overflow(length, *text - '0', &length))
			return -1;
	return *text ? -1 : length;
}

/* nginx's id, which is in its own log too; one of ours if there is none. */
static const char *read_id(struct arena *arena, const char *id)
{
	static const char allowed[] = "0123456789abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
	unsigned char bytes[16];
	size_t len = strlen(id);

	if (len > 0 && len <= ID_MAX && strspn(id, allowed) == len)
		return id;
	token_random(bytes, sizeof bytes);
	return token_encode(arena, bytes, sizeof bytes);
}

/* The path and the query are read from what the client sent, not from what
 * nginx makes of it: decoded here, once. */
static int read_uri(struct request *r, const char *uri)
{
	size_t path_len = strcspn(uri, "?");
	const char *query = uri[path_len] ? uri + path_len + 1 : "";
	size_t query_len = strlen(query);
	const char *path;

	if (path_len > REQUEST_PATH_MAX || query_len > REQUEST_QUERY_MAX)
		return 414;
	path = url_decode_path(r->arena,
			       arena_strndup(r->arena, uri, path_len));
	if (!path || !utf8_is_valid(query, query_len))
		return 400;
	if (form_parse(&r->query, r->arena, query, query_len) != STATUS_OK)
		return 400;
	r->path = path;
	r->query_text = query;
	return 0;
}

int fcgi_params_read(struct request *request, struct arena *arena,
		     char **params)
{
	const char *values[PARAM_COUNT];
	int code = collect(arena, params, values);

	request->arena = arena;
	request->path = "/";
	request->query_text = "";
	form_init(&request->query, arena);
	read_method(request, values[PARAM_METHOD]);
	request->id = read_id(arena, values[PARAM_ID]);
	request->address = text_of(values[PARAM_ADDRESS]);
	request->host = text_of(values[PARAM_HOST]);
	request->content_type = text_of(values[PARAM_TYPE]);
	request->cookies = text_of(values[PARAM_COOKIE]);
	request->origin = text_of(values[PARAM_ORIGIN]);
	request->fetch_site = text_of(values[PARAM_FETCH_SITE]);
	request->referer = text_of(values[PARAM_REFERER]);
	request->user_agent = text_of(values[PARAM_USER_AGENT]);
	request->if_none_match = text_of(values[PARAM_IF_NONE_MATCH]);
	request->if_modified_since = text_of(values[PARAM_IF_MODIFIED_SINCE]);
	request->accept_language = text_of(values[PARAM_ACCEPT_LANGUAGE]);
	request->body_length = read_length(values[PARAM_LENGTH]);
	return code ? code : read_uri(request, values[PARAM_URI]);
}
