/* Comma-separated values (RFC 4180): the home of libcsv.
 *
 * Reading: UTF-8 with or without a byte order mark, any line ends, a header
 * row. What is wrong is collected, with its line and the name of its column,
 * and reading goes on where that makes sense; so one run shows everything.
 *
 * Spreadsheets run a cell that begins with = + - @ tab or return as a
 * formula, some also with the wide = + - @ of East Asian letters. Writing puts
 * an apostrophe before such a cell (plain numbers aside) and before one that
 * has that apostrophe already; reading takes one away again, so text comes back
 * exactly. */
#ifndef UTIL_CSV_H
#define UTIL_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "util/arena.h"
#include "util/buf.h"

#define CSV_FILE_MAX   90000000 /* bytes; 100,000 listings are about 80 MB */
#define CSV_CELL_MAX   20000    /* bytes */
#define CSV_COLUMN_MAX 100
#define CSV_ERRORS_MAX 100 /* more are counted, not kept */
#define CSV_NO_COLUMN  ((size_t)-1)

struct csv_file;

/* Read the file and its header; never NULL, and what is wrong is among the
 * errors. Close it with csv_file_close(). */
struct csv_file *csv_file_open(const char *path);
/* The same for bytes in memory, which must live as long; name stands for the
 * path in complaints. With tabs_too, cells may be set apart by tabs, as what
 * is copied from a spreadsheet has them: the first line decides. */
struct csv_file *csv_file_of(const char *name, char *bytes, size_t len,
			     bool tabs_too);
void csv_file_close(struct csv_file *csv);

/* The header: names in lower case, in the file's order. */
size_t csv_file_columns(const struct csv_file *csv);
const char *csv_file_column_name(const struct csv_file *csv, size_t column);
size_t csv_file_column(const struct csv_file *csv, const char *name);

/* The next row of the right width; false at the end, or where the file
 * cannot be understood any further. */
bool csv_file_next(struct csv_file *csv);

/* Of the row at hand: the line it begins on, and a cell, until the next row.
 * CSV_NO_COLUMN gives NULL. */
size_t csv_file_line(const struct csv_file *csv);
const char *csv_file_cell(const struct csv_file *csv, size_t column);

/* Complain about a column (or CSV_NO_COLUMN) of the row at hand: "what is
 * wrong; what to do". */
void csv_file_complain(struct csv_file *csv, size_t column, const char *format,
		       ...) __attribute__((format(printf, 3, 4)));
void csv_file_complain_at(struct csv_file *csv, size_t line, const char *column,
			  const char *format, ...)
	__attribute__((format(printf, 4, 5)));

size_t csv_file_errors(const struct csv_file *csv);
/* Rows left out so far, for they could not be read; each has its error. */
size_t csv_file_skipped(const struct csv_file *csv);
/* Did reading end before the file did, or was told to? */
bool csv_file_is_cut(const struct csv_file *csv);
void csv_file_cut(struct csv_file *csv);
struct csv_error {
	size_t line;        /* 0: of the file as a whole */
	const char *column; /* NULL: of the row as a whole */
	const char *text;
};
/* NULL beyond the last that is kept. */
const struct csv_error *csv_file_error_at(const struct csv_file *csv,
					  size_t index);
/* "FILE:line: column: what is wrong; what to do"; NULL beyond the last. */
const char *csv_file_error(struct csv_file *csv, size_t index);
/* All of them, one to a line. */
void csv_file_report(struct csv_file *csv, FILE *out);

/* Writing: a cell (NULL is empty) and what follows it: ',' or '\n'. */
void csv_put(struct buf *out, const char *cell, char end);

#endif
