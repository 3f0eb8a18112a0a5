#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "plan_fixture.h"
#include "store/audit.h"

static void a_measure_comes_with_figures_by_year_and_targets_last(void **state)
{
	struct fixture *f = *state;
	struct measure *m;
	size_t count;
	int64_t id;

	assert_true(put_measure(f, &PROGRAMS, 1, &id));
	put_figure(f, id, "2016", 2016, false, 280);
	put_figure(f, id, "2013", 2013, true, 310);
	put_figure(f, id, "2012", 2012, false, 300);
	assert_int_equal(
		store_plan_measures(f->db, f->arena, "network", &m, &count),
		STATUS_OK);
	assert_int_equal(count, 1);
	assert_string_equal(m->name, "Programs in the network");
	assert_int_equal(m->direction, PLAN_UP);
	assert_int_equal(m->figure_count, 3);
	assert_int_equal(m->figures[0].year, 2012);
	assert_int_equal(m->figures[1].year, 2016);
	assert_true(m->figures[2].is_target);
	assert_null(m->figures[0].qualifier);
}

static void measures_stand_in_the_order_of_the_plan(void **state)
{
	struct fixture *f = *state;
	struct measure other = PROGRAMS, *m;
	size_t count;
	int64_t id;

	other.area = "innovation";
	put_measure(f, &other, 1, &id);
	other.slug = "second";
	other.area = "network";
	put_measure(f, &other, 2, &id);
	put_measure(f, &PROGRAMS, 1, &id);
	assert_int_equal(store_plan_measures(f->db, f->arena, NULL, &m, &count),
			 STATUS_OK);
	assert_int_equal(count, 3);
	assert_string_equal(m[0].slug, "programs");
	assert_string_equal(m[1].slug, "second");
	assert_string_equal(m[2].area, "innovation");
	assert_int_equal(m[2].figure_count, 0);
}

static void many_measures_and_figures_are_all_read(void **state)
{
	struct fixture *f = *state;
	struct measure other = PROGRAMS, *m;
	size_t count;
	int64_t id;

	for (int i = 0; i < 9; i++) {
		other.slug = arena_printf(f->arena, "m%d", i);
		put_measure(f, &other, i, &id);
		for (int year = 2000; year < 2009; year++)
			put_figure(f, id, arena_printf(f->arena, "%d", year),
				   year, false, year);
	}
	assert_int_equal(store_plan_measures(f->db, f->arena, NULL, &m, &count),
			 STATUS_OK);
	assert_int_equal(count, 9);
	for (size_t i = 0; i < 9; i++) {
		assert_int_equal(m[i].figure_count, 9);
		assert_int_equal(m[i].figures[8].year, 2008);
	}
}

static void one_measure_is_found_by_area_and_slug(void **state)
{
	struct fixture *f = *state;
	struct measure m;
	int64_t id;

	put_measure(f, &PROGRAMS, 1, &id);
	assert_int_equal(
		store_plan_measure(f->db, f->arena, "network", "programs", &m),
		STATUS_OK);
	assert_int_equal(m.id, id);
	assert_int_equal(
		store_plan_measure(f->db, f->arena, "region", "programs", &m),
		STATUS_NOT_FOUND);
}

static void what_is_stored_already_writes_nothing(void **state)
{
	struct fixture *f = *state;
	int64_t id, again, before;

	put_measure(f, &PROGRAMS, 1, &id);
	assert_true(put_figure(f, id, "2012", 2012, false, 300));
	before = generation(f);
	assert_false(put_measure(f, &PROGRAMS, 1, &again));
	assert_int_equal(id, again);
	assert_false(put_figure(f, id, "2012", 2012, false, 300));
	assert_int_equal(generation(f), before);
}

static void a_changed_figure_is_changed_and_recorded(void **state)
{
	struct fixture *f = *state;
	struct measure m;
	int64_t id, before;

	put_measure(f, &PROGRAMS, 1, &id);
	put_figure(f, id, "2012", 2012, false, 300);
	before = generation(f);
	assert_true(put_figure(f, id, "2012", 2012, false, 301));
	assert_true(generation(f) > before);
	assert_int_equal(
		store_plan_measure(f->db, f->arena, "network", "programs", &m),
		STATUS_OK);
	assert_int_equal(m.figure_count, 1);
	assert_true(m.figures[0].value == 301);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_measure_comes_with_figures_by_year_and_targets_last),
		TEST(measures_stand_in_the_order_of_the_plan),
		TEST(many_measures_and_figures_are_all_read),
		TEST(one_measure_is_found_by_area_and_slug),
		TEST(what_is_stored_already_writes_nothing),
		TEST(a_changed_figure_is_changed_and_recorded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
