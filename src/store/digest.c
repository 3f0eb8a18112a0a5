#include "store/digest.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/audit.h"
#include "store/comment_row.h"
#include "store/outbox.h"

/* clang-format off */
/* The CASE is that of the index comment_by_tab. */
#define IN_TAB(tab)                                                            \
	"(CASE WHEN state = 'held' AND (flags & 15) <> 0 THEN 'safety'"        \
	" ELSE state END) = '" tab "' AND state <> 'published'"                \
	" AND id > $1 AND id <= $2 ORDER BY id LIMIT $5"
/* Held with an id in ($1, $2]; or put back since $3, until $4, by an edit of
 * its author, which is never long after it was written, or by reports. At most
 * $5 of each. */
#define WAITS                                                                  \
	"WITH waits (id, is_urgent) AS (SELECT * FROM (SELECT "                \
	"id, 1 FROM comment WHERE " IN_TAB("safety")                           \
	") UNION SELECT * FROM (SELECT "                                       \
	"id, 0 FROM comment WHERE " IN_TAB("held")                             \
	") UNION SELECT * FROM (SELECT "                                       \
	"id, (flags & 15) <> 0 FROM comment"                                   \
	"  WHERE id > $1 - 1000 AND id <= $1 AND state = 'held'"               \
	"    AND edited_at > $3 AND edited_at <= $4 LIMIT $5"                  \
	") UNION SELECT * FROM (SELECT "                                       \
	"id, 1 FROM comment WHERE reports > 0 AND state = 'held'"              \
	"    AND EXISTS (SELECT 1 FROM comment_report AS report"               \
	"         WHERE report.comment_id = comment.id"                        \
	"           AND report.settled_at IS NULL"                             \
	"           AND report.created_at > $3 AND report.created_at <= $4)"   \
	"  LIMIT $5)) SELECT "

static const char SQL_COUNT[] = WAITS "count(DISTINCT id) FROM waits";

static const char SQL_ITEMS[] = WAITS
	COMMENT_COLUMNS
	", comment.version, comment.score, comment.reports"
	"  FROM (SELECT id, max(is_urgent) AS is_urgent FROM waits GROUP BY id)"
	"       AS new"
	"  JOIN comment ON comment.id = new.id"
	"  JOIN thread ON thread.id = comment.thread_id"
	"  LEFT JOIN program ON program.id = thread.program_id"
	" ORDER BY new.is_urgent DESC, comment.id LIMIT $6";
/* clang-format on */

static const char SQL_NEWEST[] = "SELECT coalesce(max(id), 0) FROM comment";

/* Who might get one. */
#define READERS                                                                \
	"SELECT id, lower(email), role, name FROM user"                        \
	" WHERE role <> 'reader' AND is_disabled = 0 AND erased_at IS NULL"    \
	"   AND email IS NOT NULL AND mails_digest = 1"                        \
	"   AND password_hash IS NOT NULL"
static const char SQL_READERS[] = READERS " ORDER BY id LIMIT 500";
static const char SQL_READER[] = READERS " AND id = $1";

static const char SQL_LAST[] =
	"SELECT id, object, created_at, state FROM outbox"
	" WHERE kind = '" DIGEST_KIND "' AND recipient = $1"
	" ORDER BY id DESC LIMIT 1";
static const char SQL_TIDY[] =
	"DELETE FROM outbox WHERE kind = '" DIGEST_KIND "'"
	"   AND recipient = $1 AND id < $2";

static const char SQL_SWITCH[] =
	"UPDATE user SET mails_digest = $2 WHERE id = $1 AND mails_digest <> $2"
	" RETURNING id";
static const char SQL_IS_ON[] = "SELECT mails_digest FROM user WHERE id = $1";

/* Which comments are a digest's own. */
struct range {
	int64_t user_id, after, until; /* ids */
	int64_t since, now;            /* seconds */
};

struct reader {
	int64_t id;
	const char *email, *name;
	enum role role;
};

static struct reader read_reader(struct db_query *q, struct arena *arena)
{
	return (struct reader){
		.id = db_int(q, 0),
		.email = db_text(q, 1, arena),
		.role = role_of(db_peek_text(q, 2)),
		.name = db_text(q, 3, arena),
	};
}

static bool read_object(const char *object, struct range *out)
{
	return sscanf(object,
		      "user %" SCNd64 " %" SCNd64 "-%" SCNd64 " %" SCNd64,
		      &out->user_id, &out->after, &out->until,
		      &out->since) == 4;
}

static void bind_range(struct db_query *q, const struct range *range)
{
	db_bind_int(q, 1, range->after);
	db_bind_int(q, 2, range->until);
	db_bind_int(q, 3, range->since);
	db_bind_int(q, 4, range->now);
	db_bind_int(q, 5, DIGEST_COUNT_MAX + 1);
}

static enum status count_waiting(struct db *db, const struct range *range,
				 size_t *count)
{
	struct db_query *q = db_query(db, SQL_COUNT);

	*count = 0;
	bind_range(q, range);
	if (db_row(q))
		*count = (size_t)db_int(q, 0);
	if (*count > DIGEST_COUNT_MAX)
		*count = DIGEST_COUNT_MAX + 1;
	return db_finish(q);
}

/* Queueing ----------------------------------------------------------------- */

/* What the reader was told of last. A row that failed counts, too: staff see
 * it, and the queue. */
struct last {
	int64_t id, at;
	bool waits;
	struct range range;
};

static enum status get_last(struct db *db, const struct reader *reader,
			    struct last *out)
{
	struct db_query *q = db_query(db, SQL_LAST);

