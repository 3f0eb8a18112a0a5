/* The columns of a file of listings: what import reads is what export
 * writes. docs/import.md explains them to people. */
#ifndef PAGE_PROGRAM_COLUMNS_H
#define PAGE_PROGRAM_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "store/program.h"
#include "util/csv.h"

enum column_kind {
	COLUMN_LINE,   /* text without line breaks */
	COLUMN_PROSE,  /* text */
	COLUMN_URL,    /* http or https */
	COLUMN_INT,    /* -1: not stated */
	COLUMN_REAL,   /* -1: not stated */
	COLUMN_FLAG,   /* yes, no; empty is no */
	COLUMN_TIME,   /* a date, or an RFC 3339 time; 0: not stated */
	COLUMN_TERMS,  /* words of one kind, with semicolons */
	COLUMN_COUNTY, /* where it is based */
	COLUMN_AREA,   /* counties served, with semicolons */
	COLUMN_STATE,  /* two letters */
	COLUMN_BADGE,
	COLUMN_STAGE,
	COLUMN_HOW, /* how it was confirmed */
	COLUMN_LAT,
	COLUMN_LON
};

struct program_column {
	const char *name;
	enum column_kind kind;
	size_t offset;   /* in struct program, where the kind has a member */
	double min, max; /* of a number; max: characters of a text */
	enum term_kind terms;
};

#define PROGRAM_COLUMNS 44
extern const struct program_column program_columns[];
extern const size_t program_column_count;

/* Columns that the staff's export writes besides, and import passes over:
 * "id", "created", "updated", "comments". */
bool program_column_is_extra(const char *name);

/* "none", "dedicated", "expert"; "draft", "published", "paused", "closed". */
extern const char *const badge_names[];
extern const char *const stage_names[];

/* What export writes for a column; "" for what is not known. */
const char *program_column_text(const struct program_column *column,
				const struct program *program,
				struct arena *arena);

/* Import: the file's header matched to the columns, and the words that cells
 * may hold. */
struct program_reader;

/* Complains, into csv, about columns that are unknown or missing. Must live
 * no longer than csv and arena. */
MUST_CHECK enum status program_reader_open(struct db *db, struct arena *arena,
					   struct csv_file *csv,
					   struct program_reader **out);

/* Name, organization and state of the row at hand, which know a listing. */
bool program_reader_key(struct program_reader *r, struct arena *arena,
			struct program *program);

/* Lay the row's cells over program: a new one (id 0), or the stored one. A
 * column that the file does not have changes nothing; an empty cell clears.
 * Everything wrong is complained about; false then. */
bool program_reader_read(struct program_reader *r, struct arena *arena,
			 bool may_publish, struct program *program);

/* Has the file that column? */
bool program_reader_has(const struct program_reader *r, const char *name);

#endif
