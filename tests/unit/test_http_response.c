#include "http/response.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena *a;

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

static struct response r;

static int begin_response(void **state)
{
	begin(state);
	response_init(&r, a);
	return 0;
}

static void header_set_again_is_replaced(void **state)
{
	char value[] = "one";

	(void)state;
	response_header(&r, "ETag", value);
	value[0] = 'x'; /* it was copied */
	assert_string_equal(r.headers[0].value, "one");
	response_header(&r, "etag", "two");
	assert_int_equal(r.header_count, 1);
	assert_string_equal(r.headers[0].value, "two");
}

static void headers_cannot_be_split(void **state)
{
	(void)state;
	response_header(&r, "Location", "/a\r\nSet-Cookie: x=y");
	response_header(&r, "Location", "/a\nb");
	response_header(&r, "Location", "/a\x01");
	assert_int_equal(r.header_count, 0);
}

static void too_many_headers_are_left_out(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < RESPONSE_HEADERS_MAX + 5; i++)
		response_header(&r, arena_printf(a, "X-%d", i), "y");
	assert_int_equal(r.header_count, RESPONSE_HEADERS_MAX);
	response_header(&r, "x-0", "z"); /* replacing still works */
	assert_string_equal(r.headers[0].value, "z");
}

static void cookies_are_host_only_and_out_of_scripts_reach(void **state)
{
	(void)state;
	response_cookie(&r, true, "sid", "abc", 60);
	response_cookie(&r, false, "sid", "abc", 0);
	assert_int_equal(r.header_count, 2);
	assert_string_equal(r.headers[0].value,
			    "__Host-sid=abc; Path=/; HttpOnly; SameSite=Lax; "
			    "Max-Age=60; Secure");
	assert_string_equal(r.headers[1].value,
			    "sid=abc; Path=/; HttpOnly; SameSite=Lax; "
			    "Max-Age=0");
	assert_string_equal(response_cookie_name(a, true, "sid"), "__Host-sid");
}

static void cookie_value_that_needs_escaping_is_refused(void **state)
{
	(void)state;
	response_cookie(&r, true, "sid", "a;b", 60);
	response_cookie(&r, true, "sid", "a b", 60);
	response_cookie(&r, true, "sid", "é", 60);
	assert_int_equal(r.header_count, 0);
}

static void clearing_begins_anew(void **state)
{
	(void)state;
	r.code = 500;
	r.type = "text/plain";
	response_header(&r, "ETag", "x");
	buf_text(&r.body, "half a page");
	response_clear(&r);
	assert_int_equal(r.code, 200);
	assert_string_equal(r.type, "text/html; charset=utf-8");
	assert_int_equal(r.header_count, 0);
	assert_int_equal(r.body.len, 0);
	assert_string_equal(r.body.data, "");
	buf_text(&r.body, "whole");
	assert_string_equal(r.body.data, "whole");
}

static void every_code_has_a_reason(void **state)
{
	(void)state;
	assert_string_equal(response_reason(404), "Not Found");
	assert_string_equal(response_reason(422), "Unprocessable Content");
	assert_string_equal(response_reason(999), "Unknown");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin_response, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(header_set_again_is_replaced),
		CASE(headers_cannot_be_split),
		CASE(too_many_headers_are_left_out),
		CASE(cookies_are_host_only_and_out_of_scripts_reach),
		CASE(cookie_value_that_needs_escaping_is_refused),
		CASE(clearing_begins_anew),
		CASE(every_code_has_a_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
