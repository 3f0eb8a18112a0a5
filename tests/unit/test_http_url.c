#include "http/url.h"

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

static void escaped_text_is_safe_in_a_query(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, a);
	url_escape(&b, "a b&c=d/é-._~%+");
	assert_string_equal(b.data, "a+b%26c%3Dd%2F%C3%A9-._~%25%2B");
}

static void paths_are_decoded_once(void **state)
{
	(void)state;
	assert_string_equal(url_decode_path(a, "/a%20b/%C3%A9+"), "/a b/é+");
	assert_string_equal(url_decode_path(a, "/%2541"), "/%41");
	assert_string_equal(url_decode_path(a, "/"), "/");
	assert_string_equal(url_decode_path(a, "/.a/b./...c"), "/.a/b./...c");
}

static void paths_that_read_in_two_ways_are_refused(void **state)
{
	static const char *const wrong[] = {
		"",          "a",    "/%",      "/%4",      "/%4g",
		"/a%2Fb",    "/%2f", "/%00",    "/\\",      "/%5c",
		"/.",        "/..",  "/a/../b", "/a/./b",   "/a/..",
		"/%2e%2E/x", "/%80", "/\xff",   "/%0d%0ax", "/%7f",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_null(url_decode_path(a, wrong[i]));
}

static void host_is_found_and_lowered(void **state)
{
	(void)state;
	assert_string_equal(url_host(a, "https://Example.ORG:8443/x"),
			    "example.org");
	assert_string_equal(url_host(a, "http://[::1]/"), "[::1]");
	assert_null(url_host(a, "javascript://example.org"));
	assert_null(url_host(a, "/path"));
	assert_null(url_host(a, "https://"));
	assert_null(url_host(a, "https://u@example.org"));
	assert_null(url_host(a, "https://u:p@example.org"));
	assert_null(url_host(a, "https://example.org\\.evil.org"));
	assert_null(url_host(a, "https://exam ple.org"));
	assert_null(url_host(a, "https://example.org\n"));
	assert_null(url_host(a, ""));
}

static void origin_is_as_browsers_write_it(void **state)
{
	(void)state;
	assert_string_equal(url_origin(a, "https://Example.org/x?y"),
			    "https://example.org");
	assert_string_equal(url_origin(a, "https://example.org:443"),
			    "https://example.org");
	assert_string_equal(url_origin(a, "http://127.0.0.1:8080/"),
			    "http://127.0.0.1:8080");
	assert_string_equal(url_origin(a, "http://example.org:443"),
			    "http://example.org:443");
	assert_null(url_origin(a, "null"));
}

static void redirects_stay_on_this_site(void **state)
{
	(void)state;
	assert_true(url_is_local("/programs?x=y#z"));
	assert_true(url_is_local("/"));
	assert_false(url_is_local(""));
	assert_false(url_is_local("programs"));
	assert_false(url_is_local("//evil.org"));
	assert_false(url_is_local("/\\evil.org"));
	assert_false(url_is_local("/\tx"));
	assert_false(url_is_local("https://evil.org"));
}

static void a_path_is_written_as_an_address(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(url_escape_path(arena, "/a-b/January 2016"),
			    "/a-b/January%202016");
	assert_string_equal(url_escape_path(arena, "/50%?x#y"),
			    "/50%25%3Fx%23y");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_path_is_written_as_an_address),
		cmocka_unit_test(escaped_text_is_safe_in_a_query),
		cmocka_unit_test(paths_are_decoded_once),
		cmocka_unit_test(paths_that_read_in_two_ways_are_refused),
		cmocka_unit_test(host_is_found_and_lowered),
		cmocka_unit_test(origin_is_as_browsers_write_it),
		cmocka_unit_test(redirects_stay_on_this_site),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
