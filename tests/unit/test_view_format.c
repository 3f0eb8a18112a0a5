#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "view/format.h"

struct fixture {
	struct arena *a;
	struct strings *s;
};

static struct fixture f;

static int set_up(void **state)
{
	(void)state;
	f.a = arena_new();
	assert_int_equal(strings_open(NORTHSTAR_SHARE "/strings", "en", &f.s),
			 STATUS_OK);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	strings_close(f.s);
	arena_free(f.a);
	return 0;
}

static void numbers_are_grouped(void **state)
{
	(void)state;
	assert_string_equal(format_int(f.a, f.s, 0), "0");
	assert_string_equal(format_int(f.a, f.s, 999), "999");
	assert_string_equal(format_int(f.a, f.s, 1234567), "1,234,567");
	assert_string_equal(format_int(f.a, f.s, -1000), "−1,000");
	assert_string_equal(format_int(f.a, f.s, INT64_MIN),
			    "−9,223,372,036,854,775,808");
}

static void fractions_have_at_most_two_decimals(void **state)
{
	(void)state;
	assert_string_equal(format_number(f.a, f.s, 7.5), "7.5");
	assert_string_equal(format_number(f.a, f.s, 2.72), "2.72");
	assert_string_equal(format_number(f.a, f.s, 2.049), "2.05");
	assert_string_equal(format_number(f.a, f.s, 62), "62");
	assert_string_equal(format_number(f.a, f.s, 1999.999), "2,000");
	assert_string_equal(format_number(f.a, f.s, -0.001), "0");
	assert_string_equal(format_number(f.a, f.s, -1.5), "−1.5");
}

static void dates_are_minnesotas(void **state)
{
	(void)state;
	/* 3 November 2026, 03:00 UTC is still the 2nd in Minnesota. */
	assert_string_equal(format_date(f.a, f.s, 1793674800),
			    "2 November 2026");
	assert_string_equal(format_day_iso(f.a, 1793674800), "2026-11-02");
	assert_string_equal(format_month(f.a, f.s, 1793674800),
			    "November 2026");
}

static void ages_are_said_in_words(void **state)
{
	(void)state;
	assert_string_equal(format_ages(f.a, f.s, 10, 14, 0), "10 to 14");
	assert_string_equal(format_ages(f.a, f.s, 10, 14, 1), "10–14");
	assert_string_equal(format_ages(f.a, f.s, 12, -1, 0), "12 and over");
	assert_string_equal(format_ages(f.a, f.s, -1, 10, 0), "up to 10");
	assert_string_equal(format_ages(f.a, f.s, 12, 12, 1), "12");
	assert_null(format_ages(f.a, f.s, -1, -1, 0));
}

static void lists_end_in_and(void **state)
{
	static const char *const ITEMS[] = { "Cook", "Lake", "St. Louis" };

	(void)state;
	assert_string_equal(format_list(f.a, f.s, ITEMS, 0), "");
	assert_string_equal(format_list(f.a, f.s, ITEMS, 1), "Cook");
	assert_string_equal(format_list(f.a, f.s, ITEMS, 2), "Cook and Lake");
	assert_string_equal(format_list(f.a, f.s, ITEMS, 3),
			    "Cook, Lake and St. Louis");
}

static void miles_are_rounded(void **state)
{
	(void)state;
	assert_string_equal(format_miles(f.a, f.s, 0.2), "less than a mile");
	assert_string_equal(format_miles(f.a, f.s, 0.9), "about 1 mile");
	assert_string_equal(format_miles(f.a, f.s, 12.4), "about 12 miles");
}

static void figures_carry_qualifier_and_unit(void **state)
{
	(void)state;
	assert_string_equal(format_figure(f.a, f.s, "about", 300, "programs"),
			    "about 300");
	assert_string_equal(format_figure(f.a, f.s, NULL, 62, "%"), "62%");
	assert_string_equal(format_figure(f.a, f.s, "more than", 7500000, "$"),
			    "more than $7.5 million");
	assert_string_equal(format_figure(f.a, f.s, "", 2.72, "$"), "$2.72");
	assert_string_equal(format_figure(f.a, f.s, "nearly", 9, "out of 10"),
			    "nearly 9 out of 10");
	assert_string_equal(format_figure(f.a, f.s, NULL, 2, "to 1"), "2 to 1");
	assert_string_equal(format_figure(f.a, f.s, NULL, 3, "per 7 days"),
			    "3 per 7 days");
	assert_string_equal(format_figure(f.a, f.s, "some", 5, "mentors"),
			    "some 5");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

static void how_long_ago_is_counted_in_minnesotas_days(void **state)
{
	const int64_t now = 1795449600; /* 23 November 2026, 10:00 a.m. */
	static const struct {
		int days;
		const char *words;
	} cases[] = {
		{ -1, "today" },          { 0, "today" },
		{ 1, "yesterday" },       { 2, "2 days ago" },
		{ 13, "13 days ago" },    { 14, "2 weeks ago" },
		{ 60, "8 weeks ago" },    { 61, "2 months ago" },
		{ 365, "12 months ago" }, { 729, "23 months ago" },
		{ 731, "2 years ago" },   { 1461, "4 years ago" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(
			format_ago(f.a, f.s, now - cases[i].days * 86400, now),
			cases[i].words);
	/* From one second to midnight there to midnight itself. */
	assert_string_equal(format_ago(f.a, f.s, 1795413599, 1795413600),
			    "yesterday");
	assert_string_equal(
		format_ago(f.a, f.s, 1795413600, 1795413600 + 86399), "today");
	/* The night in which the clocks go back has 25 hours. */
	assert_string_equal(
		format_ago(f.a, f.s, 1793509200, 1793509200 + 89999), "today");
	assert_string_equal(
		format_ago(f.a, f.s, 1793509200, 1793509200 + 90000),
		"yesterday");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(numbers_are_grouped),
		TEST(fractions_have_at_most_two_decimals),
		TEST(dates_are_minnesotas),
		TEST(how_long_ago_is_counted_in_minnesotas_days),
		TEST(ages_are_said_in_words),
		TEST(lists_end_in_and),
		TEST(miles_are_rounded),
		TEST(figures_carry_qualifier_and_unit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
