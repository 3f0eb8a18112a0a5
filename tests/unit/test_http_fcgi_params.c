#include "http/fcgi_params.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena *a;
static struct request r;

static int begin(void **state)
{
	(void)state;
	a = arena_new();
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

/* A GET of /a with one parameter more. */
static int read_with(char *more)
{
	char *params[] = { (char[]){ "REQUEST_METHOD=GET" },
			   (char[]){ "REQUEST_URI=/a?b=c" }, more, NULL };

	return fcgi_params_read(&r, a, params);
}

/* name and count letters. */
static char *long_one(const char *name, size_t count)
{
	char *letters = arena_alloc(a, count + 1);

	memset(letters, 'x', count);
	return arena_printf(a, "%s%s", name, letters);
}

static void a_request_is_read(void **state)
{
	(void)state;
	assert_int_equal(read_with((char[]){ "CONTENT_LENGTH=12" }), 0);
	assert_int_equal(r.method, GET);
	assert_string_equal(r.path, "/a");
	assert_string_equal(form_value(&r.query, "b"), "c");
	assert_int_equal(r.body_length, 12);
	assert_string_equal(r.cookies, "");
}

static void cookies_are_one_list_and_nothing_else_comes_twice(void **state)
{
	char *params[] = { (char[]){ "REQUEST_URI=/" },
			   (char[]){ "HTTP_COOKIE=a=1" },
			   (char[]){ "HTTP_COOKIE=b=2" }, NULL };

	(void)state;
	assert_int_equal(fcgi_params_read(&r, a, params), 0);
	assert_string_equal(r.cookies, "a=1; b=2");
	assert_int_equal(read_with((char[]){ "REQUEST_METHOD=POST" }), 400);
	assert_string_equal(r.path, "/");
}

static void lengths_that_are_none_are_wrong(void **state)
{
	(void)state;
	assert_int_equal(read_with((char[]){ "CONTENT_LENGTH=-1" }), 0);
	assert_int_equal(r.body_length, -1);
	assert_int_equal(
		read_with((char[]){ "CONTENT_LENGTH=9223372036854775808" }), 0);
	assert_int_equal(r.body_length, -1);
	assert_int_equal(read_with((char[]){ "CONTENT_LENGTH=1 " }), 0);
	assert_int_equal(r.body_length, -1);
}

static void what_is_too_long_is_refused(void **state)
{
	char *path[] = { long_one("REQUEST_URI=/", REQUEST_PATH_MAX), NULL };
	char *query[] = { long_one("REQUEST_URI=/?", REQUEST_QUERY_MAX + 1),
			  NULL };

	(void)state;
	assert_int_equal(fcgi_params_read(&r, a, path), 414);
	assert_int_equal(fcgi_params_read(&r, a, query), 414);
	assert_int_equal(read_with(long_one("HTTP_COOKIE=", 8192)), 0);
	assert_int_equal(read_with(long_one("HTTP_COOKIE=", 8193)), 431);
	assert_string_equal(r.path, "/");
}

/* A hundred of them, and 64 KB of them all. */
static void what_is_too_many_is_refused(void **state)
{
	char *params[102] = { (char[]){ "REQUEST_URI=/a" } };

	(void)state;
	for (int i = 1; i < 100; i++)
		params[i] = long_one("X=", 1);
	assert_int_equal(fcgi_params_read(&r, a, params), 0);
	params[100] = long_one("X=", 1);
	assert_int_equal(fcgi_params_read(&r, a, params), 431);
	params[100] = NULL;
	for (int i = 1; i < 100; i++)
		params[i] = long_one("X=", 700);
	assert_int_equal(fcgi_params_read(&r, a, params), 431);
	assert_string_equal(r.path, "/");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_request_is_read),
		cmocka_unit_test(
			cookies_are_one_list_and_nothing_else_comes_twice),
		cmocka_unit_test(lengths_that_are_none_are_wrong),
		cmocka_unit_test(what_is_too_long_is_refused),
		cmocka_unit_test(what_is_too_many_is_refused),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
