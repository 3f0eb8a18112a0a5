#include "store/comment_report.h"

#include <inttypes.h>

#include "store/audit.h"
#include "store/comment_row.h"
#include "util/token.h"

#define ON_PUBLIC_PAGE                                                         \
	"  JOIN thread ON thread.id = comment.thread_id"                       \
	"  LEFT JOIN public_program AS program"                                \
	"       ON program.id = thread.program_id"                             \
	" WHERE comment.id = $1"                                               \
	"   AND (thread.program_id IS NULL OR program.id IS NOT NULL)"

static const char SQL_TARGET[] =
	"SELECT " COMMENT_COLUMNS "  FROM comment" ON_PUBLIC_PAGE
	"   AND comment.state = 'published'";

static const char SQL_PLACE[] =
	"SELECT " THREAD_COLUMNS "  FROM comment" ON_PUBLIC_PAGE
	"   AND EXISTS (SELECT 1 FROM comment_report"
	"                WHERE comment_report.comment_id = comment.id)";

static const char SQL_OPEN[] = "SELECT 1 FROM comment_report"
			       " WHERE comment_id = $1 AND settled_at IS NULL"
			       "   AND address_hash IN ($2, $3)";

static const char SQL_RECENT[] =
	"SELECT count(*) FROM comment_report"
	" WHERE address_hash IN ($1, $2) AND created_at > $3";

static const char SQL_ADD[] =
	"INSERT INTO comment_report (comment_id, reason, note, created_at,"
	"       address_hash)"
	" VALUES ($1, $2, $3, $4, $5)";

static const char SQL_COUNTED[] =
	"UPDATE comment SET reports = reports + 1 WHERE id = $1";

/* How many addresses say so now, and whether staff have read reports of these
 * words before. */
static const char SQL_WEIGHT[] =
	"SELECT count(DISTINCT report.address_hash)"
	"               FILTER (WHERE report.settled_at IS NULL),"
	"       count(*) FILTER (WHERE report.settled_at >="
	"               coalesce(comment.edited_at, 0)),"
	"       comment.is_staff"
	"  FROM comment"
	"  JOIN comment_report AS report ON report.comment_id = comment.id"
	" WHERE comment.id = $1 GROUP BY comment.id";

/* 128 is COMMENT_IS_REPORTED. */
static const char SQL_FLAG[] =
	"UPDATE comment SET flags = flags | 128 WHERE id = $1";

enum status store_comment_report_target(struct db *db, struct arena *arena,
					int64_t id, struct comment *out)
{
	struct db_query *q = db_query(db, SQL_TARGET);

	db_bind_int(q, 1, id);
	if (db_row(q))
		store_comment_read(q, arena, out);
	return db_finish_one(q);
}

enum status store_comment_report_place(struct db *db, struct arena *arena,
				       int64_t id, struct thread *out)
{
	struct db_query *q = db_query(db, SQL_PLACE);

	db_bind_int(q, 1, id);
	if (db_row(q))
		store_thread_read(q, 0, arena, out);
	return db_finish_one(q);
}

/* STATUS_NOT_FOUND: this address has not reported it. */
static enum status find_open(struct db *db, const struct report_draft *draft)
{
	struct db_query *q = db_query(db, SQL_OPEN);

	db_bind_int(q, 1, draft->comment_id);
	db_bind_blob(q, 2, draft->address_hash, TOKEN_HASH);
	db_bind_blob(q, 3, draft->address_hash_before, TOKEN_HASH);
	db_row(q);
	return db_finish_one(q);
}

static enum status check_rate(struct db *db, const struct report_draft *draft)
{
	struct db_query *q = db_query(db, SQL_RECENT);
	int64_t count = 0;
	enum status st;

	db_bind_blob(q, 1, draft->address_hash, TOKEN_HASH);
	db_bind_blob(q, 2, draft->address_hash_before, TOKEN_HASH);
	db_bind_int(q, 3, draft->now - 3600);
	if (db_row(q))
		count = db_int(q, 0);
	st = db_finish_one(q);
	if (st == STATUS_OK && count >= REPORTS_PER_HOUR)
		return STATUS_TOO_FAST;
	return st;
}

static enum status run(struct db *db, const char *sql, int64_t id)
{
	struct db_query *q = db_query(db, sql);

	db_bind_int(q, 1, id);
	return db_finish(q);
}

/* The report and its row in the record, which says neither why nor who. */
static enum status add_row(struct db *db, struct arena *arena,
			   const struct report_draft *draft)
{
	const struct audit_entry entry = {
		.actor = "guest",
		.action = "comment.report",
		.object = arena_printf(arena, "comment %" PRId64,
				       draft->comment_id),
	};
	const char *note = draft->note;
	struct db_query *q = db_query(db, SQL_ADD);
	enum status st;

	db_bind_int(q, 1, draft->comment_id);
	db_bind_text(q, 2, draft->reason);
	db_bind_text(q, 3, note && *note ? note : NULL);
	db_bind_int(q, 4, draft->now);
	db_bind_blob(q, 5, draft->address_hash, TOKEN_HASH);
	st = db_finish(q);
	if (st == STATUS_OK)
		st = run(db, SQL_COUNTED, draft->comment_id);
	return st == STATUS_OK ? store_audit_add(db, &entry) : st;
}

static enum status is_enough(struct db *db, int64_t id, bool *answer)
{
	struct db_query *q = db_query(db, SQL_WEIGHT);

	*answer = false;
	db_bind_int(q, 1, id);
	if (db_row(q))
		*answer = db_int(q, 0) >= REPORTS_HIDE && db_int(q, 1) == 0 &&
			  db_int(q, 2) == 0;
	return db_finish(q);
}

static enum status hide(struct db *db, const struct report_draft *draft)
{
	enum status st = store_comment_move(db, draft->comment_id, COMMENT_HELD,
					    REPORTS_ACTOR, NULL, draft->now);

	return st == STATUS_OK ? run(db, SQL_FLAG, draft->comment_id) : st;
}

static enum status add(struct db *db, struct arena *arena,
		       const struct report_draft *draft)
{
	enum status st = find_open(db, draft);
	struct comment comment;
	bool must_hide = false;

	if (st != STATUS_NOT_FOUND)
		return st;
	st = store_comment_report_target(db, arena, draft->comment_id,
					 &comment);
	if (st == STATUS_OK)
		st = check_rate(db, draft);
	if (st == STATUS_OK)
		st = add_row(db, arena, draft);
	if (st == STATUS_OK)
		st = is_enough(db, draft->comment_id, &must_hide);
	return st == STATUS_OK && must_hide ? hide(db, draft) : st;
}

enum status store_comment_report_add(struct db *db,
				     const struct report_draft *draft)
{
	struct arena *arena = arena_new();
	enum status st;

	db_begin(db);
	st = db_end(db, add(db, arena, draft));
	arena_free(arena);
	return st;
}
