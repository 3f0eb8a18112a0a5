/* CSV files: read, written and read again, they say the same. */
#include <stdio.h>

#include "fuzz.h"
#include "util/csv.h"
#include "util/utf8.h"

static void write_row(struct buf *out, const struct csv_file *csv,
		      bool is_header)
{
	size_t count = csv_file_columns(csv);

	for (size_t i = 0; i < count; i++) {
		const char *cell = is_header ? csv_file_column_name(csv, i)
					     : csv_file_cell(csv, i);

		MUST(utf8_is_valid(cell, strlen(cell)));
		MUST(strlen(cell) <= CSV_CELL_MAX);
		csv_put(out, cell, i + 1 == count ? '\n' : ',');
	}
}

/* Everything that could be read, as we would write it. */
static struct buf rewrite(struct arena *arena, const void *bytes, size_t size,
			  bool tabs_too, size_t *errors, size_t *columns)
{
	struct csv_file *csv = csv_file_of(
		"file", fuzz_text(arena, bytes, size), size, tabs_too);
	struct buf out;

	buf_init(&out, arena);
	*columns = csv_file_columns(csv);
	*errors = csv_file_errors(csv); /* of the header */
	if (*columns > 0)
		write_row(&out, csv, true);
	while (csv_file_next(csv))
		write_row(&out, csv, false);
	for (size_t i = 0; i < CSV_ERRORS_MAX; i++)
		MUST(!csv_file_error(csv, i) == (i >= csv_file_errors(csv)));
	MUST(csv_file_skipped(csv) == 0 || *columns > 0);
	MUST(!csv_file_is_cut(csv) || csv_file_errors(csv) > 0);
	csv_file_close(csv);
	return out;
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	size_t errors, columns, more;
	struct buf once = rewrite(arena, data, size, size % 2, &errors,
				  &columns),
		   twice;

	/* In a table of one column an empty cell is an empty line, which is
	 * no row; we write none. */
	if (errors > 0 || columns < 2)
		return;
	twice = rewrite(arena, once.data, once.len, false, &errors, &more);
	MUST(errors == 0 && more == columns);
	MUST(twice.len == once.len);
	MUST(memcmp(twice.data, once.data, once.len) == 0);
}
