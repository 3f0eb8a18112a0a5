#include "util/csv.h"

#include <csv.h>
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "util/utf8.h"

struct csv_file {
	const char *path;
	struct arena *arena, *row_arena;
	struct csv_parser parser;
	bool has_parser;
	char *bytes, *own_bytes; /* own_bytes: to be freed */
	size_t len, at;          /* fed to the parser so far */
	size_t line;             /* of the byte at hand */
	size_t row_line, quote_line;
	bool is_over, is_cut;

	const char **columns;
	size_t column_count;
	const char *cells[CSV_COLUMN_MAX];
	size_t cell_count;
	bool has_row, is_row_bad;

	struct csv_error errors[CSV_ERRORS_MAX];
	size_t error_count, skipped;
};

static void complain(struct csv_file *csv, size_t line, const char *column,
		     const char *format, va_list ap)
{
	struct csv_error *error;

	if (csv->error_count++ >= CSV_ERRORS_MAX)
		return;
	error = &csv->errors[csv->error_count - 1];
	error->line = line;
	error->column = column;
	error->text = arena_vprintf(csv->arena, format, ap);
}

void csv_file_complain_at(struct csv_file *csv, size_t line, const char *column,
			  const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	complain(csv, line, column, format, ap);
	va_end(ap);
}

void csv_file_complain(struct csv_file *csv, size_t column, const char *format,
		       ...)
{
	va_list ap;

	va_start(ap, format);
	complain(csv, csv->row_line, csv_file_column_name(csv, column), format,
		 ap);
	va_end(ap);
}

/* Formulas ---------------------------------------------------------------- */

/* Apostrophes, if any, and then what a spreadsheet takes for a formula. */
static bool looks_like_formula(const char *cell)
{
	cell += strspn(cell, "'");
	cell += strncmp(cell, "\xEF\xBC", 2) == 0 ? 2 : 0; /* wide = + - @ */
	return strspn(cell, "=+-@\t\r\x9D\x8B\x8D\xA0") > 0;
}

static bool is_number(const char *cell)
{
	size_t digits;

	cell += *cell == '-' || *cell == '+';
	digits = strspn(cell, "0123456789");
	cell += digits;
	if (digits > 0 && *cell == '.') {
		digits = strspn(cell + 1, "0123456789");
		cell += 1 + digits;
	}
	return digits > 0 && *cell == '\0';
}

void csv_put(struct buf *out, const char *cell, char end)
{
	size_t len = cell ? strlen(cell) : 0;
	bool is_formula = len && looks_like_formula(cell) && !is_number(cell);
	bool is_quoted = len > 0 && (cell[strcspn(cell, ",\"\r\n")] != '\0' ||
				     strchr(" \t", cell[0]) ||
				     strchr(" \t", cell[len - 1]));

	if (is_quoted)
		buf_char(out, '"');
	if (is_formula)
		buf_char(out, '\'');
	for (size_t i = 0; i < len; i++) {
		if (cell[i] == '"')
			buf_char(out, '"');
		buf_char(out, cell[i]);
	}
	if (is_quoted)
		buf_char(out, '"');
	buf_char(out, end);
}

/* Reading ----------------------------------------------------------------- */

/* libcsv hands over a cell. */
static void take_cell(void *bytes, size_t len, void *context)
{
	struct csv_file *csv = context;
	const char *text = bytes ? bytes : "";
	size_t column = csv->cell_count++;

	if (column >= CSV_COLUMN_MAX)
		return;
	csv->cells[column] = "";
	if (!utf8_is_valid(text, len)) {
		csv_file_complain_at(csv, csv->row_line,
				     csv_file_column_name(csv, column),
				     "is not UTF-8 text; save the file as "
				     "\"CSV UTF-8\"");
		csv->is_row_bad = true;
		return;
	}
	if (len > CSV_CELL_MAX) {
		csv_file_complain_at(csv, csv->row_line,
				     csv_file_column_name(csv, column),
				     "holds %zu bytes, at most %d can be "
				     "taken; shorten it",
				     len, CSV_CELL_MAX);
		csv->is_row_bad = true;
		return;
	}
	csv->cells[column] = arena_strndup(csv->row_arena, text, len);
	if (csv->cells[column][0] == '\'' &&
	    looks_like_formula(csv->cells[column]))
		csv->cells[column]++;
}

static void take_row(int end, void *context)
{
	struct csv_file *csv = context;

	(void)end;
	csv->has_row = true;
}

void csv_file_cut(struct csv_file *csv)
{
	csv->is_over = true;
	csv->is_cut = true;
	csv->has_row = false;
}

/* An open quote swallows what follows; without one it is one long cell. */
static void complain_about_quote(struct csv_file *csv)
{
	csv_file_complain_at(
		csv, csv->quote_line,
		csv_file_column_name(csv, csv->cell_count), "%s",
		csv->parser.quoted
			? "the quote (\") that opens on this line is never "
			  "closed; close it, and write a quote inside a quoted "
			  "cell twice (\"\")"
			: "holds more than 20,000 bytes; shorten it");
	csv_file_cut(csv);
}

