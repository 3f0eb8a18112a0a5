/* A spreadsheet of one sheet (XLSX): the home of libxlsxwriter. Rows go to a
 * file as they come, so a long one takes no more memory than a short one. */
#ifndef UTIL_SHEET_H
#define UTIL_SHEET_H

#include "util/buf.h"
#include "util/status.h"

struct sheet;

/* Begin one with a file in folder, which must be there. The first row is the
 * header: it stands still, and is bold. NULL when the file cannot be made,
 * which is logged and in errno. */
struct sheet *sheet_begin(const char *folder, const char *name);

/* A column of the header; width in characters. All before the first row. */
void sheet_head(struct sheet *sheet, const char *name, int width);
void sheet_row(struct sheet *sheet); /* the next row */
/* The next cell. Text is never a formula; NULL leaves the cell empty. */
void sheet_text(struct sheet *sheet, const char *text);
void sheet_number(struct sheet *sheet, double number);

/* Finish it and append it to out; the file goes. With out NULL it just goes.
 * The sheet is gone afterwards. */
MUST_CHECK enum status sheet_end(struct sheet *sheet, struct buf *out);

#endif
