#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "util/utf8_name.h"

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

struct pair {
	const char *from, *to;
};

static void names_of_people_stay_as_they_are(void **state)
{
	static const char *const names[] = {
		"Ana", "O’Neil-Şahin Jr.",  "Zoë 🌲",     "Nguyễn Thị Hương",
		"מֹשֶׁה", "محمد الحسن",        "สมชาย ใจดี", "रवि शर्मा",
		"ᓇᓄᖅ", "می‌خواهم", /* with a joiner */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		assert_string_equal(utf8_name(arena, names[i]), names[i]);
}

static void what_is_no_name_is_left_out(void **state)
{
	static const struct pair cases[] = {
		{ "", "" },
		{ "  Ana \t\n Bell  ", "Ana Bell" },
		{ "Ana\u00a0\u2003Bell", "Ana Bell" },
		{ "\u202eanA\u202c", "anA" },       /* turned around */
		{ "A\u2066n\u2069\u200fa", "Ana" }, /* isolates, marks */
		{ "S\u200bt\u2060a\ufeff\u00adff", "Staff" },
		{ "A\U000e0041\U000e007fna", "Ana" }, /* tags */
		{ "\u3164\u115f\uffa0\u2800", "" },   /* look empty */
		{ "\u0301Ana", "Ana" },               /* a mark on nothing */
		{ "\u200dAna", "Ana" },
		{ "Ana ★", "Ana" },
		{ "⭐ Ana ✔\ufe0f ✅ 🌟 ✦", "Ana" },
		{ "A\u20ddna", "Ana" }, /* in a circle */
		{ "Z\u0301\u0302\u0303\u0304\u0305\u0306a",
		  "Z\u0301\u0302\u0303a" },
		{ "Z\u0301\u0302\u0303\u200d\u200d\u0304a",
		  "Z\u0301\u0302\u0303\u200da" },
		{ "\ue000Ana", "Ana" }, /* private use */
		{ "\xff\xfe", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(utf8_name(arena, cases[i].from),
				    cases[i].to);
}

static void initials_are_letters_of_the_first_and_last_word(void **state)
{
	static const struct pair cases[] = {
		{ "Ana", "A" },
		{ "ana maria bell", "AB" },
		{ "élan østergaard", "ÉØ" },
		{ "\"Bo\" (Dad) 🌲", "BD" },
		{ "🌲🌲", "" },
		{ "4711 x", "4X" },
		{ "ß", "ẞ" },
		{ "محمد الحسن", "ما" },
		{ "李 小龍", "李小" },
		{ "-", "" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(utf8_initials(arena, cases[i].from),
				    cases[i].to);
}

static void a_name_has_one_number_however_it_is_spelled(void **state)
{
	uint32_t number = utf8_name_number(arena, "Zoë Bell");

	(void)state;
	assert_int_equal(utf8_name_number(arena, "zoe  BELL"), number);
	assert_int_not_equal(utf8_name_number(arena, "Zoe Ball"), number);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(names_of_people_stay_as_they_are),
		TEST(what_is_no_name_is_left_out),
		TEST(initials_are_letters_of_the_first_and_last_word),
		TEST(a_name_has_one_number_however_it_is_spelled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
