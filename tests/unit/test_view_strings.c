#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "util/buf.h"
#include "view/plural.h"
#include "view/pseudo.h"
#include "view/strings.h"

struct fixture {
	struct arena *arena;
	char dir[32];
};

static const char HEADER[] = "msgid \"\"\nmsgstr \"\"\n"
			     "\"Content-Type: text/plain; charset=UTF-8\\n\"\n";

static const char ENGLISH[] =
	"\"Plural-Forms: nplurals=2; plural=n != 1;\\n\"\n\n"
	"msgid \"Skip\"\nmsgstr \"Skip to it\"\n\n"
	"msgid \"Hello {name}\"\nmsgstr \"Hello {name}\"\n\n"
	"msgid \"{n} program\"\nmsgid_plural \"{n} programs\"\n"
	"msgstr[0] \"One program\"\nmsgstr[1] \"{n} programs\"\n";

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->arena = arena_new();
	strcpy(f->dir, "/tmp/test-strings-XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	remove(arena_printf(f->arena, "%s/en.po", f->dir));
	rmdir(f->dir);
	arena_free(f->arena);
	free(f);
	return 0;
}

static struct strings *open_po(struct fixture *f, const char *body,
			       const char *language)
{
	FILE *file = fopen(arena_printf(f->arena, "%s/en.po", f->dir), "w");
	struct strings *s = NULL;

	assert_non_null(file);
	fprintf(file, "%s%s", HEADER, body);
	fclose(file);
	return strings_open(f->dir, language, &s) == STATUS_OK ? s : NULL;
}

static void words_come_from_the_table(void **state)
{
	struct strings *s = open_po(*state, ENGLISH, "en");

	assert_non_null(s);
	assert_string_equal(tr(s, "Skip"), "Skip to it");
	assert_string_equal(tr(s, "Not in the table"), "Not in the table");
	assert_string_equal(strings_language(s), "en");
	strings_close(s);
}

static void plural_forms_follow_the_number(void **state)
{
	struct strings *s = open_po(*state, ENGLISH, "en");

	assert_non_null(s);
	assert_string_equal(trn(s, "{n} program", "{n} programs", 1),
			    "One program");
	assert_string_equal(trn(s, "{n} program", "{n} programs", 0),
			    "{n} programs");
	assert_string_equal(trn(s, "a mile", "miles", 1), "a mile");
	assert_string_equal(trn(s, "a mile", "miles", 2), "miles");
	strings_close(s);
}

static void slavic_plural_rule_is_evaluated(void **state)
{
	struct fixture *f = *state;
	struct plural p;

	assert_int_equal(
		plural_parse(f->arena,
			     "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
			     "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) "
			     "? 1 : 2);",
			     &p),
		STATUS_OK);
	assert_int_equal(plural_form(&p, 1), 0);
	assert_int_equal(plural_form(&p, 21), 0);
	assert_int_equal(plural_form(&p, 11), 2);
	assert_int_equal(plural_form(&p, 23), 1);
	assert_int_equal(plural_form(&p, 13), 2);
	assert_int_equal(plural_form(&p, 100), 2);
}

/* Each is one form for every number, that of C. */
static void plural_rules_bind_as_in_c(void **state)
{
	static const struct {
		const char *rule;
		int form;
	} RULES[] = {
		{ "1 + 2 * 3 - 4", 3 },
		{ "9 - 4 - 3", 2 },
		{ "8 / 2 / 2", 2 },
		{ "(1 + 2) * 3 % 5", 4 },
		{ "1 + 1 < 3 == 1", 1 },
		{ "1 || 1 && 0", 1 },
		{ "!0 + !n * !n - !n", 1 },
		{ "n < 5 ? n >= 0 ? 4 : 5 : n > 5 ? 4 : 4", 4 },
		{ "0 ? 1 : 0 ? 2 : 3", 3 },
		{ "n <= n != 0", 1 },
	};
	struct fixture *f = *state;
	struct plural p;

	for (size_t i = 0; i < sizeof(RULES) / sizeof(*RULES); i++) {
		const char *text = arena_printf(
			f->arena, "nplurals=6; plural=%s;", RULES[i].rule);

		assert_int_equal(plural_parse(f->arena, text, &p), STATUS_OK);
		assert_int_equal(plural_form(&p, 7), RULES[i].form);
		assert_int_equal(plural_form(&p, 1000000), RULES[i].form);
	}
}

