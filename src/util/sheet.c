#include "util/sheet.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <expat.h>
#include <xlsxwriter.h>

#include "util/compress.h"
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
	if (!sheet->page) { /* no temporary file for its rows */
		lxw_workbook_free(sheet->book);
		unlink(sheet->path);
		arena_free(arena);
		return NULL;
	}
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

/* The rows as they stand in the library's temporary file, all but the last
 * one: how long they are, and their sum. False: some were not written. */
static bool sum_up(struct sheet *sheet, long *len, uint32_t *sum)
{
	FILE *rows = sheet->page->optimize_tmpfile;
	char bytes[16384];
	size_t got;

	*len = 0;
	*sum = 0;
	if (!rows || fflush(rows) != 0 || ferror(rows))
		return false;
	rewind(rows);
	while ((got = fread(bytes, 1, sizeof(bytes), rows)) > 0) {
		*sum = compress_crc(*sum, bytes, got);
		*len += (long)got;
	}
	return !ferror(rows) && fseek(rows, 0, SEEK_END) == 0 &&
	       ftell(rows) == *len;
}

static uint32_t number_at(const char *at, int bytes)
{
	uint32_t number = 0;

	while (bytes-- > 0)
		number = number << 8 | (unsigned char)at[bytes];
	return number;
}

static bool is_xml(const struct buf *text)
{
	XML_Parser parser = XML_ParserCreate(NULL);
	bool is_it = text->len <= INT_MAX &&
		     XML_Parse(parser, text->data, (int)text->len, XML_TRUE) ==
			     XML_STATUS_OK;

	XML_ParserFree(parser);
	return is_it;
}

/* One part of the workbook: XML without a gap, and the sheet with all its
 * rows. */
static bool is_whole_part(const struct buf *xml, bool is_sheet, long len,
			  uint32_t sum)
{
	static const char head[] = "<?xml version=\"1.0\" encoding=\"UTF-8\" "
				   "standalone=\"yes\"?>\n";
	static const char begin[] = "<sheetData>", end[] = "</worksheet>";
	const char *data;

	if (xml->len < strlen(head) ||
	    memcmp(xml->data, head, strlen(head)) != 0 || !is_xml(xml))
		return false;
	if (!is_sheet)
		return true;
	data = strstr(xml->data, begin);
	return data &&
	       xml->len - (size_t)(data - xml->data) >
		       sizeof(begin) + (size_t)len &&
	       compress_crc(0, data + strlen(begin), (size_t)len) == sum &&
	       strcmp(xml->data + xml->len - strlen(end), end) == 0;
}

/* The library does not look whether what it writes to temporary files gets
 * there (a full disk), so look at the result: a ZIP file, by the directory at
 * its end (APPNOTE.TXT §4.3.12, §4.3.16). */
static bool is_whole(struct arena *arena, const char *zip, size_t size,
		     long len, uint32_t sum)
{
	static const char name[] = "xl/worksheets/sheet1.xml";
	const char *end = size >= 22 ? zip + size - 22 : NULL;
	const char *at;
	int parts;

	if (!end || memcmp(end, "PK\5\6", 4) != 0)
		return false;
	at = zip + number_at(end + 16, 4);
	for (parts = (int)number_at(end + 10, 2); parts > 0; parts--) {
		size_t packed = number_at(at + 20, 4);
		size_t plain = number_at(at + 24, 4);
		size_t name_len = number_at(at + 28, 2);
		const char *from = zip + number_at(at + 42, 4);
		bool is_sheet = name_len == strlen(name) &&
				memcmp(at + 46, name, name_len) == 0;
		struct buf xml;

		from += 30 + number_at(from + 26, 2) + number_at(from + 28, 2);
		buf_init(&xml, arena);
		if (compress_inflate(&xml, from, packed, plain) != STATUS_OK ||
		    !is_whole_part(&xml, is_sheet, len, sum))
			return false;
		at += 46 + name_len + number_at(at + 30, 2) +
		      number_at(at + 32, 2);
	}
	return true;
}

enum status sheet_end(struct sheet *sheet, struct buf *out)
{
	enum status st = STATUS_OK;
	const char *why = "a row did not get to the disk";
	lxw_error error;
	size_t before;
	uint32_t sum;
	long len;

	errno = 0;
	if (!sum_up(sheet, &len, &sum))
		sheet->is_bad = true;
	error = workbook_close(sheet->book);
	if (error || sheet->is_bad)
		st = status_of_errno(errno);
	if (error)
		why = lxw_strerror(error);
	if (st == STATUS_OK && out) {
		before = out->len;
		st = read_file(sheet->path, out);
		if (st == STATUS_OK &&
		    !is_whole(sheet->arena, out->data + before,
			      out->len - before, len, sum))
			st = status_of_errno(errno);
	}
	if (st != STATUS_OK)
		log_error("a spreadsheet could not be written: %s", why);
	unlink(sheet->path);
	arena_free(sheet->arena);
	return st;
}
