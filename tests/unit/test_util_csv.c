#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "util/csv.h"

struct fixture {
	struct arena *arena;
	char path[32];
	struct csv_file *csv;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	int fd;

	strcpy(f->path, "/tmp/northstar-csv-XXXXXX");
	fd = mkstemp(f->path);
	assert_true(fd >= 0);
	close(fd);
	f->arena = arena_new();
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	if (f->csv)
		csv_file_close(f->csv);
	unlink(f->path);
	arena_free(f->arena);
	free(f);
	return 0;
}

static struct csv_file *open_bytes(struct fixture *f, const char *bytes,
				   size_t len)
{
	FILE *out = fopen(f->path, "wb");

	assert_non_null(out);
	assert_int_equal(fwrite(bytes, 1, len, out), len);
	fclose(out);
	if (f->csv)
		csv_file_close(f->csv);
	f->csv = csv_file_open(f->path);
	return f->csv;
}

static struct csv_file *open_text(struct fixture *f, const char *text)
{
	return open_bytes(f, text, strlen(text));
}

/* The first error says this, behind the file's name. */
static void assert_error(struct fixture *f, const char *start)
{
	const char *error;

	while (csv_file_next(f->csv))
		;
	error = csv_file_error(f->csv, 0);
	assert_non_null(error);
	assert_true(strncmp(error, f->path, strlen(f->path)) == 0);
	error += strlen(f->path);
	if (strncmp(error, start, strlen(start)) != 0)
		fail_msg("\"%s\" does not begin with \"%s\"", error, start);
}

static void cells_are_found_by_the_name_of_their_column(void **state)
{
	struct csv_file *csv = open_text(*state, "Name,city\nA,B\nC,D\n");

	assert_true(csv_file_next(csv));
	assert_string_equal(csv_file_cell(csv, csv_file_column(csv, "city")),
			    "B");
	assert_true(csv_file_next(csv));
	assert_int_equal(csv_file_line(csv), 3);
	assert_string_equal(csv_file_cell(csv, csv_file_column(csv, "name")),
			    "C");
	assert_null(csv_file_cell(csv, csv_file_column(csv, "zip")));
	assert_false(csv_file_next(csv));
	assert_int_equal(csv_file_errors(csv), 0);
}

static void byte_order_mark_and_any_line_end_are_accepted(void **state)
{
	static const char *const texts[] = { "\xef\xbb\xbf"
					     "a,b\r\n1,2\r\n3,4\r\n",
					     "a,b\r1,2\r3,4", "a,b\n1,2\n3,4" };

	for (size_t i = 0; i < 3; i++) {
		struct csv_file *csv = open_text(*state, texts[i]);

		assert_int_equal(csv_file_column(csv, "a"), 0);
		assert_true(csv_file_next(csv));
		assert_true(csv_file_next(csv));
		assert_int_equal(csv_file_line(csv), 3);
		assert_string_equal(csv_file_cell(csv, 1), "4");
		assert_false(csv_file_next(csv));
		assert_int_equal(csv_file_errors(csv), 0);
	}
}

static void a_row_over_several_lines_has_the_line_it_begins_on(void **state)
{
	struct csv_file *csv =
		open_text(*state, "a,b\n\"x\ny\n\",\"z\"\"\n\"\n\n5,6\n");

	assert_true(csv_file_next(csv));
	assert_int_equal(csv_file_line(csv), 2);
	assert_string_equal(csv_file_cell(csv, 0), "x\ny\n");
	assert_string_equal(csv_file_cell(csv, 1), "z\"\n");
	assert_true(csv_file_next(csv));
	assert_int_equal(csv_file_line(csv), 7);
}

static void an_unclosed_quote_is_named_with_the_line_it_opens_on(void **state)
{
	open_text(*state, "a,b\n\"x\ny\",\"never\nclosed\n1,2\n");
	assert_error(*state, ":3: b: the quote (\") that opens on this line");
}

static void
an_unclosed_quote_is_found_before_the_end_of_a_long_file(void **state)
{
	struct buf b;

	buf_init(&b, ((struct fixture *)*state)->arena);
	buf_text(&b, "a,b\n1,2\n\"3,4\n");
	for (int i = 0; i < 9000; i++)
		buf_text(&b, "5,6,7\n");
	open_text(*state, b.data);
	assert_error(*state, ":3: a: the quote (\") that opens on this line");
}

static void a_quote_inside_a_bare_cell_is_named(void **state)
{
	open_text(*state, "a,b\n1,2\n3,x\"y\n");
	assert_error(*state, ":3: b: a quote (\") stands where none may");
}

static void a_row_of_another_width_is_named_and_the_rest_read(void **state)
{
	struct fixture *f = *state;
	struct csv_file *csv = open_text(f, "a,b\n1\n2,3\n4,5,6\n");

	assert_true(csv_file_next(csv));
	assert_string_equal(csv_file_cell(csv, 0), "2");
	assert_error(f, ":2: has 1 cells where the header has 2");
	assert_int_equal(csv_file_errors(csv), 2);
}

static void utf16_is_named_as_such(void **state)
{
	open_bytes(*state,
		   "\xff\xfe"
		   "a\0,\0b\0\n\0",
		   10);
	assert_error(*state, ":1: is UTF-16 text");
	open_bytes(*state, "a\0,\0b\0\n\0", 8);
	assert_error(*state, ":1: is UTF-16 text");
}

