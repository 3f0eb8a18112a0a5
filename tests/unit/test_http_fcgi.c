#include "http/fcgi.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "fcgi_client.h"
#include "http/listen.h"
#include "util/clock.h"

static char folder[] = "/tmp/northstar-fcgi-XXXXXX";
static char socket_path[100];
static struct listener listener;
static pid_t worker;
static volatile sig_atomic_t is_stopped;
static struct client c; /* large */

static void stop(int signal)
{
	(void)signal;
	is_stopped = 1;
}

static void show_form(struct request *request, struct response *response)
{
	struct form form;
	enum status st = request_read_form(request, 1000, &form);

	if (st == STATUS_OK)
		buf_printf(&response->body, "a=%s",
			   form_value(&form, "a") ? form_value(&form, "a")
						  : "none");
	else
		buf_text(&response->body, status_name(st));
}

static void handle(void *context, struct request *request,
		   struct response *response)
{
	size_t i;

	(void)context;
	if (strcmp(request->path, "/big") == 0) {
		for (i = 0; i < 20000; i++)
			buf_printf(&response->body, "%09zu\n", i);
	} else if (strcmp(request->path, "/same") == 0) {
		response->code = 304;
	} else if (strcmp(request->path, "/form") == 0) {
		show_form(request, response);
	} else if (strcmp(request->path, "/split") == 0) {
		response_header(response, "X-A", "b\r\nSet-Cookie: c=d");
	} else if (strcmp(request->path, "/stop") == 0) {
		raise(SIGTERM); /* while this request is at hand */
		buf_text(&response->body, "finished");
	} else {
		const char *cookie = request_cookie(request, "b");

		buf_printf(&response->body, "%s|%s|%s|%s|%d|%s",
			   request->method_name, request->path,
			   request->query_text, cookie ? cookie : "none",
			   (int)request->body_length, request->id);
	}
}

static int run_worker(void)
{
	struct sigaction on_term = { .sa_handler = stop };
	struct fcgi_worker w = {
		.listen_fd = listener.fd,
		.handle = handle,
		.stop = &is_stopped,
	};

	sigaction(SIGTERM, &on_term, NULL);
	return fcgi_serve(&w);
}

static int start_worker(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(socket_path, sizeof socket_path, "%s/s", folder);
	assert_int_equal(listen_open(&listener, "app", socket_path, 0), 0);
	worker = fork();
	if (worker == 0)
		exit(run_worker());
	return 0;
}

static int stop_worker(void **state)
{
	int status = -1;

	(void)state;
	kill(worker, SIGTERM);
	waitpid(worker, &status, 0);
	listen_close(&listener);
	rmdir(folder);
	return status;
}

static void get_is_answered_with_what_was_sent(void **state)
{
	(void)state;
	assert_true(client_get(&c, socket_path, "/a%20b?q=1&r=%C3%A9"));
	assert_int_equal(client_code(&c), 200);
	assert_string_equal(client_body(&c),
			    "GET|/a b|q=1&r=%C3%A9|none|0|0123456789abcdef");
	assert_non_null(strstr(c.answer, "Content-Length: 45\r\n"));
}

static void head_gets_the_length_and_no_body(void **state)
{
	(void)state;
	client_begin(&c, "HEAD", "/big");
	client_finish(&c, NULL);
	assert_true(client_ask(&c, socket_path));
	assert_non_null(strstr(c.answer, "Content-Length: 200000\r\n"));
	assert_string_equal(client_body(&c), "");
}

static void long_answer_comes_whole(void **state)
{
	(void)state;
	assert_true(client_get(&c, socket_path, "/big"));
	assert_int_equal(strlen(client_body(&c)), 200000);
	assert_non_null(strstr(client_body(&c), "000006553\n000006554\n"));
	assert_string_equal(client_body(&c) + 199990, "000019999\n");
}

static void not_modified_has_neither_type_nor_length(void **state)
{
	(void)state;
	assert_true(client_get(&c, socket_path, "/same"));
	assert_string_equal(c.answer, "Status: 304 Not Modified\r\n\r\n");
}

