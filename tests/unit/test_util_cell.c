#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "util/cell.h"

static void only_plain_numbers_are_numbers(void **state)
{
	static const char *const wrong[] = {
		"",    "abc", "1e9", "+1", "-",
		"1.5", " 1",  "0x1", "1 ", "9999999999999999"
	};
	int64_t value;

	(void)state;
	assert_true(cell_int("12", &value));
	assert_int_equal(value, 12);
	assert_true(cell_int("-1", &value));
	assert_int_equal(value, -1);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(cell_int(wrong[i], &value));
}

static void only_plain_decimals_are_decimals(void **state)
{
	static const char *const wrong[] = { "",    ".5",  "1.",  "1e3",
					     "inf", "nan", "1,5", "1.5x" };
	double value;

	(void)state;
	assert_true(cell_real("-93.25", &value));
	assert_true(value == -93.25);
	assert_true(cell_real("769000000", &value));
	assert_true(value == 769000000);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(cell_real(wrong[i], &value));
}

static void yes_and_no_are_flags_and_empty_is_no(void **state)
{
	bool flag = true;

	(void)state;
	assert_true(cell_flag("", &flag));
	assert_false(flag);
	assert_true(cell_flag("Yes", &flag));
	assert_true(flag);
	assert_true(cell_flag("no", &flag));
	assert_false(flag);
	assert_false(cell_flag("maybe", &flag));
}

static void a_date_is_noon_in_minnesota_and_a_time_is_exact(void **state)
{
	static const char *const wrong[] = { "",
					     "2026-02-30",
					     "26-1-1",
					     "2026-13-01",
					     "2026/01/01",
					     "2026-01-01T10:00",
					     "2026-01-01T25:00:00Z",
					     "1960-01-01" };
	int64_t at;

	(void)state;
	assert_true(cell_time("2026-11-23", &at));
	assert_int_equal(at, 1795456800);
	assert_true(cell_time("2026-11-23T16:05:00Z", &at));
	assert_int_equal(at, 1795449900);
	assert_true(cell_time("2024-02-29", &at));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(cell_time(wrong[i], &at));
}

static void items_stand_between_semicolons(void **state)
{
	struct arena *arena = arena_new();
	const char *cursor = " a ;; b c;";

	(void)state;
	assert_string_equal(cell_item(arena, &cursor), "a");
	assert_string_equal(cell_item(arena, &cursor), "b c");
	assert_null(cell_item(arena, &cursor));
	cursor = "a\u037eb;c"; /* it is a semicolon when cleaned */
	assert_string_equal(cell_item(arena, &cursor), "a");
	assert_string_equal(cell_item(arena, &cursor), "b");
	assert_string_equal(cell_item(arena, &cursor), "c");
	assert_null(cell_item(arena, &cursor));
	arena_free(arena);
}

static void addresses_and_phone_numbers_are_looked_at(void **state)
{
	(void)state;
	assert_true(cell_is_email("a@example.org"));
	assert_false(cell_is_email("a@b"));
	assert_true(cell_is_account("a@b"));
	assert_false(cell_is_account("a@"));
	assert_false(cell_is_account("a@b\n"));
	assert_false(cell_is_account("a@b\rc"));
	assert_false(cell_is_email("a@example.org\v"));
	assert_false(cell_is_email("a\x7f@example.org"));
	assert_false(cell_is_email("a@@example.org"));
	assert_false(cell_is_email("@example.org"));
	assert_false(cell_is_email("a b@example.org"));
	assert_false(cell_is_email("a@example.org\nBcc: x"));
	assert_true(cell_is_phone("+1 (651) 555-0100 ext 3"));
	assert_false(cell_is_phone("call us"));
	assert_false(cell_is_phone("--"));
}

static void a_wrong_word_finds_the_one_that_was_meant(void **state)
{
	static const char *const words[] = { "Hennepin", "Ramsey",
					     "St. Louis" };
	struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(cell_nearest(arena, "henepin", words, 3),
			    "Hennepin");
	assert_string_equal(cell_nearest(arena, "St Louis", words, 3),
			    "St. Louis");
	assert_null(cell_nearest(arena, "Atlantis", words, 3));
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_plain_numbers_are_numbers),
		cmocka_unit_test(only_plain_decimals_are_decimals),
		cmocka_unit_test(yes_and_no_are_flags_and_empty_is_no),
		cmocka_unit_test(
			a_date_is_noon_in_minnesota_and_a_time_is_exact),
		cmocka_unit_test(items_stand_between_semicolons),
		cmocka_unit_test(addresses_and_phone_numbers_are_looked_at),
		cmocka_unit_test(a_wrong_word_finds_the_one_that_was_meant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
