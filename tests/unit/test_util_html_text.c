#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "util/html_text.h"

static struct arena *arena;

static void says(const char *html, const char *text)
{
	assert_string_equal(html_text(arena, html), text);
}

static void paragraphs_and_lines_stay(void **state)
{
	(void)state;
	says("One.\n\nTwo\nlines.", "One.\n\nTwo\nlines.");
	says("<p>One.</p><p>Two<br />lines.</p>", "One.\n\nTwo\nlines.");
	says("<p>One.</p>\n\n<p>Two.</p>\n", "One.\n\nTwo.");
	says("a<div>b</div>c", "a\n\nb\n\nc");
	says("<ul><li>one</li><li>two</li></ul>end", "- one\n- two\n\nend");
	says("<blockquote>said</blockquote>answered", "said\n\nanswered");
}

static void links_keep_words_and_address(void **state)
{
	(void)state;
	says("See <a href=\"https://a.example/?x=1&amp;y=2\" rel='nofollow'>"
	     "this <b>page</b></a>.",
	     "See this page (https://a.example/?x=1&y=2).");
	says("<a href='http://a.example/'>http://a.example/</a>",
	     "http://a.example/");
	says("<a href=http://a.example>x</a>", "x (http://a.example)");
	says("<a href=\"javascript:alert(1)\">x</a>", "x");
	says("<a name=\"href=http://a.example\">x</a>", "x");
	says("<a href=\"http://a.example\">never closed",
	     "never closed (http://a.example)");
	says("<img src=\"a.jpg\" alt=\"A canoe &amp; a star\">",
	     "A canoe & a star");
}

static void entities_are_their_characters(void **state)
{
	(void)state;
	says("O&#039;Brien &amp; Jos&eacute; &#8217; &#x2019; &hellip;",
	     "O'Brien & José ’ ’ …");
	says("&#147;so&#148; &#150; &#65533;", "“so” – \xef\xbf\xbd");
	says("&unknown; &#0; &#xD800; &#1114112; &#99999999999; & &; &amp",
	     "&unknown; &#0; &#xD800; &#1114112; &#99999999999; & &; &amp");
	says("&lt;b&gt;not bold&lt;/b&gt;", "<b>not bold</b>");
	says("&amp;lt;", "&lt;"); /* once is enough */
}

static void what_only_looks_like_a_tag_stays(void **state)
{
	(void)state;
	says("a < b and b > c", "a < b and b > c");
	says("I <3 mentors", "I <3 mentors");
	says("<kari@example.org>", "<kari@example.org>");
	says("cut <b", "cut <b");
	says("cut <a href=\"x", "cut <a href=\"x");
	says("<!-- more --> on", "on");
	says("<!-- never ends", "<!-- never ends");
	says("<img alt=\"a > b\">", "a > b");
}

static void scripts_and_styles_go_with_their_words(void **state)
{
	(void)state;
	says("a<script>alert('<b>')</script>b", "ab");
	says("a<STYLE type=x>p {}</sTyle >b", "ab");
	says("a<script>never ends", "a");
}

static void a_name_is_a_line(void **state)
{
	(void)state;
	assert_string_equal(html_line(arena, " O&#039;Brien\n&lt;b&gt; "),
			    "O'Brien <b>");
	assert_string_equal(html_line(arena, "<b>"), "<b>");
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
		cmocka_unit_test(paragraphs_and_lines_stay),
		cmocka_unit_test(links_keep_words_and_address),
		cmocka_unit_test(entities_are_their_characters),
		cmocka_unit_test(what_only_looks_like_a_tag_stays),
		cmocka_unit_test(scripts_and_styles_go_with_their_words),
		cmocka_unit_test(a_name_is_a_line),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
