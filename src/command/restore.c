/* restore: a copy takes the place of the database. */
#include "command/restore_source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "page/erasure.h"
#include "page/ready_made.h"
#include "store/audit.h"
#include "store/generation.h"
#include "store/migrate.h"
#include "store/user.h"
#include "util/clock.h"
#include "util/file.h"

/* Hold the server's lock, so that none starts meanwhile. -1 when one runs. */
static int take_lock(const struct command_env *env)
{
	int fd;

	mkdir(config_path(env->arena, &env->config, "run"), 0755);
	fd = open(config_path(env->arena, &env->config, COMMAND_SERVE_LOCK),
		  O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

/* The generations of the database that will be replaced; 0 when it cannot be
 * asked any more. */
static void read_generations(const struct command_env *env, int64_t *public,
			     int64_t *directory)
{
	struct db *db;

	*public = *directory = 0;
	if (access(env->database, F_OK) != 0 ||
	    db_open(env->database, DB_READ, &db) != STATUS_OK)
		return;
	if (db_generation(db, public, directory) != STATUS_OK)
		*public = *directory = 0;
	db_close(db);
}

/* Whoever was erased since the backup was made is erased from it, before it
 * takes the database's place. */
static enum status erase_again(const struct command_env *env, struct db *db,
			       const struct restore_source *source)
{
	unsigned char key[32];
	size_t count, admins;
	enum status st;

	st = restore_source_key(env, source, key);
	if (st == STATUS_OK)
		st = erasure_repeat(db, env->arena, &env->config, key,
				    source->lists, clock_now(), &count);
	if (st != STATUS_OK || count == 0)
		return st;
	printf("erased again: %zu\n", count);
	st = store_user_count(db, ROLE_ADMIN, &admins);
	if (st == STATUS_OK && admins == 0)
		printf("No administrator is left: northstar user add makes "
		       "one.\n");
	return st;
}

/* Lift the copy to this version and look at every page of it. */
static enum status open_copy(const char *copy, struct db **db)
{
	enum status st = store_lift_candidate(copy);

	*db = NULL;
	if (st == STATUS_OK)
		st = db_open(copy, DB_CANDIDATE, db);
	if (st == STATUS_OK)
		st = db_check(*db);
	if (st == STATUS_OK)
		st = store_audit_verify(*db);
	return st;
}

/* Begin a new generation in the copy: one that no reader has seen. */
static enum status renew_copy(const struct command_env *env, struct db *db,
			      const struct restore_source *source)
{
	int64_t public, directory;
	enum status st;

	read_generations(env, &public, &directory);
	st = erase_again(env, db, source);
	if (st == STATUS_OK)
		st = store_generation_pass(db, public, directory);
	return st;
}

/* What stands in the way, by what looking at the copy came to. */
static const char *fault_of(enum status st)
{
	switch (st) {
	case STATUS_BAD:
		return "it is not a backup of North Star";
	case STATUS_NEWER:
		return "it belongs to a newer version of northstar; install "
		       "that one first";
	case STATUS_FULL:
		return "there is no space left to look at it";
	case STATUS_BUSY:
	case STATUS_TROUBLE:
		return "it could not be looked at; the reason stands above";
	default:
		return "it is damaged; what was found stands above";
	}
}

static int prepare_copy(const struct command_env *env, const char *path,
			const struct restore_source *source)
{
	const char *fault = NULL;
	struct db *db;
	enum status st = open_copy(source->copy, &db);

	if (st != STATUS_OK)
		fault = fault_of(st);
	else if (renew_copy(env, db, source) != STATUS_OK)
		fault = "it could not be made ready; the reason stands above";
	db_close(db); /* and its write-ahead log goes into the file */
	return fault ? command_failed("%s: %s; nothing was changed", path,
				      fault)
		     : 0;
}

/* What the old database has in its write-ahead log goes into its file or
 * goes: left behind, SQLite would take it for the new one's. */
static void end_old_log(const struct command_env *env)
{
	struct db *db;

	if (access(env->database, F_OK) == 0 &&
	    db_open(env->database, DB_WRITE, &db) == STATUS_OK)
		db_close(db);
	unlink(arena_printf(env->arena, "%s-wal", env->database));
	unlink(arena_printf(env->arena, "%s-shm", env->database));
}

/* The link to ready-made pages goes first: nothing that shows the old
 * database is handed out after the new one stands in its place. */
static int replace(const struct command_env *env, const char *copy)
{
	struct ready_made *ready_made;
	struct db *db;
	enum status st;

	unlink(config_path(env->arena, &env->config, "pages/current"));
	end_old_log(env);
	if (rename(copy, env->database) != 0)
		return command_failed("%s: %s", env->database, strerror(errno));
	if (!file_sync_folder(env->config.state))
		return command_failed("%s: %s", env->config.state,
				      strerror(errno));
	st = command_open(env, DB_WRITE, &db);
	if (st != STATUS_OK)
		return COMMAND_FAILED;
	st = ready_made_open(env->config.state, db, &ready_made);
	db_close(db);
	if (st != STATUS_OK)
		return command_failed("restored, but ready-made pages could "
				      "not be removed: empty %s/pages before "
				      "the server starts",
				      env->config.state);
	return 0;
}

/* The owner and mode of the database there was, so that the server that may
 * read that one may read this one; else the owner of the state folder. */
static void take_owner(const struct command_env *env, const char *copy)
{
	struct stat st;

	if (stat(env->database, &st) != 0) {
		restore_take_owner(env->config.state, copy);
		return;
	}
	restore_take_owner(env->database, copy);
	chmod(copy, st.st_mode & 07777);
}

int restore_backup(const struct command_env *env, const char *path,
		   const char *key, bool is_drill)
{
	struct restore_source source;
	int code;

	code = restore_source_open(env, path, key, &source);
	if (code != 0)
		goto out;
	code = prepare_copy(env, path, &source);
	if (code != 0)
		goto out;
	take_owner(env, source.copy);
	code = restore_source_place(env, &source, is_drill);
	if (code == 0)
		code = replace(env, source.copy);
	if (code == 0 && !is_drill)
		printf("restored: %s\n", env->database);
out:
	restore_source_remove(env);
	return code;
}

static int restore_in_place(const struct command_env *env, const char *key,
			    bool is_forced)
{
	int lock = take_lock(env);
	int code;

	if (lock < 0 && !is_forced)
		return command_failed("a server runs on %s; stop it first, or "
				      "use --force and restart it at once",
				      env->config.state);
	code = restore_backup(env, env->words[0], key, false);
	if (code == 0 && lock < 0)
		printf("A server runs on the old database: restart it now.\n");
	if (lock >= 0)
		close(lock);
	return code;
}

int command_restore(int argc, char **argv)
{
	const char *key = NULL;
	bool is_forced = false, is_check = false;
	const struct command_option options[] = {
		{ "key", .value = &key },
		{ "force", .is_given = &is_forced },
		{ "check", .is_given = &is_check },
		{ 0 }
	};
	struct command_env env;
	int lock = -1;
	int code = command_begin(&env, argc, argv, options, 1, 1);

	if (code >= 0)
		goto out;
	code = COMMAND_FAILED;
	lock = backup_lock(env.config.state);
	if (lock >= 0 && is_check)
		code = restore_drill(&env, env.words[0], key);
	else if (lock >= 0)
		code = restore_in_place(&env, key, is_forced);
out:
	if (lock >= 0)
		close(lock);
	command_end(&env);
	return code;
}