static void header_with_a_line_break_is_left_out(void **state)
{
	(void)state;
	assert_true(client_get(&c, socket_path, "/split"));
	assert_int_equal(client_code(&c), 200);
	assert_null(strstr(c.answer, "c=d"));
}

static int code_of(const char *uri)
{
	assert_true(client_get(&c, socket_path, uri));
	return client_code(&c);
}

static void paths_that_cannot_be_meant_are_refused(void **state)
{
	(void)state;
	assert_int_equal(code_of("/a%2fb"), 400);
	assert_int_equal(code_of("/a/../b"), 400);
	assert_int_equal(code_of("/%zz"), 400);
	assert_int_equal(code_of("/%00"), 400);
	assert_int_equal(code_of("/%ff"), 400);
	assert_int_equal(code_of("/a\\b"), 400);
	assert_int_equal(code_of("relative"), 400);
	assert_int_equal(code_of(""), 400);
	assert_int_equal(code_of("/?q=%00"), 400);
	assert_int_equal(code_of("/?q=%c3%28"), 400);
}

static void long_addresses_are_refused(void **state)
{
	static char uri[10000];

	(void)state;
	memset(uri, 'a', sizeof uri - 1);
	uri[0] = '/';
	uri[REQUEST_PATH_MAX] = '\0';
	assert_int_equal(code_of(uri), 200);
	uri[REQUEST_PATH_MAX] = 'a';
	uri[REQUEST_PATH_MAX + 1] = '\0';
	assert_int_equal(code_of(uri), 414);
	uri[REQUEST_PATH_MAX + 1] = 'a';
	uri[1] = '?';
	uri[2 + REQUEST_QUERY_MAX] = '\0';
	assert_int_equal(code_of(uri), 200);
	uri[2 + REQUEST_QUERY_MAX] = 'a';
	uri[3 + REQUEST_QUERY_MAX] = '\0';
	assert_int_equal(code_of(uri), 414);
}

static void too_many_or_too_large_headers_are_refused(void **state)
{
	static char value[70000];
	int i;

	(void)state;
	client_begin(&c, "GET", "/");
	for (i = 0; i < 200; i++)
		client_param(&c, "HTTP_X", "y");
	client_finish(&c, NULL);
	assert_true(client_ask(&c, socket_path));
	assert_int_equal(client_code(&c), 431);

	memset(value, 'a', 9000);
	client_begin(&c, "GET", "/");
	client_param(&c, "HTTP_COOKIE", value);
	client_finish(&c, NULL);
	assert_true(client_ask(&c, socket_path));
	assert_int_equal(client_code(&c), 431);

	memset(value, 'a', sizeof value - 1);
	client_begin(&c, "GET", "/");
	client_param(&c, "HTTP_UNKNOWN", value);
	client_finish(&c, NULL);
	assert_true(client_ask(&c, socket_path));
	assert_int_equal(client_code(&c), 431);
}

static void two_cookie_headers_are_one_list(void **state)
{
	(void)state;
	client_begin(&c, "GET", "/");
	client_param(&c, "HTTP_COOKIE", "a=1");
	client_param(&c, "HTTP_COOKIE", "b=2");
	client_finish(&c, NULL);
	assert_true(client_ask(&c, socket_path));
	assert_non_null(strstr(client_body(&c), "|2|"));
}

static void any_other_parameter_sent_twice_is_refused(void **state)
{
	(void)state;
	client_begin(&c, "GET", "/");
	client_param(&c, "HTTP_ORIGIN", "https://a.example");
	client_param(&c, "HTTP_ORIGIN", "https://b.example");
	client_finish(&c, NULL);
	assert_true(client_ask(&c, socket_path));
	assert_int_equal(client_code(&c), 400);
}

