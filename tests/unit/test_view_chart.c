#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "view/chart.h"

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

static void bullet_shows_value_and_target(void **state)
{
	const char *svg =
		chart_bullet(*state, "312 of \"350\"", 312, 400, true, 350);

	assert_non_null(strstr(svg, "aria-label=\"312 of &quot;350&quot;\""));
	assert_non_null(strstr(svg, "class=\"bar\" y=\"32%\" width=\"78.0%\""));
	assert_non_null(strstr(svg, "class=\"aim\" x=\"87.5%\""));
	assert_non_null(strstr(svg, "class=\"b3\" width=\"87.5%\""));
}

static void bullet_without_target_has_no_tick(void **state)
{
	const char *svg = chart_bullet(*state, "x", 300, 400, false, 0);

	assert_null(strstr(svg, "aim"));
	assert_null(strstr(svg, "b3"));
}

static void bullet_stays_within_its_track(void **state)
{
	assert_non_null(strstr(chart_bullet(*state, "x", 900, 400, false, 0),
			       "width=\"100.0%\" height=\"36%\""));
	assert_non_null(strstr(chart_bullet(*state, "x", -5, 400, false, 0),
			       "width=\"0.0%\""));
	assert_non_null(strstr(chart_bullet(*state, "x", 5, 0, false, 0),
			       "width=\"0.0%\""));
}

static void spark_runs_from_first_to_last(void **state)
{
	static const struct chart_point POINTS[] = { { 2012, 100 },
						     { 2014, 300 },
						     { 2016, 200 } };
	const char *svg = chart_spark(*state, "x", POINTS, 3, false, 0);

	assert_non_null(
		strstr(svg, "points=\"3.0,39.0 118.5,5.0 234.0,22.0\""));
	assert_non_null(strstr(svg, "d=\"M234.0 22.0h0\""));
	assert_null(strstr(svg, "goal"));
}

static void spark_scale_takes_in_the_target(void **state)
{
	static const struct chart_point POINTS[] = { { 0, 0 }, { 1, 50 } };
	const char *svg = chart_spark(*state, "x", POINTS, 2, true, 100);

	assert_non_null(strstr(svg, "class=\"goal\" d=\"M0 5.0H240\""));
	assert_non_null(strstr(svg, "points=\"3.0,39.0 234.0,22.0\""));
}

static void flat_series_lies_in_the_middle(void **state)
{
	static const struct chart_point POINTS[] = { { 1, 7 }, { 2, 7 } };

	assert_non_null(strstr(chart_spark(*state, "x", POINTS, 2, false, 0),
			       "points=\"3.0,22.0 234.0,22.0\""));
}

static void scale_ends_at_a_round_number(void **state)
{
	(void)state;
	assert_true(chart_nice_max(280) == 500);
	assert_true(chart_nice_max(62) == 100);
	assert_true(chart_nice_max(178000) == 200000);
	assert_true(chart_nice_max(2.2) == 2.5);
	assert_true(chart_nice_max(100) == 100);
	assert_true(chart_nice_max(0) == 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(bullet_shows_value_and_target),
		TEST(bullet_without_target_has_no_tick),
		TEST(bullet_stays_within_its_track),
		TEST(spark_runs_from_first_to_last),
		TEST(spark_scale_takes_in_the_target),
		TEST(flat_series_lies_in_the_middle),
		TEST(scale_ends_at_a_round_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
