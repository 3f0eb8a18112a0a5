/* The plan as staff keep it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "plan_fixture.h"
#include "store/audit.h"

#define NOW 1795000000 /* November 2026 */

static struct figure_save draft_of(int64_t measure_id, const char *period,
				   double value)
{
	struct figure_save save = { .measure_id = measure_id,
				    .figure = { .period = period,
						.value = value,
						.source = "Survey" },
				    .actor = "user 1",
				    .now = NOW };

	assert_true(store_period_end(period, &save.figure.year,
				     &save.figure.month));
	return save;
}

static struct change_item save_figure(struct fixture *f,
				      const struct figure_save *save,
				      enum figure_change expected)
{
	enum figure_change change;
	struct change_item item;

	assert_int_equal(
		store_figure_save(f->db, f->arena, save, &change, &item),
		STATUS_OK);
	assert_int_equal(change, expected);
	return item;
}

static struct measure public_measure(struct fixture *f)
{
	struct measure m;

	assert_int_equal(
		store_plan_measure(f->db, f->arena, "network", "programs", &m),
		STATUS_OK);
	return m;
}

static struct measure staff_measure(struct fixture *f)
{
	struct measure m;

	assert_int_equal(
		store_plan_one(f->db, f->arena, "network", "programs", &m),
		STATUS_OK);
	return m;
}

static void a_draft_figure_moves_nothing_public_until_published(void **state)
{
	struct fixture *f = *state;
	struct figure_save save;
	int64_t id, before;

	put_measure(f, &PROGRAMS, 1, &id);
	before = generation(f);
	save = draft_of(id, "2017", 301.5);
	save_figure(f, &save, FIGURE_DRAFTED);
	assert_int_equal(generation(f), before);
	assert_int_equal(public_measure(f).figure_count, 0);
	assert_int_equal(staff_measure(f).figure_count, 1);
	assert_false(staff_measure(f).figures[0].is_published);
	save.figure.version = 1;
	save.figure.is_published = true;
	save_figure(f, &save, FIGURE_PUBLISHED);
	assert_true(generation(f) > before);
	assert_int_equal(public_measure(f).figure_count, 1);
	save.figure.version = 2;
	save_figure(f, &save, FIGURE_SAME);
	assert_int_equal(staff_measure(f).figures[0].version, 2);
}

static void a_published_figure_changes_only_with_a_reason(void **state)
{
	struct fixture *f = *state;
	enum figure_change change;
	struct change_item item;
	struct figure_save save;
	struct measure m;
	int64_t id;

	put_measure(f, &PROGRAMS, 1, &id);
	put_figure(f, id, "2012", 2012, false, 41000);
	save = draft_of(id, "2012", 12345.5);
	save.figure.version = 1;
	save.figure.is_published = true;
	save.figure.qualifier = "about";
	save.figure.note = "Counted again.";
	assert_int_equal(
		store_figure_save(f->db, f->arena, &save, &change, &item),
		STATUS_BAD);
	assert_true(public_measure(f).figures[0].value == 41000);
	save.reason = "Two programs were counted twice.";
	save_figure(f, &save, FIGURE_CORRECTED);
	m = public_measure(f);
	assert_true(m.figures[0].value == 12345.5);
	assert_int_equal(m.correction_count, 2);
	assert_string_equal(m.corrections[0].before, "41000");
	assert_string_equal(m.corrections[0].after, "about 12345.5");
	assert_int_equal(m.corrections[1].field, CORRECTED_NOTE);
	assert_string_equal(m.corrections[1].before, "");
	assert_int_equal(m.corrections[0].at, NOW);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
}

static void a_figure_is_taken_back_with_a_reason(void **state)
{
	struct fixture *f = *state;
	struct figure_save save;
	int64_t id;

	put_measure(f, &PROGRAMS, 1, &id);
	put_figure(f, id, "2012", 2012, false, 41000);
	save = draft_of(id, "2012", 41000);
	save.figure.version = 1;
	save.reason = "It was another year's.";
	save_figure(f, &save, FIGURE_WITHDRAWN);
	assert_int_equal(public_measure(f).figure_count, 0);
	assert_string_equal(public_measure(f).corrections[0].after, "");
}

