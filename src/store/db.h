/* The database, seen through a keyhole: no engine shows here. SQL lives only
 * in src/store/, as named constants with $1 parameters.
 *
 * Failures stick to the query: bind and read without checking, and check once
 * at the finish. Failures of a transaction stick to the database until
 * db_end(). Statements are prepared once per connection and cached by the
 * address of the SQL constant; the same constant must not be open twice at a
 * time (a nested use is a fault and fails loudly). */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/arena.h"
#include "util/status.h"

struct db;
struct db_query;

enum db_mode {
	DB_READ,     /* query_only; refuses to make a missing file */
	DB_WRITE,    /* reads and writes; refuses to make a missing file */
	DB_CREATE,   /* as DB_WRITE, and makes a missing file (migrate only) */
	DB_COPY,     /* reads a copy that db_copy_to() made, changes no byte */
	DB_CANDIDATE /* as DB_WRITE, what may be a backup, or anything else */
};

/* Open the database file path ("" is in memory, with the current schema, for
 * tests). STATUS_NOT_FOUND: no file. STATUS_NEWER: its user_version is above
 * ours. STATUS_FAILED: damaged, or not a database, or (unless DB_CREATE) of
 * an older version: run migrate. The reason is logged, with the remedy.
 * A candidate may be of an older version; no site runs on it, so what is wrong
 * with it is no alarm, and STATUS_BAD says that it is no database. */
MUST_CHECK enum status db_open(const char *path, enum db_mode mode,
			       struct db **out);
void db_close(struct db *db);

/* Has the file been removed or replaced since it was opened, or did its disk
 * once not give or not take what it should? SQLite keeps such an error for
 * good, and what is written now could be lost: close, and open what is there.
 */
bool db_is_useless(struct db *db);

/* A query of the constant sql; never NULL. */
struct db_query *db_query(struct db *db, const char *sql);

/* Parameters by number: 1 is $1, up to $64. Text and bytes are not copied:
 * they must live until the finish. A NULL text is SQL NULL. */
void db_bind_text(struct db_query *q, int number, const char *text);
void db_bind_int(struct db_query *q, int number, int64_t value);
void db_bind_int_or_null(struct db_query *q, int number, int64_t value,
			 bool is_null);
void db_bind_real(struct db_query *q, int number, double value);
void db_bind_blob(struct db_query *q, int number, const void *bytes,
		  size_t len);
void db_bind_null(struct db_query *q, int number);

/* The next row; false at the end or after a failure. */
bool db_row(struct db_query *q);

/* Columns of the row at hand, from 0. Text and bytes are copied to arena;
 * NULL text is NULL. db_peek_* point into the row, valid until the next
 * db_row(). */
const char *db_text(struct db_query *q, int column, struct arena *arena);
int64_t db_int(struct db_query *q, int column);
double db_real(struct db_query *q, int column);
bool db_is_null(struct db_query *q, int column);
const char *db_peek_text(struct db_query *q, int column);
const void *db_peek_blob(struct db_query *q, int column, size_t *len);

/* End the query and say how it went; a statement that no db_row() has run
 * runs now. One that writes must stand between db_begin() and db_end():
 * outside it fails, or ready-made pages could go stale. db_finish_one:
 * STATUS_NOT_FOUND when there was no row. */
MUST_CHECK enum status db_finish(struct db_query *q);
MUST_CHECK enum status db_finish_one(struct db_query *q);

/* Joint writes stand between these: BEGIN IMMEDIATE, and commit when st and
 * everything in between was STATUS_OK, else roll back. When the transaction
 * changed what the public can see (generation.public rose), db_end removes
 * STATE/pages/current before it commits: see page/ready_made.h. They nest:
 * only the outermost pair counts, and a failure inside fails it all. */
void db_begin(struct db *db);
MUST_CHECK enum status db_end(struct db *db, enum status st);

/* A part of a transaction that may be refused without failing it all: when
 * what stands between these comes to STATUS_CONFLICT, _NOT_FOUND or _BAD, it
 * is rolled back and the transaction goes on. They do not nest. */
void db_try(struct db *db);
MUST_CHECK enum status db_try_end(struct db *db, enum status st);

/* A consistent view over several reads; no write lock. */
void db_begin_read(struct db *db);
void db_end_read(struct db *db);

/* The generation of everything public, and of the directory (programs) only.
 * Both rise within the transaction that changes something. */
MUST_CHECK enum status db_generation(struct db *db, int64_t *public_out,
				     int64_t *directory_out);

/* Something worth keeping with the connection, such as a small table read
 * into memory, under a key (the address of a constant). db_kept gives NULL
 * until it was set. release is called when the thing is replaced, when the
 * connection closes, and when a transaction rolls back (what was read inside
 * it never was). */
void *db_kept(struct db *db, const void *key);
void db_keep(struct db *db, const void *key, void *thing,
	     void (*release)(void *thing));

/* Stop any query that runs for longer than ms from now on (0: no limit). */
void db_deadline(struct db *db, int64_t ms);

/* Whole-file work, for commands. db_check reports each fault through log and
 * gives STATUS_FAILED if there was one. */
MUST_CHECK enum status db_check(struct db *db);
/* The same of the file's pages alone: neither indexes nor references. */
MUST_CHECK enum status db_check_quick(struct db *db);
/* Bytes that a copy takes, about. */
MUST_CHECK enum status db_size(struct db *db, int64_t *bytes);
MUST_CHECK enum status db_copy_to(struct db *db, const char *path);

/* Write the whole file anew and empty the write-ahead log, so that no byte of
 * what was deleted is left in either; outside a transaction. */
MUST_CHECK enum status db_rewrite(struct db *db);

#endif
