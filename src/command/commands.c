#include "command/commands.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "util/confine.h"

const struct command commands[] = {
	{ "setup", "[--admin EMAIL]",
	  "make the database, fill it with the starter directory when it is "
	  "new, and print the first administrator's one-time link; safe to "
	  "repeat",
	  command_setup },
	{ "serve", "", "run the workers and the background jobs (foreground)",
	  command_serve },
	{ "migrate", "", "create or lift the database to this version",
	  command_migrate },
	{ "import programs", "FILE.csv [--dry-run] [--publish]",
	  "add and change listings, all rows or none; without --publish new "
	  "ones are drafts",
	  command_import_programs },
	{ "import places", "DIR",
	  "add and change counties, their borders and ZIP codes",
	  command_import_places },
	{ "import measures", "FILE.csv [--dry-run]",
	  "add and change measures of the plan and their figures",
	  command_import_measures },
	{ "import comments", "FILE.xml [--dry-run] [--map SLUG=PATH] ...",
	  "take along the comments of a WordPress export (WXR): authors, "
	  "dates, threads, states; all of them or none; what is here already "
	  "stays as it is",
	  command_import_comments },
	{ "export programs", "[--format csv|json]",
	  "write all public listings to stdout, by id",
	  command_export_programs },
	{ "export comments", "",
	  "write all comments in every state to stdout, as JSON: for you, not "
	  "for the public",
	  command_export_comments },
	{ "user add", "EMAIL --role admin|editor|moderator [--password-stdin]",
	  "add a staff account; without a password, print a one-time link",
	  command_user_add },
	{ "user link", "EMAIL",
	  "print a new one-time link for an account; older ones end",
	  command_user_link },
	{ "user reset-second-factor", "EMAIL",
	  "for who has lost phone and recovery codes: the password alone signs "
	  "in again, and sign-ins that were open end",
	  command_user_reset_second_factor },
	{ "comment list", "[held|published|spam|removed]",
	  "show comments, oldest first; those that wait, unless told otherwise",
	  command_comment_list },
	{ "comment publish", "ID", "show a comment to everyone",
	  command_comment_publish },
	{ "comment remove", "ID --reason TEXT",
	  "take a comment away; the reason stays in the record",
	  command_comment_remove },
	{ "backup",
	  "[FILE] [--folder DIR] [--keep-days N] [--key PUBLIC] "
	  "[--plain] [--quick]",
	  "write a consistent copy, also while serve runs: to FILE, or under "
	  "its time to a folder, from which those older than N days go; "
	  "sealed to a public key when there is one",
	  command_backup },
	{ "backup-keys", "DIR",
	  "make a public key that seals backups and the secret one that "
	  "opens them",
	  command_backup_keys },
	{ "restore", "FILE [--key SECRET] [--force] [--check]",
	  "put a backup in the place of the database, once it was checked; "
	  "--force also while a server runs; --check tries it aside and "
	  "changes nothing",
	  command_restore },
	{ "erase", "EMAIL [--dry-run]",
	  "erase a person: comments, account, mail, every trace",
	  command_erase },
	{ "retention", "[--now] [--json]",
	  "print what is kept of people and how long; --now removes what is "
	  "over, as the server does each hour",
	  command_retention },
	{ "verify", "[--repair]",
	  "check database, search index and record; --repair rebuilds that "
	  "index",
	  command_verify },
	{ "routes", "[--json] [--check]", "print every URL with who may use it",
	  command_routes },
	{ "check-config", "", "explain the configuration",
	  command_check_config },
	{ "help", "[COMMAND]", "explain all commands, or one", command_help },
};
const size_t command_count = sizeof(commands) / sizeof(commands[0]);
const struct command *command_running = commands;

/* The command called first, or first and second; NULL for none. *words says
 * how many were taken. */
