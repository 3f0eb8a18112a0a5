#include "util/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void text_may_stand_inside_a_script_element(void **state)
{
	struct arena *a = arena_new();
	char *text = json_text(
		a,
		json_pack("{s:s}", "a<", "</script>&\xe2\x80\xa8é\xe2\x80\xa9"),
		0);
	json_t *back = json_loads(text, 0, NULL);

	(void)state;
	assert_string_equal(text, "{\"a\\u003C\":\"\\u003C/script\\u003E"
				  "\\u0026\\u2028é\\u2029\"}");
	assert_string_equal(json_string_value(json_object_get(back, "a<")),
			    "</script>&\xe2\x80\xa8é\xe2\x80\xa9");
	json_decref(back);
	arena_free(a);
}

static void numbers_are_short_and_absence_is_null(void **state)
{
	struct arena *a = arena_new();
	json_t *root = json_array();

	(void)state;
	json_array_append_new(root, json_real(44.98));
	json_array_append_new(root, json_text_or_null(NULL));
	json_array_append_new(root, json_text_or_null("x"));
	json_array_append_new(root, json_real(999999999999.99));
	assert_string_equal(json_text(a, root, 0),
			    "[44.98,null,\"x\",999999999999.99]");
	assert_string_equal(json_text(a, NULL, 0), "null");
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_may_stand_inside_a_script_element),
		cmocka_unit_test(numbers_are_short_and_absence_is_null),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
