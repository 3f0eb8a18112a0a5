/* Importing a table of listings in the browser: what the files of it share.
 * A table is uploaded or pasted, its dry run is stored and shown, and a
 * button imports exactly what was shown. */
#ifndef PAGE_ADMIN_IMPORT_H
#define PAGE_ADMIN_IMPORT_H

#include "page/ctx.h"
#include "page/program_import.h"

/* Two seconds at 100,000 published listings; a request has eight. The command
 * takes any number. */
#define IMPORT_ROWS_MAX  2000
#define IMPORT_PASTE_MAX ((size_t)1000000) /* bytes, shown again when wrong */

struct import_table {
	char *bytes; /* what the site reads, until it has read it */
	size_t len;
	const char *name;
	bool is_pasted; /* may be set apart by tabs */
	bool may_publish;
};

/* What a table would do, or did. The lists are JSON, cut where they grow too
 * long for a page; the counts are of everything. */
struct import_plan {
	size_t counts[3]; /* by enum program_change */
	size_t wrong;     /* rows with errors */
	size_t errors;
	bool is_cut; /* could not be read to its end: nothing is imported */
	/* A hash of everything that it does: a table that would do something
	 * else meanwhile has another. */
	const char *digest;
	struct buf added;    /* [line, id, name, organization] */
	struct buf changed;  /* {line, id, name, fields:
			      * [[column, before, after]]} */
	struct buf problems; /* [line, column, what is wrong] */
};

/* Find out what the table would do; with a change set, in the caller's
 * transaction, do it (rows without errors only) and put it there. */
MUST_CHECK enum status import_plan_make(struct ctx *c,
					const struct import_table *table,
					int64_t change_set,
					struct import_plan *out);

/* As it is stored with the upload. */
char *import_plan_report(struct arena *arena, const struct import_plan *plan,
			 const struct import_table *table, bool is_renewed);

/* Show a list of problems (JSON) with the sections of
 * templates/partials/import_problems.tpl, at {{>PROBLEMS}}. */
void import_show_problems(struct ctx *c, struct view_dict *dict,
			  const char *list, size_t total);

#endif
