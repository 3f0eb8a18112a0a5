/* restore: a copy takes the place of the database. */
#include "command/commands.h"

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
#include "util/token.h"

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

static int copy_bytes(int from, int to)
{
	char block[65536];
	ssize_t got;

	while ((got = read(from, block, sizeof(block))) > 0)
		for (ssize_t done = 0, put; done < got; done += put)
			if ((put = write(to, block + done,
					 (size_t)(got - done))) < 0)
				return -1;
	return got < 0 ? -1 : fsync(to);
}

static int copy_file(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = in < 0 ? -1
			 : open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
				0600);
	int failed = in < 0 || out < 0 || copy_bytes(in, out) != 0;
	int why = errno;

	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	errno = why;
	return failed ? -1 : 0;
}

static void remove_with_wal(struct arena *arena, const char *path)
{
	unlink(path);
	unlink(arena_printf(arena, "%s-wal", path));
	unlink(arena_printf(arena, "%s-shm", path));
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
static enum status erase_again(const struct command_env *env, struct db *db)
{
	unsigned char key[32];
	size_t count, admins;
	enum status st;

	st = token_key_file(config_path(env->arena, &env->config, "secret"),
			    key);
	if (st == STATUS_OK)
		st = erasure_repeat(db, env->arena, &env->config, key,
				    clock_now(), &count);
	if (st != STATUS_OK || count == 0)
		return st;
	printf("erased again: %zu\n", count);
	st = store_user_count(db, ROLE_ADMIN, &admins);
	if (st == STATUS_OK && admins == 0)
		printf("No administrator is left: northstar user add makes "
		       "one.\n");
	return st;
}

/* Lift the copy to this version, look at every page of it, and begin a new
 * generation in it: one that no reader has seen. */
static enum status prepare_copy(const struct command_env *env, const char *copy)
{
	int64_t public, directory;
	struct db *db;
	int from, to;
	enum status st = store_migrate(copy, &from, &to);

	if (st == STATUS_OK && from == 0)
		return STATUS_BAD; /* empty: no backup, and now a new one */
	if (st != STATUS_OK)
		return st;
	st = db_open(copy, DB_WRITE, &db);
	if (st != STATUS_OK)
		return st;
	read_generations(env, &public, &directory);
	st = db_check(db);
	if (st == STATUS_OK)
		st = store_audit_verify(db);
	if (st == STATUS_OK)
		st = erase_again(env, db);
	if (st == STATUS_OK)
		st = store_generation_pass(db, public, directory);
	db_close(db); /* and its write-ahead log goes into the file */
	return st;
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

static int sync_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int failed = fd < 0 || fsync(fd) != 0;

	if (fd >= 0)
		close(fd);
	return failed;
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
	if (sync_folder(env->config.state) != 0)
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
 * read that one may read this one. */
static void take_owner(const char *from, const char *to)
{
	struct stat st;

	if (stat(from, &st) != 0)
		return;
	if (chown(to, st.st_uid, st.st_gid) != 0)
		fprintf(stderr, "northstar: note: %s keeps its owner: %s\n", to,
			strerror(errno));
	chmod(to, st.st_mode & 07777);
}

static int restore(const struct command_env *env, const char *path)
{
	char *copy = config_path(env->arena, &env->config,
				 COMMAND_DATABASE ".restoring");
	enum status st;
	int code;

	remove_with_wal(env->arena, copy);
	if (copy_file(path, copy) != 0) {
		code = command_failed("%s: %s", path, strerror(errno));
		goto out;
	}
	st = prepare_copy(env, copy);
	if (st != STATUS_OK) {
		code = command_failed("%s is not a backup that this version "
				      "can use (%s); nothing was changed",
				      path, status_name(st));
		goto out;
	}
	take_owner(env->database, copy);
	code = replace(env, copy);
	if (code == 0)
		printf("restored: %s\n", env->database);
out:
	remove_with_wal(env->arena, copy);
	return code;
}

int command_restore(int argc, char **argv)
{
	bool is_forced = false;
	const struct command_option options[] = {
		{ "force", .is_given = &is_forced }, { 0 }
	};
	struct command_env env;
	int lock = -1;
	int code = command_begin(&env, argc, argv, options, 1, 1);

	if (code >= 0)
		goto out;
	lock = take_lock(&env);
	if (lock < 0 && !is_forced) {
		code = command_failed("a server runs on %s; stop it first, or "
				      "use --force and restart it at once",
				      env.config.state);
		goto out;
	}
	code = restore(&env, env.words[0]);
	if (code == 0 && lock < 0)
		printf("A server runs on the old database: restart it now.\n");
out:
	if (lock >= 0)
		close(lock);
	command_end(&env);
	return code;
}
