/* backup, backup-keys. */
#include "command/backup.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/restore_source.h"
#include "page/erasure_file.h"
#include "store/event.h"
#include "util/clock.h"
#include "util/file.h"
#include "util/sealed.h"

#define DAYS_MOST 3650

struct wish {
	const char *file, *folder; /* one of them is NULL */
	int64_t keep_days;
	struct backup_order order;
};

/* For the staff's system line. */
static enum status put_events(struct db *db, bool is_fine)
{
	int64_t now = clock_now();
	enum status st;

	db_begin(db);
	st = store_event_put(db, EVENT_BACKUP_TRIED, is_fine, NULL, now);
	if (st == STATUS_OK && is_fine)
		st = store_event_put(db, EVENT_BACKUP, true, NULL, now);
	return db_end(db, st);
}

/* Whoever may only read the database still gets a backup. */
static void note_backup(const struct command_env *env, bool is_fine)
{
	struct db *db;

	if (command_open(env, DB_WRITE, &db) != STATUS_OK)
		return;
	if (put_events(db, is_fine) != STATUS_OK)
		fprintf(stderr, "northstar: note: the backup could not be "
				"noted for the staff's page\n");
	db_close(db);
}

static void tell(const struct command_env *env, const struct wish *wish,
		 const char *path, const struct backup_made *made)
{
	printf("backup: %s\n"
	       "%" PRId64 " bytes in %.1f s, looked at%s; its record ends with "
	       "row %" PRId64 ", %s\n",
	       path, made->bytes, (double)made->ms / 1000,
	       wish->order.is_quick ? " quickly" : "", made->end.id,
	       made->end.id ? made->end.hash : "none");
	if (!wish->order.key)
		printf("Not in it: %s/" BACKUP_SECRET "; keep that elsewhere. "
		       "A sealed backup (--key) holds it.\n",
		       env->config.state);
}

/* Beside the copies lies whom to erase from them again, however old they
 * are; only then older ones go. */
static int end_in_folder(const struct command_env *env, const struct wish *wish)
{
	const char *list =
		arena_printf(env->arena, "%s/" ERASURE_FILE, wish->folder);
	size_t count;

	if (erasure_file_merge(env->arena, list,
			       config_path(env->arena, &env->config,
					   ERASURE_FILE)) != STATUS_OK)
		return command_failed("%s could not be written; the backup is "
				      "whole",
				      list);
	count = backup_folder_expire(env->arena, wish->folder,
				     clock_now() - wish->keep_days * CLOCK_DAY);
	if (count > 0)
		printf("removed: %zu older than %" PRId64 " days\n", count,
		       wish->keep_days);
	return 0;
}

static int back_up(const struct command_env *env, const struct wish *wish)
{
	const char *path = wish->file;
	struct backup_made made;
	struct db *db;
	int code;

	if (!path) {
		backup_folder_clean(env->arena, wish->folder);
		path = arena_printf(env->arena, "%s/%s", wish->folder,
				    backup_name(env->arena, clock_now(),
						wish->order.key != NULL));
	}
	if (access(path, F_OK) == 0)
		return command_failed("%s exists; give another name, a backup "
				      "overwrites nothing",
				      path);
	if (command_open(env, DB_READ, &db) != STATUS_OK)
		return COMMAND_FAILED;
	code = backup_write(env, db, &wish->order, path, &made);
	db_close(db);
	if (code == 0)
		tell(env, wish, path, &made);
	if (code == 0 && wish->folder)
		code = end_in_folder(env, wish);
	note_backup(env, code == 0);
	return code;
}

/* What one that was killed left in the state folder; people stand in it. */
static void clear_state(const struct command_env *env)
{
	backup_remove_part(env->arena,
			   config_path(env->arena, &env->config,
				       COMMAND_DATABASE BACKUP_COPYING));
	file_remove_folder(config_path(env->arena, &env->config, BACKUP_DRILL));
	restore_source_remove(env);
}

