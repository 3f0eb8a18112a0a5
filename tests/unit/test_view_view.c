#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "view/view.h"

#define PRAGMA "{{%AUTOESCAPE context=\"HTML\"}}\n"

struct fixture {
	struct arena *arena;
	struct strings *strings;
	struct view *view;
	char dir[32];
};

static void write_file(struct fixture *f, const char *name, const char *text)
{
	FILE *file = fopen(arena_printf(f->arena, "%s/%s", f->dir, name), "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->arena = arena_new();
	strcpy(f->dir, "/tmp/test-view-XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	write_file(f, "en.po",
		   "msgid \"\"\nmsgstr \"\"\n"
		   "\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
		   "\"Plural-Forms: nplurals=2; plural=n != 1;\\n\"\n\n"
		   "msgid \"Ask {{NAME}} now\"\n"
		   "msgstr \"R&D: <ask> {{NAME}} \\\"today\\\"\"\n\n"
		   "msgid \"For {{NAME}}\"\nmsgstr \"For {{OTHER}}\"\n");
	assert_int_equal(strings_open(f->dir, "en", &f->strings), STATUS_OK);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	view_close(f->view);
	strings_close(f->strings);
	assert_int_equal(system(arena_printf(f->arena, "rm -r %s", f->dir)), 0);
	arena_free(f->arena);
	free(f);
	return 0;
}

static enum status open_view(struct fixture *f)
{
	return view_open(f->dir, f->strings, &f->view);
}

static const char *expand(struct fixture *f, const char *text,
			  struct view_dict *dict)
{
	struct buf out;

	write_file(f, "a.tpl", text);
	assert_int_equal(open_view(f), STATUS_OK);
	buf_init(&out, f->arena);
	assert_int_equal(view_expand(f->view, "a.tpl", dict, &out), STATUS_OK);
	return out.data;
}

static void values_are_escaped_where_they_stand(void **state)
{
	struct fixture *f = *state;
	struct view_dict *d = view_dict_new(f->arena);

	view_set(d, "X", "<b>\"&'");
	view_set(d, "U", "javascript:alert(1)");
	assert_string_equal(expand(f,
				   PRAGMA "<p title=\"{{X}}\">{{X}}"
					  "<a href=\"{{U}}\">",
				   d),
			    "<p title=\"&lt;b&gt;&quot;&amp;&#39;\">"
			    "&lt;b&gt;&quot;&amp;&#39;<a href=\"#\">");
}

static void template_without_pragma_is_refused(void **state)
{
	write_file(*state, "a.tpl", "<p>{{X}}</p>");
	assert_int_equal(open_view(*state), STATUS_FAILED);
}

static void broken_template_is_refused(void **state)
{
	write_file(*state, "a.tpl", PRAGMA "{{#X}}<p>{{/Y}}");
	assert_int_equal(open_view(*state), STATUS_FAILED);
}

static void unescapable_template_is_refused(void **state)
{
	write_file(*state, "a.tpl", PRAGMA "<p {{X}}=\"1\">");
	assert_int_equal(open_view(*state), STATUS_FAILED);
}

static void folder_without_templates_is_refused(void **state)
{
	assert_int_equal(open_view(*state), STATUS_FAILED);
}

static void missing_folder_is_refused(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(view_open("/nonexistent", f->strings, &f->view),
			 STATUS_FAILED);
}

static void words_come_in_escaped_with_variables_kept(void **state)
{
	struct fixture *f = *state;
	struct view_dict *d = view_dict_new(f->arena);

	view_set(d, "NAME", "A&B");
	assert_string_equal(
		expand(f, PRAGMA "<p>[[Ask {{NAME}}\n\tnow]]</p>[[New]]", d),
		"<p>R&amp;D: &lt;ask&gt; A&amp;B &quot;today&quot;</p>New");
}

static void words_with_other_variables_are_refused(void **state)
{
	write_file(*state, "a.tpl", PRAGMA "<p>[[For {{NAME}}]]</p>");
	assert_int_equal(open_view(*state), STATUS_FAILED);
}

static void unclosed_words_are_refused(void **state)
{
	write_file(*state, "a.tpl", PRAGMA "<p>[[For</p>");
	assert_int_equal(open_view(*state), STATUS_FAILED);
}

static void sections_repeat_and_see_their_parents(void **state)
{
	struct fixture *f = *state;
	struct view_dict *d = view_dict_new(f->arena), *item;

	view_set(d, "P", "p");
	view_set(d, "X", "outer");
	for (int i = 0; i < 3; i++) {
		item = view_section(d, "ITEM");
		view_set_int(item, "N", i);
		if (i == 1)
			view_setf(item, "X", "inner%d", i);
	}
	view_show(item, "LAST");
	view_show_text(d, "EMPTY", "");
	view_show_text(d, "FULL", "yes");
	assert_string_equal(
		expand(f,
		       PRAGMA "{{#ITEM}}{{N}}{{P}}{{X}}{{#LAST}}!{{N}}{{/LAST}}"
			      ";{{/ITEM}}{{UNSET}}{{#HIDDEN}}h{{/HIDDEN}}"
			      "{{#EMPTY}}e{{/EMPTY}}{{#FULL}}{{FULL}}{{/FULL}}",
		       d),
		"0pouter;1pinner1;2pouter!2;yes");
}

static void value_set_again_replaces_the_first(void **state)
{
	struct fixture *f = *state;
	struct view_dict *d = view_dict_new(f->arena);

	view_set(d, "X", "1");
	view_set(d, "X", "2");
	view_set(d, "X", NULL);
	assert_string_equal(expand(f, PRAGMA "{{X}}", d), "2");
}

static void include_sees_only_its_own_values(void **state)
{
	struct fixture *f = *state;
	struct view_dict *d = view_dict_new(f->arena), *child;

	write_file(f, "child.tpl", PRAGMA "({{X}}{{Y}}{{#Z}}z{{/Z}}{{>C}})");
	view_set(d, "X", "outer");
	view_show(d, "Z");
	child = view_include(d, "C", "child.tpl");
	view_set(child, "Y", "1");
	view_include(child, "C", "child.tpl");
	child = view_include(d, "C", "child.tpl");
	view_set(child, "Y", "2");
	assert_string_equal(expand(f, PRAGMA "{{X}}{{>C}}", d),
			    "outer(1())(2)");
}

static void pre_escape_keeps_line_ends(void **state)
{
	struct fixture *f = *state;
	struct view_dict *d = view_dict_new(f->arena);

	view_set(d, "X", "a\n</textarea>&");
	assert_string_equal(
		expand(f, PRAGMA "<textarea>{{X:pre_escape}}</textarea>{{X}}",
		       d),
		"<textarea>a\n&lt;/textarea&gt;&amp;</textarea>"
		"a &lt;/textarea&gt;&amp;");
}

static void text_begins_with_its_first_byte(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(
		expand(f, PRAGMA "{{! what\nit holds }}\n\n<?xml?>\n<a/>",
		       view_dict_new(f->arena)),
		"<?xml?>\n<a/>");
}

static void missing_include_fails(void **state)
{
	struct fixture *f = *state;
	struct view_dict *d = view_dict_new(f->arena);
	struct buf out;

	write_file(f, "a.tpl", PRAGMA "{{>C}}");
	assert_int_equal(open_view(f), STATUS_OK);
	view_include(d, "C", "none.tpl");
	buf_init(&out, f->arena);
	assert_int_equal(view_expand(f->view, "a.tpl", d, &out), STATUS_FAILED);
	assert_int_equal(view_expand(f->view, "none.tpl", d, &out),
			 STATUS_FAILED);
}

static void value_with_many_names_is_found(void **state)
{
	static const char *const NAMES[] = { "A", "B", "C", "D", "E", "F", "G",
					     "H", "I", "J", "K", "L", "M", "N",
					     "O", "P", "Q", "R", "S", "T", "U",
					     "V", "W", "X", "Y", "Z" };
	struct fixture *f = *state;
	struct view_dict *d = view_dict_new(f->arena);

	for (size_t i = 0; i < 26; i++)
		view_set(d, NAMES[i], NAMES[i]);
	assert_string_equal(expand(f, PRAGMA "{{A}}{{Q}}{{Z}}{{M}}{{AA}}", d),
			    "AQZM");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(values_are_escaped_where_they_stand),
		TEST(template_without_pragma_is_refused),
		TEST(broken_template_is_refused),
		TEST(unescapable_template_is_refused),
		TEST(folder_without_templates_is_refused),
		TEST(missing_folder_is_refused),
		TEST(words_come_in_escaped_with_variables_kept),
		TEST(words_with_other_variables_are_refused),
		TEST(unclosed_words_are_refused),
		TEST(sections_repeat_and_see_their_parents),
		TEST(value_set_again_replaces_the_first),
		TEST(include_sees_only_its_own_values),
		TEST(pre_escape_keeps_line_ends),
		TEST(text_begins_with_its_first_byte),
		TEST(missing_include_fails),
		TEST(value_with_many_names_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