static void bad_plural_rules_are_refused(void **state)
{
	static const char *const BAD[] = {
		"plural=n != 1;",
		"nplurals=2;",
		"nplurals=0; plural=0;",
		"nplurals=2; plural=n;",
		"nplurals=2; plural=n/0;",
		"nplurals=2; plural=(n;",
		"nplurals=2; plural=n != 1 x;",
		"nplurals=2; plural=n ? 1;",
		"nplurals=9; plural=0;",
		"nplurals=2; plural=((((((((((((((((((((((((((((((((((((1))))"
		"))))))))))))))))))))))))))))))))));",
	};
	struct fixture *f = *state;
	struct plural p;

	for (size_t i = 0; i < sizeof(BAD) / sizeof(*BAD); i++)
		assert_int_equal(plural_parse(f->arena, BAD[i], &p),
				 STATUS_BAD);
}

static void long_plural_rules_are_refused(void **state)
{
	struct fixture *f = *state;
	struct plural p;

	assert_int_equal(
		plural_parse(f->arena,
			     arena_printf(f->arena, "nplurals=1; plural=%*s0;",
					  299, ""),
			     &p),
		STATUS_OK);
	assert_int_equal(
		plural_parse(f->arena,
			     arena_printf(f->arena, "nplurals=1; plural=%*s0;",
					  300, ""),
			     &p),
		STATUS_BAD);
}

static void pseudo_language_is_longer_and_keeps_marks(void **state)
{
	struct fixture *f = *state;
	struct strings *s = open_po(f, ENGLISH, "en-XA");
	const char *text;

	assert_non_null(s);
	text = tr(s, "Hello {name}");
	assert_non_null(strstr(text, "Ĥéļļö {name} "));
	assert_null(strpbrk(pseudo_text(f->arena, "Programs"), "Progams"));
	assert_non_null(strstr(pseudo_text(f->arena, "a {{TITLE}} %s"),
			       "å {{TITLE}} %s"));
	strings_close(s);
}

static void words_with_other_names_are_refused(void **state)
{
	assert_null(
		open_po(*state,
			"\"Plural-Forms: nplurals=2; plural=n != 1;\\n\"\n\n"
			"msgid \"Hello {name}\"\nmsgstr \"Hello {nom}\"\n",
			"en"));
}

static void broken_file_is_refused(void **state)
{
	assert_null(open_po(*state, "msgid \"a\nmsgstr\n", "en"));
	assert_null(open_po(*state, "\nmsgid \"a\"\nmsgstr \"a\"\n", "en"));
}

static void missing_file_is_refused(void **state)
{
	struct fixture *f = *state;
	struct strings *s;

	assert_int_equal(strings_open(f->dir, "es", &s), STATUS_FAILED);
}

static void thousands_of_messages_are_all_found(void **state)
{
	struct fixture *f = *state;
	struct strings *s;
	struct buf b;

	buf_init(&b, f->arena);
	buf_text(&b, "\"Plural-Forms: nplurals=1; plural=0;\\n\"\n\n");
	for (int i = 0; i < 3000; i++)
		buf_printf(&b, "msgid \"m%d\"\nmsgstr \"w%d\"\n\n", i, i);
	s = open_po(f, b.data, "en");
	assert_non_null(s);
	for (int i = 0; i < 3000; i++)
		assert_string_equal(tr(s, arena_printf(f->arena, "m%d", i)),
				    arena_printf(f->arena, "w%d", i));
	strings_close(s);
}

static void values_are_filled_in_by_name(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(str_fill(f->arena, "{n} programs in {county}, {x}",
				     "county", "Itasca {n}", "n", "12", NULL),
			    "12 programs in Itasca {n}, {x}");
	assert_string_equal(str_fill(f->arena, "{ {N} {n", "n", "12", NULL),
			    "{ {N} {n");
	assert_string_equal(str_fill(f->arena, "", NULL), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(words_come_from_the_table,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(plural_forms_follow_the_number,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(slavic_plural_rule_is_evaluated,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(plural_rules_bind_as_in_c,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(bad_plural_rules_are_refused,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(long_plural_rules_are_refused,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			pseudo_language_is_longer_and_keeps_marks, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(
			words_with_other_names_are_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(broken_file_is_refused, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(missing_file_is_refused, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(
			thousands_of_messages_are_all_found, set_up, tear_down),
		cmocka_unit_test_setup_teardown(values_are_filled_in_by_name,
						set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
