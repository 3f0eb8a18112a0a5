#include "net/fetch.h"

#include <ctype.h>
#include <curl/curl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "net/address.h"
#include "util/clock.h"

#define HEADERS_MAX (32 * 1024)

struct fetch {
	struct arena *arena;
	CURL *curl;
	int64_t deadline_ms;
	const char *const *own;
	/* Of the question at hand: */
	bool is_own;     /* its origin is one of own */
	bool is_refused; /* it led to an address that is not public */
	bool is_too_large;
	size_t header_bytes;
	struct buf body;
};

const char *net_fetch_escape(struct arena *arena, const char *text)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~";
	struct buf b;

	buf_init(&b, arena);
	for (; *text; text++)
		if (strchr(plain, *text))
			buf_char(&b, *text);
		else
			buf_printf(&b, "%%%02X", (unsigned char)*text);
	return b.data;
}

void net_fetch_field(struct buf *b, const char *name, const char *value)
{
	if (b->len > 0)
		buf_char(b, '&');
	buf_text(b, net_fetch_escape(b->arena, name));
	buf_char(b, '=');
	buf_text(b, net_fetch_escape(b->arena, value));
}

static bool is_plain(const char *url)
{
	for (const char *at = url; *at; at++)
		if (*at < '!' || *at > '~')
			return false;
	return !strpbrk(url, "\\\"<>^`{|}#") && strlen(url) <= FETCH_URL_MAX;
}

static char *part_of(CURLU *url, CURLUPart part, unsigned flags)
{
	char *text = NULL;

	return curl_url_get(url, part, &text, flags) == CURLUE_OK ? text : NULL;
}

const char *net_fetch_origin(struct arena *arena, const char *text)
{
	CURLU *url = is_plain(text) ? curl_url() : NULL;
	char *scheme = NULL, *host = NULL, *port = NULL, *user = NULL;
	char *origin = NULL;

	if (!url || curl_url_set(url, CURLUPART_URL, text,
				 CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
		goto out;
	scheme = part_of(url, CURLUPART_SCHEME, 0);
	host = part_of(url, CURLUPART_HOST, 0);
	port = part_of(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
	user = part_of(url, CURLUPART_USER, 0);
	if (!scheme || !host || !port || user ||
	    (strcmp(scheme, "http") != 0 && strcmp(scheme, "https") != 0))
		goto out;
	origin = arena_printf(arena, "%s://%s:%s", scheme, host, port);
	for (char *at = origin; *at; at++)
		*at = (char)tolower((unsigned char)*at);
out:
	curl_free(scheme);
	curl_free(host);
	curl_free(port);
	curl_free(user);
	curl_url_cleanup(url);
	return origin;
}

static bool is_own(const struct fetch *f, const char *origin)
{
	for (size_t i = 0; i < FETCH_OWN_MAX; i++) {
		const char *own =
			f->own[i] ? net_fetch_origin(f->arena, f->own[i])
				  : NULL;

		if (own && strcmp(own, origin) == 0)
			return true;
	}
	return false;
}

/* libcurl has looked the name up; this is the very address it will use. */
static curl_socket_t open_socket(void *context, curlsocktype purpose,
				 struct curl_sockaddr *to)
{
	struct fetch *f = context;

	(void)purpose;
	if (!f->is_own && !net_address_is_public(&to->addr)) {
		f->is_refused = true;
		return CURL_SOCKET_BAD;
	}
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

static size_t take_header(char *bytes, size_t size, size_t count, void *context)
{
	struct fetch *f = context;

	(void)bytes;
	f->header_bytes += size * count;
	f->is_too_large = f->header_bytes > HEADERS_MAX;
	return f->is_too_large ? 0 : size * count;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
	struct fetch *f = context;

	if (f->body.len + size * count > FETCH_MAX) {
		f->is_too_large = true;
		return 0;
	}
	buf_add(&f->body, bytes, size * count);
	return size * count;
}

struct fetch *net_fetch_begin(struct arena *arena, int64_t deadline_ms,
			      const char *const own[FETCH_OWN_MAX])
{
	struct fetch *f = arena_alloc(arena, sizeof(*f));

	*f = (struct fetch){ .arena = arena,
			     .curl = curl_easy_init(),
			     .deadline_ms = deadline_ms,
			     .own = own };
	return f->curl ? f : NULL;
}

void net_fetch_end(struct fetch *f)
{
	if (f)
		curl_easy_cleanup(f->curl);
}

static void set_rules(struct fetch *f, long left_ms)
{
	CURL *curl = f->curl;

	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	/* A name server that does not answer: its thread is left behind. */
	curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, left_ms);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
			 (long)FETCH_CONNECT_MS);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, f);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, f);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, f);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "NorthStar");
}

