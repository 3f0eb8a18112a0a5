/* Transactions, and what must happen with them: the generation, the link to
 * the ready-made pages, things kept with the connection. */
#include "store/db_sqlite.h"

#include <errno.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "store/db_internal.h"
#include "store/write_queue.h"
#include "util/fault.h"
#include "util/log.h"

#define TURN_MS 2000 /* then the visitor is told that we are busy */

static const char SQL_BEGIN[] = "BEGIN IMMEDIATE";
static const char SQL_BEGIN_READ[] = "BEGIN";
static const char SQL_COMMIT[] = "COMMIT";
static const char SQL_ROLLBACK[] = "ROLLBACK";
static const char SQL_TRY[] = "SAVEPOINT part";
static const char SQL_TRY_BACK[] = "ROLLBACK TO part";
static const char SQL_TRY_END[] = "RELEASE part";
static const char SQL_GENERATION[] =
	"SELECT public, directory FROM generation WHERE id = 1";

enum status db_generation(struct db *db, int64_t *public_out,
			  int64_t *directory_out)
{
	struct db_query *q = db_query(db, SQL_GENERATION);

	*public_out = *directory_out = 0;
	if (db_row(q)) {
		*public_out = db_int(q, 0);
		*directory_out = db_int(q, 1);
	}
	return db_finish(q);
}

void db_begin(struct db *db)
{
	int64_t directory;

	if (db->depth++ > 0)
		return;
	if (db->read_depth > 0) {
		/* The view may be old by now; SQLite could only refuse. */
		log_error("a write began inside db_begin_read()");
		db->failed = STATUS_FAILED;
		return;
	}
	db->has_turn = store_write_queue_enter(TURN_MS);
	db->failed = db->has_turn ? db_control(db, SQL_BEGIN) : STATUS_BUSY;
	if (db->failed == STATUS_OK)
		db->failed = db_generation(db, &db->public_before, &directory);
}

enum status db_unlink_ready_made(struct db *db)
{
	if (!db->ready_link || unlink(db->ready_link) == 0 || errno == ENOENT ||
	    errno == ENOTDIR)
		return STATUS_OK;
	log_error("cannot remove %s, which would show old pages: %s",
		  db->ready_link, strerror(errno));
	return STATUS_TROUBLE;
}

/* The link goes before the commit: killed in between, visitors get fresh
 * pages of the old content; the other way round they would get old pages. */
static enum status commit(struct db *db)
{
	int64_t public_now, directory;
	enum status st = db_generation(db, &public_now, &directory);

	if (st != STATUS_OK)
		return st;
	if (public_now != db->public_before) {
		FAULT_POINT("before-unlink");
		st = db_unlink_ready_made(db);
		if (st != STATUS_OK)
			return st;
		FAULT_POINT("before-commit");
	}
	st = db_control(db, SQL_COMMIT);
	FAULT_POINT("after-commit");
	return st;
}

enum status db_end(struct db *db, enum status st)
{
	if (db->failed == STATUS_OK)
		db->failed = st;
	if (db->depth > 1) {
		db->depth--;
		return db->failed;
	}
	if (db->failed == STATUS_OK)
		db->failed = commit(db);
	db->depth = 0;
	if (db->failed != STATUS_OK) {
		if (db->read_depth == 0 && !sqlite3_get_autocommit(db->handle))
			db_control(db, SQL_ROLLBACK);
		db_forget_kept(db);
	}
	if (db->has_turn)
		store_write_queue_leave();
	db->has_turn = false;
	st = db->failed;
	db->failed = STATUS_OK;
	return st;
}

void db_try(struct db *db)
{
	if (db->failed == STATUS_OK)
		db->failed =
			db->depth > 0 ? db_control(db, SQL_TRY) : STATUS_FAILED;
}

/* Statuses that say no to one thing; after others nothing can be saved. */
static bool is_refusal(enum status st)
{
	return st == STATUS_CONFLICT || st == STATUS_NOT_FOUND ||
	       st == STATUS_BAD;
}

enum status db_try_end(struct db *db, enum status st)
{
	if (db->failed == STATUS_OK)
		db->failed = st;
	st = db->failed;
	if (st == STATUS_OK)
		return db->failed = db_control(db, SQL_TRY_END);
	if (!is_refusal(st))
		return st;
	db->failed = db_control(db, SQL_TRY_BACK);
	if (db->failed == STATUS_OK)
		db->failed = db_control(db, SQL_TRY_END);
	db_forget_kept(db);
	return db->failed == STATUS_OK ? st : db->failed;
}

void db_begin_read(struct db *db)
{
	if (db->read_depth++ == 0 && db->depth == 0)
		db_control(db, SQL_BEGIN_READ);
}

void db_end_read(struct db *db)
{
	if (--db->read_depth == 0 && db->depth == 0 &&
	    !sqlite3_get_autocommit(db->handle))
		db_control(db, SQL_COMMIT);
}

void *db_kept(struct db *db, const void *key)
{
	for (size_t i = 0; i < DB_KEPT_MAX; i++)
		if (db->kept[i].key == key)
			return db->kept[i].thing;
	return NULL;
}

void db_keep(struct db *db, const void *key, void *thing,
	     void (*release)(void *thing))
{
	size_t i = 0;

	while (i < DB_KEPT_MAX && db->kept[i].key && db->kept[i].key != key)
		i++;
	if (i == DB_KEPT_MAX) {
		log_error("too many kinds of kept things; raise DB_KEPT_MAX");
		release(thing);
		return;
	}
	if (db->kept[i].key)
		db->kept[i].release(db->kept[i].thing);
	db->kept[i].key = key;
	db->kept[i].thing = thing;
	db->kept[i].release = release;
}

void db_forget_kept(struct db *db)
{
	for (size_t i = 0; i < DB_KEPT_MAX; i++) {
		if (db->kept[i].key)
			db->kept[i].release(db->kept[i].thing);
		db->kept[i].key = NULL;
		db->kept[i].thing = NULL;
	}
}

struct sqlite3 *db_handle(struct db *db)
{
	return db->handle;
}
