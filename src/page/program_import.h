/* A table of listings laid over what is stored: what each of its rows would
 * do, and doing it. For the command and for the staff's page. */
#ifndef PAGE_PROGRAM_IMPORT_H
#define PAGE_PROGRAM_IMPORT_H

#include "page/program_columns.h"

/* A row that adds or changes a listing. */
struct program_import_row {
	size_t line;
	enum program_change change;
	const struct program *before; /* NULL: a new listing */
	const struct program *after;  /* stored already, if the job stores */
};

struct program_import {
	struct db *db;
	struct csv_file *csv; /* just opened */
	bool may_publish;     /* new listings and the drafts that it names are
			       * shown, and its stages followed */
	bool is_storing;      /* in the caller's transaction; else nothing is
			       * written */
	bool skips_wrong;     /* rows without errors are stored though others
			       * have some; else nothing more is */
	size_t rows_max;      /* 0: any number */
	const char *actor, *note; /* of what is stored */
	/* Told of each row that adds or changes; may be NULL. What row points
	 * to lives until it returns. */
	enum status (*visit)(void *context,
			     const struct program_import_row *row);
	/* Told of a ZIP code that is not in our list; may be NULL. */
	void (*note_zip)(void *context, size_t line, const char *zip);
	void *context;

	size_t counts[3]; /* found: by enum program_change */
	size_t wrong;     /* rows with errors */
};

/* Walk through the table. What is wrong with it is among csv's errors;
 * STATUS_OK even then. */
MUST_CHECK enum status program_import_run(struct program_import *job);

/* What row does to column: false when nothing. */
bool program_import_changes(const struct program_import_row *row,
			    const struct program_column *column,
			    struct arena *arena, const char **before,
			    const char **after);

#endif
