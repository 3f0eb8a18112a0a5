/* The imports, for their commands and for setup. Each gives an exit code and
 * says on stdout what it did, on stderr what is wrong. */
#ifndef COMMAND_IMPORT_H
#define COMMAND_IMPORT_H

#include "command/commands.h"
#include "util/csv.h"

int import_programs(const struct command_env *env, const char *path,
		    bool is_dry, bool may_publish);
int import_places(const struct command_env *env, const char *folder);
int import_measures(const struct command_env *env, const char *path,
		    bool is_dry);

/* The exit code of an import that came to st, and the last word on why. */
int command_import_end(enum status st, const char *path);

/* Find the columns of a file, complaining about each that is missing or that
 * is none of names; at gets their places. */
void import_match_columns(struct csv_file *csv, const char *const *names,
			  size_t count, size_t *at);

/* A cell as one clean line, min to max characters ("" as NULL when min is 0);
 * NULL after a complaint, too. */
const char *import_text(struct csv_file *csv, struct arena *arena,
			size_t column, size_t min, size_t max);
/* A number from min to max; 0 after a complaint. */
double import_number(struct csv_file *csv, size_t column, double min,
		     double max);

#endif
