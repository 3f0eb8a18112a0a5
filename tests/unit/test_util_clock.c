#include "util/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void dates_are_written_as_the_rfcs_say(void **state)
{
	char out[30];

	(void)state;
	clock_rfc3339(1795449900, out);
	assert_string_equal(out, "2026-11-23T16:05:00Z");
	clock_rfc3339(INT64_MAX, out);
	assert_string_equal(out, "9999-12-31T23:59:59Z");
	clock_rfc3339(INT64_MIN, out);
	assert_string_equal(out, "0001-01-01T00:00:00Z");
}

static void local_time_is_minnesotas(void **state)
{
	struct clock_date winter = clock_local(1795449900);
	struct clock_date summer = clock_local(1782878400);

	(void)state;
	assert_int_equal(winter.year, 2026);
	assert_int_equal(winter.month, 11);
	assert_int_equal(winter.day, 23);
	assert_int_equal(winter.hour, 10);
	assert_int_equal(winter.minute, 5);
	assert_int_equal(winter.weekday, 1);
	assert_int_equal(winter.utc_offset, -6 * 3600);
	assert_int_equal(summer.utc_offset, -5 * 3600);
	assert_int_equal(summer.day, 30); /* 2026-07-01 04:00 UTC is June */
	assert_int_equal(summer.hour, 23);
}

static void tests_may_set_the_clock(void **state)
{
	int64_t now = clock_now();

	(void)state;
	assert_in_range(now, 1000000000, 1000000060);
}

static void a_day_begins_at_midnight_in_minnesota(void **state)
{
	static const char *const no_days[] = { "",           "2026-02-30",
					       "2026-13-01", "2026-1-1",
					       "26-01-01xx", "2026-11-23 ",
					       "-026-11-23", "2026-00-10",
					       "1969-12-31" };
	int64_t at;

	(void)state;
	assert_true(clock_day_start("2026-11-23", &at));
	assert_int_equal(at, 1795413600); /* 06:00 UTC */
	assert_true(clock_day_start("2026-07-04", &at));
	assert_int_equal(at, 1783141200); /* 05:00 UTC: summer */
	for (size_t i = 0; i < sizeof(no_days) / sizeof(*no_days); i++)
		assert_false(clock_day_start(no_days[i], &at));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_written_as_the_rfcs_say),
		cmocka_unit_test(local_time_is_minnesotas),
		cmocka_unit_test(tests_may_set_the_clock),
		cmocka_unit_test(a_day_begins_at_midnight_in_minnesota),
	};

	setenv("NORTHSTAR_NOW", "1000000000", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
