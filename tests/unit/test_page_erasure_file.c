#include "page/erasure_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "util/file.h"

struct world {
	struct arena *arena;
	char folder[64];
	char *one, *two;
};

static int open_world(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	w->arena = arena_new();
	snprintf(w->folder, sizeof(w->folder), "/tmp/northstar-list-XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	w->one = arena_printf(w->arena, "%s/one", w->folder);
	w->two = arena_printf(w->arena, "%s/two", w->folder);
	*state = w;
	return 0;
}

static int close_world(void **state)
{
	struct world *w = *state;

	file_remove_folder(w->folder);
	assert_int_not_equal(access(w->folder, F_OK), 0);
	arena_free(w->arena);
	free(w);
	return 0;
}

static void write_text(const char *path, const char *text, size_t len)
{
	FILE *file = fopen(path, "w");

	assert_int_equal(fwrite(text, 1, len, file), len);
	fclose(file);
}

static const char *text_of(struct world *w, const char *path)
{
	size_t len;
	char *text = file_read(w->arena, path, 10000, &len);

	assert_non_null(text);
	return text;
}

static void a_line_after_one_that_was_cut_is_kept(void **state)
{
	struct world *w = *state;

	write_text(w->one, "{\"at\":1}\n{\"a", 12);
	assert_int_equal(erasure_file_append(w->folder, w->one, "{\"at\":2}\n"),
			 STATUS_OK);
	assert_int_equal(erasure_file_append(w->folder, w->one, "{\"at\":3}\n"),
			 STATUS_OK);
	assert_string_equal(text_of(w, w->one),
			    "{\"at\":1}\n{\"a\n{\"at\":2}\n{\"at\":3}\n");
}

static void merging_adds_what_is_lacking_once(void **state)
{
	struct world *w = *state;

	write_text(w->one, "b\na\n", 4);
	write_text(w->two, "a\nc\nb\nd\ncut", 11);
	assert_int_equal(erasure_file_merge(w->arena, w->one, w->two),
			 STATUS_OK);
	assert_string_equal(text_of(w, w->one), "b\na\nc\nd\n");
	assert_int_equal(erasure_file_merge(w->arena, w->one, w->two),
			 STATUS_OK);
	assert_string_equal(text_of(w, w->one), "b\na\nc\nd\n");
}

static void merging_needs_neither_list(void **state)
{
	struct world *w = *state;

	assert_int_equal(erasure_file_merge(w->arena, w->one, w->two),
			 STATUS_OK);
	assert_int_not_equal(access(w->one, F_OK), 0);
	write_text(w->two, "a\n\0\0\nb\n", 7);
	assert_int_equal(erasure_file_merge(w->arena, w->one, w->two),
			 STATUS_OK);
	assert_string_equal(text_of(w, w->one), "a\nb\n");
	unlink(w->two);
	assert_int_equal(erasure_file_merge(w->arena, w->one, w->two),
			 STATUS_OK);
	assert_string_equal(text_of(w, w->one), "a\nb\n");
}

int main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, open_world, close_world)
	const struct CMUnitTest tests[] = {
		TEST(a_line_after_one_that_was_cut_is_kept),
		TEST(merging_adds_what_is_lacking_once),
		TEST(merging_needs_neither_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
