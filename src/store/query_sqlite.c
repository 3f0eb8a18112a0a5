/* Statements: prepared once, bound by number, read by column. */
#include "store/db_sqlite.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "util/log.h"

/* What the system said, when rc comes from there; else 0. */
static int system_error(struct db *db, int rc)
{
	if ((rc & 0xff) != SQLITE_IOERR && (rc & 0xff) != SQLITE_CANTOPEN)
		return 0;
	return sqlite3_system_errno(db->handle);
}

/* A disk that takes nothing because it may only be read (after an error of
 * its own, Linux mounts it so). Of a reader's connection the same code says
 * that we wrote where we only read. */
static bool is_read_only(struct db *db, int rc)
{
	if (system_error(db, rc) == EROFS)
		return true;
	return (rc & 0xff) == SQLITE_READONLY &&
	       rc != SQLITE_READONLY_DBMOVED && !db->is_reader;
}

/* No space shows as SQLITE_FULL, but also as an I/O error when the WAL or
 * its index cannot be made or grown. */
static bool is_full(struct db *db, int rc)
{
	return rc == SQLITE_FULL || rc == SQLITE_IOERR_SHMSIZE ||
	       is_read_only(db, rc) ||
	       status_of_errno(system_error(db, rc)) == STATUS_FULL;
}

static int last_errno(struct db *db, int which)
{
	sqlite3_file *file = NULL;
	int e = 0;

	if (sqlite3_file_control(db->handle, "main", which, &file) ==
		    SQLITE_OK &&
	    file && file->pMethods)
		file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &e);
	return e;
}

/* SQLite calls a file damaged when the disk does not give it (EIO, ENXIO). */
static bool is_unreadable(struct db *db, int rc)
{
	static const int files[] = { SQLITE_FCNTL_FILE_POINTER,
				     SQLITE_FCNTL_JOURNAL_POINTER };

	if ((rc & 0xff) != SQLITE_CORRUPT)
		return false;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		int e = last_errno(db, files[i]);

		if (e == EIO || e == ENXIO)
			return true;
	}
	return false;
}

static enum status status_of(struct db *db, int rc)
{
	if (is_full(db, rc))
		return STATUS_FULL;
	if (is_unreadable(db, rc))
		return STATUS_TROUBLE;
	switch (rc & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return STATUS_OK;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_INTERRUPT:
		return STATUS_BUSY;
	case SQLITE_CONSTRAINT:
		return STATUS_CONFLICT;
	case SQLITE_NOMEM:
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
	case SQLITE_PROTOCOL:
		return STATUS_TROUBLE; /* of the machine, and it may pass */
	case SQLITE_NOTADB:
		return db->is_candidate ? STATUS_BAD : STATUS_FAILED;
	default:
		return STATUS_FAILED;
	}
}

static bool is_damaged(int rc)
{
	return (rc & 0xff) == SQLITE_CORRUPT || (rc & 0xff) == SQLITE_NOTADB;
}

enum status db_status(struct db *db, int rc, const char *doing)
{
	enum status st = status_of(db, rc);
	const char *why = sqlite3_errmsg(db->handle);

	if (st == STATUS_OK)
		return st;
	if (is_read_only(db, rc) || is_unreadable(db, rc))
		db->is_suspect = true;
	if (is_unreadable(db, rc))
		log_error("the disk does not give the database (%d): %.60s", rc,
			  doing);
	else if (is_damaged(rc) && db->is_candidate)
		log_warning("the file is not used (%s): %.60s", why, doing);
	else if (is_damaged(rc))
		log_error("the database is damaged (%s); stop the service and "
			  "restore a backup: %.60s",
			  why, doing);
	else if (is_read_only(db, rc))
		log_error("the disk of the database can only be read (%s): "
			  "%.60s",
			  why, doing);
	else if (st == STATUS_FULL)
		log_error("no space left for the database (%s): %.60s", why,
			  doing);
	else if (st == STATUS_FAILED || st == STATUS_TROUBLE)
		log_error("database: %s (%d): %.60s", why, rc, doing);
	else
		log_warning("database: %s (%d): %.60s", why, rc, doing);
	return st;
}

/* The cache ----------------------------------------------------------- */

static size_t slot_of(const struct db *db, const char *sql)
{
	uint64_t hash = (uint64_t)(uintptr_t)sql * 0x9e3779b97f4a7c15u;
	size_t mask = db->cache_size - 1;
	size_t i = (size_t)(hash >> 32) & mask;

	while (db->cache[i] && db->cache[i]->sql != sql)
		i = (i + 1) & mask;
	return i;
}

