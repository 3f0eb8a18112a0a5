/* Opening, checking and copying the database file. */
#include "store/db_sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/migrate.h"
#include "store/schema.h"
#include "store/write_queue.h"
#include "util/clock.h"
#include "util/fault.h"
#include "util/file.h"
#include "util/log.h"

#define BUSY_MS        5000
#define DEADLINE_STEPS 2000 /* of SQLite's machine between two looks */

static const char SQL_VERSION[] = "PRAGMA user_version";
static const char SQL_PROBE[] = "SELECT public FROM generation";
static const char SQL_INTEGRITY[] = "PRAGMA integrity_check";
static const char SQL_INTEGRITY_QUICK[] = "PRAGMA quick_check";
static const char SQL_SIZE[] = "SELECT page_count * page_size"
			       "  FROM pragma_page_count(), pragma_page_size()";
static const char SQL_FOREIGN[] = "PRAGMA foreign_key_check";
static const char SQL_COPY[] = "VACUUM INTO $1";
static const char SQL_REWRITE[] = "VACUUM";

static const char SQL_SETTINGS[] =
	"PRAGMA journal_mode = WAL;"
	"PRAGMA synchronous = FULL;" /* a commit survives a power cut */
	"PRAGMA foreign_keys = ON;"
	"PRAGMA secure_delete = ON;"
	"PRAGMA trusted_schema = OFF;"
	"PRAGMA temp_store = MEMORY;" /* nothing personal in stray files */
	"PRAGMA mmap_size = 268435456;"
	"PRAGMA cache_size = -8192;"
	"PRAGMA journal_size_limit = 16777216;";
/* What a test of power cuts must notice. */
static const char SQL_FAULT[] = "PRAGMA synchronous = NORMAL;";
/* A copy is no WAL file; what made it one would write to it. */
static const char SQL_COPY_SETTINGS[] = "PRAGMA query_only = ON;"
					"PRAGMA trusted_schema = OFF;"
					"PRAGMA temp_store = MEMORY;"
					"PRAGMA cache_size = -8192;";
static const char SQL_READ_ONLY[] = "PRAGMA query_only = ON;";
/* A writer makes the file grow: mapping it anew each time cost more than
 * reading does. Checkpoints are dear, so let the WAL hold 16 MB first. */
static const char SQL_WRITER[] = "PRAGMA mmap_size = 0;"
				 "PRAGMA wal_autocheckpoint = 4000;";
static const char SQL_READ_WRITE[] = "PRAGMA query_only = OFF;";
static const char SQL_IS_READ_ONLY[] = "PRAGMA query_only";

static int authorize(void *context, int action, const char *a, const char *b,
		     const char *c, const char *d)
{
	const struct db *db = context;

	(void)a, (void)b, (void)c, (void)d;
	if ((action == SQLITE_ATTACH || action == SQLITE_DETACH) &&
	    !db->may_attach)
		return SQLITE_DENY;
	return SQLITE_OK;
}

#ifdef FAULT_POINTS
/* "statement:7" dies before the seventh, "statement:0" lists them all. */
static int note_statement(unsigned kind, void *context, void *stmt, void *sql)
{
	static int passed;
	bool is_due = fault_is_due("statement", &passed);

	(void)kind, (void)context, (void)stmt;
	if (is_due || fault_is("statement:0"))
		fprintf(stderr, "fault: statement %d: %.60s\n", passed,
			(const char *)sql);
	if (is_due)
		kill(getpid(), SIGKILL);
	return 0;
}
#endif

