/* What staff take out: everything of a kind, drafts and all, in parts. A part
 * holds those whose ids lie in its range, so any part is found at once, and
 * none grows without bound. */
#ifndef STORE_EXPORT_H
#define STORE_EXPORT_H

#include "store/program.h"

#define EXPORT_PART 5000 /* ids of a part */

enum export_kind {
	EXPORT_PROGRAMS,
	EXPORT_COMMENTS,
	EXPORT_FIGURES,
	EXPORT_AUDIT,
	EXPORT_KINDS
};

enum export_type {
	EXPORT_TEXT,
	EXPORT_NUMBER,
	EXPORT_FLAG, /* "yes" or "no" */
	EXPORT_TIME  /* RFC 3339 */
};

struct export_column {
	const char *name;
	enum export_type type;
};

/* How many there are, and how many parts hold them (1 when there are none). */
MUST_CHECK enum status store_export_count(struct db *db, enum export_kind kind,
					  int64_t *rows, int64_t *parts);

/* The columns of all kinds but EXPORT_PROGRAMS, which has its own form. */
const struct export_column *store_export_columns(enum export_kind kind,
						 size_t *count);

/* Visit the rows of a part (from 1), by id: a text for each column, NULL for
 * what is not known; they live until visit returns. */
typedef enum status export_visit(void *context, const char *const *cells);
MUST_CHECK enum status store_export_rows(struct db *db, enum export_kind kind,
					 int64_t part, export_visit *visit,
					 void *context);

/* The same for listings. */
typedef enum status export_visit_program(void *context,
					 const struct program *program);
MUST_CHECK enum status store_export_programs(struct db *db, int64_t part,
					     export_visit_program *visit,
					     void *context);

#endif
