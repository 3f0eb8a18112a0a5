#include "store/migrate.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/db_sqlite.h"
#include "store/migrate_steps.h"
#include "util/clock.h"
#include "util/log.h"

#define PATIENCE_MS 15000 /* of a trial's 30 s */

static const char SQL_VERSION[] = "PRAGMA user_version";
static const char SQL_OBJECTS[] = "SELECT count(*) FROM sqlite_master";
static const char SQL_ORPHANS[] =
	"SELECT count(*) FROM pragma_foreign_key_check";
static const char SQL_BEGIN[] = "BEGIN IMMEDIATE";
static const char SQL_COMMIT[] = "COMMIT";
static const char SQL_ROLLBACK[] = "ROLLBACK";
/* A step may rebuild a table that others point to; what points nowhere is
 * looked for before the commit instead. */
static const char SQL_KEYS_OFF[] = "PRAGMA foreign_keys = OFF";
static const char SQL_KEYS_ON[] = "PRAGMA foreign_keys = ON";

int store_version(void)
{
	return STORE_SCHEMA_VERSION;
}

static enum status create(struct db *db, const struct road *road)
{
	int64_t objects;
	enum status st = db_number(db, SQL_OBJECTS, &objects);

	if (st != STATUS_OK)
		return st;
	if (db->is_candidate)
		return STATUS_BAD; /* empty, or of some other program */
	if (objects > 0 || !road->schema) {
		log_error("this is a database of some other program; nothing "
			  "was changed");
		return STATUS_FAILED;
	}
	return db_script(db, road->schema);
}

static enum status lift(struct db *db, const struct road *road, int64_t from)
{
	const struct migration *step = road->steps;
	enum status st = STATUS_OK;

	for (; st == STATUS_OK && step->version; step++)
		if (step->version > from)
			st = db_script(db, step->sql);
	return st;
}

static enum status check_keys(struct db *db)
{
	int64_t orphans;
	enum status st = db_number(db, SQL_ORPHANS, &orphans);

	if (st == STATUS_OK && orphans > 0) {
		log_error("after the migration %d rows would point nowhere; "
			  "nothing was changed",
			  (int)orphans);
		st = STATUS_FAILED;
	}
	return st;
}

static enum status set_version(struct db *db, int version)
{
	char sql[48];

	snprintf(sql, sizeof(sql), "PRAGMA user_version = %d", version);
	return db_script(db, sql);
}

/* Inside the write lock, so two migrations at once do the work once. */
static enum status walk(struct db *db, const struct road *road, int *from)
{
	int64_t version;
	enum status st = db_number(db, SQL_VERSION, &version);

	*from = (int)version;
	if (st != STATUS_OK || version >= road->version)
		return st;
	st = version == 0 ? create(db, road) : lift(db, road, version);
	if (st == STATUS_OK)
		st = check_keys(db);
	if (st == STATUS_OK)
		st = set_version(db, road->version);
	if (st == STATUS_OK)
		st = db_unlink_ready_made(db);
	return st;
}

static enum status migrate(struct db *db, const struct road *road, int *from)
{
	enum status st = db_script(db, SQL_KEYS_OFF);

	if (st == STATUS_OK)
		st = db_control(db, SQL_BEGIN);
	if (st != STATUS_OK)
		return st;
	st = walk(db, road, from);
	if (st == STATUS_OK)
		st = db_control(db, SQL_COMMIT);
	if (st != STATUS_OK)
		db_control(db, SQL_ROLLBACK);
	if (db_script(db, SQL_KEYS_ON) != STATUS_OK)
		st = STATUS_FAILED;
	return st;
}

/* A file that could not be finished is not left behind, empty. */
static void remove_new(const char *path)
{
	char side[4096];

	unlink(path);
	snprintf(side, sizeof(side), "%s-wal", path);
	unlink(side);
	snprintf(side, sizeof(side), "%s-shm", path);
	unlink(side);
}

static enum status migrate_file(const struct road *road, const char *path,
				enum db_mode mode, int *from, int *to)
{
	int is_new = access(path, F_OK) != 0;
	struct db *db;
	enum status st = db_open(path, mode, &db);

	*from = *to = 0;
	if (st == STATUS_OK) {
		st = migrate(db, road, from);
		db_close(db);
	}
	if (st == STATUS_OK)
		*to = *from > road->version ? *from : road->version;
	else if (is_new && st != STATUS_BUSY) /* busy: another one is at it */
		remove_new(path);
	return st;
}

enum status migrate_along(const struct road *road, const char *path, int *from,
			  int *to)
{
	return migrate_file(road, path, DB_CREATE, from, to);
}

/* Another migration, or an import, may be at work. */
static enum status lift_patiently(const struct road *road, const char *path,
				  int *from, int *to)
{
	int64_t end = clock_monotonic_ms() + PATIENCE_MS;
	enum status st;

	do {
		st = migrate_along(road, path, from, to);
	} while (st == STATUS_BUSY && clock_monotonic_ms() < end);
	return st;
}

enum status store_lift(const char *path, int *from, int *to)
{
	const struct road road = { NULL, store_migrations,
				   STORE_SCHEMA_VERSION };
	struct stat file;

	*from = *to = 0;
	if (stat(path, &file) != 0 || file.st_size == 0)
		return STATUS_NOT_FOUND;
	return lift_patiently(&road, path, from, to);
}

enum status store_migrate(const char *path, int *from, int *to)
{
	const struct road road = { store_schema, store_migrations,
				   STORE_SCHEMA_VERSION };

	return migrate_along(&road, path, from, to);
}

enum status store_lift_candidate(const char *path)
{
	const struct road road = { NULL, store_migrations,
				   STORE_SCHEMA_VERSION };
	struct stat file;
	int from, to;

	if (stat(path, &file) == 0 && file.st_size == 0)
		return STATUS_BAD;
	return migrate_file(&road, path, DB_CANDIDATE, &from, &to);
}