static void harden(struct db *db)
{
	sqlite3 *h = db->handle;

	sqlite3_extended_result_codes(h, 1);
	sqlite3_busy_timeout(h, BUSY_MS);
	sqlite3_db_config(h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	sqlite3_limit(h, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(h, SQLITE_LIMIT_LENGTH, 8 << 20);
	sqlite3_limit(h, SQLITE_LIMIT_SQL_LENGTH, 1 << 20);
	sqlite3_limit(h, SQLITE_LIMIT_TRIGGER_DEPTH, 8);
	sqlite3_set_authorizer(h, authorize, db);
#ifdef FAULT_POINTS
	if (fault_is("statement"))
		sqlite3_trace_v2(h, SQLITE_TRACE_STMT, note_statement, NULL);
#endif
}

enum status db_script(struct db *db, const char *sql)
{
	return db_status(db, sqlite3_exec(db->handle, sql, NULL, NULL, NULL),
			 sql);
}

enum status db_number(struct db *db, const char *sql, int64_t *out)
{
	struct db_query *q = db_query(db, sql);

	*out = 0;
	if (db_row(q))
		*out = db_int(q, 0);
	return db_finish(q);
}

/* STATE/pages/current for STATE/northstar.db. */
static char *ready_link_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	int len = slash ? (int)(slash - path) : 1;
	char *link = NULL;

	if (asprintf(&link, "%.*s/pages/current", len, slash ? path : ".") < 0)
		return NULL;
	return link;
}

static enum status check_version(struct db *db, const char *path,
				 enum db_mode mode)
{
	int64_t version, generation;
	enum status st = db_number(db, SQL_VERSION, &version);

	if (st != STATUS_OK)
		return st;
	if (version > store_version()) {
		log_error("%s has version %d, this program knows %d: install "
			  "the newer northstar%s",
			  path, (int)version, store_version(),
			  mode == DB_CANDIDATE ? "" : ", or restore a backup");
		return STATUS_NEWER;
	}
	if (mode == DB_CREATE || mode == DB_CANDIDATE)
		return STATUS_OK;
	if (version < store_version()) {
		log_error("%s has version %d, this program needs %d: run "
			  "northstar migrate",
			  path, (int)version, store_version());
		return STATUS_FAILED;
	}
	return db_number(db, SQL_PROBE, &generation);
}

static enum status open_file(struct db *db, const char *path, enum db_mode mode)
{
	int flags =
		SQLITE_OPEN_NOMUTEX | (mode == DB_COPY ? SQLITE_OPEN_READONLY
						       : SQLITE_OPEN_READWRITE);
	mode_t mask;
	int rc;

	if (mode == DB_CREATE)
		flags |= SQLITE_OPEN_CREATE;
	mask = umask(077); /* people's addresses are in there */
	rc = sqlite3_open_v2(path, &db->handle, flags, NULL);
	if (!db->handle) {
		log_error("no memory for the database");
		rc = SQLITE_NOMEM;
	} else if (rc == SQLITE_OK) {
		harden(db);
		rc = sqlite3_exec(db->handle,
				  mode == DB_COPY ? SQL_COPY_SETTINGS
						  : SQL_SETTINGS,
				  NULL, NULL, NULL);
	}
	if (rc == SQLITE_OK && fault_is("synchronous-normal"))
		rc = sqlite3_exec(db->handle, SQL_FAULT, NULL, NULL, NULL);
	umask(mask);
	return db->handle ? db_status(db, rc, path) : STATUS_FAILED;
}

static enum status open_at(struct db *db, const char *path, enum db_mode mode)
{
	struct stat file;
	enum status st;

	if (mode != DB_CREATE && stat(path, &file) != 0 && errno == ENOENT) {
		log_error("there is no database at %s: run northstar migrate, "
			  "or restore a backup",
			  path);
		return STATUS_NOT_FOUND;
	}
	/* SQLite would take an empty file for a new database and begin it. */
	if (mode != DB_CREATE && stat(path, &file) == 0 && file.st_size == 0) {
		log_error("%s is empty: restore a backup", path);
		return STATUS_FAILED;
	}
	db->ready_link = ready_link_of(path);
	db->path = strdup(path);
	db->is_reader = mode == DB_READ;
	db->is_candidate = mode == DB_CANDIDATE;
	if (!db->ready_link || !db->path) /* pages could go stale */
		return STATUS_FAILED;
	st = open_file(db, path, mode);
	if (st == STATUS_OK && stat(path, &file) == 0)
		db->device = file.st_dev;
	if (st == STATUS_OK)
		st = check_version(db, path, mode);
	if (st == STATUS_OK && mode == DB_READ)
		st = db_script(db, SQL_READ_ONLY);
	else if (st == STATUS_OK && mode != DB_COPY)
		st = db_script(db, SQL_WRITER);
	return st;
}

enum status db_open(const char *path, enum db_mode mode, struct db **out)
{
	struct db *db = calloc(1, sizeof(*db));
	enum status st;

	*out = NULL;
	if (!db)
		return STATUS_FAILED;
	if (path[0] != '\0') {
		st = open_at(db, path, mode);
	} else {
		st = open_file(db, ":memory:", DB_CREATE);
		if (st == STATUS_OK)
			st = db_script(db, store_schema);
	}
	if (st != STATUS_OK) {
		db_close(db);
		return st;
	}
	*out = db;
	return STATUS_OK;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	db_forget_kept(db);
	db_forget_queries(db);
	if (sqlite3_close(db->handle) != SQLITE_OK)
		log_error("the database did not close: %s",
			  sqlite3_errmsg(db->handle));
	free(db->ready_link);
	free(db->path);
	free(db);
}

/* SQLite compares inodes alone: a copy of the disk has the same. */
static bool is_on_another_disk(const struct db *db)
{
	struct stat file;

	return db->path && stat(db->path, &file) == 0 &&
	       file.st_dev != db->device;
}

bool db_is_useless(struct db *db)
{
	int has_moved = 0;

	if (db->is_suspect || is_on_another_disk(db))
		return true;
	return sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_HAS_MOVED,
				    &has_moved) == SQLITE_OK &&
	       has_moved;
}

