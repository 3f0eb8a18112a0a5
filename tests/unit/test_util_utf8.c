#include "util/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena *a;

static void broken_text_is_not_valid(void **state)
{
	static const char *const broken[] = {
		"\x80",             /* a tail without a head */
		"\xc3",             /* a head without a tail */
		"\xc0\xaf",         /* overlong */
		"\xed\xa0\x80",     /* a surrogate */
		"\xf4\x90\x80\x80", /* beyond U+10FFFF */
		"ab\xff",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof broken / sizeof *broken; i++)
		assert_false(utf8_is_valid(broken[i], strlen(broken[i])));
	assert_false(utf8_is_valid("a\0b", 3));
	assert_true(utf8_is_valid("é日\xf0\x9f\x99\x82", 9));
	assert_true(utf8_is_valid("", 0));
}

static void length_counts_code_points(void **state)
{
	(void)state;
	assert_int_equal(utf8_length("aé日\xf0\x9f\x99\x82"), 4);
}

static void cut_leaves_no_half_letter(void **state)
{
	char text[] = "ab日";

	(void)state;
	text[4] = '\0';
	utf8_cut(text, 4);
	assert_string_equal(text, "ab");
	strcpy(text, "ab日");
	utf8_cut(text, 5);
	assert_string_equal(text, "ab日");
}

static void cleaning_leaves_readable_text(void **state)
{
	(void)state;
	assert_string_equal(utf8_clean(a, " \t a\r\nb\rc \n", false),
			    "a\nb\nc");
	assert_string_equal(utf8_clean(a, "a\x01\x7f\tb", false), "a\tb");
	assert_string_equal(utf8_clean(a, "e\xcc\x81", false), "é");
	assert_string_equal(utf8_clean(a, "a\xef\xbf\xbe\xf0\x9f\xbf\xbf"
					  "b",
				       false),
			    "ab");
	assert_string_equal(utf8_visible(a, " e\xcc\x81 \xe2\x80\xae\x01"
					    "\xc2\x85– "),
			    " e\xcc\x81 \n– ");
	assert_string_equal(utf8_clean(a,
				       "a\xe2\x80\xae"
				       "b\xe2\x81\xa6"
				       "c",
				       false),
			    "abc");
	assert_string_equal(utf8_clean(a, "\xc2\xa0 \xe2\x80\x8b", false), "");
	assert_string_equal(utf8_clean(a, "a \n\t b\xc2\xa0\xc2\xa0 c", true),
			    "a b c");
	assert_string_equal(utf8_clean(a,
				       "a\xff"
				       "b",
				       true),
			    "ab");
}

static void folded_texts_compare_as_people_do(void **state)
{
	(void)state;
	assert_string_equal(utf8_fold(a, "Crème  BRÛLÉE"), "creme brulee");
	assert_string_equal(utf8_fold(a, "Łódź đ Ø Æ œ ß"),
			    "lodz d o ae oe ss");
	assert_string_equal(utf8_fold(a, "O\xe2\x80\x99Hara"), "o'hara");
	assert_string_equal(utf8_fold(a, "PLAIN ascii"), "plain ascii");
}

static void slugs_are_short_and_plain(void **state)
{
	char longest[400];

	(void)state;
	assert_string_equal(utf8_slug(a, "St. Louis"), "st-louis");
	assert_string_equal(utf8_slug(a, "Kids 'n Kinship"), "kids-n-kinship");
	assert_string_equal(utf8_slug(a, "--Ünïted?  Way!"), "united-way");
	assert_string_equal(utf8_slug(a, "日本"), "x");
	assert_string_equal(utf8_slug(a, ""), "x");
	memset(longest, 'a', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	longest[79] = ' ';
	assert_int_equal(strlen(utf8_slug(a, longest)), 79);
}

static void short_forms_end_with_a_word(void **state)
{
	(void)state;
	assert_string_equal(utf8_shorten(a, "one two three", 20),
			    "one two three");
	assert_string_equal(utf8_shorten(a, "one two three", 13),
			    "one two three");
	assert_string_equal(utf8_shorten(a, "one two three", 9), "one two…");
	assert_string_equal(utf8_shorten(a, "one two three", 7), "one two…");
	assert_string_equal(utf8_shorten(a, "éééééé", 3), "ééé…");
}

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(broken_text_is_not_valid),
		cmocka_unit_test(length_counts_code_points),
		cmocka_unit_test(cut_leaves_no_half_letter),
		cmocka_unit_test(cleaning_leaves_readable_text),
		cmocka_unit_test(folded_texts_compare_as_people_do),
		cmocka_unit_test(slugs_are_short_and_plain),
		cmocka_unit_test(short_forms_end_with_a_word),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
