/* How an area of the plan stands is derived from its figures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "page/plan_words.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static struct measure measure_of(struct figure *figures, size_t count,
				 enum plan_direction direction)
{
	return (struct measure){ .area = "network",
				 .slug = "programs",
				 .unit = "programs",
				 .direction = direction,
				 .figures = figures,
				 .figure_count = count };
}

static void a_measure_without_figures_says_so(void **state)
{
	struct figure aim[] = { { .year = 2016, .is_target = 1, .value = 9 } };
	struct measure m = measure_of(aim, COUNT(aim), PLAN_UP);

	(void)state;
	assert_int_equal(plan_measure_state(&m), PLAN_NO_FIGURES);
	assert_null(plan_latest(&m));
}

static void without_a_target_nothing_is_on_track(void **state)
{
	struct figure f[] = { { .year = 2012, .value = 300 },
			      { .year = 2016, .value = 400 } };
	struct measure m = measure_of(f, COUNT(f), PLAN_UP);

	(void)state;
	assert_int_equal(plan_measure_state(&m), PLAN_NO_TARGET);
	assert_ptr_equal(plan_latest(&m), &f[1]);
	assert_null(plan_target(&m));
}

static void the_direction_says_which_way_is_better(void **state)
{
	struct figure f[] = { { .year = 2012, .value = 29 },
			      { .year = 2016, .value = 20 },
			      { .year = 2016, .is_target = 1, .value = 20 } };
	struct measure less = measure_of(f, COUNT(f), PLAN_DOWN);
	struct measure more = measure_of(f, COUNT(f), PLAN_UP);

	(void)state;
	assert_int_equal(plan_measure_state(&less), PLAN_MET);
	f[2].value = 10;
	assert_int_equal(plan_measure_state(&less), PLAN_ON_TRACK);
	f[2].value = 40;
	assert_int_equal(plan_measure_state(&more), PLAN_BEHIND);
	f[1].value = 35;
	assert_int_equal(plan_measure_state(&more), PLAN_ON_TRACK);
	f[1].value = 40;
	assert_int_equal(plan_measure_state(&more), PLAN_MET);
}

static void an_area_is_as_far_as_its_slowest_measure(void **state)
{
	struct figure met[] = { { .year = 2012, .value = 1 },
				{ .year = 2016, .value = 9 },
				{ .year = 2016, .is_target = 1, .value = 9 } };
	struct figure behind[] = { { .year = 2012, .value = 5 },
				   { .year = 2016, .value = 4 },
				   { .year = 2016, .is_target = 1,
				     .value = 9 } };
	struct measure list[] = { measure_of(met, COUNT(met), PLAN_UP),
				  measure_of(behind, COUNT(behind), PLAN_UP) };

	(void)state;
	assert_int_equal(plan_area_state(list, 1, "network"), PLAN_MET);
	assert_int_equal(plan_area_state(list, 2, "network"), PLAN_BEHIND);
	assert_int_equal(plan_area_state(list, 2, "policy"), PLAN_NO_FIGURES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_measure_without_figures_says_so),
		cmocka_unit_test(without_a_target_nothing_is_on_track),
		cmocka_unit_test(the_direction_says_which_way_is_better),
		cmocka_unit_test(an_area_is_as_far_as_its_slowest_measure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