static int is_too_late(void *context)
{
	const struct db *db = context;

	return db->deadline_at && clock_monotonic_ms() >= db->deadline_at;
}

void db_deadline(struct db *db, int64_t ms)
{
	db->deadline_at = ms > 0 ? clock_monotonic_ms() + ms : 0;
	sqlite3_progress_handler(db->handle, ms > 0 ? DEADLINE_STEPS : 0,
				 is_too_late, db);
}

static enum status check_file(struct db *db, const char *sql, size_t *faults)
{
	struct db_query *q = db_query(db, sql);

	*faults = 0;
	while (db_row(q)) {
		const char *fault = db_peek_text(q, 0);

		if (fault && strcmp(fault, "ok") == 0)
			continue;
		log_error("integrity: %s", fault ? fault : "?");
		++*faults;
	}
	return db_finish(q);
}

enum status db_check_quick(struct db *db)
{
	size_t faults;
	enum status st = check_file(db, SQL_INTEGRITY_QUICK, &faults);

	return st == STATUS_OK && faults ? STATUS_FAILED : st;
}

enum status db_check(struct db *db)
{
	struct db_query *q;
	size_t faults;
	enum status st = check_file(db, SQL_INTEGRITY, &faults);

	if (st != STATUS_OK)
		return st;
	q = db_query(db, SQL_FOREIGN);
	while (db_row(q)) {
		log_error("a row of %s names one of %s that does not exist",
			  db_peek_text(q, 0), db_peek_text(q, 2));
		faults++;
	}
	st = db_finish(q);
	return st == STATUS_OK && faults ? STATUS_FAILED : st;
}

enum status db_size(struct db *db, int64_t *bytes)
{
	return db_number(db, SQL_SIZE, bytes);
}

/* The copy and its name must be on the disk before anybody relies on it. */
static enum status sync_file(const char *path)
{
	struct arena *arena = arena_new();
	enum status st = STATUS_OK;

	if (!file_sync(path) || !file_sync_folder(file_folder(arena, path))) {
		st = status_of_errno(errno);
		log_error("cannot write %s: %s", path, strerror(errno));
	}
	arena_free(arena);
	return st;
}

/* VACUUM attaches what it writes to. */
static void let_attach(struct db *db, bool may)
{
	db->may_attach = may;
	sqlite3_limit(db->handle, SQLITE_LIMIT_ATTACHED, may);
}

static enum status vacuum_into(struct db *db, const char *path)
{
	struct sqlite3_stmt *stmt = NULL;
	mode_t mask = umask(077);
	enum status st;
	int rc;

	let_attach(db, true);
	rc = sqlite3_prepare_v2(db->handle, SQL_COPY, -1, &stmt, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text(stmt, 1, path, -1, SQLITE_STATIC);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	st = db_status(db, rc, SQL_COPY);
	sqlite3_finalize(stmt);
	let_attach(db, false);
	umask(mask);
	return st;
}

enum status db_copy_to(struct db *db, const char *path)
{
	int64_t is_reader;
	enum status st;

	if (access(path, F_OK) == 0) {
		log_error("%s exists; a copy never overwrites", path);
		return STATUS_CONFLICT;
	}
	st = db_number(db, SQL_IS_READ_ONLY, &is_reader);
	if (st == STATUS_OK && is_reader)
		st = db_script(db, SQL_READ_WRITE);
	if (st != STATUS_OK)
		return st;
	st = vacuum_into(db, path);
	if (is_reader && db_script(db, SQL_READ_ONLY) != STATUS_OK)
		st = STATUS_FAILED;
	if (st == STATUS_OK)
		st = sync_file(path);
	if (st != STATUS_OK)
		unlink(path); /* half a copy is worse than none */
	return st;
}

/* secure_delete clears what is deleted, but pages that were put in order again
 * can keep a copy of it in their gaps: only a file written anew has none.
 * Readers of the old state are waited for (BUSY_MS), or the log would stay. */
enum status db_rewrite(struct db *db)
{
	enum status st;
	int rc;

	if (!store_write_queue_enter(BUSY_MS))
		return STATUS_BUSY;
	let_attach(db, true);
	st = db_script(db, SQL_REWRITE);
	let_attach(db, false);
	if (st == STATUS_OK) {
		rc = sqlite3_wal_checkpoint_v2(db->handle, NULL,
					       SQLITE_CHECKPOINT_TRUNCATE, NULL,
					       NULL);
		st = db_status(db, rc, "checkpoint");
	}
	store_write_queue_leave();
	return st;
}
