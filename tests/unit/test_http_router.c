#include "http/router.h"

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

static struct router_params params;

static bool match(const char *pattern, const char *path)
{
	return router_match(pattern, path, a, &params);
}

static void plain_patterns_match_themselves_only(void **state)
{
	(void)state;
	assert_true(match("/", "/"));
	assert_true(match("/programs", "/programs"));
	assert_int_equal(params.count, 0);
	assert_false(match("/programs", "/programs/"));
	assert_false(match("/programs", "/program"));
	assert_false(match("/programs", "/programsx"));
	assert_false(match("/programs", "/"));
	assert_false(match("/", "/programs"));
	assert_false(match("/", "//"));
	assert_false(match("/", ""));
}

static void name_takes_one_segment(void **state)
{
	(void)state;
	assert_true(match("/programs/:slug", "/programs/st-louis"));
	assert_string_equal(router_param(&params, "slug"), "st-louis");
	assert_string_equal(router_param(&params, "other"), "");
	assert_false(match("/programs/:slug", "/programs/"));
	assert_false(match("/programs/:slug", "/programs"));
	assert_false(match("/programs/:slug", "/programs/a/b"));
	assert_false(match("/programs/:slug/x", "/programs/a/y"));
	assert_true(match("/a/:one/:two/z", "/a/1/2/z"));
	assert_string_equal(router_param(&params, "one"), "1");
	assert_string_equal(router_param(&params, "two"), "2");
}

static void name_may_end_in_a_suffix(void **state)
{
	(void)state;
	assert_true(match("/dashboard/:area.csv", "/dashboard/reach.csv"));
	assert_string_equal(router_param(&params, "area"), "reach");
	assert_false(match("/dashboard/:area.csv", "/dashboard/.csv"));
	assert_false(match("/dashboard/:area.csv", "/dashboard/reach"));
	assert_false(match("/dashboard/:area.csv", "/dashboard/reach.csvx"));
	assert_true(match("/:a.csv/x", "/b.csv/x"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_patterns_match_themselves_only),
		cmocka_unit_test(name_takes_one_segment),
		cmocka_unit_test(name_may_end_in_a_suffix),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
