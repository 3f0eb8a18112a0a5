#include "page/export_out.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "util/csv.h"
#include "util/json.h"
#include "util/log.h"
#include "util/sheet.h"

#define XLSX_TYPE                                                              \
	"application/vnd.openxmlformats-officedocument"                        \
	".spreadsheetml.sheet"

enum export_format export_format_of(const char *path)
{
	const char *dot = strrchr(path, '.');

	if (dot && strcmp(dot, ".xlsx") == 0)
		return FORMAT_XLSX;
	return dot && strcmp(dot, ".json") == 0 ? FORMAT_JSON : FORMAT_CSV;
}

const char *export_type(enum export_format format)
{
	static const char *const types[] = {
		[FORMAT_CSV] = "text/csv; charset=utf-8; header=present",
		[FORMAT_JSON] = "application/json; charset=utf-8",
		[FORMAT_XLSX] = XLSX_TYPE,
	};

	return types[format];
}

/* Begin ------------------------------------------------------------------ */

static enum status begin_sheet(struct export_out *o, struct ctx *c,
			       const char *name)
{
	static const int widths[] = {
		[EXPORT_TEXT] = 28,
		[EXPORT_NUMBER] = 12,
		[EXPORT_FLAG] = 10,
		[EXPORT_TIME] = 22,
	};
	const char *folder = config_path(c->arena, c->site->config, "tmp");

	if (mkdir(folder, 0700) != 0 && errno != EEXIST) {
		log_error("%s: %s", folder, strerror(errno));
		return status_of_errno(errno);
	}
	o->sheet = sheet_begin(folder, name);
	if (!o->sheet)
		return status_of_errno(errno);
	for (size_t i = 0; i < o->column_count; i++)
		sheet_head(o->sheet, o->columns[i].name,
			   widths[o->columns[i].type]);
	return STATUS_OK;
}

enum status export_out_begin(struct export_out *o, struct ctx *c,
			     const char *name)
{
	o->arena = arena_new();
	if (o->format == FORMAT_XLSX)
		return begin_sheet(o, c, name);
	if (o->format == FORMAT_JSON)
		buf_char(o->out, '[');
	else
		for (size_t i = 0; i < o->column_count; i++)
			csv_put(o->out, o->columns[i].name,
				i + 1 < o->column_count ? ',' : '\n');
	return STATUS_OK;
}

/* A row ------------------------------------------------------------------ */

static void put_csv(struct export_out *o, const char *const *cells)
{
	for (size_t i = 0; i < o->column_count; i++)
		csv_put(o->out, cells[i], i + 1 < o->column_count ? ',' : '\n');
}

static json_t *json_of(const struct export_column *column, const char *cell)
{
	if (!cell || !*cell)
		return json_null();
	if (column->type == EXPORT_FLAG)
		return json_boolean(strcmp(cell, "yes") == 0);
	if (column->type != EXPORT_NUMBER)
		return json_string(cell);
	return strpbrk(cell, ".e") ? json_real(strtod(cell, NULL))
				   : json_integer(strtoll(cell, NULL, 10));
}

static void put_json(struct export_out *o, const char *const *cells)
{
	json_t *row = json_object();

	for (size_t i = 0; i < o->column_count; i++)
		json_object_set_new(row, o->columns[i].name,
				    json_of(&o->columns[i], cells[i]));
	buf_text(o->out, o->rows > 0 ? ",\n" : "\n");
	buf_text(o->out, json_text(o->arena, row, 0));
}

static void put_sheet(struct export_out *o, const char *const *cells)
{
	sheet_row(o->sheet);
	for (size_t i = 0; i < o->column_count; i++)
		if (o->columns[i].type == EXPORT_NUMBER && cells[i] &&
		    *cells[i])
			sheet_number(o->sheet, strtod(cells[i], NULL));
		else
			sheet_text(o->sheet, cells[i]);
}

void export_out_row(struct export_out *o, const char *const *cells)
{
	if (o->format == FORMAT_CSV)
		put_csv(o, cells);
	else if (o->format == FORMAT_JSON)
		put_json(o, cells);
	else
		put_sheet(o, cells);
	o->rows++;
	arena_reset(o->arena);
}

enum status export_out_end(struct export_out *o, enum status st)
{
	enum status end = STATUS_OK;

	if (o->sheet)
		end = sheet_end(o->sheet, st == STATUS_OK ? o->out : NULL);
	if (o->format == FORMAT_JSON)
		buf_text(o->out, "\n]\n");
	arena_free(o->arena);
	return st == STATUS_OK ? end : st;
}
