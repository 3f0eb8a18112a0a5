/* Rows of a table, written as CSV, JSON or a spreadsheet. */
#ifndef PAGE_EXPORT_OUT_H
#define PAGE_EXPORT_OUT_H

#include "page/ctx.h"
#include "store/export.h"

struct sheet;

enum export_format { FORMAT_CSV, FORMAT_JSON, FORMAT_XLSX };

struct export_out {
	enum export_format format;
	const struct export_column *columns;
	size_t column_count;
	struct buf *out;
	struct arena *arena; /* of one row */
	struct sheet *sheet;
	size_t rows;
};

/* ".csv", ".json" or ".xlsx" of a path. */
enum export_format export_format_of(const char *path);
/* Its media type. */
const char *export_type(enum export_format format);

/* Begin with the header; o->format, columns, column_count and out are set.
 * export_out_end() must follow, whatever this says. */
MUST_CHECK enum status export_out_begin(struct export_out *o, struct ctx *c,
					const char *name);
/* A row: a text for each column, NULL or "" for what is not known. What a
 * spreadsheet would run as a formula is made plain text. */
void export_out_row(struct export_out *o, const char *const *cells);
/* End it; with st not STATUS_OK what was written is of no use. */
MUST_CHECK enum status export_out_end(struct export_out *o, enum status st);

#endif
