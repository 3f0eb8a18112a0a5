#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "util/wxr.h"

static const char HEAD[] =
	"<rss xmlns:wp=\"http://wordpress.org/export/1.1/\""
	" xmlns:x=\"urn:x\"><channel><link>https://a.example</link>"
	"<wp:wxr_version>1.1</wp:wxr_version>";
static const char TAIL[] = "</channel></rss>";

static struct arena *arena;

/* A file with a page that has one comment, made of these elements. */
static const char *file_of(const char *elements)
{
	return arena_printf(arena,
			    "%s<item><title>T</title>\n<wp:comment>%s"
			    "</wp:comment></item>%s",
			    HEAD, elements, TAIL);
}

static enum status read_text(const char *text, struct wxr *out)
{
	int fd = memfd_create("wxr", 0);
	size_t len = strlen(text);
	enum status st;

	assert_int_equal(write(fd, text, len), len);
	st = wxr_read(arena, arena_printf(arena, "/proc/self/fd/%d", fd), out);
	close(fd);
	return st;
}

static struct wxr_comment one(const char *text)
{
	struct wxr wxr;

	assert_int_equal(read_text(text, &wxr), STATUS_OK);
	assert_null(wxr.problem);
	assert_int_equal(wxr.page_count, 1);
	assert_int_equal(wxr.pages[0].count, 1);
	return wxr.pages[0].comments[0];
}

static void a_comment_is_read_whole(void **state)
{
	struct wxr_comment c = one(file_of(
		"<wp:comment_id>7</wp:comment_id>"
		"<wp:comment_author><![CDATA[A]]>nn</wp:comment_author>"
		"<wp:comment_content><![CDATA[x ]]]]><![CDATA[> &amp;]]>"
		"</wp:comment_content>"
		"<wp:comment_parent>3</wp:comment_parent>"));

	(void)state;
	assert_int_equal(c.id, 7);
	assert_int_equal(c.parent, 3);
	assert_int_equal(c.line, 2);
	assert_string_equal(c.author, "Ann");
	assert_string_equal(c.text, "x ]]> &amp;");
	assert_string_equal(c.email, "");
}

static void only_the_right_elements_in_the_right_place_count(void **state)
{
	struct wxr_comment c = one(file_of(
		"<x:comment_id>2</x:comment_id><comment_id>3</comment_id>"
		"<wp:commentmeta><wp:comment_id>4</wp:comment_id>"
		"</wp:commentmeta><wp:comment_id>5</wp:comment_id>"
		"<wp:comment_id>6</wp:comment_id>"
		"<wp:comment_author>a<b>not</b>c</wp:comment_author>"));

	(void)state;
	assert_int_equal(c.id, 5);
	assert_int_equal(c.parent, 0);
	assert_string_equal(c.author, "ac");
}

static void pages_without_comments_are_left_out(void **state)
{
	const char *text = file_of("<wp:comment_id>1</wp:comment_id>");
	struct wxr wxr;

	(void)state;
	text = arena_printf(arena, "%s<item><title>a</title></item><item/>%s",
			    HEAD, text + strlen(HEAD));
	assert_int_equal(read_text(text, &wxr), STATUS_OK);
	assert_int_equal(wxr.page_count, 1);
	assert_string_equal(wxr.pages[0].title, "T");
	assert_string_equal(wxr.site, "https://a.example");
	assert_string_equal(wxr.version, "1.1");
}

static void refused(const char *text, const char *why)
{
	struct wxr wxr;

	assert_int_equal(read_text(text, &wxr), STATUS_BAD);
	if (!strstr(wxr.problem, why))
		fail_msg("%s", wxr.problem);
}

static void what_is_refused_says_why(void **state)
{
	(void)state;
	refused("<!DOCTYPE rss><rss/>", "DOCTYPE");
	refused(file_of("<wp:comment_id>x</wp:comment_id>"),
		"\"x\" is not the number of a comment");
	refused(file_of(""), "is not the number of a comment");
	refused(file_of("<wp:comment_id>1</wp:comment_id>"
			"<wp:comment_parent>-1</wp:comment_parent>"),
		"mend wp:comment_parent");
	refused("<feed/>", "no export of WordPress");
	refused(HEAD, "no element found");
	refused("<rss/><more/>", "junk");
}

static void deep_elements_are_refused(void **state)
{
	const char *text = "<rss>";

	(void)state;
	for (int i = 0; i < WXR_DEPTH_MAX; i++)
		text = arena_printf(arena, "%s<a>", text);
	refused(text, "nested deeper than 64 levels");
}

static int begin(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_comment_is_read_whole),
		cmocka_unit_test(
			only_the_right_elements_in_the_right_place_count),
		cmocka_unit_test(pages_without_comments_are_left_out),
		cmocka_unit_test(what_is_refused_says_why),
		cmocka_unit_test(deep_elements_are_refused),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