/* Length of the physical line at csv->at, its end (\n, \r\n or \r) counted. */
static size_t line_length(const struct csv_file *csv)
{
	const char *from = csv->bytes + csv->at;
	size_t left = csv->len - csv->at, len = 0;

	while (len < left && from[len] != '\n' && from[len] != '\r')
		len++;
	if (len + 1 < left && from[len] == '\r' && from[len + 1] == '\n')
		len++;
	if (len < left)
		len++;
	return len;
}

/* Give libcsv one physical line: so that we know on which line a row begins
 * and a quote opens, which it does not say. */
static void feed_line(struct csv_file *csv)
{
	struct csv_parser *p = &csv->parser;
	size_t len = line_length(csv);
	size_t cells_before = csv->cell_count;
	bool was_open = p->pstate != 0;

	if (!was_open)
		csv->row_line = csv->line;
	if (csv_parse(p, csv->bytes + csv->at, len, take_cell, take_row, csv) !=
	    len) {
		csv_file_complain_at(
			csv, csv->line,
			csv_file_column_name(csv, csv->cell_count),
			"a quote (\") stands where none may; put the whole "
			"cell in quotes and write quotes inside it twice "
			"(\"\")");
		csv_file_cut(csv);
		return;
	}
	if (!was_open || csv->cell_count != cells_before)
		csv->quote_line = csv->line;
	csv->at += len;
	csv->line++;
	/* An open quote would swallow the rest of the file. */
	if (!csv->has_row && p->pstate != 0 && p->entry_pos > CSV_CELL_MAX)
		complain_about_quote(csv);
}

/* The next row, of whatever width. */
static bool read_row(struct csv_file *csv)
{
	arena_reset(csv->row_arena);
	csv->cell_count = 0;
	csv->has_row = false;
	csv->is_row_bad = false;
	while (!csv->is_over && !csv->has_row && csv->at < csv->len)
		feed_line(csv);
	if (csv->is_over || csv->has_row)
		return csv->has_row;
	csv->is_over = true;
	if (csv_fini(&csv->parser, take_cell, take_row, csv) != 0) {
		complain_about_quote(csv);
		return false;
	}
	return csv->has_row;
}

bool csv_file_next(struct csv_file *csv)
{
	while (read_row(csv)) {
		if (csv->cell_count != csv->column_count) {
			csv_file_complain_at(
				csv, csv->row_line, NULL,
				"has %zu cells where the header has %zu; put "
				"a cell with a comma in quotes, and leave "
				"no cell out",
				csv->cell_count, csv->column_count);
			csv->is_row_bad = true;
		}
		if (!csv->is_row_bad)
			return true;
		csv->skipped++;
	}
	return false;
}

/* Opening ----------------------------------------------------------------- */

static bool read_bytes(struct csv_file *csv, FILE *in)
{
	struct stat st;

	if (fstat(fileno(in), &st) != 0 || !S_ISREG(st.st_mode)) {
		csv_file_complain_at(csv, 0, NULL, "is not a file");
		return false;
	}
	if (st.st_size > CSV_FILE_MAX) {
		csv_file_complain_at(csv, 0, NULL,
				     "has %lld MB, at most %d MB can be taken; "
				     "split it into several files",
				     (long long)st.st_size / 1000000,
				     CSV_FILE_MAX / 1000000);
		return false;
	}
	csv->bytes = csv->own_bytes = malloc((size_t)st.st_size + 1);
	if (!csv->bytes) {
		csv_file_complain_at(csv, 0, NULL, "does not fit in memory");
		return false;
	}
	csv->len = fread(csv->bytes, 1, (size_t)st.st_size, in);
	if (ferror(in)) {
		csv_file_complain_at(csv, 0, NULL, "cannot be read: %s",
				     strerror(errno));
		return false;
	}
	return true;
}

/* A wide encoding shows by its byte order mark, or by the NULs that are half
 * of every English text in it. */
static bool is_utf16(const struct csv_file *csv)
{
	size_t head = csv->len < 1000 ? csv->len : 1000;

	if (csv->len >= 2 && (memcmp(csv->bytes, "\xff\xfe", 2) == 0 ||
			      memcmp(csv->bytes, "\xfe\xff", 2) == 0))
		return true;
	return memchr(csv->bytes, '\0', head) != NULL;
}

static void read_header(struct csv_file *csv)
{
	if (!read_row(csv)) {
		if (csv->error_count == 0)
			csv_file_complain_at(csv, 0, NULL,
					     "is empty; its first row must "
					     "name the columns");
		return;
	}
	if (csv->cell_count > CSV_COLUMN_MAX) {
		csv_file_complain_at(csv, csv->row_line, NULL,
				     "has %zu columns, at most %d can be taken",
				     csv->cell_count, CSV_COLUMN_MAX);
		csv_file_cut(csv);
		return;
	}
	csv->columns = arena_array(csv->arena, csv->cell_count + 1,
				   sizeof(*csv->columns));
	for (size_t i = 0; i < csv->cell_count; i++) {
		char *name = utf8_clean(csv->arena, csv->cells[i], true);

		for (char *c = name; *c; c++)
			*c = (char)tolower((unsigned char)*c);
		if (*name == '\0')
			csv_file_complain_at(csv, csv->row_line, NULL,
					     "column %zu has no name; name or "
					     "remove it",
					     i + 1);
		else if (csv_file_column(csv, name) != CSV_NO_COLUMN)
			csv_file_complain_at(csv, csv->row_line, name,
					     "stands twice in the header; "
					     "remove one");
		csv->columns[csv->column_count++] = name;
	}
}

