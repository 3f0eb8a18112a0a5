#include "util/sheet.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include "util/log.h"
#include "util/utf8.h"

#define CELL_MAX 32000 /* characters; a spreadsheet takes 32,767 */

struct sheet {
	struct arena *arena;
	char *path;
	lxw_workbook *book;
	lxw_worksheet *page;
	lxw_format *bold;
	lxw_row_t row;
	lxw_col_t column;
	bool is_bad;
};

/* A file that nobody else has, for libxlsxwriter to write over. */
static bool make_file(struct sheet *sheet, const char *folder)
{
	int fd;

	sheet->path = arena_printf(sheet->arena, "%s/sheet-XXXXXX", folder);
	fd = mkstemp(sheet->path);
	if (fd < 0) {
		log_error("%s: %s", sheet->path, strerror(errno));
		return false;
	}
	close(fd);
	return true;
}

struct sheet *sheet_begin(const char *folder, const char *name)
{
	struct arena *arena = arena_new();
	struct sheet *sheet = arena_alloc(arena, sizeof(*sheet));
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };

	sheet->arena = arena;
	options.tmpdir = arena_strdup(arena, folder);
	if (!make_file(sheet, folder)) {
		arena_free(arena);
		return NULL;
	}
	sheet->book = workbook_new_opt(sheet->path, &options);
	sheet->page = workbook_add_worksheet(sheet->book, name);
	sheet->bold = workbook_add_format(sheet->book);
	format_set_bold(sheet->bold);
	worksheet_freeze_panes(sheet->page, 1, 0);
	return sheet;
}

void sheet_head(struct sheet *sheet, const char *name, int width)
{
	worksheet_set_column(sheet->page, sheet->column, sheet->column, width,
			     NULL);
	worksheet_write_string(sheet->page, 0, sheet->column++, name,
			       sheet->bold);
}

void sheet_row(struct sheet *sheet)
{
	sheet->row++;
	sheet->column = 0;
}

void sheet_text(struct sheet *sheet, const char *text)
{
	lxw_col_t column = sheet->column++;

	if (!text || !*text)
		return;
	if (strlen(text) > CELL_MAX)
		text = utf8_shorten(sheet->arena, text, CELL_MAX);
	if (worksheet_write_string(sheet->page, sheet->row, column, text,
				   NULL) != LXW_NO_ERROR)
		sheet->is_bad = true;
}

void sheet_number(struct sheet *sheet, double number)
{
	if (worksheet_write_number(sheet->page, sheet->row, sheet->column++,
				   number, NULL) != LXW_NO_ERROR)
		sheet->is_bad = true;
}

static enum status read_file(const char *path, struct buf *out)
{
	enum status st = STATUS_OK;
	FILE *in = fopen(path, "rb");
	size_t got;

	if (!in)
		return status_of_errno(errno);
	do {
		got = fread(buf_room(out, 65536), 1, 65536, in);
		buf_wrote(out, got);
	} while (got > 0);
	if (ferror(in))
		st = STATUS_TROUBLE;
	fclose(in);
	return st;
}

enum status sheet_end(struct sheet *sheet, struct buf *out)
{
	lxw_error error;
	enum status st = STATUS_OK;

	errno = 0;
	error = workbook_close(sheet->book);
	if (error || sheet->is_bad)
		st = status_of_errno(errno);
	if (st != STATUS_OK)
		log_error("a spreadsheet could not be written: %s",
			  lxw_strerror(error));
	else if (out)
		st = read_file(sheet->path, out);
	unlink(sheet->path);
	arena_free(sheet->arena);
	return st;
}
