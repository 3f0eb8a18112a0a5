#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "view/markdown.h"

static int set_up(void **state)
{
	*state = arena_new();
	return 0;
}

static int tear_down(void **state)
{
	arena_free(*state);
	return 0;
}

static void comment_keeps_what_people_write(void **state)
{
	assert_string_equal(markdown_comment(*state, "One\ntwo *three*\n\n"
						     "- a\n- b\n\n> said"),
			    "<p>One<br />\ntwo <em>three</em></p>\n"
			    "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"
			    "<blockquote>\n<p>said</p>\n</blockquote>\n");
}

static void links_are_found_and_marked(void **state)
{
	static const char REL[] = "<a rel=\"nofollow ugc noopener\" href=";

	assert_string_equal(
		markdown_comment(*state, "[a](https://example.org/?a&b \"t\")"),
		"<p><a rel=\"nofollow ugc noopener\" "
		"href=\"https://example.org/?a&amp;b\">a</a></p>\n");
	assert_non_null(strstr(
		markdown_comment(*state, "see www.example.org now"), REL));
	assert_non_null(
		strstr(markdown_page(*state, "https://example.org"), REL));
}

static void unsafe_links_lose_their_address(void **state)
{
	static const char *const BAD[] = {
		"[a](javascript:alert(1))",
		"[a](JaVaScRiPt:alert(1))",
		"[a](data:text/html,x)",
		"[a](&#106;avascript:alert(1))",
		"[a](java\\script:x)",
		"[a](<java\tscript:x>)",
		"[a](//evil.example)",
		"[a](/sign-out)",
		"[a](vbscript:x)",
		"[a][r]\n\n[r]: javascript:x",
		"<javascript:alert(1)>",
		"![a](https://example.org/x.png)",
		"[![a](javascript:x)](javascript:y)",
		"<xmpp:a@example.org>",
	};

	for (size_t i = 0; i < sizeof(BAD) / sizeof(*BAD); i++) {
		const char *html = markdown_comment(*state, BAD[i]);

		assert_null(strstr(html, "href"));
		assert_null(strstr(html, "<img"));
	}
}

static void raw_html_is_shown_as_typed(void **state)
{
	static const char *const BAD[] = {
		"<script>alert(1)</script>",
		"a <img src=x onerror=alert(1)> b",
		"<!-- x -->",
		"<a href=\"javascript:x\">y</a>",
		"`<script>`",
		"```\n<script>\n```",
		"> <iframe src=x>",
		"- <svg onload=x>",
		"*<b onclick=x>*",
		"&lt;script&gt;",
		"```\"><script>\nx\n```",
		"[x](https://a/\"><script>)",
	};

	for (size_t i = 0; i < sizeof(BAD) / sizeof(*BAD); i++) {
		const char *html = markdown_comment(*state, BAD[i]);

		assert_null(strstr(html, "<script"));
		assert_null(strstr(html, "<img"));
		assert_null(strstr(html, "<iframe"));
		assert_null(strstr(html, "<svg"));
		assert_null(strstr(html, "<b "));
		assert_null(strstr(html, "<!--"));
		assert_null(strstr(html, "href=\"j"));
	}
	assert_string_equal(markdown_comment(*state, "<b>bold</b> word"),
			    "<p>&lt;b&gt;bold&lt;/b&gt; word</p>\n");
}

static void text_cannot_forge_a_marked_link(void **state)
{
	assert_string_equal(markdown_comment(*state, "`<a href=x>`"),
			    "<p><code>&lt;a href=x&gt;</code></p>\n");
}

static void headings_are_words_in_comments_and_lower_on_pages(void **state)
{
	assert_string_equal(markdown_comment(*state, "# Loud *words*"),
			    "<p>Loud <em>words</em></p>\n");
	assert_string_equal(markdown_page(*state, "# One\n\n##### Five"),
			    "<h3>One</h3>\n<h6>Five</h6>\n");
}

static void the_sites_own_text_has_an_outline_and_local_links(void **state)
{
	assert_string_equal(
		markdown_text(*state, "### A\n\n###### B\n\n# C", 2),
		"<h2>A</h2>\n<h3>B</h3>\n<h2>C</h2>\n");
	assert_string_equal(markdown_text(*state, "# A", 0), "<p>A</p>\n");
	assert_string_equal(markdown_text(*state, "[a](/programs)", 2),
			    "<p><a href=\"/programs\">a</a></p>\n");
	assert_string_equal(markdown_text(*state,
					  "[a](//b.org) [c](/\\\\d)"
					  " [e](javascript:f) <b>g</b>",
					  2),
			    "<p>a c e &lt;b&gt;g&lt;/b&gt;</p>\n");
	assert_string_equal(markdown_page(*state, "[a](/programs)"),
			    "<p>a</p>\n");
}

static void tables_stay_words(void **state)
{
	assert_null(
		strstr(markdown_page(*state, "|a|b|\n|-|-|\n|1|2|"), "<table"));
}

static void plain_gives_the_words_on_one_line(void **state)
{
	assert_string_equal(markdown_plain(*state,
					   "# A\n\n*b* [c](https://x.org)\n"
					   "- d\n- `e`\n\n![f](g.png)"),
			    "A b c d e f");
	assert_string_equal(markdown_plain(*state, ""), "");
	assert_string_equal(markdown_comment(*state, ""), "");
}

