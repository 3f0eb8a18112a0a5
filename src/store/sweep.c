#include "store/sweep.h"

#include "store/erase.h"
#include "store/notice.h"

/* key tells rows of table apart; is_due is about $1, LIMIT is $2. */
#define DUE(table, key, is_due)                                                \
	"SELECT " key " FROM " table " WHERE " is_due " LIMIT $2"
#define DELETE_DUE(table, key, is_due)                                         \
	"DELETE FROM " table " WHERE " key                                     \
	" IN (" DUE(table, key, is_due) ") RETURNING 1"
#define UPDATE_DUE(table, column, is_due)                                      \
	"UPDATE " table " SET " column                                         \
	" = NULL WHERE rowid IN (" DUE(table, "rowid", is_due) ") RETURNING 1"
#define REMOVE(table, key, is_due)                                             \
	.due = DUE(table, key, is_due), .end = DELETE_DUE(table, key, is_due)
#define EMPTY(table, column, is_due)                                           \
	.due = DUE(table, "rowid", is_due),                                    \
	.end = UPDATE_DUE(table, column, is_due)

#define UNCONFIRMED                                                            \
	"confirmed_at IS NULL AND stopped_at IS NULL"                          \
	" AND coalesce(asked_at, created_at) <= $1 ORDER BY id"

/* Mail to whom never said yes, sent or not, names them, too. */
static const char SQL_UNASKED_MAIL[] =
	"DELETE FROM outbox WHERE kind IN (" NOTICE_KINDS ") AND recipient IN"
	" (" DUE("mail_address", "email", UNCONFIRMED) ")";

#define BATCH 500

static const struct {
	const char *due;
	const char *first; /* what goes before, or NULL */
	const char *end;
	int64_t batch; /* 0: BATCH */
} SWEEPS[SWEEP_COUNT] = {
	[SWEEP_COMMENT_ADDRESSES] = { EMPTY("comment", "address_hash",
					    "address_hash IS NOT NULL"
					    " AND created_at <= $1") },
	[SWEEP_REPORT_ADDRESSES] = { EMPTY("comment_report", "address_hash",
					   "address_hash IS NOT NULL"
					   " AND created_at <= $1") },
	[SWEEP_GONE_ADDRESSES] = { REMOVE("comment_gone", "id",
					  "created_at <= $1") },
	[SWEEP_GUESTS] = { EMPTY("comment", "guest_hash",
				 "guest_hash IS NOT NULL"
				 " AND created_at <= $1") },
	[SWEEP_TAKEN_BACK] = { EMPTY("user", "taken_back_at",
				     "taken_back_at <= $1") },
	[SWEEP_REPORT_NOTES] = { EMPTY("comment_report", "note",
				       "note IS NOT NULL"
				       " AND settled_at <= $1") },
	[SWEEP_BLOCKED_SENDERS] = { REMOVE("blocked_sender", "id",
					   "ends_at <= $1") },
	[SWEEP_MAIL_ADDRESSES] = { REMOVE("mail_address", "id", UNCONFIRMED),
				   .first = SQL_UNASKED_MAIL, .batch = 100 },
	[SWEEP_OUTBOX] = { REMOVE("outbox", "id",
				  "created_at <= $1 AND"
				  " (state <> 'waits' OR next_at = 0)") },
	[SWEEP_MODERATION_LINKS] = { REMOVE("moderation_link", "token_hash",
					    "ends_at <= $1") },
	[SWEEP_SESSIONS] = { REMOVE("session", "id", "ends_at <= $1") },
	[SWEEP_IDLE_STAFF] = { REMOVE("session", "id",
				      "seen_at <= $1 AND NOT EXISTS"
				      " (SELECT 1 FROM user"
				      "   WHERE id = session.user_id"
				      "     AND role = 'reader')") },
	[SWEEP_IDLE_READERS] = { REMOVE("session", "id", "seen_at <= $1") },
	[SWEEP_USER_LINKS] = { REMOVE("user_link", "token_hash",
				      "ends_at <= $1") },
	[SWEEP_EMAIL_LINKS] = { REMOVE("email_link", "token_hash",
				       "created_at <= $1"),
				.batch = 100 },
	[SWEEP_SIGN_IN_ATTEMPTS] = { REMOVE("sign_in_attempt", "state_hash",
					    "created_at <= $1"),
				     .batch = 100 },
	[SWEEP_SIGN_IN_FAILURES] = { REMOVE("sign_in_failure", "key",
					    "last_at <= $1") },
	[SWEEP_FORM_USES] = { REMOVE("form_use", "nonce", "used_at <= $1") },
	/* Each may be eight megabytes. */
	[SWEEP_IMPORTS] = { REMOVE("import_upload", "id", "created_at <= $1"),
			    .batch = 4 },
	/* An import keeps its set: its report names it. */
	[SWEEP_CHANGES] = { REMOVE("change_set", "id",
				   "at <= $1 AND NOT EXISTS"
				   " (SELECT 1 FROM import_upload"
				   "   WHERE change_set_id = change_set.id)"),
			    .batch = 50 },
	[SWEEP_DRAFTS] = { REMOVE("draft", "rowid", "updated_at <= $1"),
			   .batch = 50 },
};

static struct db_query *query(struct db *db, const char *sql, int64_t before,
			      int64_t limit)
{
	struct db_query *q = db_query(db, sql);

	db_bind_int(q, 1, before);
	db_bind_int(q, 2, limit);
	return q;
}

static enum status end(struct db *db, enum sweep what, int64_t before,
		       int64_t batch, size_t *count)
{
	struct db_query *q;
	enum status st = STATUS_OK;

	if (SWEEPS[what].first)
		st = db_finish(query(db, SWEEPS[what].first, before, batch));
	if (st != STATUS_OK)
		return st;
	q = query(db, SWEEPS[what].end, before, batch);
	while (db_row(q))
		(*count)++;
	return db_finish(q);
}

enum status store_sweep(struct db *db, enum sweep what, int64_t before,
			size_t *count, bool *is_more)
{
	int64_t batch;
	struct db_query *q;
	bool is_due;
	enum status st;

	*count = 0;
	*is_more = false;
	if (what == SWEEP_COMMENTS)
		return store_erase_old(db, before, count, is_more);
	if (what == SWEEP_NONE)
		return STATUS_OK;
	batch = SWEEPS[what].batch ? SWEEPS[what].batch : BATCH;
	q = query(db, SWEEPS[what].due, before, 1);
	is_due = db_row(q);
	st = db_finish(q);
	if (st != STATUS_OK || !is_due)
		return st;
	db_begin(db);
	st = db_end(db, end(db, what, before, batch, count));
	*is_more = st == STATUS_OK && *count == (size_t)batch;
	return st;
}