static void bytes_that_are_not_utf8_are_named_with_their_column(void **state)
{
	open_text(*state, "a,b\n1,2\n3,caf\xe9\n");
	assert_error(*state, ":3: b: is not UTF-8 text");
	open_text(*state, "a,b\n1,\xc0\xaf\n");
	assert_error(*state, ":2: b: is not UTF-8 text");
}

static void too_large_a_cell_is_refused(void **state)
{
	struct buf b;

	buf_init(&b, ((struct fixture *)*state)->arena);
	buf_text(&b, "a,b\n1,");
	for (int i = 0; i <= CSV_CELL_MAX; i++)
		buf_char(&b, 'x');
	buf_text(&b, "\n");
	open_text(*state, b.data);
	assert_error(*state, ":2: b: holds 20001 bytes");
}

static void too_large_a_file_is_refused_without_reading_it(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(truncate(f->path, 100000000), 0);
	f->csv = csv_file_open(f->path);
	assert_error(f, ": has 100 MB, at most 90 MB can be taken");
}

static void missing_empty_and_strange_files_are_named(void **state)
{
	struct fixture *f = *state;

	open_text(f, "");
	assert_error(f, ": is empty");
	open_text(f, "a,,b\n");
	assert_error(f, ":1: column 2 has no name");
	open_text(f, "a,A\n");
	assert_error(f, ":1: a: stands twice");
	csv_file_close(f->csv);
	f->csv = csv_file_open("/");
	assert_int_equal(csv_file_errors(f->csv), 1);
	csv_file_close(f->csv);
	f->csv = csv_file_open("/nonexistent/file.csv");
	assert_int_equal(csv_file_errors(f->csv), 1);
	assert_false(csv_file_next(f->csv));
}

static void only_so_many_errors_are_kept_but_all_are_counted(void **state)
{
	struct fixture *f = *state;
	struct buf b;

	buf_init(&b, f->arena);
	buf_text(&b, "a,b\n");
	for (int i = 0; i < 150; i++)
		buf_text(&b, "1\n");
	open_text(f, b.data);
	while (csv_file_next(f->csv))
		;
	assert_int_equal(csv_file_errors(f->csv), 150);
	assert_non_null(csv_file_error(f->csv, CSV_ERRORS_MAX - 1));
	assert_null(csv_file_error(f->csv, CSV_ERRORS_MAX));
}

static void a_cell_that_starts_a_formula_is_made_harmless(void **state)
{
	struct fixture *f = *state;
	struct buf b;

	buf_init(&b, f->arena);
	csv_put(&b, "=1+1", ',');
	csv_put(&b, "+1 612 555 0100", ',');
	csv_put(&b, "-x", ',');
	csv_put(&b, "@x", ',');
	csv_put(&b, "-93.5", ',');
	csv_put(&b, "a=b", ',');
	csv_put(&b, "\uff1d1", ','); /* as wide as a Chinese letter */
	csv_put(&b, "'\uff20x", ',');
	csv_put(&b, NULL, '\n');
	assert_string_equal(b.data, "'=1+1,'+1 612 555 0100,'-x,'@x,-93.5,a=b,"
				    "'\uff1d1,''\uff20x,\n");
}

static void every_cell_comes_back_as_it_was_written(void **state)
{
	static const char *const cells[] = {
		"",        "plain",   "a,b",    "say \"hi\"", "two\nlines",
		"=1+1",    "'=1+1",   "''=1+1", "'quoted'",   "'",
		"\uff1d1", "'\uff0b", "+1",     "-5.25",      "'-5.25",
		"-",       "@home",   "\ttab",  "\rcr",       "'\ttab",
		" space ", "-93.4x",  "=\"a\"", "O'Hara",     "\"=1\"",
		"é=ü",     "''",      "-1,5",   "'' =x",      "=x\r\ny",
		"+",       "1e5"
	};
	struct fixture *f = *state;
	size_t count = sizeof(cells) / sizeof(cells[0]);
	struct buf b;

	buf_init(&b, f->arena);
	buf_text(&b, "a,b\n");
	for (size_t i = 0; i < count; i++) {
		csv_put(&b, cells[i], ',');
		csv_put(&b, cells[i], '\n');
	}
	open_text(f, b.data);
	for (size_t i = 0; i < count; i++) {
		assert_true(csv_file_next(f->csv));
		assert_string_equal(csv_file_cell(f->csv, 0), cells[i]);
		assert_string_equal(csv_file_cell(f->csv, 1), cells[i]);
	}
	assert_int_equal(csv_file_errors(f->csv), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(cells_are_found_by_the_name_of_their_column),
		TEST(byte_order_mark_and_any_line_end_are_accepted),
		TEST(a_row_over_several_lines_has_the_line_it_begins_on),
		TEST(an_unclosed_quote_is_named_with_the_line_it_opens_on),
		TEST(an_unclosed_quote_is_found_before_the_end_of_a_long_file),
		TEST(a_quote_inside_a_bare_cell_is_named),
		TEST(a_row_of_another_width_is_named_and_the_rest_read),
		TEST(utf16_is_named_as_such),
		TEST(bytes_that_are_not_utf8_are_named_with_their_column),
		TEST(too_large_a_cell_is_refused),
		TEST(too_large_a_file_is_refused_without_reading_it),
		TEST(missing_empty_and_strange_files_are_named),
		TEST(only_so_many_errors_are_kept_but_all_are_counted),
		TEST(a_cell_that_starts_a_formula_is_made_harmless),
		TEST(every_cell_comes_back_as_it_was_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