/* Of an arena, so that a byte read too far is seen. */
static void a_number_may_end_the_text(void **state)
{
	char *text = arena_strdup(*state, "Room\n12");

	assert_string_equal(markdown_comment(*state, text),
			    "<p>Room<br />\n12</p>\n");
}

static void entities_cannot_turn_text_around(void **state)
{
	const char *html =
		markdown_comment(*state, "a&#x202e;b&#1;c&#8296;d–");

	assert_string_equal(html, "<p>abcd–</p>\n");
	assert_string_equal(markdown_page(*state, "`&#x202e;` &#xfffe;x"),
			    "<p><code>&amp;#x202e;</code> x</p>\n");
	assert_string_equal(markdown_plain(*state, "a&#x202e;b&#1;c"), "abc");
}

static void deep_nesting_is_cut(void **state)
{
	char text[3000] = "";
	const char *html;
	int depth = 0;

	for (int i = 0; i < 40; i++) {
		memset(text + strlen(text), ' ', (size_t)(2 * i));
		strcat(text, "- a\n");
	}
	html = markdown_comment(*state, text);
	for (; (html = strstr(html, "<ul>")); html++)
		depth++;
	assert_in_range(depth, 5, MARKDOWN_DEPTH_MAX);
	memset(text, '>', 200);
	strcpy(text + 200, " x");
	html = markdown_comment(*state, text);
	for (depth = 0; (html = strstr(html, "<blockquote>")); html++)
		depth++;
	assert_in_range(depth, 5, MARKDOWN_DEPTH_MAX);
}

static void long_rule_stays_a_rule(void **state)
{
	assert_string_equal(
		markdown_comment(*state, "----------------------------------"),
		"<hr />\n");
}

/* unit again and again, as much as is read. */
static char *repeat(struct arena *arena, const char *unit, size_t bytes)
{
	size_t len = strlen(unit);
	char *text = arena_alloc(arena, bytes + 1);

	for (size_t i = 0; i < bytes; i++)
		text[i] = unit[i % len];
	return text;
}

static void hostile_input_is_quick(void **state)
{
	static const char *const UNITS[] = {
		"[",
		"]",
		"![",
		"[a](",
		"[](",
		"*",
		"_",
		"**a ",
		"*a _b ",
		"a**b"
		"c* ",
		"`",
		"`a``",
		"> ",
		">",
		"- ",
		"1. ",
		"<",
		"<a ",
		"<!--",
		"&",
		"\\",
		"~",
		"www.",
		"http://",
		"a@a.",
		"a@",
		"_a@b.c",
		"@",
		"\n",
		" \n",
		"\n> ",
		"[a]: ",
		"[a]: b\n",
		"[^a",
		"|",
		"|-",
		"<![CDATA[",
		"<?",
		"a\n\n",
		"\t",
		"- a\n\t",
		"![[]()",
		"[a][b]",
		"\"",
		"'",
		"(",
		"*_",
		"\xF0\x9F\x8E\xA3",
		"- - - - - - - - - - - - - - - -\n",
	};

	for (size_t i = 0; i < sizeof(UNITS) / sizeof(*UNITS); i++) {
		clock_t start = clock();
		const char *html;

		html = markdown_comment(*state,
					repeat(*state, UNITS[i], 100000));
		assert_true(strlen(html) < 40 * MARKDOWN_BYTES_MAX);
		markdown_plain(*state, repeat(*state, UNITS[i], 100000));
		if (clock() - start > CLOCKS_PER_SEC / 4)
			print_message("slow: %s\n", UNITS[i]);
		assert_true(clock() - start < CLOCKS_PER_SEC);
	}
}

static void nested_lists_and_blank_lines_are_quick(void **state)
{
	char *text = repeat(*state, "- ", 9000);
	clock_t start = clock();

	text = arena_printf(*state, "%s\n%s", text,
			    repeat(*state, "\n", 11000));
	markdown_comment(*state, text);
	assert_true(clock() - start < CLOCKS_PER_SEC / 2);
}

static void long_text_is_cut_between_characters(void **state)
{
	char *text = repeat(*state, "\xC3\xA9", MARKDOWN_BYTES_MAX + 10);

	text[0] = 'a'; /* so that the limit falls within a character */
	memmove(text + 1, repeat(*state, "\xC3\xA9", MARKDOWN_BYTES_MAX + 8),
		MARKDOWN_BYTES_MAX + 8);
	assert_int_equal(strlen(markdown_plain(*state, text)),
			 MARKDOWN_BYTES_MAX - 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(comment_keeps_what_people_write),
		TEST(links_are_found_and_marked),
		TEST(unsafe_links_lose_their_address),
		TEST(raw_html_is_shown_as_typed),
		TEST(text_cannot_forge_a_marked_link),
		TEST(headings_are_words_in_comments_and_lower_on_pages),
		TEST(the_sites_own_text_has_an_outline_and_local_links),
		TEST(tables_stay_words),
		TEST(plain_gives_the_words_on_one_line),
		TEST(a_number_may_end_the_text),
		TEST(entities_cannot_turn_text_around),
		TEST(deep_nesting_is_cut),
		TEST(long_rule_stays_a_rule),
		TEST(hostile_input_is_quick),
		TEST(nested_lists_and_blank_lines_are_quick),
		TEST(long_text_is_cut_between_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