static bool grow_cache(struct db *db)
{
	size_t old_size = db->cache_size;
	struct db_query **old = db->cache;
	size_t size = old_size ? old_size * 2 : 64;
	struct db_query **fresh = calloc(size, sizeof(*fresh));

	if (!fresh)
		return false;
	db->cache = fresh;
	db->cache_size = size;
	for (size_t i = 0; i < old_size; i++)
		if (old[i])
			db->cache[slot_of(db, old[i]->sql)] = old[i];
	free(old);
	return true;
}

void db_forget_queries(struct db *db)
{
	for (size_t i = 0; i < db->cache_size; i++) {
		if (!db->cache[i])
			continue;
		sqlite3_finalize(db->cache[i]->stmt);
		free(db->cache[i]);
	}
	free(db->cache);
	db->cache = NULL;
	db->cache_size = db->cache_used = 0;
}

/* SQLite takes $1 for a name and numbers names as they appear, so find out
 * once where each went. */
static bool number_parameters(struct db_query *q)
{
	int count = sqlite3_bind_parameter_count(q->stmt);

	for (int i = 1; i <= count; i++) {
		const char *name = sqlite3_bind_parameter_name(q->stmt, i);
		int number = name && name[0] == '$' ? atoi(name + 1) : 0;

		if (number < 1 || number > DB_PARAMETERS_MAX)
			return false;
		q->index[number] = (unsigned char)i;
	}
	return true;
}

static enum status prepare(struct db_query *q)
{
	int rc = sqlite3_prepare_v3(q->db->handle, q->sql, -1,
				    SQLITE_PREPARE_PERSISTENT, &q->stmt, NULL);

	if (rc != SQLITE_OK)
		return db_status(q->db, rc, q->sql);
	if (!q->stmt || !number_parameters(q)) {
		log_error("not a statement with $1 parameters: %.60s", q->sql);
		sqlite3_finalize(q->stmt);
		q->stmt = NULL;
		return STATUS_FAILED;
	}
	q->is_write = !sqlite3_stmt_readonly(q->stmt);
	q->column_count = sqlite3_column_count(q->stmt);
	return STATUS_OK;
}

/* The statement of sql, or NULL when there is no memory. */
static struct db_query *cached(struct db *db, const char *sql)
{
	struct db_query *q;
	size_t slot;

	if (db->cache_used * 2 >= db->cache_size && !grow_cache(db))
		return NULL;
	slot = slot_of(db, sql);
	q = db->cache[slot];
	if (!q) {
		q = calloc(1, sizeof(*q));
		if (!q)
			return NULL;
		q->db = db;
		q->sql = sql;
		db->cache[slot] = q;
		db->cache_used++;
	}
	return q;
}

struct db_query *db_query(struct db *db, const char *sql)
{
	struct db_query *q = cached(db, sql);

	if (!q || q->is_open) {
		log_error(q ? "query used inside itself: %.60s"
			    : "no memory for a query: %.60s",
			  sql);
		db->broken.db = db;
		db->broken.status = STATUS_FAILED;
		return &db->broken;
	}
	q->is_open = true;
	q->is_started = q->is_done = q->has_row = q->had_row = false;
	/* After a failure SQLite may have rolled back by itself: nothing more
	 * may run, it would be outside the transaction. */
	q->status = db->depth ? db->failed : STATUS_OK;
	if (!q->stmt && q->status == STATUS_OK)
		q->status = prepare(q);
	return q;
}

enum status db_control(struct db *db, const char *sql)
{
	struct db_query *q = cached(db, sql);
	enum status st = q ? STATUS_OK : STATUS_FAILED;
	int64_t deadline_at = db->deadline_at;

	if (st == STATUS_OK && !q->stmt)
		st = prepare(q);
	if (st != STATUS_OK)
		return st;
	db->deadline_at = 0; /* a commit is never too late */
	st = db_status(db, sqlite3_step(q->stmt), sql);
	sqlite3_reset(q->stmt);
	db->deadline_at = deadline_at;
	return st;
}

/* Binding ------------------------------------------------------------- */

/* Where parameter number goes; 0 after a failure. */
static int index_of(struct db_query *q, int number)
{
	if (q->status != STATUS_OK)
		return 0;
	if (number < 1 || number > DB_PARAMETERS_MAX || !q->index[number]) {
		log_error("no parameter $%d in: %.60s", number, q->sql);
		q->status = STATUS_FAILED;
		return 0;
	}
	return q->index[number];
}