static const struct command *find_command(const char *first, const char *second,
					  int *words)
{
	size_t len = strlen(first);

	for (size_t i = 0; i < command_count; i++) {
		const char *name = commands[i].name;

		if (strncmp(name, first, len) != 0)
			continue;
		*words = name[len] == '\0' ? 1 : 2;
		if (name[len] == '\0' || (name[len] == ' ' && second &&
					  strcmp(name + len + 1, second) == 0))
			return &commands[i];
	}
	return NULL;
}

void command_print_usage(FILE *out)
{
	const struct command *c = command_running;

	fprintf(out, "usage: northstar %s%s%s [--state DIR]\n", c->name,
		*c->usage ? " " : "", c->usage);
}

/* "comment" is no command, but the first word of three. */
static bool is_of_group(const struct command *command, const char *group)
{
	size_t len = strlen(group);

	return strncmp(command->name, group, len) == 0 &&
	       command->name[len] == ' ';
}

static bool is_group(const char *word)
{
	for (size_t i = 0; i < command_count; i++)
		if (is_of_group(&commands[i], word))
			return true;
	return false;
}

/* All commands, or those of one group. */
static void print_commands(FILE *out, const char *group)
{
	fprintf(out, "usage: northstar %s%sCOMMAND [--state DIR] …\n\n",
		group ? group : "", group ? " " : "");
	for (size_t i = 0; i < command_count; i++) {
		const struct command *c = &commands[i];

		if (!group || is_of_group(c, group))
			fprintf(out, "  %s%s%s\n      %s\n", c->name,
				*c->usage ? " " : "", c->usage, c->summary);
	}
	fprintf(out,
		"\nDIR is the folder with northstar.conf and the database (var "
		"when not given).\nExit codes: 0 done, 1 failed, 2 called "
		"wrongly.\n");
}

int command_misuse(const char *format, ...)
{
	va_list ap;

	fprintf(stderr, "northstar %s: ", command_running->name);
	va_start(ap, format);
	vfprintf(stderr, format, ap);
	va_end(ap);
	fprintf(stderr, "\n");
	command_print_usage(stderr);
	return COMMAND_MISUSE;
}

int command_failed(const char *format, ...)
{
	va_list ap;

	fprintf(stderr, "northstar: ");
	va_start(ap, format);
	vfprintf(stderr, format, ap);
	va_end(ap);
	fprintf(stderr, "\n");
	return COMMAND_FAILED;
}

int command_help(int argc, char **argv)
{
	const struct command *command;
	int words;

	if (argc < 2 || argv[1][0] == '-') {
		print_commands(stdout, NULL);
		return 0;
	}
	command = find_command(argv[1], argc > 2 ? argv[2] : NULL, &words);
	if (!command && is_group(argv[1])) {
		print_commands(stdout, argv[1]);
		return 0;
	}
	if (!command)
		return command_misuse("there is no command \"%s\"", argv[1]);
	command_running = command;
	command_print_usage(stdout);
	printf("%s.\n"
	       "--state DIR is the folder with northstar.conf and the "
	       "database (var when not given).\n",
	       command->summary);
	return 0;
}

int command_main(int argc, char **argv)
{
	const struct command *command;
	int words;

	if (argc < 2) {
		print_commands(stderr, NULL);
		return COMMAND_MISUSE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
		print_commands(stdout, NULL);
		return 0;
	}
	command = find_command(argv[1], argc > 2 ? argv[2] : NULL, &words);
	if (!command && argc < 3 && is_group(argv[1])) {
		print_commands(stderr, argv[1]);
		return COMMAND_MISUSE;
	}
	if (!command) {
		fprintf(stderr,
			"northstar: there is no command \"%s%s%s\"; northstar "
			"help lists them\n",
			argv[1], argc > 2 ? " " : "", argc > 2 ? argv[2] : "");
		return COMMAND_MISUSE;
	}
	command_running = command;
	if (!confine_cores())
		perror("northstar: core files stay possible");
	return command->run(argc - words, argv + words);
}