	*out = (struct last){ 0 };
	db_bind_text(q, 1, reader->email);
	if (db_row(q)) {
		out->id = db_int(q, 0);
		if (!read_object(db_peek_text(q, 1), &out->range))
			out->range = (struct range){ 0 };
		out->at = db_int(q, 2);
		out->waits = !strcmp(db_peek_text(q, 3), "waits");
	}
	return db_finish(q);
}

static enum status queue_one(struct db *db, struct arena *arena,
			     const struct reader *reader, int64_t newest,
			     int64_t now)
{
	struct range range;
	struct last last;
	struct db_query *q;
	size_t count = 0;
	enum status st = get_last(db, reader, &last);

	if (st != STATUS_OK || last.waits ||
	    (now >= last.at && now - last.at < DIGEST_SECONDS))
		return st;
	range = (struct range){ reader->id, last.range.until, newest, last.at,
				now };
	st = count_waiting(db, &range, &count);
	if (st != STATUS_OK || !count)
		return st;
	db_begin(db);
	q = db_query(db, SQL_TIDY);
	db_bind_text(q, 1, reader->email);
	db_bind_int(q, 2, last.id);
	st = db_finish(q);
	if (st == STATUS_OK)
		st = store_outbox_add(db, DIGEST_KIND, reader->email,
				      arena_printf(arena,
						   "user %" PRId64 " %" PRId64
						   "-%" PRId64 " %" PRId64,
						   range.user_id, range.after,
						   range.until, range.since),
				      NULL, now);
	return db_end(db, st);
}

static enum status get_readers(struct db *db, struct arena *arena,
			       bool (*may_moderate)(enum role),
			       struct reader **out, size_t *count)
{
	struct db_query *q = db_query(db, SQL_READERS);

	*count = 0;
	*out = arena_alloc(arena, 500 * sizeof(**out));
	while (*count < 500 && db_row(q)) {
		(*out)[*count] = read_reader(q, arena);
		*count += may_moderate((*out)[*count].role);
	}
	return db_finish(q);
}

enum status store_digest_queue(struct db *db, bool (*may_moderate)(enum role),
			       int64_t now)
{
	struct arena *arena = arena_new();
	struct reader *readers;
	struct db_query *q;
	int64_t newest = 0;
	size_t count;
	enum status st = get_readers(db, arena, may_moderate, &readers, &count);

	if (st == STATUS_OK && count) {
		q = db_query(db, SQL_NEWEST);
		if (db_row(q))
			newest = db_int(q, 0);
		st = db_finish(q);
	}
	for (size_t i = 0; st == STATUS_OK && i < count; i++)
		st = queue_one(db, arena, &readers[i], newest, now);
	arena_free(arena);
	return st;
}

/* Reading ------------------------------------------------------------------ */

static enum status read_items(struct db *db, struct arena *arena,
			      const struct range *range, struct digest *out)
{
	struct db_query *q = db_query(db, SQL_ITEMS);

	bind_range(q, range);
	db_bind_int(q, 6, DIGEST_SHOWN);
	while (out->count < DIGEST_SHOWN && db_row(q)) {
		struct digest_item *item = &out->items[out->count++];

		store_comment_read(q, arena, &item->comment);
		item->version = db_int(q, COMMENT_COLUMN_COUNT);
		item->score = (int)db_int(q, COMMENT_COLUMN_COUNT + 1);
		item->reports = (int)db_int(q, COMMENT_COLUMN_COUNT + 2);
	}
	return db_finish(q);
}

enum status store_digest_read(struct db *db, struct arena *arena,
			      bool (*may_moderate)(enum role),
			      const char *object, int64_t created_at,
			      struct digest *out)
{
	struct range range = { .now = created_at };
	struct reader reader = { 0 };
	struct db_query *q;
	enum status st;

	*out = (struct digest){ 0 };
	if (!read_object(object, &range))
		return STATUS_NOT_FOUND;
	q = db_query(db, SQL_READER);
	db_bind_int(q, 1, range.user_id);
	if (db_row(q))
		reader = read_reader(q, arena);
	st = db_finish_one(q);
	if (st == STATUS_OK && !may_moderate(reader.role))
		st = STATUS_NOT_FOUND;
	if (st == STATUS_OK)
		st = count_waiting(db, &range, &out->total);
	if (st == STATUS_OK)
		st = read_items(db, arena, &range, out);
	out->user_id = reader.id;
	out->name = reader.name;
	return st == STATUS_OK && !out->count ? STATUS_NOT_FOUND : st;
}

/* Switching ---------------------------------------------------------------- */

enum status store_digest_switch(struct db *db, int64_t user_id, bool is_on,
				const char *actor)
{
	char object[32];
	const struct audit_entry entry = {
		.actor = actor,
		.action = is_on ? "digest.on" : "digest.off",
		.object = object,
	};
	struct db_query *q;
	bool has_changed;
	enum status st;

	snprintf(object, sizeof(object), "user %" PRId64, user_id);
	db_begin(db);
	q = db_query(db, SQL_SWITCH);
	db_bind_int(q, 1, user_id);
	db_bind_int(q, 2, is_on);
	has_changed = db_row(q);
	st = db_finish(q);
	if (st == STATUS_OK && has_changed)
		st = store_audit_add(db, &entry);
	return db_end(db, st);
}

enum status store_digest_is_on(struct db *db, int64_t user_id, bool *is_on)
{
	struct db_query *q = db_query(db, SQL_IS_ON);

	*is_on = false;
	db_bind_int(q, 1, user_id);
	if (db_row(q))
		*is_on = db_int(q, 0) != 0;
	return db_finish_one(q);
}
