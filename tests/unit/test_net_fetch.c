#include "net/fetch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <netdb.h>

#include "stub_server.h"
#include "util/clock.h"

static const char *const NAMES_SLOW[] = { "slow.example" };
static const char *const NAMES_HERE[] = { "rebound.example" };

/* libcurl's name look-up comes here: one name that nobody answers for, and one
 * whose owner has pointed it at this machine. */
int getaddrinfo(const char *name, const char *service,
		const struct addrinfo *hints, struct addrinfo **out)
{
	struct {
		struct addrinfo info;
		struct sockaddr_in at;
	} *one = calloc(1, sizeof(*one));

	(void)hints;
	if (strcmp(name, NAMES_SLOW[0]) == 0)
		sleep(8);
	if (strcmp(name, NAMES_HERE[0]) != 0 &&
	    strcmp(name, "localhost") != 0) {
		free(one);
		return EAI_NONAME;
	}
	one->at.sin_family = AF_INET;
	one->at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	one->at.sin_port = htons((uint16_t)(service ? atoi(service) : 0));
	one->info = (struct addrinfo){ .ai_family = AF_INET,
				       .ai_socktype = SOCK_STREAM,
				       .ai_protocol = IPPROTO_TCP,
				       .ai_addrlen = sizeof(one->at),
				       .ai_addr = (struct sockaddr *)&one->at };
	*out = &one->info;
	return 0;
}

void freeaddrinfo(struct addrinfo *info)
{
	free(info);
}

struct fixture {
	struct arena *arena;
	struct stub stub;
	const char *own[FETCH_OWN_MAX];
	struct fetch *fetch;
	struct fetch_answer answer;
	const char *problem;
};

static void drip(int fd, const char *bytes, int count)
{
	for (int i = 0; i < count; i++) {
		if (write(fd, bytes, strlen(bytes)) < 0)
			_exit(0);
		usleep(50000);
	}
}

static void flood(int fd, const char *bytes)
{
	for (int i = 0; i < 1000000; i++)
		if (write(fd, bytes, strlen(bytes)) < 0)
			_exit(0);
}

static void answer(int fd, const char *request)
{
	if (stub_asks(request, "GET /redirect "))
		stub_say(fd, "302 Found\r\nLocation: /echo", "");
	else if (stub_asks(request, "GET /drip ")) {
		dprintf(fd, "HTTP/1.1 200 OK\r\n\r\n");
		drip(fd, "x", 400);
	} else if (stub_asks(request, "GET /drip-head ")) {
		dprintf(fd, "HTTP/1.1 200 OK\r\nX-Long: ");
		drip(fd, "x", 400);
	} else if (stub_asks(request, "GET /hang "))
		sleep(20);
	else if (stub_asks(request, "GET /endless ")) {
		dprintf(fd, "HTTP/1.1 200 OK\r\n\r\n");
		flood(fd, "0123456789abcdef0123456789abcdef");
	} else if (stub_asks(request, "GET /large "))
		dprintf(fd, "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n"
			    "\r\n{}");
	else if (stub_asks(request, "GET /heads ")) {
		dprintf(fd, "HTTP/1.1 200 OK\r\n");
		flood(fd, "X-More: 0123456789abcdef0123456789abcdef\r\n");
	} else if (stub_asks(request, "GET /continue "))
		flood(fd, "HTTP/1.1 100 Continue\r\n\r\n");
	else if (stub_asks(request, "GET /junk "))
		dprintf(fd, "this is no HTTP\r\n\r\n");
	else if (stub_asks(request, "GET /packed "))
		stub_say(fd, "200 OK\r\nContent-Encoding: gzip", "packed");
	else
		stub_say(fd, "200 OK\r\nContent-Type: Text/HTML; a=b", request);
}

static int begin(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->arena = arena_new();
	stub_begin(&f->stub, answer);
	f->own[1] = f->stub.url;
	*state = f;
	return 0;
}

static int end(void **state)
{
	struct fixture *f = *state;

	net_fetch_end(f->fetch);
	stub_end(&f->stub);
	arena_free(f->arena);
	free(f);
	return 0;
}

static enum status ask_url(struct fixture *f, const char *url, int ms)
{
	struct fetch_question question = { .url = url };