static void who_saw_another_version_of_it_overwrites_nothing(void **state)
{
	struct fixture *f = *state;
	enum figure_change change;
	struct change_item item;
	struct figure_save save;
	int64_t id;

	put_measure(f, &PROGRAMS, 1, &id);
	save = draft_of(id, "2017", 300);
	save_figure(f, &save, FIGURE_DRAFTED);
	save.figure.value = 999;
	assert_int_equal(
		store_figure_save(f->db, f->arena, &save, &change, &item),
		STATUS_CONFLICT);
	save.figure.period = "2018";
	save.figure.version = 1;
	assert_int_equal(
		store_figure_save(f->db, f->arena, &save, &change, &item),
		STATUS_CONFLICT);
	assert_int_equal(staff_measure(f).figure_count, 1);
	assert_true(staff_measure(f).figures[0].value == 300);
}

static enum status undo_figure(struct fixture *f,
			       const struct change_item *item)
{
	return store_figure_undo(f->db, f->arena, item, "user 1", NOW + 60);
}

static void undoing_a_figure_goes_back_and_tells_the_public(void **state)
{
	struct fixture *f = *state;
	struct change_item drafted, published, corrected;
	struct figure_save save;
	int64_t id;

	put_measure(f, &PROGRAMS, 1, &id);
	save = draft_of(id, "2017", 300);
	save.figure.note = "Counted in May.";
	drafted = save_figure(f, &save, FIGURE_DRAFTED);
	save.figure.version = 1;
	save.figure.is_published = true;
	published = save_figure(f, &save, FIGURE_PUBLISHED);
	assert_int_equal(undo_figure(f, &drafted), STATUS_CONFLICT);
	save.figure.version = 2;
	save.figure.value = 310;
	save.reason = "Counted again.";
	corrected = save_figure(f, &save, FIGURE_CORRECTED);
	assert_int_equal(undo_figure(f, &published), STATUS_CONFLICT);
	assert_int_equal(undo_figure(f, &corrected), STATUS_OK);
	assert_int_equal(undo_figure(f, &corrected), STATUS_CONFLICT);
	assert_true(public_measure(f).figures[0].value == 300);
	assert_string_equal(public_measure(f).figures[0].note,
			    "Counted in May.");
	assert_int_equal(public_measure(f).correction_count, 2);
	assert_string_equal(public_measure(f).corrections[1].before, "310");
}

static void undoing_a_new_figure_removes_it(void **state)
{
	struct fixture *f = *state;
	struct change_item item;
	struct figure_save save;
	int64_t id;

	put_measure(f, &PROGRAMS, 1, &id);
	save = draft_of(id, "2017", 300);
	item = save_figure(f, &save, FIGURE_DRAFTED);
	assert_int_equal(undo_figure(f, &item), STATUS_OK);
	assert_int_equal(staff_measure(f).figure_count, 0);
	assert_int_equal(staff_measure(f).correction_count, 0);
	save.figure.is_published = true;
	item = save_figure(f, &save, FIGURE_PUBLISHED);
	assert_int_equal(undo_figure(f, &item), STATUS_OK);
	assert_int_equal(public_measure(f).figure_count, 0);
	assert_string_equal(public_measure(f).corrections[0].before, "300");
	assert_string_equal(public_measure(f).corrections[0].after, "");
}

static void a_draft_is_removed_and_comes_back(void **state)
{
	struct fixture *f = *state;
	struct change_item item;
	struct figure_save save;
	int64_t id;

	put_measure(f, &PROGRAMS, 1, &id);
	save = draft_of(id, "2017", 12345.5);
	save.figure.qualifier = "about";
	item = save_figure(f, &save, FIGURE_DRAFTED);
	assert_int_equal(store_figure_remove(f->db, f->arena, item.object_id, 2,
					     "user 1", &item),
			 STATUS_CONFLICT);
	assert_int_equal(store_figure_remove(f->db, f->arena, item.object_id, 1,
					     "user 1", &item),
			 STATUS_OK);
	assert_int_equal(staff_measure(f).figure_count, 0);
	assert_int_equal(undo_figure(f, &item), STATUS_OK);
	assert_true(staff_measure(f).figures[0].value == 12345.5);
	assert_string_equal(staff_measure(f).figures[0].qualifier, "about");
	assert_int_equal(undo_figure(f, &item), STATUS_CONFLICT);
	save.figure.version = 1;
	save.figure.is_published = true;
	item = save_figure(f, &save, FIGURE_PUBLISHED);
	assert_int_equal(store_figure_remove(f->db, f->arena, item.object_id, 2,
					     "user 1", &item),
			 STATUS_BAD);
}

