/* setup: what the first `make run` does, and every later one repeats without
 * effect. */
#include "command/commands.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command/import.h"
#include "store/user.h"
#include "util/cell.h"
#include "util/clock.h"
#include "util/token.h"

/* Make the folder and those above it. */
static int make_folder(struct arena *arena, const char *path)
{
	char *copy = arena_strdup(arena, path);

	for (char *slash = strchr(copy + 1, '/'); slash;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(copy, 0755);
		*slash = '/';
	}
	if (mkdir(copy, 0755) == 0 || errno == EEXIST)
		return 0;
	return command_failed("%s: %s", path, strerror(errno));
}

/* Everything here can be cut short and repeated: imports add what is not
 * there yet, and the account, made last, says that all is done. */
static int fill(const struct command_env *env)
{
	const char *data =
		arena_printf(env->arena, "%s/data", env->config.share);
	int code = import_places(env, data);

	if (code == 0) {
		printf("programs: ");
		fflush(stdout);
		code = import_programs(
			env, arena_printf(env->arena, "%s/programs.csv", data),
			false, true);
	}
	if (code == 0) {
		printf("plan: ");
		fflush(stdout);
		code = import_measures(
			env, arena_printf(env->arena, "%s/measures.csv", data),
			false);
	}
	return code;
}

/* The link is shown before it is stored: cut short in between, it is worth
 * nothing, and the next run shows one that works. */
static enum status add_admin(const struct command_env *env, struct db *db,
			     const char *email)
{
	char token[TOKEN_TEXT];
	int64_t id;
	enum status st;

	db_begin(db);
	st = store_user_add(db, email, ROLE_ADMIN, NULL, "setup", &id);
	if (st == STATUS_OK)
		st = store_user_link(db, id, clock_now(), "command", token);
	if (st == STATUS_OK) {
		printf("First administrator: %s\n"
		       "  %s/sign-in/link/%s\n"
		       "  works once, for %d days\n",
		       email, env->config.base_url, token, USER_LINK_DAYS);
		fflush(stdout);
	}
	return db_end(db, st);
}

static enum status count_admins(const struct command_env *env, size_t *count)
{
	struct db *db;
	enum status st = command_open(env, DB_READ, &db);

	if (st != STATUS_OK)
		return st;
	st = store_user_count(db, ROLE_ADMIN, count);
	db_close(db);
	return st;
}

/* The server makes the secret when the database is there already. A new
 * database beside an old secret would hide the loss. */
static bool has_lost_database(const struct command_env *env)
{
	struct stat file;

	if (stat(env->database, &file) == 0 && file.st_size > 0)
		return false;
	return access(config_path(env->arena, &env->config, "secret"), F_OK) ==
	       0;
}

/* A power cut may have brought back the link to ready-made pages, and they
 * may be old, or empty. Serving removes it, too, but nginx may be there
 * before. Beside a running server it costs nothing: the link is made anew. */
static void remove_ready_made(const struct command_env *env)
{
	unlink(config_path(env->arena, &env->config, "pages/current"));
}

static int set_up(const struct command_env *env, const char *email)
{
	size_t admins = 0;
	struct db *db;
	enum status st;
	int code = make_folder(env->arena, env->config.state);

	if (code == 0 && has_lost_database(env))
		return command_failed("%s is gone, but a site ran in this "
				      "folder before: restore a backup, or "
				      "empty the folder to start anew",
				      env->database);
	remove_ready_made(env);
	if (code == 0)
		code = command_migrate_database(env);
	if (code != 0)
		return code;
	st = count_admins(env, &admins);
	if (st == STATUS_OK && admins > 0)
		return 0;
	code = st == STATUS_OK ? fill(env) : COMMAND_FAILED;
	if (code != 0)
		return code;
	st = command_open(env, DB_WRITE, &db);
	if (st != STATUS_OK)
		return COMMAND_FAILED;
	st = add_admin(env, db, email);
	db_close(db);
	if (st != STATUS_OK)
		return command_failed("the administrator's account could not "
				      "be made (%s)",
				      status_name(st));
	return 0;
}

int command_setup(int argc, char **argv)
{
	const char *email = "admin@localhost";
	const struct command_option options[] = { { "admin", .value = &email },
						  { 0 } };
	struct command_env env;
	int code = command_begin(&env, argc, argv, options, 0, 0);

	if (code < 0) {
		if (strlen(email) > 254 || !cell_is_account(email))
			code = command_misuse("\"%s\" is not an e-mail address",
					      email);
		else
			code = set_up(&env, email);
	}
	command_end(&env);
	return code;
}
