/* The commands of the binary: one row each. main() only calls command_main(),
 * which finds the row. Exit codes: 0 done, 1 it failed and stderr says why,
 * 2 it was called wrongly and stderr says how. */
#ifndef COMMAND_COMMANDS_H
#define COMMAND_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "store/db.h"
#include "util/arena.h"
#include "util/config.h"

#define COMMAND_FAILED 1
#define COMMAND_MISUSE 2

struct command {
	const char *name;    /* one or two words: "serve", "import programs" */
	const char *usage;   /* what follows the name: "FILE.csv [--dry-run]" */
	const char *summary; /* what it does, for help */
	int (*run)(int argc, char **argv); /* argv[0] ends the name */
};

extern const struct command commands[];
extern const size_t command_count;

/* Run the command that argv[1] (and argv[2]) names; the exit code. */
int command_main(int argc, char **argv);

#define COMMAND_VALUES_MAX 100

/* An option of one command: --name VALUE when value is set, any number of them
 * when values is (room for COMMAND_VALUES_MAX and a NULL that ends them), else
 * --name. The table ends with a row without a name. --state and --help are
 * everybody's. */
struct command_option {
	const char *name;
	const char **value;
	bool *is_given;
	const char **values;
};

/* What every command has while it runs. */
struct command_env {
	struct arena *arena;
	struct config config; /* of --state, default var */
	const char *database; /* path of the database file */
	char **words;         /* arguments that are no options */
	int word_count;
};

/* Read options and arguments (min to max of them) and the configuration into
 * env. Gives -1 when the command may go on, else its exit code: help was
 * asked for, or something is wrong and was said. Always call
 * command_end() after it. */
int command_begin(struct command_env *env, int argc, char **argv,
		  const struct command_option *options, int min, int max);
void command_end(struct command_env *env);

/* The command that runs; set by command_main(). */
extern const struct command *command_running;

/* It was called wrongly: say why on stderr, and how to. COMMAND_MISUSE. */
int command_misuse(const char *format, ...)
	__attribute__((format(printf, 1, 2)));
void command_print_usage(FILE *out);

/* Say on stderr what failed, after "northstar: ". COMMAND_FAILED. */
int command_failed(const char *format, ...)
	__attribute__((format(printf, 1, 2)));

/* Is path a folder that is there? */
bool command_is_folder(const char *path);

/* Is there a state folder, with or without a configuration in it, and is
 * there a database in it? Else that is said. */
bool command_has_state(const struct command_env *env);
bool command_has_database(const struct command_env *env);

/* Open the database of env, or say what is wrong with it and what to do; it
 * is never made here. */
MUST_CHECK enum status command_open(const struct command_env *env,
				    enum db_mode mode, struct db **db);

/* In the state folder: the database, and the file that serve holds an
 * exclusive flock(2) on while it runs. */
#define COMMAND_DATABASE   "northstar.db"
#define COMMAND_SERVE_LOCK "run/serve.lock"

/* What migrate does, for setup. */
int command_migrate_database(const struct command_env *env);

int command_serve(int argc, char **argv);
int command_setup(int argc, char **argv);
int command_migrate(int argc, char **argv);
int command_import_programs(int argc, char **argv);
int command_import_places(int argc, char **argv);
int command_import_measures(int argc, char **argv);
int command_import_comments(int argc, char **argv);
int command_export_programs(int argc, char **argv);
int command_export_comments(int argc, char **argv);
int command_user_add(int argc, char **argv);
int command_user_link(int argc, char **argv);
int command_user_reset_second_factor(int argc, char **argv);
int command_comment_list(int argc, char **argv);
int command_comment_publish(int argc, char **argv);
int command_comment_remove(int argc, char **argv);
int command_backup(int argc, char **argv);
int command_backup_keys(int argc, char **argv);
int command_restore(int argc, char **argv);
int command_erase(int argc, char **argv);
int command_retention(int argc, char **argv);
int command_verify(int argc, char **argv);
int command_routes(int argc, char **argv);
int command_check_config(int argc, char **argv);
int command_help(int argc, char **argv);

#endif
