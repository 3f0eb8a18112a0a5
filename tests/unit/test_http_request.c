#include "http/request.h"

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

static const char *cookie(const char *cookies, const char *name)
{
	struct request r = { .arena = a, .cookies = cookies };

	return request_cookie(&r, name);
}

static void cookie_is_found_by_its_whole_name(void **state)
{
	(void)state;
	assert_string_equal(cookie("sid=1", "sid"), "1");
	assert_string_equal(cookie("a=0; sid=1; b=2", "sid"), "1");
	assert_string_equal(cookie("a=0;sid=1 ;b=2", "sid"), "1");
	assert_string_equal(cookie("sid=", "sid"), "");
	assert_string_equal(cookie("sid=a=b", "sid"), "a=b");
	assert_null(cookie("xsid=1", "sid"));
	assert_null(cookie("sidx=1", "sid"));
	assert_null(cookie("SID=1", "sid"));
	assert_null(cookie("a=sid=1", "sid"));
	assert_null(cookie("sid", "sid"));
	assert_null(cookie("", "sid"));
	assert_null(cookie(";;; ", "sid"));
}

static void cookie_sent_twice_is_nobodys(void **state)
{
	(void)state;
	assert_null(cookie("sid=1; sid=2", "sid"));
	assert_null(cookie("sid=1; a=b; sid=1", "sid"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cookie_is_found_by_its_whole_name),
		cmocka_unit_test(cookie_sent_twice_is_nobodys),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