static struct csv_file *begin(const char *name)
{
	struct arena *arena = arena_new();
	struct csv_file *csv = arena_alloc(arena, sizeof(*csv));

	csv->arena = arena;
	csv->row_arena = arena_new();
	csv->path = arena_strdup(arena, name);
	csv->line = 1;
	csv->is_over = true;
	csv->is_cut = true;
	return csv;
}

/* Is the first line set apart by tabs, and by nothing else? */
static bool has_tabs(const struct csv_file *csv)
{
	size_t len = line_length(csv);

	return memchr(csv->bytes + csv->at, '\t', len) &&
	       !memchr(csv->bytes + csv->at, ',', len);
}

/* The bytes are there: to the end of the header. */
static void start(struct csv_file *csv, bool tabs_too)
{
	if (is_utf16(csv)) {
		csv_file_complain_at(csv, 1, NULL,
				     "is UTF-16 text or no text at all; save "
				     "the table as \"CSV UTF-8\"");
		return;
	}
	csv->is_over = csv->is_cut = false;
	if (csv->len >= 3 && memcmp(csv->bytes, "\xef\xbb\xbf", 3) == 0)
		csv->at = 3;
	csv_init(&csv->parser, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_blk_size(&csv->parser, 65536); /* a cell may be very long */
	csv->has_parser = true;
	if (tabs_too && has_tabs(csv))
		csv_set_delim(&csv->parser, '\t');
	read_header(csv);
}

struct csv_file *csv_file_open(const char *path)
{
	struct csv_file *csv = begin(path);
	FILE *in = fopen(path, "rb");

	if (!in) {
		csv_file_complain_at(csv, 0, NULL, "cannot be opened: %s",
				     strerror(errno));
		return csv;
	}
	if (read_bytes(csv, in))
		start(csv, false);
	fclose(in);
	return csv;
}

struct csv_file *csv_file_of(const char *name, char *bytes, size_t len,
			     bool tabs_too)
{
	struct csv_file *csv = begin(name);

	csv->bytes = bytes;
	csv->len = len;
	start(csv, tabs_too);
	return csv;
}

void csv_file_close(struct csv_file *csv)
{
	if (csv->has_parser)
		csv_free(&csv->parser);
	free(csv->own_bytes);
	arena_free(csv->row_arena);
	arena_free(csv->arena);
}

/* Looking ----------------------------------------------------------------- */

size_t csv_file_columns(const struct csv_file *csv)
{
	return csv->column_count;
}

const char *csv_file_column_name(const struct csv_file *csv, size_t column)
{
	return column < csv->column_count ? csv->columns[column] : NULL;
}

size_t csv_file_column(const struct csv_file *csv, const char *name)
{
	for (size_t i = 0; i < csv->column_count; i++)
		if (strcmp(csv->columns[i], name) == 0)
			return i;
	return CSV_NO_COLUMN;
}

size_t csv_file_line(const struct csv_file *csv)
{
	return csv->row_line;
}

const char *csv_file_cell(const struct csv_file *csv, size_t column)
{
	return column < csv->column_count ? csv->cells[column] : NULL;
}

size_t csv_file_errors(const struct csv_file *csv)
{
	return csv->error_count;
}

size_t csv_file_skipped(const struct csv_file *csv)
{
	return csv->skipped;
}

bool csv_file_is_cut(const struct csv_file *csv)
{
	return csv->is_cut;
}

const struct csv_error *csv_file_error_at(const struct csv_file *csv,
					  size_t index)
{
	return index < csv->error_count && index < CSV_ERRORS_MAX
		       ? &csv->errors[index]
		       : NULL;
}

const char *csv_file_error(struct csv_file *csv, size_t index)
{
	const struct csv_error *error = csv_file_error_at(csv, index);
	struct buf b;

	if (!error)
		return NULL;
	buf_init(&b, csv->arena);
	buf_text(&b, csv->path);
	if (error->line > 0)
		buf_printf(&b, ":%zu", error->line);
	if (error->column)
		buf_printf(&b, ": %s", error->column);
	buf_printf(&b, ": %s", error->text);
	return b.data;
}

void csv_file_report(struct csv_file *csv, FILE *out)
{
	const char *text;

	for (size_t i = 0; (text = csv_file_error(csv, i)); i++)
		fprintf(out, "%s\n", text);
	if (csv->error_count > CSV_ERRORS_MAX)
		fprintf(out, "%s: and %zu more; mend these first\n", csv->path,
			csv->error_count - CSV_ERRORS_MAX);
}
