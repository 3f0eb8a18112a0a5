#include "http/form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena *a;

static int begin(void **state)
{
	(void)state;
	a = arena_new();
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

static enum status parse(struct form *form, const char *text)
{
	return form_parse(form, a, text, strlen(text));
}

static void names_and_values_are_decoded(void **state)
{
	struct form f;

	(void)state;
	assert_int_equal(parse(&f, "a=1&b=x+y%2B%C3%A9&&c&=d&a=2&e="),
			 STATUS_OK);
	assert_int_equal(f.count, 6);
	assert_string_equal(form_value(&f, "a"), "1");
	assert_string_equal(form_value_at(&f, "a", 1), "2");
	assert_null(form_value_at(&f, "a", 2));
	assert_string_equal(form_value(&f, "b"), "x y+é");
	assert_string_equal(form_value(&f, "c"), "");
	assert_string_equal(form_value(&f, ""), "d");
	assert_string_equal(form_value(&f, "e"), "");
	assert_null(form_value(&f, "d"));
	assert_int_equal(parse(&f, ""), STATUS_OK);
	assert_int_equal(f.count, 0);
}

static void broken_escapes_stay_as_typed(void **state)
{
	struct form f;

	(void)state;
	assert_int_equal(parse(&f, "q=100%&r=%zz%4&s=%"), STATUS_OK);
	assert_string_equal(form_value(&f, "q"), "100%");
	assert_string_equal(form_value(&f, "r"), "%zz%4");
	assert_string_equal(form_value(&f, "s"), "%");
}

static void what_is_not_text_is_refused(void **state)
{
	struct form f;

	(void)state;
	assert_int_equal(parse(&f, "a=%00"), STATUS_BAD);
	assert_int_equal(parse(&f, "%00=a"), STATUS_BAD);
	assert_int_equal(parse(&f, "a=1&b=%ff"), STATUS_BAD);
	assert_int_equal(f.count, 0);
	assert_int_equal(parse(&f, "a=%c3&b=%a9"), STATUS_BAD);
	assert_int_equal(form_parse(&f, a, "a=\0", 3), STATUS_BAD);
}

static void too_many_fields_are_refused(void **state)
{
	char text[2 * FORM_FIELDS_MAX + 2];
	struct form f;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof text; i++)
		text[i] = i % 2 ? '&' : 'a';
	assert_int_equal(form_parse(&f, a, text, 2 * FORM_FIELDS_MAX - 1),
			 STATUS_OK);
	assert_int_equal(f.count, FORM_FIELDS_MAX);
	assert_int_equal(form_parse(&f, a, text, 2 * FORM_FIELDS_MAX + 1),
			 STATUS_BAD);
}

static void text_within_its_bounds_is_cleaned(void **state)
{
	struct form f;

	(void)state;
	assert_int_equal(parse(&f, "a=+x%0D%0Ay+&b=%C3%A9%C3%A9"), STATUS_OK);
	assert_string_equal(form_text(&f, "a", 1, 10), "x\ny");
	assert_string_equal(form_line(&f, "a", 1, 10), "x y");
	assert_string_equal(form_line(&f, "b", 2, 2), "éé");
	assert_string_equal(form_line(&f, "absent", 0, 5), "");
	assert_true(form_ok(&f));
}

static void text_out_of_bounds_is_remembered(void **state)
{
	struct form f;

	(void)state;
	assert_int_equal(parse(&f, "a=+&b=x&c=xxxx"), STATUS_OK);
	assert_string_equal(form_text(&f, "a", 1, 3), "");
	assert_string_equal(form_text(&f, "b", 2, 3), "");
	assert_string_equal(form_text(&f, "c", 2, 3), "");
	assert_string_equal(form_text(&f, "d", 1, 3), "");
	assert_false(form_ok(&f));
	assert_int_equal(form_error_of(&f, "a")->problem, FORM_MISSING);
	assert_int_equal(form_error_of(&f, "b")->problem, FORM_TOO_SHORT);
	assert_int_equal(form_error_of(&f, "b")->limit, 2);
	assert_int_equal(form_error_of(&f, "c")->problem, FORM_TOO_LONG);
	assert_int_equal(form_error_of(&f, "c")->limit, 3);
	assert_int_equal(form_error_of(&f, "d")->problem, FORM_MISSING);
	assert_null(form_error_of(&f, "e"));
	assert_string_equal(form_value(&f, "c"), "xxxx");
}

static bool is_email(const char *text)
{
	struct form_field field = { "e", text };
	struct form f = { .arena = a, .fields = &field, .count = 1 };

	return *form_email(&f, "e", true) && form_ok(&f);
}

static bool is_account(const char *text)
{
	struct form_field field = { "e", text };
	struct form f = { .arena = a, .fields = &field, .count = 1 };

	return *form_account(&f, "e") && form_ok(&f);
}

