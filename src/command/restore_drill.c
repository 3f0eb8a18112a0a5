/* restore --check: the backup is restored beside the database, looked at as a
 * whole, and removed. */
#include "command/backup.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "page/erasure_file.h"
#include "store/search.h"
#include "util/clock.h"
#include "util/file.h"

#define SPARE ((int64_t)64 << 20)

/* The copy, what is written of it, and its log. */
static bool has_room(const struct command_env *env, const char *path)
{
	int64_t room = file_room(env->config.state), needed;
	struct stat file;

	if (room < 0 || stat(path, &file) != 0)
		return true;
	needed = 3 * (int64_t)file.st_size + SPARE;
	if (room >= needed)
		return true;
	command_failed("%s: the drill takes %" PRId64 " MB, and %" PRId64
		       " MB are free",
		       env->config.state, needed >> 20, room >> 20);
	return false;
}

/* What a restore would find beside the database. */
static int bring(const struct command_env *env, const struct config *aside,
		 const char *name)
{
	const char *from = config_path(env->arena, &env->config, name);

	if (file_copy(from, config_path(env->arena, aside, name)) ||
	    errno == ENOENT)
		return 0;
	return command_failed("%s: %s", from, strerror(errno));
}

static int look_at(const struct command_env *aside)
{
	struct audit_end end;
	struct db *db;
	enum status st = command_open(aside, DB_READ, &db);

	if (st != STATUS_OK)
		return COMMAND_FAILED;
	st = store_search_verify(db);
	if (st == STATUS_OK)
		st = store_audit_end(db, &end);
	db_close(db);
	if (st != STATUS_OK)
		return command_failed("the search index of the backup is not "
				      "right; northstar verify --repair mends "
				      "it after a restore");
	printf("its record ends with row %" PRId64 ", %s\n", end.id,
	       end.id ? end.hash : "none");
	return 0;
}

int restore_drill(const struct command_env *env, const char *path,
		  const char *key)
{
	int64_t begun = clock_monotonic_ms();
	struct command_env aside = *env;
	int code;

	aside.config.state =
		config_path(env->arena, &env->config, BACKUP_DRILL);
	aside.database =
		config_path(env->arena, &aside.config, COMMAND_DATABASE);
	file_remove_folder(aside.config.state); /* of one that was killed */
	if (!has_room(env, path))
		return COMMAND_FAILED;
	if (mkdir(aside.config.state, 0700) != 0)
		return command_failed("%s: %s", aside.config.state,
				      strerror(errno));
	code = bring(env, &aside.config, BACKUP_SECRET);
	if (code == 0)
		code = bring(env, &aside.config, ERASURE_FILE);
	if (code == 0)
		code = restore_backup(&aside, path, key, true);
	if (code == 0)
		code = look_at(&aside);
	file_remove_folder(aside.config.state);
	if (code == 0)
		printf("drill: %s restores and is whole; %.1f s, nothing was "
		       "changed\n",
		       path, (double)(clock_monotonic_ms() - begun) / 1000);
	return code;
}