static void an_import_over_a_published_figure_is_a_correction(void **state)
{
	struct fixture *f = *state;
	struct figure_save save;
	int64_t id;

	put_measure(f, &PROGRAMS, 1, &id);
	put_figure(f, id, "2012", 2012, false, 300);
	assert_int_equal(public_measure(f).correction_count, 0);
	put_figure(f, id, "2012", 2012, false, 301);
	assert_int_equal(public_measure(f).correction_count, 1);
	save = draft_of(id, "2017", 5);
	save_figure(f, &save, FIGURE_DRAFTED);
	put_figure(f, id, "2017", 2017, false, 6);
	assert_int_equal(public_measure(f).figure_count, 2);
	assert_int_equal(public_measure(f).correction_count, 1);
}

static int64_t add_measure(struct fixture *f, const struct measure *m,
			   struct change_item *item)
{
	int64_t id;

	assert_int_equal(store_measure_add(f->db, m, "user 1", &id, item),
			 STATUS_OK);
	return id;
}

static void a_measure_is_added_changed_retired_and_brought_back(void **state)
{
	struct fixture *f = *state;
	struct measure m = PROGRAMS, got;
	struct change_item item;
	int64_t id;

	m.slug = "not this one";
	m.owner = "Ana";
	m.due_months = 12;
	id = add_measure(f, &m, &item);
	add_measure(f, &m, &item); /* of the same name */
	assert_int_equal(store_plan_one(f->db, f->arena, "network",
					"programs-in-the-network-2", &got),
			 STATUS_OK);
	assert_int_equal(got.position, 2);
	assert_int_equal(store_plan_one_by_id(f->db, f->arena, id, &got),
			 STATUS_OK);
	assert_string_equal(got.owner, "Ana");
	got.name = "Programs";
	assert_int_equal(
		store_measure_save(f->db, f->arena, &got, "user 1", &item),
		STATUS_OK);
	assert_int_equal(
		store_measure_save(f->db, f->arena, &got, "user 1", &item),
		STATUS_CONFLICT);
	got.version++;
	got.is_retired = true;
	assert_int_equal(
		store_measure_save(f->db, f->arena, &got, "user 1", &item),
		STATUS_OK);
	assert_int_equal(store_plan_measure(f->db, f->arena, "network",
					    "programs-in-the-network", &got),
			 STATUS_NOT_FOUND);
	assert_int_equal(store_measure_undo(f->db, f->arena, &item, "user 1"),
			 STATUS_OK);
	assert_int_equal(store_measure_undo(f->db, f->arena, &item, "user 1"),
			 STATUS_CONFLICT);
	assert_int_equal(store_plan_measure(f->db, f->arena, "network",
					    "programs-in-the-network", &got),
			 STATUS_OK);
	assert_string_equal(got.name, "Programs");
	assert_string_equal(got.owner, "Ana");
	assert_int_equal(got.due_months, 12);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
}

static void undoing_a_new_measure_retires_it(void **state)
{
	struct fixture *f = *state;
	struct change_item item;
	struct measure m;

	add_measure(f, &PROGRAMS, &item);
	assert_int_equal(store_measure_undo(f->db, f->arena, &item, "user 1"),
			 STATUS_OK);
	assert_int_equal(store_plan_one(f->db, f->arena, "network",
					"programs-in-the-network", &m),
			 STATUS_OK);
	assert_true(m.is_retired);
}