/* What the form page says about a body of that announced length. */
static const char *post(const char *length, const char *type, const char *body)
{
	client_begin(&c, "POST", "/form");
	client_param(&c, "CONTENT_LENGTH", length);
	client_param(&c, "CONTENT_TYPE", type);
	client_finish(&c, body);
	assert_true(client_ask(&c, socket_path));
	return client_body(&c);
}

#define FORM_TYPE "application/x-www-form-urlencoded"

static void body_is_as_long_as_announced_or_refused(void **state)
{
	(void)state;
	assert_string_equal(post("5", FORM_TYPE, "a=b+c"), "a=b c");
	assert_string_equal(post("5", FORM_TYPE "; charset=utf-8", "a=b+c"),
			    "a=b c");
	assert_string_equal(post("6", FORM_TYPE, "a=b+c"), "bad");
	assert_string_equal(post("4", FORM_TYPE, "a=b+c"), "bad");
	assert_string_equal(post("0", "", ""), "a=none");
	assert_string_equal(post("5x", FORM_TYPE, "a=b+c"), "bad");
	assert_string_equal(post("-1", FORM_TYPE, "a=b+c"), "bad");
	assert_string_equal(post("99999999999999999999", FORM_TYPE, "a"),
			    "bad");
}

static void body_too_large_or_of_another_type_is_not_read(void **state)
{
	static char body[60000];

	(void)state;
	memset(body, 'a', sizeof body - 1);
	assert_string_equal(post("59999", FORM_TYPE, body), "too_large");
	assert_string_equal(post("5", "text/plain", "a=b+c"), "wrong_type");
	assert_string_equal(post("5", FORM_TYPE "x", "a=b+c"), "wrong_type");
}

/* As nginx does when it is slower than the refusal. */
static void body_that_nobody_wants_may_come_after_the_answer(void **state)
{
	static char body[60000];
	size_t head;
	int fd = client_connect(socket_path);

	(void)state;
	memset(body, 'a', sizeof body - 1);
	client_begin(&c, "POST", "/form");
	client_param(&c, "CONTENT_LENGTH", "59999");
	client_param(&c, "CONTENT_TYPE", FORM_TYPE);
	client_finish(&c, NULL);
	head = c.out_len -= 8; /* the end of the body is not there yet */
	assert_true(client_send(&c, fd));
	usleep(30 * 1000);
	client_record(&c, 5, body, strlen(body));
	assert_int_equal(send(fd, c.out + head, c.out_len - head, MSG_NOSIGNAL),
			 c.out_len - head);
	assert_true(client_receive(&c, fd));
	assert_string_equal(client_body(&c), "too_large");
}

static void peer_that_says_nothing_delays_others_briefly(void **state)
{
	int64_t start = clock_monotonic_ms();
	int fd = client_connect(socket_path);

	(void)state;
	assert_true(fd >= 0);
	assert_true(client_get(&c, socket_path, "/"));
	assert_int_equal(client_code(&c), 200);
	assert_true(clock_monotonic_ms() - start < 4500);
	close(fd);
}

static void peer_that_lies_costs_only_its_connection(void **state)
{
	static const char nonsense[] = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
	int fd = client_connect(socket_path);

	(void)state;
	assert_int_equal(write(fd, nonsense, sizeof nonsense), sizeof nonsense);
	close(fd);
	client_begin(&c, "GET", "/");
	client_finish(&c, NULL);
	c.out_len /= 2; /* gone in the middle of its parameters */
	fd = client_connect(socket_path);
	assert_true(client_send(&c, fd));
	close(fd);
	client_begin(&c, "GET", "/");
	c.out[9] = 2; /* an authorizer, which we are not */
	client_finish(&c, NULL);
	assert_false(client_ask(&c, socket_path));
	assert_int_equal(code_of("/"), 200);
}

/* It has closed the connection before, and waits for the next one. */
static bool is_at_rest(void)
{
	char path[64], line[256] = "";
	FILE *file;

	snprintf(path, sizeof path, "/proc/%d/stat", (int)worker);
	file = fopen(path, "re");
	assert_non_null(file);
	assert_non_null(fgets(line, sizeof line, file));
	fclose(file);
	return strstr(line, ") S ");
}