static void account_may_be_of_a_machine(void **state)
{
	(void)state;
	assert_true(is_account("admin@localhost"));
	assert_true(is_account("ann@example.org"));
	assert_false(is_account(""));
	assert_false(is_account("admin"));
	assert_false(is_account("admin@"));
	assert_false(is_account("@localhost"));
	assert_false(is_account("a\nb@localhost"));
	assert_false(is_account("a b@localhost"));
	assert_false(is_account("admin@localhost\"<x>"));
}

static void email_is_what_mail_servers_take(void **state)
{
	(void)state;
	assert_true(is_email("ann@example.org"));
	assert_true(is_email(" a.b+c_d'e@sub.ex-ample.co "));
	assert_true(is_email("a@xn--bcher-kva.example"));
	assert_false(is_email("ann"));
	assert_false(is_email("@example.org"));
	assert_false(is_email("ann@"));
	assert_false(is_email("ann@localhost"));
	assert_false(is_email(".a@example.org"));
	assert_false(is_email("a..b@example.org"));
	assert_false(is_email("a.@example.org"));
	assert_false(is_email("a@-x.org"));
	assert_false(is_email("a@x-.org"));
	assert_false(is_email("a@x..org"));
	assert_false(is_email("a@x.org."));
	assert_false(is_email("a@127.0.0.1"));
	assert_false(is_email("a b@example.org"));
	assert_false(is_email("a@b@example.org"));
	assert_false(is_email("a\nBcc: x@example.org"));
	assert_false(is_email("\"a\"@example.org"));
	assert_false(is_email("é@example.org"));
	assert_false(is_email("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
			      "aaaaaaaaaaaaaaaaaaaaaaaaa@example.org"));
}

static const char *url_of(const char *text)
{
	struct form_field field = { "u", text };
	struct form f = { .arena = a, .fields = &field, .count = 1 };
	const char *url = form_url(&f, "u");

	return form_ok(&f) ? url : "refused";
}

static void website_is_an_http_address(void **state)
{
	(void)state;
	assert_string_equal(url_of("https://example.org/a?b=c"),
			    "https://example.org/a?b=c");
	assert_string_equal(url_of("HTTP://example.org"), "HTTP://example.org");
	assert_string_equal(url_of("example.org/x"), "https://example.org/x");
	assert_string_equal(url_of(""), "");
	assert_string_equal(url_of("javascript:alert(1)"), "refused");
	assert_string_equal(url_of("mailto:a@example.org"), "refused");
	assert_string_equal(url_of("ftp://example.org"), "refused");
	assert_string_equal(url_of("data:text/html,x"), "refused");
	assert_string_equal(url_of("//example.org"), "refused");
	assert_string_equal(url_of("https://u:p@example.org"), "refused");
	assert_string_equal(url_of("https://example.org\\@x.org"), "refused");
	assert_string_equal(url_of("http://localhost"), "refused");
	assert_string_equal(url_of("two words.org"), "refused");
}

static void id_is_a_positive_number(void **state)
{
	struct form f;

	(void)state;
	assert_int_equal(parse(&f, "a=12&b=-1&c=1x&d=&e=9223372036854775807&"
				   "f=9223372036854775808&g=on&h=0&i="),
			 STATUS_OK);
	assert_int_equal(form_id(&f, "a"), 12);
	assert_int_equal(form_id(&f, "b"), 0);
	assert_int_equal(form_id(&f, "c"), 0);
	assert_int_equal(form_id(&f, "d"), 0);
	assert_true(form_id(&f, "e") == INT64_MAX);
	assert_int_equal(form_id(&f, "f"), 0);
	assert_int_equal(form_id(&f, "absent"), 0);
	assert_true(form_flag(&f, "g"));
	assert_false(form_flag(&f, "h"));
	assert_false(form_flag(&f, "i"));
	assert_false(form_flag(&f, "absent"));
}

static void problems_beyond_counting_still_fail_the_form(void **state)
{
	struct form f = { .arena = a };
	int i;

	(void)state;
	for (i = 0; i < 100; i++)
		form_fail(&f, "x", FORM_NOT_CHOICE, 0);
	assert_false(form_ok(&f));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_and_values_are_decoded),
		cmocka_unit_test(broken_escapes_stay_as_typed),
		cmocka_unit_test(what_is_not_text_is_refused),
		cmocka_unit_test(too_many_fields_are_refused),
		cmocka_unit_test(text_within_its_bounds_is_cleaned),
		cmocka_unit_test(text_out_of_bounds_is_remembered),
		cmocka_unit_test(account_may_be_of_a_machine),
		cmocka_unit_test(email_is_what_mail_servers_take),
		cmocka_unit_test(website_is_an_http_address),
		cmocka_unit_test(id_is_a_positive_number),
		cmocka_unit_test(problems_beyond_counting_still_fail_the_form),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