	net_fetch_end(f->fetch);
	f->fetch = net_fetch_begin(f->arena, clock_monotonic_ms() + ms, f->own);
	assert_non_null(f->fetch);
	return net_fetch_ask(f->fetch, &question, &f->answer, &f->problem);
}

static enum status ask(struct fixture *f, const char *path, int ms)
{
	return ask_url(f, arena_printf(f->arena, "%s%s", f->stub.url, path),
		       ms);
}

static void an_answer_comes_with_code_type_and_body(void **state)
{
	struct fixture *f = *state;

	setenv("http_proxy", "http://127.0.0.1:1", 1); /* nobody asks it */
	assert_int_equal(ask(f, "/echo?a=b", 5000), STATUS_OK);
	unsetenv("http_proxy");
	assert_int_equal(f->answer.code, 200);
	assert_string_equal(f->answer.type, "text/html");
	assert_non_null(strstr(f->answer.body, "GET /echo?a=b HTTP/1.1"));
	assert_null(strstr(f->answer.body, "Authorization"));
	assert_null(strstr(f->answer.body, "Accept-Encoding"));
}

static void forms_and_credentials_arrive_as_they_are(void **state)
{
	struct fixture *f = *state;
	struct fetch_question question = { .url = f->stub.url,
					   .user = "a%3Ab",
					   .password = "s" };
	struct buf form;

	buf_init(&form, f->arena);
	net_fetch_field(&form, "code", "a b&c=é~");
	net_fetch_field(&form, "x", "");
	assert_string_equal(form.data, "code=a%20b%26c%3D%C3%A9~&x=");
	f->fetch =
		net_fetch_begin(f->arena, clock_monotonic_ms() + 5000, f->own);
	question.form = form.data;
	assert_int_equal(
		net_fetch_ask(f->fetch, &question, &f->answer, &f->problem),
		STATUS_OK);
	assert_non_null(strstr(f->answer.body, "POST / "));
	assert_non_null(
		strstr(f->answer.body, "Authorization: Basic YSUzQWI6cw=="));
	assert_non_null(strstr(f->answer.body, form.data));
	/* The next question has nothing of it. */
	question = (struct fetch_question){ .url = f->stub.url,
					    .bearer = "token-1" };
	assert_int_equal(
		net_fetch_ask(f->fetch, &question, &f->answer, &f->problem),
		STATUS_OK);
	assert_non_null(strstr(f->answer.body, "GET / "));
	assert_non_null(
		strstr(f->answer.body, "Authorization: Bearer token-1"));
	assert_null(strstr(f->answer.body, "Basic"));
}

static void redirects_are_not_followed(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(ask(f, "/redirect", 5000), STATUS_OK);
	assert_int_equal(f->answer.code, 302);
	assert_int_equal(*f->stub.count, 1);
}

static void slow_answers_end_at_the_deadline(void **state)
{
	static const char *const PATHS[] = { "/drip", "/drip-head", "/hang" };
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(PATHS) / sizeof(PATHS[0]); i++) {
		int64_t from = clock_monotonic_ms();

		assert_int_equal(ask(f, PATHS[i], 400), STATUS_FAILED);
		assert_in_range(clock_monotonic_ms() - from, 300, 2000);
		assert_non_null(strstr(f->problem, "Timeout"));
	}
}

static void one_deadline_is_for_all_questions(void **state)
{
	struct fixture *f = *state;
	struct fetch_question question = { .url = f->stub.url };

	f->fetch = net_fetch_begin(f->arena, clock_monotonic_ms() - 1, f->own);
	assert_int_equal(
		net_fetch_ask(f->fetch, &question, &f->answer, &f->problem),
		STATUS_FAILED);
	assert_non_null(strstr(f->problem, "no time is left"));
	assert_int_equal(*f->stub.count, 0);
}

static void name_server_that_hangs_costs_no_more_than_the_deadline(void **state)
{
	struct fixture *f = *state;
	int64_t from = clock_monotonic_ms();

	assert_int_equal(ask_url(f, "https://slow.example/", 400),
			 STATUS_FAILED);
	net_fetch_end(f->fetch);
	f->fetch = NULL;
	assert_in_range(clock_monotonic_ms() - from, 300, 3000);
}

