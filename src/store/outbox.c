#include "store/outbox.h"

#include <inttypes.h>
#include <stdio.h>

#include "store/audit.h"
#include "store/digest.h"
#include "store/notice.h"

static const char SQL_ADD[] =
	"INSERT INTO outbox (kind, recipient, object, created_at, detail,"
	"                    next_at)"
	" VALUES ($1, $2, $3, $4, $5, $4)"
	" ON CONFLICT (kind, recipient, object) DO NOTHING";

enum status store_outbox_add(struct db *db, const char *kind,
			     const char *recipient, const char *object,
			     const char *detail, int64_t now)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_ADD);
	db_bind_text(q, 1, kind);
	db_bind_text(q, 2, recipient);
	db_bind_text(q, 3, object);
	db_bind_int(q, 4, now);
	db_bind_text(q, 5, detail);
	return db_end(db, db_finish(q));
}

#define MAIL_COLUMNS                                                           \
	"id, kind, recipient, object, detail, created_at, tries, error,"       \
	" state = 'failed', next_at"

static struct outbox_mail read_mail(struct db_query *q, struct arena *arena)
{
	return (struct outbox_mail){
		.id = db_int(q, 0),
		.kind = db_text(q, 1, arena),
		.recipient = db_text(q, 2, arena),
		.object = db_text(q, 3, arena),
		.detail = db_text(q, 4, arena),
		.created_at = db_int(q, 5),
		.tries = (int)db_int(q, 6),
		.error = db_text(q, 7, arena),
		.is_failed = db_int(q, 8) != 0,
		.next_at = db_int(q, 9),
	};
}

static const char SQL_TAKE[] =
	"UPDATE outbox SET next_at = $2, tries = tries + 1"
	" WHERE id = (SELECT id FROM outbox"
	"              WHERE state = 'waits' AND next_at > 0"
	"                AND next_at <= $1 ORDER BY next_at, id LIMIT 1)"
	" RETURNING " MAIL_COLUMNS;

enum status store_outbox_take(struct db *db, struct arena *arena, int64_t now,
			      int64_t lease, struct outbox_mail *out)
{
	struct db_query *q;
	bool is_there;
	enum status st;

	db_begin(db);
	q = db_query(db, SQL_TAKE);
	db_bind_int(q, 1, now);
	db_bind_int(q, 2, now + lease);
	is_there = db_row(q);
	if (is_there)
		*out = read_mail(q, arena);
	st = db_end(db, db_finish(q));
	return st == STATUS_OK && !is_there ? STATUS_NOT_FOUND : st;
}

static const char SQL_IS_DUE[] =
	"SELECT 1 FROM outbox"
	" WHERE state = 'waits' AND next_at > 0 AND next_at <= $1 LIMIT 1";

enum status store_outbox_is_due(struct db *db, int64_t now, bool *is_due)
{
	struct db_query *q = db_query(db, SQL_IS_DUE);

	db_bind_int(q, 1, now);
	*is_due = db_row(q);
	return db_finish(q);
}

static const char SQL_SHIFT[] =
	"UPDATE outbox SET next_at = max(next_at - $1, 1)"
	" WHERE state = 'waits' AND next_at > 0";

enum status store_outbox_clock_back(struct db *db, int64_t seconds)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_SHIFT);
	db_bind_int(q, 1, seconds);
	return db_end(db, db_finish(q));
}

static const char SQL_DROP[] = "DELETE FROM outbox WHERE id = $1";

enum status store_outbox_drop(struct db *db, int64_t id)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_DROP);
	db_bind_int(q, 1, id);
	return db_end(db, db_finish(q));
}

static const char SQL_DROP_NOTICES[] =
	"DELETE FROM outbox WHERE state = 'waits' AND next_at > 0"
	"   AND kind IN (" NOTICE_KINDS ", '" DIGEST_KIND "')";

enum status store_outbox_drop_notices(struct db *db)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_DROP_NOTICES);
	return db_end(db, db_finish(q));
}

