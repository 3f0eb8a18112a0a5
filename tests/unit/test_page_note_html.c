#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "page/note_html.h"

static void the_same_words_are_read_once(void **state)
{
	struct arena *arena = arena_new();
	const char *html;
	size_t used;

	(void)state;
	html = note_html(arena, 7, "*hello*");
	assert_string_equal(html, "<p><em>hello</em></p>\n");
	used = arena_used(arena);
	html = note_html(arena, 7, "*hello*");
	assert_string_equal(html, "<p><em>hello</em></p>\n");
	assert_int_equal(arena_used(arena), used);
	arena_free(arena);
}

static void other_words_are_never_shown(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	note_html(arena, 8, "old");
	assert_string_equal(note_html(arena, 8, "new"), "<p>new</p>\n");
	assert_string_equal(note_html(arena, 8 + NOTE_HTML_SLOTS, "other"),
			    "<p>other</p>\n");
	assert_string_equal(note_html(arena, 8, "new"), "<p>new</p>\n");
	arena_free(arena);
}

static void memory_stays_within_its_bound(void **state)
{
	struct arena *arena = arena_new();
	char body[4001];

	(void)state;
	memset(body, 'a', sizeof(body) - 1);
	body[sizeof(body) - 1] = '\0';
	for (int64_t id = 1; id < 3 * NOTE_HTML_SLOTS; id++) {
		note_html(arena, id, body);
		arena_reset(arena);
	}
	assert_true(note_html_bytes() > NOTE_HTML_BYTES_MAX / 2);
	assert_true(note_html_bytes() <= NOTE_HTML_BYTES_MAX);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_words_are_read_once),
		cmocka_unit_test(other_words_are_never_shown),
		cmocka_unit_test(memory_stays_within_its_bound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
