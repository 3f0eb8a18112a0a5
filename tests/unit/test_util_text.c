#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "util/text.h"

static void a_missing_text_is_only_like_a_missing_one(void **state)
{
	char other[] = "same";

	(void)state;
	assert_true(text_is_same(NULL, NULL));
	assert_true(text_is_same("same", other));
	assert_false(text_is_same("", NULL));
	assert_false(text_is_same(NULL, ""));
	assert_false(text_is_same("same", "Same"));
}

static void an_empty_text_is_not_stored(void **state)
{
	(void)state;
	assert_null(text_or_null(NULL));
	assert_null(text_or_null(""));
	assert_string_equal(text_or_null(" "), " ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_missing_text_is_only_like_a_missing_one),
		cmocka_unit_test(an_empty_text_is_not_stored),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
