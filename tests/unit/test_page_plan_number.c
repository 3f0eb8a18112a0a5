#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "page/plan_number.h"

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

static void numbers_are_read_as_spreadsheets_write_them(void **state)
{
	static const struct {
		const char *text, *unit;
		double value;
	} GOOD[] = {
		{ "41,000", "programs", 41000 },
		{ " 300 ", "programs", 300 },
		{ "12,345.5", "programs", 12345.5 },
		{ "29 %", "%", 29 },
		{ "29%", "%", 29 },
		{ "29", "%", 29 },
		{ "$2.72", "$", 2.72 },
		{ "-$5", "$", -5 },
		{ "$-5", "$", -5 },
		{ "−3", "programs", -3 },
		{ "-0", "programs", 0 },
		{ "0.10", "$", 0.1 },
		{ "1 234 567", "programs", 1234567 },
		{ "41\u202f000", "programs", 41000 },
		{ "1234567", "programs", 1234567 },
		{ "999,999,999,999.99", "$", 999999999999.99 },
	};
	double value;

	for (size_t i = 0; i < sizeof(GOOD) / sizeof(GOOD[0]); i++) {
		assert_int_equal(
			plan_number(GOOD[i].text, GOOD[i].unit, &value),
			PLAN_NUMBER_FINE);
		assert_true(value == GOOD[i].value);
	}
	assert_string_equal(plan_number_text(*state, 12345.5), "12345.5");
	assert_string_equal(plan_number_text(*state, 0.1 + 0.2), "0.3");
	assert_string_equal(plan_number_text(*state, 999999999999.99),
			    "999999999999.99");
}

static void what_is_no_number_is_told_apart(void **state)
{
	static const struct {
		const char *text;
		enum plan_number_fault fault;
	} BAD[] = {
		{ "", PLAN_NUMBER_NONE },
		{ " \u00a0 ", PLAN_NUMBER_NONE },
		{ "about 300", PLAN_NUMBER_NOT },
		{ "=1+1", PLAN_NUMBER_NOT },
		{ "1e5", PLAN_NUMBER_NOT },
		{ "0x10", PLAN_NUMBER_NOT },
		{ "inf", PLAN_NUMBER_NOT },
		{ "nan", PLAN_NUMBER_NOT },
		{ "--1", PLAN_NUMBER_NOT },
		{ "1.", PLAN_NUMBER_NOT },
		{ ".5", PLAN_NUMBER_NOT },
		{ "1.5.5", PLAN_NUMBER_NOT },
		{ "٤٢", PLAN_NUMBER_NOT },
		{ "300 programs", PLAN_NUMBER_NOT },
		{ "41,00", PLAN_NUMBER_GROUPS },
		{ "2,5", PLAN_NUMBER_GROUPS },
		{ "1,,000", PLAN_NUMBER_GROUPS },
		{ "1,000,", PLAN_NUMBER_GROUPS },
		{ "1234,567", PLAN_NUMBER_GROUPS },
		{ "2016 300", PLAN_NUMBER_GROUPS },
		{ "1.234", PLAN_NUMBER_DECIMALS },
		{ "1234567890123", PLAN_NUMBER_LARGE },
		{ "29 %", PLAN_NUMBER_PERCENT },
		{ "$5 %", PLAN_NUMBER_PERCENT },
		{ "$5", PLAN_NUMBER_DOLLARS },
	};
	double value;

	(void)state;
	for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++)
		assert_int_equal(plan_number(BAD[i].text, "programs", &value),
				 BAD[i].fault);
}

static const char *const PERIODS[] = { "2012", "January 2016", "FY 2008–2016" };

static struct plan_paste paste(struct arena *arena, const char *text)
{
	static const struct measure measure = { .unit = "%" };
	struct plan_paste out;

	plan_paste_read(arena, text, &measure, PERIODS, 3, &out);
	return out;
}

static void a_table_has_periods_figures_and_targets(void **state)
{
	struct plan_paste p =
		paste(*state, "Period\tValue\tTarget\r\n2012\t29 %\t30\r\n\r\n"
			      "january 2016\t31\r\nFY 2008-2016\t\t40\r\n"
			      "2018\t\r\nQ3 2017\t5\t\t\t\r\n");

	assert_int_equal(p.faults, 0);
	assert_int_equal(p.count, 4);
	assert_string_equal(p.lines[0].period, "2012");
	assert_true(p.lines[0].has[0] && p.lines[0].value[0] == 29);
	assert_true(p.lines[0].has[1] && p.lines[0].value[1] == 30);
	assert_string_equal(p.lines[1].period, "January 2016");
	assert_false(p.lines[1].has[1]);
	assert_string_equal(p.lines[2].period, "FY 2008–2016");
	assert_false(p.lines[2].has[0]);
	assert_true(p.lines[2].has[1]);
	assert_int_equal(p.lines[2].line, 5);
	assert_string_equal(p.lines[3].period, "Q3 2017");
}

static void values_alone_go_to_the_periods_in_their_order(void **state)
{
	struct plan_paste p = paste(*state, "\n31\n\n32\n");

	assert_int_equal(p.count, 2);
	assert_string_equal(p.lines[0].period, "January 2016");
	assert_int_equal(p.lines[1].fault, PLAN_PASTE_MANY);
	assert_int_equal(p.lines[1].line, 4);
}

static void every_faulty_line_says_why(void **state)
{
	struct plan_paste p = paste(
		*state, "2012\t1\n2012\t2\nlast year\t3\n2013\tmany\n"
			"2015/16\t4\n2014\t1\t2\t3\n"
			"A very long name of a period that ended in 2016\t5\n");

	assert_int_equal(p.faults, 6);
	assert_int_equal(p.lines[1].fault, PLAN_PASTE_TWICE);
	assert_int_equal(p.lines[2].fault, PLAN_PASTE_PERIOD);
	assert_int_equal(p.lines[3].fault, PLAN_PASTE_NUMBER);
	assert_int_equal(p.lines[4].fault, PLAN_PASTE_SLASH);
	assert_int_equal(p.lines[5].fault, PLAN_PASTE_CELLS);
	assert_int_equal(p.lines[6].fault, PLAN_PASTE_LONG);
}

static void more_lines_than_the_limit_are_not_read(void **state)
{
	struct buf text;

	buf_init(&text, *state);
	for (int i = 0; i < 200; i++)
		buf_text(&text, "\n");
	assert_false(paste(*state, text.data).is_long);
	buf_text(&text, " \n1\n");
	assert_true(paste(*state, text.data).is_long);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(numbers_are_read_as_spreadsheets_write_them),
		TEST(what_is_no_number_is_told_apart),
		TEST(a_table_has_periods_figures_and_targets),
		TEST(values_alone_go_to_the_periods_in_their_order),
		TEST(every_faulty_line_says_why),
		TEST(more_lines_than_the_limit_are_not_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
