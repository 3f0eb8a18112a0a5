#include "command/commands.h"

#include <stdio.h>

#include "command/import.h"
#include "page/program_import.h"

#define NOTES_SHOW 20

struct notes {
	const char *path;
	size_t count;
};

static void note_zip(void *context, size_t line, const char *zip)
{
	struct notes *notes = context;

	if (notes->count++ < NOTES_SHOW)
		fprintf(stderr,
			"%s:%zu: zip: note: %s is not in the list of ZIP "
			"codes; kept, and placed by city or county\n",
			notes->path, line, zip);
}

/* All rows in one transaction, taken back when a row is wrong, on a dry run,
 * and when nothing changed: then the file is not written to at all. */
static enum status import_all(struct program_import *job, bool is_dry)
{
	enum status st;

	db_begin(job->db);
	store_program_bulk_begin(job->db);
	st = program_import_run(job);
	if (st == STATUS_OK && csv_file_errors(job->csv) > 0)
		st = STATUS_BAD;
	if (st == STATUS_OK && !is_dry &&
	    job->counts[PROGRAM_ADDED] + job->counts[PROGRAM_CHANGED] > 0) {
		st = store_program_bulk_end(job->db);
		return db_end(job->db, st);
	}
	if (db_end(job->db, STATUS_CONFLICT) == STATUS_OK)
		st = STATUS_FAILED;
	return st;
}

static void report(const struct program_import *job, const struct notes *notes,
		   bool is_dry)
{
	if (notes->count > NOTES_SHOW)
		fprintf(stderr, "%s: and %zu more notes of that kind\n",
			notes->path, notes->count - NOTES_SHOW);
	printf("%zu new, %zu changed, %zu unchanged%s\n",
	       job->counts[PROGRAM_ADDED], job->counts[PROGRAM_CHANGED],
	       job->counts[PROGRAM_UNCHANGED],
	       is_dry ? " (dry run: nothing was stored)" : "");
	if (job->counts[PROGRAM_ADDED] > 0 && !job->may_publish)
		printf("New listings are drafts; --publish shows them.\n");
}

int import_programs(const struct command_env *env, const char *path,
		    bool is_dry, bool may_publish)
{
	struct notes notes = { .path = path };
	struct program_import job = { .may_publish = may_publish,
				      .is_storing = true,
				      .actor = "import",
				      .note_zip = note_zip,
				      .context = &notes };
	enum status st = command_open(env, DB_WRITE, &job.db);
	int code;

	if (st != STATUS_OK)
		return COMMAND_FAILED;
	job.csv = csv_file_open(path);
	st = import_all(&job, is_dry);
	csv_file_report(job.csv, stderr);
	code = command_import_end(st, path);
	if (code == 0)
		report(&job, &notes, is_dry);
	csv_file_close(job.csv);
	db_close(job.db);
	return code;
}

int command_import_programs(int argc, char **argv)
{
	bool is_dry = false, may_publish = false;
	const struct command_option options[] = {
		{ "dry-run", .is_given = &is_dry },
		{ "publish", .is_given = &may_publish },
		{ 0 }
	};
	struct command_env env;
	int code = command_begin(&env, argc, argv, options, 1, 1);

	if (code < 0)
		code = import_programs(&env, env.words[0], is_dry, may_publish);
	command_end(&env);
	return code;
}