/* The detail may be a link that opens an account: it does not stay. */
static const char SQL_SENT[] =
	"UPDATE outbox SET state = 'sent', sent_at = $2, detail = NULL,"
	"       error = NULL"
	" WHERE id = $1";

enum status store_outbox_sent(struct db *db, int64_t id, int64_t now)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_SENT);
	db_bind_int(q, 1, id);
	db_bind_int(q, 2, now);
	return db_end(db, db_finish(q));
}

static const char SQL_FAILED[] =
	"UPDATE outbox SET error = $2, next_at = $3,"
	"       state = CASE $3 WHEN 0 THEN 'failed' ELSE 'waits' END"
	" WHERE id = $1";

enum status store_outbox_failed(struct db *db, int64_t id, const char *error,
				int64_t next_at)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_FAILED);
	db_bind_int(q, 1, id);
	db_bind_text(q, 2, error);
	db_bind_int(q, 3, next_at);
	return db_end(db, db_finish(q));
}

static const char SQL_WAITING[] =
	"SELECT count(*) FROM outbox WHERE state = 'waits' AND next_at > 0";
static const char SQL_FAILURES[] =
	"SELECT count(*) FROM outbox WHERE state = 'failed'";

static enum status count_of(struct db_query *q, size_t *count)
{
	*count = 0;
	if (db_row(q))
		*count = (size_t)db_int(q, 0);
	return db_finish(q);
}

enum status store_outbox_count(struct db *db, size_t *waiting, size_t *failed)
{
	enum status st = count_of(db_query(db, SQL_WAITING), waiting);

	return st == STATUS_OK ? count_of(db_query(db, SQL_FAILURES), failed)
			       : st;
}

static const char SQL_LIST[] = "SELECT " MAIL_COLUMNS " FROM outbox"
			       " WHERE state = 'failed' ORDER BY id LIMIT $1";
static const char SQL_LATE[] =
	"SELECT " MAIL_COLUMNS " FROM outbox"
	" WHERE state = 'waits' AND next_at > 0 AND error IS NOT NULL"
	" ORDER BY next_at, id LIMIT $1";

static enum status read_list(struct db *db, struct arena *arena,
			     const char *sql, size_t limit,
			     struct outbox_mail *out, size_t *count)
{
	struct db_query *q = db_query(db, sql);

	db_bind_int(q, 1, (int64_t)limit);
	while (*count < limit && db_row(q))
		out[(*count)++] = read_mail(q, arena);
	return db_finish(q);
}

enum status store_outbox_list(struct db *db, struct arena *arena, size_t limit,
			      struct outbox_mail **out, size_t *count)
{
	enum status st;

	*out = arena_alloc(arena, limit * sizeof(**out));
	*count = 0;
	st = read_list(db, arena, SQL_LIST, limit, *out, count);
	if (st == STATUS_OK)
		st = read_list(db, arena, SQL_LATE, limit, *out, count);
	return st;
}

static const char SQL_RETRY[] =
	"UPDATE outbox SET state = 'waits', tries = 0, next_at = $2"
	" WHERE id = $1 AND state = 'failed' RETURNING id";

static enum status retry(struct db *db, int64_t id, const char *actor,
			 int64_t now)
{
	char object[32];
	struct audit_entry entry = { .actor = actor,
				     .action = "mail.retry",
				     .object = object };
	struct db_query *q = db_query(db, SQL_RETRY);
	enum status st;

	db_bind_int(q, 1, id);
	db_bind_int(q, 2, now);
	(void)db_row(q);
	st = db_finish_one(q);
	if (st != STATUS_OK)
		return st;
	snprintf(object, sizeof(object), "mail %" PRId64, id);
	return store_audit_add(db, &entry);
}

enum status store_outbox_retry(struct db *db, int64_t id, const char *actor,
			       int64_t now)
{
	db_begin(db);
	return db_end(db, retry(db, id, actor, now));
}