static void large_answers_are_refused(void **state)
{
	static const char *const PATHS[] = { "/endless", "/heads",
					     "/continue" };
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(PATHS) / sizeof(PATHS[0]); i++) {
		assert_int_equal(ask(f, PATHS[i], 5000), STATUS_FAILED);
		if (!strstr(f->problem, "too large"))
			fail_msg("%s: %s", PATHS[i], f->problem);
	}
	/* Cut short. */
	assert_int_equal(ask(f, "/large", 5000), STATUS_FAILED);
	assert_int_equal(ask(f, "/junk", 5000), STATUS_FAILED);
}

static void packed_answers_are_not_unpacked(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(ask(f, "/packed", 5000), STATUS_OK);
	assert_string_equal(f->answer.body, "packed");
}

/* Nobody knocks at a door of this machine that the operator did not name. */
static void addresses_that_are_not_public_are_not_asked(void **state)
{
	static const char *const HOSTS[] = {
		"127.0.0.1",  "localhost",  "rebound.example",    "127.1",
		"0x7f000001", "2130706433", "[::ffff:127.0.0.1]", "0.0.0.0",
	};
	struct fixture *f = *state;

	f->own[1] = "http://127.0.0.1:1"; /* another port is another origin */
	for (size_t i = 0; i < sizeof(HOSTS) / sizeof(HOSTS[0]); i++) {
		assert_int_equal(
			ask_url(f,
				arena_printf(f->arena, "https://%s:%d/",
					     HOSTS[i], f->stub.port),
				2000),
			STATUS_FAILED);
		if (!strstr(f->problem, "not a public one"))
			fail_msg("%s: %s", HOSTS[i], f->problem);
	}
	assert_int_equal(*f->stub.count, 0);
}

static void http_is_for_own_origins_alone(void **state)
{
	struct fixture *f = *state;

	f->own[1] = NULL;
	assert_int_equal(ask(f, "/", 2000), STATUS_FAILED);
	assert_non_null(strstr(f->problem, "not https"));
	assert_int_equal(*f->stub.count, 0);
}

/* A self-made certificate would end here too; this one speaks no TLS. */
static void https_must_be_https(void **state)
{
	struct fixture *f = *state;
	const char *url =
		arena_printf(f->arena, "https://127.0.0.1:%d", f->stub.port);

	f->own[1] = url;
	assert_int_equal(ask_url(f, url, 2000), STATUS_FAILED);
	assert_int_equal(*f->stub.count, 1);
}

static void origins_are_exact(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(net_fetch_origin(f->arena, "https://A.example/b?c"),
			    "https://a.example:443");
	assert_string_equal(net_fetch_origin(f->arena, "http://[::1]:80/"),
			    "http://[::1]:80");
	assert_null(net_fetch_origin(f->arena, "ftp://a.example/"));
	assert_null(net_fetch_origin(f->arena, "file:///etc/passwd"));
	assert_null(net_fetch_origin(f->arena, "https://u@a.example/"));
	assert_null(net_fetch_origin(f->arena, "https://a.example\\@b/"));
	assert_null(net_fetch_origin(f->arena, "https://a.example/#x"));
	assert_null(net_fetch_origin(f->arena, "https://a.example/\r\nX: y"));
	assert_null(net_fetch_origin(f->arena, "https://é.example/"));
	assert_null(net_fetch_origin(f->arena, "//a.example/"));
	assert_null(net_fetch_origin(f->arena, ""));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(an_answer_comes_with_code_type_and_body),
		CASE(forms_and_credentials_arrive_as_they_are),
		CASE(redirects_are_not_followed),
		CASE(slow_answers_end_at_the_deadline),
		CASE(one_deadline_is_for_all_questions),
		CASE(name_server_that_hangs_costs_no_more_than_the_deadline),
		CASE(large_answers_are_refused),
		CASE(packed_answers_are_not_unpacked),
		CASE(addresses_that_are_not_public_are_not_asked),
		CASE(http_is_for_own_origins_alone),
		CASE(https_must_be_https),
		CASE(origins_are_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
