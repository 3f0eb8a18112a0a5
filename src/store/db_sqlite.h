/* Inside of the SQLite engine: shared by its files and by migrate.c, by
 * nobody else. */
#ifndef STORE_DB_SQLITE_H
#define STORE_DB_SQLITE_H

#include <sys/types.h>

#include "store/db.h"

#define DB_PARAMETERS_MAX 64 /* $1 to $64 */
#define DB_KEPT_MAX       8

struct sqlite3;
struct sqlite3_stmt;

/* A statement, prepared once per connection and used again and again. */
struct db_query {
	struct db *db;
	const char *sql; /* its address is the key of the cache */
	struct sqlite3_stmt *stmt;
	enum status status; /* the first failure, until the finish */
	bool is_open, is_started, is_done, has_row, had_row;
	bool is_write;
	int column_count;
	unsigned char index[DB_PARAMETERS_MAX + 1]; /* of $n; 0: not there */
};

struct db {
	struct sqlite3 *handle;
	struct db_query **cache; /* open addressing; a power of two */
	size_t cache_size, cache_used;
	struct db_query broken; /* handed out when there is no other */
	int depth, read_depth;  /* of db_begin and db_begin_read */
	enum status failed;     /* of the open transaction */
	int64_t public_before;  /* generation.public when it began */
	int64_t deadline_at;    /* monotonic ms; 0: none */
	bool has_turn;          /* in the queue of writers */
	bool may_attach;        /* while VACUUM INTO attaches its target */
	bool is_reader;         /* opened with DB_READ */
	bool is_candidate;      /* opened with DB_CANDIDATE */
	bool is_suspect;  /* its disk did not give or take: open it anew */
	char *ready_link; /* STATE/pages/current; NULL in memory */
	char *path;       /* NULL in memory */
	dev_t device;     /* where the file at path was opened */
	struct {
		const void *key;
		void *thing;
		void (*release)(void *thing);
	} kept[DB_KEPT_MAX];
};

/* Log result code rc of what was being done and turn it into a status. */
enum status db_status(struct db *db, int rc, const char *doing);

/* Run sql, which begins, ends or sets something, outside all bookkeeping. */
enum status db_control(struct db *db, const char *sql);

/* Run a script of many statements as it is. */
MUST_CHECK enum status db_script(struct db *db, const char *sql);

/* One integer, such as a pragma's. */
MUST_CHECK enum status db_number(struct db *db, const char *sql, int64_t *out);

/* Remove the link to the ready-made pages. */
MUST_CHECK enum status db_unlink_ready_made(struct db *db);

/* Forget every statement; forget every kept thing. */
void db_forget_queries(struct db *db);
void db_forget_kept(struct db *db);

#endif
