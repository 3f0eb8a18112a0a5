/* What all commands share: options, the state folder, its database. */
#include "command/commands.h"

#include <getopt.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define OPTIONS_MAX 8

/* The table for getopt_long(3); the value it returns for a row is its place
 * plus one. --state and --help come first. */
static void list_options(const struct command_option *options,
			 struct option *out)
{
	size_t count = 2;

	out[0] = (struct option){ "state", required_argument, NULL, 1 };
	out[1] = (struct option){ "help", no_argument, NULL, 2 };
	for (; options->name && count < OPTIONS_MAX + 2; options++, count++)
		out[count] = (struct option){ options->name,
					      options->value || options->values
						      ? required_argument
						      : no_argument,
					      NULL, (int)count + 1 };
	out[count] = (struct option){ 0 };
}

/* False: there is one too many of it. */
static bool take_option(const struct command_option *option)
{
	size_t count = 0;

	if (option->value) {
		*option->value = optarg;
	} else if (option->values) {
		while (option->values[count])
			count++;
		if (count == COMMAND_VALUES_MAX)
			return false;
		option->values[count] = optarg;
	} else {
		*option->is_given = true;
	}
	return true;
}

/* -1 when all options were understood, else the exit code. */
static int read_options(int argc, char **argv,
			const struct command_option *options,
			const char **state)
{
	struct option table[OPTIONS_MAX + 3];
	int found;

	list_options(options, table);
	opterr = 0;
	optind = 0; /* glibc: begin anew */
	while ((found = getopt_long(argc, argv, ":", table, NULL)) != -1) {
		if (found == ':')
			return command_misuse("%s needs a value",
					      argv[optind - 1]);
		if (found == '?')
			return command_misuse("there is no option %s",
					      argv[optind - 1]);
		if (found == 2) {
			command_print_usage(stdout);
			printf("%s.\n", command_running->summary);
			return 0;
		}
		if (found == 1)
			*state = optarg;
		else if (!take_option(&options[found - 3]))
			return command_misuse("%s can be given %d times",
					      argv[optind - 1],
					      COMMAND_VALUES_MAX);
	}
	return -1;
}

int command_begin(struct command_env *env, int argc, char **argv,
		  const struct command_option *options, int min, int max)
{
	const char *state = "var";
	int code;

	*env = (struct command_env){ .arena = arena_new() };
	code = read_options(argc, argv, options, &state);
	if (code >= 0)
		return code;
	env->words = argv + optind;
	env->word_count = argc - optind;
	if (env->word_count < min)
		return command_misuse("an argument is missing");
	if (env->word_count > max)
		return command_misuse("\"%s\" is one argument too many",
				      env->words[max]);
	if (config_read(env->arena, state, &env->config) != STATUS_OK)
		return command_failed("%s/northstar.conf cannot be used; its "
				      "faults stand above",
				      state);
	env->database = config_path(env->arena, &env->config, COMMAND_DATABASE);
	return -1;
}

void command_end(struct command_env *env)
{
	arena_free(env->arena);
}

static bool say_none(const struct command_env *env)
{
	command_failed("there is no North Star in %s: give --state DIR, or run "
		       "northstar setup",
		       env->config.state);
	return false;
}

bool command_is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool command_has_state(const struct command_env *env)
{
	return command_is_folder(env->config.state) || say_none(env);
}

bool command_has_database(const struct command_env *env)
{
	return access(env->database, F_OK) == 0 || say_none(env);
}

enum status command_open(const struct command_env *env, enum db_mode mode,
			 struct db **db)
{
	enum status st;

	if (!command_has_database(env))
		return STATUS_NOT_FOUND;
	st = db_open(env->database, mode, db);
	switch (st) {
	case STATUS_OK:
		break;
	case STATUS_NEWER:
		command_failed("%s belongs to a newer version of northstar; "
			       "run that one, or restore an older backup",
			       env->database);
		break;
	default:
		command_failed("%s cannot be used (%s); the reason stands "
			       "above. If it is of an older version, run "
			       "northstar migrate --state %s; if it is "
			       "damaged, restore a backup",
			       env->database, status_name(st),
			       env->config.state);
	}
	return st;
}
