/* migrate, verify: the database as a whole. */
#include "command/commands.h"

#include <inttypes.h>
#include <stdio.h>

#include "store/audit.h"
#include "store/migrate.h"
#include "store/search.h"

static const struct command_option no_options[] = { { 0 } };

int command_migrate(int argc, char **argv)
{
	struct command_env env;
	int code = command_begin(&env, argc, argv, no_options, 0, 0);

	if (code < 0)
		code = command_migrate_database(&env);
	command_end(&env);
	return code;
}

int command_migrate_database(const struct command_env *env)
{
	int from = 0, to = 0;
	enum status st = store_migrate(env->database, &from, &to);

	if (st == STATUS_NEWER)
		return command_failed("%s belongs to a newer version of "
				      "northstar; run that one",
				      env->database);
	if (st != STATUS_OK)
		return command_failed("%s could not be brought to this version "
				      "(%s); the reason stands above",
				      env->database, status_name(st));
	if (from == 0)
		printf("database: made, version %d\n", to);
	else if (from == to)
		printf("database: version %d, nothing to do\n", to);
	else
		printf("database: lifted from version %d to %d\n", from, to);
	return 0;
}

/* Verify ------------------------------------------------------------------ */

static bool tell(const char *what, enum status st)
{
	printf("%s: %s\n", what, st == STATUS_OK ? "ok" : "WRONG");
	return st == STATUS_OK;
}

static enum status repair(struct db *db)
{
	db_begin(db);
	return db_end(db, store_search_rebuild(db));
}

/* Kept elsewhere, this proves later that no row before it was written anew. */
static bool tell_end(struct db *db)
{
	struct audit_end end;

	if (store_audit_end(db, &end) != STATUS_OK)
		return tell("end of the record", STATUS_FAILED);
	printf("end of the record: row %" PRId64 ", %s\n", end.id,
	       end.id ? end.hash : "none");
	return true;
}

static bool verify(struct db *db)
{
	bool is_right = tell("database file and references", db_check(db));

	is_right &= tell("search index", store_search_verify(db));
	is_right &= tell("record of changes", store_audit_verify(db));
	return is_right && tell_end(db);
}

int command_verify(int argc, char **argv)
{
	bool is_repair = false;
	const struct command_option options[] = {
		{ "repair", .is_given = &is_repair }, { 0 }
	};
	struct command_env env;
	struct db *db;
	int code = command_begin(&env, argc, argv, options, 0, 0);

	if (code >= 0)
		goto out;
	code = COMMAND_FAILED;
	if (command_open(&env, is_repair ? DB_WRITE : DB_READ, &db) !=
	    STATUS_OK)
		goto out;
	if (is_repair && !tell("search index rebuilt", repair(db)))
		command_failed("the search index could not be rebuilt");
	else if (verify(db))
		code = 0;
	else
		command_failed("%s is not right; what was found stands above. "
			       "A wrong search index is mended by northstar "
			       "verify --repair, anything else by restoring a "
			       "backup",
			       env.database);
	db_close(db);
out:
	command_end(&env);
	return code;
}