static void a_period_ends_when_its_name_says(void **state)
{
	static const struct {
		const char *name;
		int year, month;
	} PERIODS[] = {
		{ "2016", 2016, 12 },
		{ "January 2016", 2016, 1 },
		{ "FY 2008–2016", 2016, 12 },
		{ "2012–2016", 2016, 12 },
		{ "Q3 2014", 2014, 9 },
		{ "2014 q1", 2014, 3 },
		{ "2015–16", 2016, 12 },
		{ "2016-06", 2016, 6 },
		{ "2009-10", 2010, 12 },
		{ "Sept. 2015", 2015, 9 },
		{ "Jan–Jun 2015", 2015, 6 },
		{ "Mayday 2015", 2015, 12 },
		{ "Survey 12 of 2015", 2015, 12 },
	};
	static const char *const NONE[] = { "",     "last year", "1889",
					    "2200", "20161",     "Q3" };
	int year, month;

	(void)state;
	for (size_t i = 0; i < sizeof(PERIODS) / sizeof(*PERIODS); i++) {
		assert_true(store_period_end(PERIODS[i].name, &year, &month));
		assert_int_equal(year, PERIODS[i].year);
		assert_int_equal(month, PERIODS[i].month);
	}
	for (size_t i = 0; i < sizeof(NONE) / sizeof(*NONE); i++)
		assert_false(store_period_end(NONE[i], &year, &month));
}

static void quarters_stand_in_their_order(void **state)
{
	struct fixture *f = *state;
	struct figure_save save;
	int64_t id;

	put_measure(f, &PROGRAMS, 1, &id);
	for (int i = 4; i >= 1; i--) {
		save = draft_of(id, arena_printf(f->arena, "Q%d 2016", i), i);
		save.figure.is_published = true;
		save_figure(f, &save, FIGURE_PUBLISHED);
	}
	for (int i = 0; i < 4; i++)
		assert_true(public_measure(f).figures[i].value == i + 1);
}

static void figures_are_due_months_after_the_last_period_ends(void **state)
{
	struct fixture *f = *state;
	struct measure m = PROGRAMS;
	struct change_item item;
	struct due_measure *due;
	struct figure_save save;
	int64_t id, at;
	size_t count;

	add_measure(f, &m, &item); /* never due */
	m.due_months = 3;
	m.name = "Never counted";
	add_measure(f, &m, &item);
	m.name = "Counted";
	id = add_measure(f, &m, &item);
	save = draft_of(id, "June 2026", 5);
	save.figure.is_published = true;
	save_figure(f, &save, FIGURE_PUBLISHED);
	at = 1790856000; /* 1 October 2026, noon */
	assert_int_equal(
		store_plan_due(f->db, f->arena, at - 1, 10, &due, &count),
		STATUS_OK);
	assert_int_equal(count, 1);
	assert_int_equal(due[0].due_at, 0);
	assert_null(due[0].last_period);
	save = draft_of(id, "Q3 2026", 6);
	save_figure(f, &save, FIGURE_DRAFTED);
	assert_int_equal(store_plan_due(f->db, f->arena, at, 10, &due, &count),
			 STATUS_OK);
	assert_int_equal(count, 2);
	assert_int_equal(due[1].due_at, at);
	assert_string_equal(due[1].last_period, "June 2026");
	assert_true(due[1].has_draft);
	assert_int_equal(store_plan_due(f->db, f->arena, at, 1, &due, &count),
			 STATUS_OK);
	assert_int_equal(count, 1);
	assert_string_equal(due[0].name, "Never counted");
	save.figure.version = 1;
	save.figure.is_published = true;
	save_figure(f, &save, FIGURE_PUBLISHED);
	assert_int_equal(store_plan_due(f->db, f->arena, at, 10, &due, &count),
			 STATUS_OK);
	assert_int_equal(count, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_draft_figure_moves_nothing_public_until_published),
		TEST(a_published_figure_changes_only_with_a_reason),
		TEST(a_figure_is_taken_back_with_a_reason),
		TEST(who_saw_another_version_of_it_overwrites_nothing),
		TEST(undoing_a_figure_goes_back_and_tells_the_public),
		TEST(undoing_a_new_figure_removes_it),
		TEST(a_draft_is_removed_and_comes_back),
		TEST(an_import_over_a_published_figure_is_a_correction),
		TEST(a_measure_is_added_changed_retired_and_brought_back),
		TEST(undoing_a_new_measure_retires_it),
		TEST(a_period_ends_when_its_name_says),
		TEST(quarters_stand_in_their_order),
		TEST(figures_are_due_months_after_the_last_period_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