static int back_up_alone(const struct command_env *env, const struct wish *wish)
{
	int code = COMMAND_FAILED, lock = -1, folder_lock = -1;

	if (!command_has_database(env))
		return code;
	lock = backup_lock(env->config.state);
	if (lock >= 0)
		clear_state(env);
	if (lock >= 0 && wish->folder)
		folder_lock = backup_lock(wish->folder);
	if (lock >= 0 && !wish->folder)
		code = back_up(env, wish);
	else if (folder_lock >= 0)
		code = back_up(env, wish);
	else if (lock >= 0)
		note_backup(env, false); /* the folder of the copies is gone */
	if (folder_lock >= 0)
		close(folder_lock);
	if (lock >= 0)
		close(lock);
	return code;
}

/* What the command line says goes before what the configuration says. */
static int read_wish(const struct command_env *env, const char *days,
		     const char *key, bool is_plain, struct wish *wish)
{
	const struct config *config = &env->config;
	char *end;

	wish->file = env->word_count ? env->words[0] : NULL;
	if (wish->file && (wish->folder || days))
		return command_misuse("FILE or a folder, not both");
	if (key && is_plain)
		return command_misuse("--key or --plain, not both");
	if (!wish->file && !wish->folder)
		wish->folder =
			*config->backup_folder ? config->backup_folder : NULL;
	if (!wish->file && !wish->folder)
		return command_misuse("name a FILE, or a folder (--folder, or "
				      "[backup] folder in northstar.conf)");
	wish->keep_days = config->backup_keep_days;
	if (days) {
		wish->keep_days = strtol(days, &end, 10);
		if (end == days || *end || wish->keep_days < 1 ||
		    wish->keep_days > DAYS_MOST)
			return command_misuse("--keep-days takes a number from "
					      "1 to %d",
					      DAYS_MOST);
	}
	if (!key && *config->backup_key)
		key = config->backup_key;
	wish->order.key = is_plain ? NULL : key;
	if (strcmp(config->backup_check, "quick") == 0)
		wish->order.is_quick = true;
	return -1;
}

int command_backup(int argc, char **argv)
{
	const char *days = NULL, *key = NULL;
	bool is_plain = false;
	struct wish wish = { 0 };
	const struct command_option options[] = {
		{ "folder", .value = &wish.folder },
		{ "keep-days", .value = &days },
		{ "key", .value = &key },
		{ "plain", .is_given = &is_plain },
		{ "quick", .is_given = &wish.order.is_quick },
		{ 0 }
	};
	struct command_env env;
	int code = command_begin(&env, argc, argv, options, 0, 1);

	if (code < 0)
		code = read_wish(&env, days, key, is_plain, &wish);
	if (code < 0)
		code = back_up_alone(&env, &wish);
	command_end(&env);
	return code;
}

int command_backup_keys(int argc, char **argv)
{
	const struct command_option options[] = { { 0 } };
	struct command_env env;
	const char *public, *secret;
	int code = command_begin(&env, argc, argv, options, 1, 1);

	if (code >= 0)
		goto out;
	if (!command_is_folder(env.words[0])) {
		code = command_failed("there is no folder %s: make it first, "
				      "or name another",
				      env.words[0]);
		goto out;
	}
	public = arena_printf(env.arena, "%s/northstar-backup.public",
			      env.words[0]);
	secret = arena_printf(env.arena, "%s/northstar-backup.secret",
			      env.words[0]);
	if (sealed_keys_make(env.arena, public, secret) != STATUS_OK) {
		code = command_failed("no keys were made; the reason stands "
				      "above");
		goto out;
	}
	printf("public: %s\n"
	       "  seals backups: [backup] key in northstar.conf, or --key\n"
	       "secret: %s\n"
	       "  opens them: move it away from this machine, and keep two\n"
	       "  copies; without it a sealed backup is lost\n",
	       public, secret);
	code = 0;
out:
	command_end(&env);
	return code;
}