static void bound(struct db_query *q, int rc)
{
	if (rc != SQLITE_OK)
		q->status = db_status(q->db, rc, q->sql);
}

void db_bind_text(struct db_query *q, int number, const char *text)
{
	int i = index_of(q, number);

	if (i)
		bound(q,
		      sqlite3_bind_text(q->stmt, i, text, -1, SQLITE_STATIC));
}

void db_bind_int(struct db_query *q, int number, int64_t value)
{
	int i = index_of(q, number);

	if (i)
		bound(q, sqlite3_bind_int64(q->stmt, i, value));
}

void db_bind_int_or_null(struct db_query *q, int number, int64_t value,
			 bool is_null)
{
	if (is_null)
		db_bind_null(q, number);
	else
		db_bind_int(q, number, value);
}

void db_bind_real(struct db_query *q, int number, double value)
{
	int i = index_of(q, number);

	if (i)
		bound(q, sqlite3_bind_double(q->stmt, i, value));
}

void db_bind_blob(struct db_query *q, int number, const void *bytes, size_t len)
{
	int i = index_of(q, number);

	if (!i)
		return;
	if (bytes && len == 0) /* SQLite would take it for NULL */
		bound(q, sqlite3_bind_zeroblob(q->stmt, i, 0));
	else
		bound(q, sqlite3_bind_blob64(q->stmt, i, bytes, len,
					     SQLITE_STATIC));
}

void db_bind_null(struct db_query *q, int number)
{
	int i = index_of(q, number);

	if (i)
		bound(q, sqlite3_bind_null(q->stmt, i));
}

/* Rows ---------------------------------------------------------------- */

bool db_row(struct db_query *q)
{
	int rc;

	q->has_row = false;
	if (q->status != STATUS_OK || q->is_done)
		return false;
	if (q->is_write && q->db->depth == 0) {
		log_error("a write outside db_begin(): %.60s", q->sql);
		q->status = STATUS_FAILED;
		return false;
	}
	q->is_started = true;
	rc = sqlite3_step(q->stmt);
	if (rc == SQLITE_ROW) {
		q->has_row = q->had_row = true;
		return true;
	}
	q->is_done = true;
	q->status = db_status(q->db, rc, q->sql);
	return false;
}

static bool has_column(struct db_query *q, int column)
{
	return q->has_row && column >= 0 && column < q->column_count;
}

const char *db_peek_text(struct db_query *q, int column)
{
	if (!has_column(q, column))
		return NULL;
	return (const char *)sqlite3_column_text(q->stmt, column);
}

const char *db_text(struct db_query *q, int column, struct arena *arena)
{
	const char *text = db_peek_text(q, column);
	int len;

	if (!text)
		return NULL;
	len = sqlite3_column_bytes(q->stmt, column);
	return arena_strndup(arena, text, (size_t)len);
}

int64_t db_int(struct db_query *q, int column)
{
	return has_column(q, column) ? sqlite3_column_int64(q->stmt, column)
				     : 0;
}

double db_real(struct db_query *q, int column)
{
	return has_column(q, column) ? sqlite3_column_double(q->stmt, column)
				     : 0;
}

bool db_is_null(struct db_query *q, int column)
{
	return !has_column(q, column) ||
	       sqlite3_column_type(q->stmt, column) == SQLITE_NULL;
}

const void *db_peek_blob(struct db_query *q, int column, size_t *len)
{
	const void *bytes;

	*len = 0;
	if (!has_column(q, column))
		return NULL;
	bytes = sqlite3_column_blob(q->stmt, column);
	*len = (size_t)sqlite3_column_bytes(q->stmt, column);
	return bytes;
}

enum status db_finish(struct db_query *q)
{
	enum status st;

	/* A write always runs to its end, so that no constraint is missed. */
	while (!q->is_started || (q->is_write && !q->is_done))
		if (!db_row(q))
			break;
	st = q->status;
	if (q->stmt) {
		sqlite3_reset(q->stmt);
		sqlite3_clear_bindings(q->stmt);
	}
	q->is_open = q->has_row = false;
	if (st != STATUS_OK && q->db->depth && q->db->failed == STATUS_OK)
		q->db->failed = st;
	return st;
}

enum status db_finish_one(struct db_query *q)
{
	enum status st;

	if (!q->is_started)
		db_row(q);
	st = db_finish(q);
	return st == STATUS_OK && !q->had_row ? STATUS_NOT_FOUND : st;
}
