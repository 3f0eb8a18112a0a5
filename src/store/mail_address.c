#include "store/mail_address.h"

#include <inttypes.h>
#include <stdio.h>

#include "store/audit.h"
#include "store/comment_row.h"
#include "store/notice.h"

#define COLUMNS "id, email, asked_at, confirmed_at, stopped_at"

static const char SQL_GET[] =
	"SELECT " COLUMNS " FROM mail_address WHERE id = $1";
static const char SQL_FIND[] =
	"SELECT " COLUMNS " FROM mail_address WHERE email = lower($1)";
static const char SQL_ADD[] =
	"INSERT INTO mail_address (email, created_at, confirmed_at)"
	" VALUES (lower($1), $2, $3) ON CONFLICT (email) DO UPDATE"
	" SET confirmed_at = coalesce(mail_address.confirmed_at, $3)"
	" RETURNING " COLUMNS;
static const char SQL_ASK[] =
	"UPDATE mail_address SET asked_at = $2"
	" WHERE id = $1 AND (asked_at IS NULL OR asked_at <= $3"
	"                    OR asked_at > $2) RETURNING id";
static const char SQL_CONFIRM[] =
	"UPDATE mail_address SET stopped_at = NULL,"
	"       confirmed_at = coalesce(confirmed_at, $2)"
	" WHERE id = $1 AND (confirmed_at IS NULL OR stopped_at IS NOT NULL)"
	" RETURNING email";
static const char SQL_STOP[] =
	"UPDATE mail_address SET stopped_at = $2"
	" WHERE id = $1 AND stopped_at IS NULL RETURNING email";
/* What waits for it is dropped when its turn comes; with it goes its words. */
static const char SQL_DROP_MAIL[] =
	"DELETE FROM outbox WHERE recipient = $1 AND state <> 'sent'"
	"   AND kind IN (" NOTICE_KINDS ")";

/* The question's own mail names the comment. */
static const char SQL_PLACE[] =
	"SELECT " THREAD_COLUMNS "  FROM outbox"
	"  JOIN comment ON outbox.object = 'comment ' || comment.id"
	"  JOIN thread ON thread.id = comment.thread_id"
	"  LEFT JOIN public_program AS program"
	"       ON program.id = thread.program_id"
	" WHERE outbox.kind = '" NOTICE_CONFIRM "' AND outbox.recipient = $1"
	"   AND (thread.program_id IS NULL OR program.id IS NOT NULL)"
	" ORDER BY outbox.id DESC LIMIT 1";

static enum status read_one(struct db_query *q, struct arena *arena,
			    struct mail_address *out)
{
	if (db_row(q))
		*out = (struct mail_address){
			.id = db_int(q, 0),
			.email = db_text(q, 1, arena),
			.asked_at = db_int(q, 2),
			.confirmed_at = db_int(q, 3),
			.stopped_at = db_int(q, 4),
		};
	return db_finish_one(q);
}

enum status store_mail_address_get(struct db *db, struct arena *arena,
				   int64_t id, struct mail_address *out)
{
	struct db_query *q = db_query(db, SQL_GET);

	db_bind_int(q, 1, id);
	return read_one(q, arena, out);
}

enum status store_mail_address_find(struct db *db, struct arena *arena,
				    const char *email, struct mail_address *out)
{
	struct db_query *q = db_query(db, SQL_FIND);

	db_bind_text(q, 1, email);
	return read_one(q, arena, out);
}

/* Most of the time nothing has to be written. */
enum status store_mail_address_need(struct db *db, struct arena *arena,
				    const char *email, bool is_proven,
				    int64_t now, struct mail_address *out)
{
	enum status st = store_mail_address_find(db, arena, email, out);
	struct db_query *q;

	if (st != STATUS_NOT_FOUND &&
	    (st != STATUS_OK || !is_proven || out->confirmed_at))
		return st;
	db_begin(db);
	q = db_query(db, SQL_ADD);
	db_bind_text(q, 1, email);
	db_bind_int(q, 2, now);
	db_bind_int_or_null(q, 3, now, !is_proven);
	return db_end(db, read_one(q, arena, out));
}

enum status store_mail_address_ask(struct db *db, int64_t id, int64_t now)
{
	struct db_query *q;
	bool may_ask;
	enum status st;

	db_begin(db);
	q = db_query(db, SQL_ASK);
	db_bind_int(q, 1, id);
	db_bind_int(q, 2, now);
	db_bind_int(q, 3, now - MAIL_ADDRESS_ASK_SECONDS);
	may_ask = db_row(q);
	st = db_end(db, db_finish(q));
	return st == STATUS_OK && !may_ask ? STATUS_TOO_FAST : st;
}

/* The record names the row, never the address. */
static enum status record(struct db *db, int64_t id, const char *action)
{
	char object[40];
	const struct audit_entry entry = { .actor = "guest",
					   .action = action,
					   .object = object };

	snprintf(object, sizeof(object), "address %" PRId64, id);
	return store_audit_add(db, &entry);
}

/* *email is NULL when it was so already; STATUS_NOT_FOUND when it is gone. */
static enum status change(struct db *db, struct arena *arena, const char *sql,
			  int64_t id, int64_t now, const char **email)
{
	struct db_query *q = db_query(db, sql);
	struct mail_address address;
	enum status st;

	*email = NULL;
	db_bind_int(q, 1, id);
	db_bind_int(q, 2, now);
	if (db_row(q))
		*email = db_text(q, 0, arena);
	st = db_finish(q);
	if (st == STATUS_OK && !*email)
		st = store_mail_address_get(db, arena, id, &address);
	return st;
}

enum status store_mail_address_confirm(struct db *db, int64_t id, int64_t now)
{
	struct arena *arena = arena_new();
	const char *email;
	enum status st;

	db_begin(db);
	st = change(db, arena, SQL_CONFIRM, id, now, &email);
	if (st == STATUS_OK && email)
		st = record(db, id, "address.confirm");
	if (st == STATUS_OK && email)
		st = store_notice_late(db, email, now);
	arena_free(arena);
	return db_end(db, st);
}

enum status store_mail_address_stop(struct db *db, int64_t id, int64_t now)
{
	struct arena *arena = arena_new();
	const char *email;
	struct db_query *q;
	enum status st;

	db_begin(db);
	st = change(db, arena, SQL_STOP, id, now, &email);
	if (st == STATUS_OK && email)
		st = record(db, id, "address.stop");
	if (st == STATUS_OK && email) {
		q = db_query(db, SQL_DROP_MAIL);
		db_bind_text(q, 1, email);
		st = db_finish(q);
	}
	arena_free(arena);
	return db_end(db, st);
}

enum status store_mail_address_place(struct db *db, struct arena *arena,
				     const char *email, struct thread *out)
{
	struct db_query *q = db_query(db, SQL_PLACE);

	db_bind_text(q, 1, email);
	if (db_row(q))
		store_thread_read(q, 0, arena, out);
	return db_finish_one(q);
}
