#include "store/audit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "util/clock.h"
#include "util/log.h"
#include "util/token.h"

static const char SQL_LAST[] =
	"SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1";
static const char SQL_ADD[] =
	"INSERT INTO audit (id, at, actor, action, object, detail, hash)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7)";
static const char SQL_ALL[] =
	"SELECT id, at, actor, action, object, detail, hash"
	"  FROM audit ORDER BY id";

/* The hash of a row is keyed by the hash of the row before. */
static void chain(unsigned char hash[TOKEN_HASH],
		  const unsigned char before[TOKEN_HASH], int64_t id,
		  int64_t at, const struct audit_entry *entry)
{
	char id_text[24], at_text[24];

	snprintf(id_text, sizeof(id_text), "%" PRId64, id);
	snprintf(at_text, sizeof(at_text), "%" PRId64, at);
	token_mac(hash, before, id_text, at_text, entry->actor, entry->action,
		  entry->object, entry->detail ? "detail" : "none",
		  entry->detail ? entry->detail : "", NULL);
}

static enum status add(struct db *db, const struct audit_entry *entry)
{
	unsigned char before[TOKEN_HASH] = { 0 }, hash[TOKEN_HASH];
	struct db_query *q = db_query(db, SQL_LAST);
	int64_t id = 1, at = clock_now();
	enum status st;

	if (db_row(q)) {
		size_t len;
		const void *bytes = db_peek_blob(q, 1, &len);

		if (len == sizeof(before))
			memcpy(before, bytes, sizeof(before));
		id = db_int(q, 0) + 1;
	}
	st = db_finish(q);
	if (st != STATUS_OK)
		return st;
	chain(hash, before, id, at, entry);
	q = db_query(db, SQL_ADD);
	db_bind_int(q, 1, id);
	db_bind_int(q, 2, at);
	db_bind_text(q, 3, entry->actor);
	db_bind_text(q, 4, entry->action);
	db_bind_text(q, 5, entry->object);
	db_bind_text(q, 6, entry->detail);
	db_bind_blob(q, 7, hash, sizeof(hash));
	return db_finish(q);
}

enum status store_audit_add(struct db *db, const struct audit_entry *entry)
{
	db_begin(db); /* nobody may add between the look and the write */
	return db_end(db, add(db, entry));
}

enum status store_audit_verify(struct db *db)
{
	unsigned char before[TOKEN_HASH] = { 0 }, hash[TOKEN_HASH];
	struct db_query *q = db_query(db, SQL_ALL);
	enum status st = STATUS_OK;
	int64_t expected = 1;

	for (; st == STATUS_OK && db_row(q); expected++) {
		const struct audit_entry entry = {
			.actor = db_peek_text(q, 2),
			.action = db_peek_text(q, 3),
			.object = db_peek_text(q, 4),
			.detail = db_peek_text(q, 5),
		};
		int64_t id = db_int(q, 0);
		size_t len;
		const void *stored = db_peek_blob(q, 6, &len);

		chain(hash, before, id, db_int(q, 1), &entry);
		if (id != expected || len != sizeof(hash) ||
		    memcmp(stored, hash, sizeof(hash)) != 0) {
			log_error("the audit chain breaks at row %" PRId64, id);
			st = STATUS_FAILED;
		}
		memcpy(before, hash, sizeof(before));
	}
	if (st != STATUS_OK) {
		if (db_finish(q) != STATUS_OK)
			log_error("the audit could not be read to its end");
		return st;
	}
	return db_finish(q);
}
