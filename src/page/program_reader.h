/* Between program_reader.c (the file, the row) and program_cells.c (one cell
 * of each kind). */
#ifndef PAGE_PROGRAM_READER_H
#define PAGE_PROGRAM_READER_H

#include "page/program_columns.h"

#define TERMS_MAX    200
#define COUNTIES_MAX 4000

struct program_reader {
	struct csv_file *csv;
	size_t at[PROGRAM_COLUMNS]; /* where the file has each column */
	struct term *terms;
	size_t term_count;
	struct county *counties;  /* Minnesota first, by name */
	const char **county_keys; /* as program_county_key() writes them */
	size_t county_count;

	/* Of the row at hand: */
	struct arena *arena;
	struct program *program;
	bool may_publish;
	bool is_wrong;
	bool is_aliased[TERMS_MAX]; /* terms that another column named */
};

/* Complain about the cell at column of the file. */
#define COMPLAIN(r, column, ...)                                               \
	((r)->is_wrong = true,                                                 \
	 csv_file_complain((r)->csv, (r)->at[column], __VA_ARGS__))

/* The cell of the row at hand in program_columns[i] to its member. */
void program_cell_read(struct program_reader *r, size_t i);
void *program_cell_member(const struct program_reader *r, size_t i);

/* "St. Louis County", "saint louis" and "St. Louis" are one key. */
const char *program_county_key(struct arena *arena, const char *name);

#endif
