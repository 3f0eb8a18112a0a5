/* One copy of the database: written under another name, looked at, sealed
 * when a key is given, and only then named. */
#include "command/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "page/erasure_file.h"
#include "util/archive.h"
#include "util/clock.h"
#include "util/fault.h"
#include "util/file.h"

#define SPARE ((int64_t)16 << 20) /* bytes that stay free on the disk */

int backup_lock(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0) {
		command_failed("%s: %s", folder, strerror(errno));
		return -1;
	}
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		command_failed("another backup, restore or drill works on %s; "
			       "wait until it is done",
			       folder);
		close(fd);
		return -1;
	}
	return fd;
}

void backup_remove_part(struct arena *arena, const char *path)
{
	unlink(path);
	unlink(arena_printf(arena, "%s-journal", path));
}

/* A disk that is filled to its end would keep visitors from writing. */
static bool has_room(const char *folder, int64_t bytes)
{
	int64_t room = file_room(folder);

	if (room < 0 || room >= bytes + SPARE)
		return true;
	command_failed("%s: the disk is full: the backup takes %" PRId64
		       " MB, and %" PRId64 " MB are free",
		       folder, (bytes + SPARE) >> 20, room >> 20);
	return false;
}

/* Is the copy a database without a fault, and where does its record end? */
static enum status look_at(const char *copy, bool is_quick,
			   struct audit_end *end)
{
	struct db *db;
	enum status st = db_open(copy, DB_COPY, &db);

	if (st != STATUS_OK)
		return st;
	st = is_quick ? db_check_quick(db) : db_check(db);
	if (st == STATUS_OK && !is_quick)
		st = store_audit_verify(db);
	if (st == STATUS_OK)
		st = store_audit_end(db, end);
	db_close(db);
	return st;
}

static int make_copy(const struct command_env *env, struct db *db,
		     bool is_quick, const char *copy, struct audit_end *end)
{
	enum status st;
	int64_t bytes;

	backup_remove_part(env->arena, copy);
	st = db_size(db, &bytes);
	if (st == STATUS_OK && !has_room(file_folder(env->arena, copy), bytes))
		return COMMAND_FAILED;
	if (st == STATUS_OK)
		st = db_copy_to(db, copy);
	if (st == STATUS_FULL)
		return command_failed("%s: the disk is full", copy);
	if (st != STATUS_OK)
		return command_failed("%s could not be written (%s)", copy,
				      status_name(st));
	FAULT_POINT("copy-made");
	if (look_at(copy, is_quick, end) == STATUS_OK)
		return 0;
	unlink(copy);
	return command_failed("the copy of %s is not right; what was found "
			      "stands above. Is the database? northstar verify "
			      "tells",
			      env->database);
}

/* Sealing ------------------------------------------------------------------ */

/* One file of the state folder into the archive; it may be missing. */
static enum status put_file(struct sealed_out *out, const char *name,
			    const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat file;
	enum status st;

	if (fd < 0 && errno == ENOENT)
		return STATUS_OK;
	if (fd < 0 || fstat(fd, &file) != 0) {
		command_failed("%s: %s", path, strerror(errno));
		st = STATUS_FAILED;
	} else {
		st = archive_put(out, name, fd, file.st_size, file.st_mtime);
	}
	if (fd >= 0)
		close(fd);
	return st;
}

/* The list of who was erased is read after the copy was made: whom the copy
 * lacks by then, it names. */
static enum status put_state(const struct command_env *env,
			     struct sealed_out *out, const char *copy)
{
	static const char *const beside[] = { BACKUP_CONFIG, BACKUP_SECRET,
					      ERASURE_FILE };
	enum status st = STATUS_OK;

	for (size_t i = 0; st == STATUS_OK && i < 3; i++)
		st = put_file(out, beside[i],
			      config_path(env->arena, &env->config, beside[i]));
	if (st == STATUS_OK)
		st = put_file(out, COMMAND_DATABASE, copy);
	archive_put_end(out);
	return st;
}

static int seal(const struct command_env *env, const char *copy,
		const unsigned char key[SEALED_KEY], const char *part)
{
	struct sealed_out *out;
	enum status put, end;
	int fd;

	fd = open(part, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return command_failed("%s: %s", part, strerror(errno));
	out = sealed_out_begin(env->arena, fd, key);
	put = put_state(env, out, copy);
	end = sealed_out_end(out);
	close(fd);
	if (end == STATUS_FULL)
		return command_failed("%s: the disk is full", part);
	if (put != STATUS_OK || end != STATUS_OK)
		return command_failed("%s could not be sealed; the reason "
				      "stands above",
				      part);
	return 0;
}

static int write_sealed(const struct command_env *env, struct db *db,
			const struct backup_order *order, const char *part,
			struct audit_end *end)
{
	char *copy = config_path(env->arena, &env->config,
				 COMMAND_DATABASE BACKUP_COPYING);
	unsigned char key[SEALED_KEY];
	int64_t bytes;
	int code;

	if (sealed_key_read(order->key, SEALED_PUBLIC, key) != STATUS_OK)
		return command_failed("%s cannot be used; the reason stands "
				      "above",
				      order->key);
	if (db_size(db, &bytes) != STATUS_OK ||
	    !has_room(file_folder(env->arena, part), bytes))
		return COMMAND_FAILED;
	code = make_copy(env, db, order->is_quick, copy, end);
	if (code == 0)
		code = seal(env, copy, key, part);
	unlink(copy);
	return code;
}

/* -------------------------------------------------------------------------- */

int backup_write(const struct command_env *env, struct db *db,
		 const struct backup_order *order, const char *path,
		 struct backup_made *made)
{
	char *part = arena_printf(env->arena, "%s.part", path);
	int64_t begun = clock_monotonic_ms();
	struct stat file;
	int code;

	*made = (struct backup_made){ 0 };
	umask(077); /* it holds addresses and password hashes */
	backup_remove_part(env->arena, part);
	code = order->key
		       ? write_sealed(env, db, order, part, &made->end)
		       : make_copy(env, db, order->is_quick, part, &made->end);
	FAULT_POINT("copy-looked-at");
	if (code == 0 && !file_name(env->arena, part, path))
		code = command_failed("%s: %s", path, strerror(errno));
	if (code != 0)
		unlink(part);
	else if (stat(path, &file) == 0)
		made->bytes = file.st_size;
	made->ms = clock_monotonic_ms() - begun;
	return code;
}