static void set_question(struct fetch *f, const struct fetch_question *q)
{
	CURL *curl = f->curl;

	curl_easy_setopt(curl, CURLOPT_URL, q->url);
	if (q->form)
		curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, q->form);
	if (q->user) {
		curl_easy_setopt(curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
		curl_easy_setopt(curl, CURLOPT_USERNAME, q->user);
		curl_easy_setopt(curl, CURLOPT_PASSWORD, q->password);
	}
	if (q->bearer) {
		curl_easy_setopt(curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BEARER);
		curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, q->bearer);
	}
}

static const char *type_of(struct fetch *f)
{
	const char *type = NULL;
	char *copy;

	curl_easy_getinfo(f->curl, CURLINFO_CONTENT_TYPE, &type);
	if (!type)
		return "";
	copy = arena_strndup(f->arena, type, strcspn(type, "; \t"));
	for (char *at = copy; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	return copy;
}

/* curl's own words name no part of the URL. */
static const char *say(const struct fetch *f, const char *origin, CURLcode code)
{
	const char *why = curl_easy_strerror(code);

	if (f->is_refused && code == CURLE_COULDNT_CONNECT)
		why = "its address is not a public one";
	if (f->is_too_large)
		why = "the answer is too large";
	return arena_printf(f->arena, "%s: %s", origin, why);
}

const char *net_fetch_say(struct fetch *f, const char *url,
			  const struct fetch_answer *answer)
{
	const char *origin = net_fetch_origin(f->arena, url);
	bool is_type = strlen(answer->type) <= 60;

	for (const char *at = answer->type; *at; at++)
		is_type &= isalnum((unsigned char)*at) || strchr("/.+-", *at);
	return arena_printf(f->arena, "%s answered %d (%s)",
			    origin ? origin : "?", answer->code,
			    is_type ? answer->type : "?");
}

enum status net_fetch_ask(struct fetch *f,
			  const struct fetch_question *question,
			  struct fetch_answer *out, const char **problem)
{
	int64_t left_ms = f->deadline_ms - clock_monotonic_ms();
	const char *origin = net_fetch_origin(f->arena, question->url);
	struct curl_slist *headers;
	CURLcode code;
	long http_code = 0;

	*out = (struct fetch_answer){ 0 };
	*problem = "an address that cannot be asked";
	if (!origin)
		return STATUS_FAILED;
	*problem = arena_printf(f->arena, "%s: no time is left", origin);
	if (left_ms <= 0)
		return STATUS_FAILED;
	f->is_own = is_own(f, origin);
	*problem = arena_printf(f->arena, "%s: not https", origin);
	if (!f->is_own && strncmp(origin, "https:", 6) != 0)
		return STATUS_FAILED;
	f->is_refused = f->is_too_large = false;
	f->header_bytes = 0;
	buf_init(&f->body, f->arena);
	curl_easy_reset(f->curl);
	set_rules(f, (long)left_ms);
	set_question(f, question);
	headers = curl_slist_append(NULL, "Accept: application/json");
	curl_easy_setopt(f->curl, CURLOPT_HTTPHEADER, headers);
	code = headers ? curl_easy_perform(f->curl) : CURLE_OUT_OF_MEMORY;
	curl_slist_free_all(headers);
	if (code != CURLE_OK) {
		*problem = say(f, origin, code);
		return STATUS_FAILED;
	}
	curl_easy_getinfo(f->curl, CURLINFO_RESPONSE_CODE, &http_code);
	*out = (struct fetch_answer){ .code = (int)http_code,
				      .type = type_of(f),
				      .body = f->body.data,
				      .len = f->body.len };
	*problem = NULL;
	return STATUS_OK;
}