/* The limit is one of numbers: below this one no other is to be had. */
static rlim_t lowest_free_descriptor(void)
{
	char path[64];
	int fd = -1;

	do {
		snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)worker,
			 ++fd);
	} while (access(path, F_OK) == 0);
	return (rlim_t)fd;
}

static void one_that_may_open_nothing_more_goes_on(void **state)
{
	struct rlimit before, none;

	(void)state;
	assert_int_equal(prlimit(worker, RLIMIT_NOFILE, NULL, &before), 0);
	none = before;
	while (!is_at_rest())
		usleep(1000);
	none.rlim_cur = lowest_free_descriptor();
	assert_int_equal(prlimit(worker, RLIMIT_NOFILE, &none, NULL), 0);
	for (int i = 0; i < 5; i++)
		assert_int_equal(code_of("/"), 200);
	assert_int_equal(prlimit(worker, RLIMIT_NOFILE, &before, NULL), 0);
	assert_int_equal(code_of("/"), 200);
}

static void told_to_stop_it_finishes_the_request_at_hand(void **state)
{
	int status;

	(void)state;
	assert_true(client_get(&c, socket_path, "/stop"));
	assert_string_equal(client_body(&c), "finished");
	assert_int_equal(waitpid(worker, &status, 0), worker);
	assert_int_equal(status, 0);
	worker = fork(); /* for the tests that follow */
	if (worker == 0)
		exit(run_worker());
	assert_int_equal(code_of("/"), 200);
}

static void told_to_stop_it_answers_whom_it_was_woken_for(void **state)
{
	int status, fd;

	(void)state;
	assert_int_equal(code_of("/"), 200);
	assert_int_equal(kill(worker, SIGSTOP), 0);
	assert_int_equal(waitpid(worker, &status, WUNTRACED), worker);
	client_begin(&c, "GET", "/");
	client_finish(&c, NULL);
	fd = client_connect(socket_path);
	assert_true(client_send(&c, fd));
	kill(worker, SIGTERM);
	kill(worker, SIGCONT);
	assert_int_equal(waitpid(worker, &status, 0), worker);
	assert_int_equal(status, 0);
	assert_true(client_receive(&c, fd));
	close(fd);
	assert_int_equal(client_code(&c), 200);
	worker = fork(); /* for the tests that follow */
	if (worker == 0)
		exit(run_worker());
	assert_int_equal(code_of("/"), 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(get_is_answered_with_what_was_sent),
		cmocka_unit_test(head_gets_the_length_and_no_body),
		cmocka_unit_test(long_answer_comes_whole),
		cmocka_unit_test(not_modified_has_neither_type_nor_length),
		cmocka_unit_test(header_with_a_line_break_is_left_out),
		cmocka_unit_test(paths_that_cannot_be_meant_are_refused),
		cmocka_unit_test(long_addresses_are_refused),
		cmocka_unit_test(too_many_or_too_large_headers_are_refused),
		cmocka_unit_test(two_cookie_headers_are_one_list),
		cmocka_unit_test(any_other_parameter_sent_twice_is_refused),
		cmocka_unit_test(body_is_as_long_as_announced_or_refused),
		cmocka_unit_test(body_too_large_or_of_another_type_is_not_read),
		cmocka_unit_test(
			body_that_nobody_wants_may_come_after_the_answer),
		cmocka_unit_test(peer_that_says_nothing_delays_others_briefly),
		cmocka_unit_test(peer_that_lies_costs_only_its_connection),
		cmocka_unit_test(one_that_may_open_nothing_more_goes_on),
		cmocka_unit_test(told_to_stop_it_finishes_the_request_at_hand),
		cmocka_unit_test(told_to_stop_it_answers_whom_it_was_woken_for),
	};

	return cmocka_run_group_tests(tests, start_worker, stop_worker);
}
