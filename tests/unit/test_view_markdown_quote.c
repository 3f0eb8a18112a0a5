#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "view/markdown.h"

static struct arena *arena;

/* Shown as a comment, it is just that. */
static void stays(const char *text)
{
	assert_string_equal(markdown_plain(arena, markdown_quote(arena, text)),
			    text);
}

static void signs_of_markdown_are_shown(void **state)
{
	static const char *const texts[] = {
		"a *star* and **two**",
		"snake_case and _this_",
		"`code` and ``more``",
		"[words](https://a.example)",
		"![picture](x)",
		"<b>tag</b> & <https://a.example>",
		"# heading",
		"#hashtag",
		"> quote",
		"- item",
		"+ item",
		"* item",
		"1. first",
		"12) twelfth",
		"1986. A great year",
		"1234567890. long",
		"---",
		"===",
		"~~~",
		"```",
		"***",
		"___",
		"&amp; &eacute; &#65;",
		"AT&T & more",
		"back\\slash \\*",
		"a\\",
		"| a | b |",
		"[^1]: note",
		"~~struck~~",
		"5 * 3 * 2",
		"[ ] open [x] done",
		"a]b",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		stays(texts[i]);
}

static void lines_and_paragraphs_are_shown(void **state)
{
	(void)state;
	assert_string_equal(
		markdown_comment(arena,
				 markdown_quote(arena, "one\n\n\n\n  two\n"
						       "    three  \nfour")),
		"<p>one</p>\n<p>two<br />\nthree<br />\nfour</p>\n");
	assert_string_equal(markdown_quote(arena, ""), "");
	assert_string_equal(markdown_quote(arena, "\n \n\n"), "");
}

static void addresses_are_links(void **state)
{
	const char *html = markdown_comment(
		arena, markdown_quote(arena, "See http://a.example/_x_/*y* "
					     "(https://b.example/a_b)."));

	(void)state;
	assert_non_null(strstr(html, "href=\"http://a.example/_x_/*y*\""));
	assert_non_null(strstr(html, "href=\"https://b.example/a_b\""));
	assert_string_equal(markdown_quote(arena, "http://a.example?x=1&y=2"),
			    "http://a.example?x=1&y=2");
}

static int begin(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signs_of_markdown_are_shown),
		cmocka_unit_test(lines_and_paragraphs_are_shown),
		cmocka_unit_test(addresses_are_links),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
