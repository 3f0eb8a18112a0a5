/* Decisions of staff, and taking them back. */
#include "store/staff_comment.h"

#include <inttypes.h>
#include <string.h>

#include "store/assignment.h"
#include "store/audit.h"
#include "store/comment_row.h"
#include "store/spam.h"

static const char SQL_NOW[] =
	"SELECT version, state, reports FROM comment WHERE id = $1";

static const char SQL_SETTLE[] =
	"UPDATE comment_report SET settled_at = $2"
	" WHERE comment_id = $1 AND settled_at IS NULL";

static const char SQL_SETTLED[] =
	"UPDATE comment SET reports = 0, version = version + 1"
	" WHERE id = $1 AND reports > 0";

/* Who has reported it again meanwhile has an open report already. */
static const char SQL_UNSETTLE[] =
	"UPDATE comment_report SET settled_at = NULL"
	" WHERE comment_id = $1 AND settled_at = $2 AND NOT EXISTS ("
	"       SELECT 1 FROM comment_report AS again"
	"        WHERE again.comment_id = comment_report.comment_id"
	"          AND again.address_hash = comment_report.address_hash"
	"          AND again.settled_at IS NULL)";

static const char SQL_UNSETTLED[] =
	"UPDATE comment SET version = version + 1, flags = flags | $2,"
	"       reports = ("
	"       SELECT count(*) FROM comment_report"
	"        WHERE comment_id = $1 AND settled_at IS NULL)"
	" WHERE id = $1";

/* What "before" says of a comment that reports had hidden. */
#define HIDDEN "hidden"

struct present {
	int64_t version, reports;
	enum comment_state state;
};

static enum status get_present(struct db *db, int64_t id, struct present *out)
{
	struct db_query *q = db_query(db, SQL_NOW);

	db_bind_int(q, 1, id);
	if (db_row(q))
		*out = (struct present){
			.version = db_int(q, 0),
			.state = store_comment_state_of(db_peek_text(q, 1)),
			.reports = db_int(q, 2),
		};
	return db_finish_one(q);
}

static enum status run(struct db *db, const char *sql, int64_t id)
{
	struct db_query *q = db_query(db, sql);

	db_bind_int(q, 1, id);
	return db_finish(q);
}

static enum status run_at(struct db *db, const char *sql, int64_t id,
			  int64_t at)
{
	struct db_query *q = db_query(db, sql);

	db_bind_int(q, 1, id);
	db_bind_int(q, 2, at);
	return db_finish(q);
}

/* Staff read what was reported, and it stays where it is. */
static enum status record_keep(struct db *db, const char *object,
			       const struct comment_decision *d)
{
	const struct audit_entry entry = {
		.actor = d->actor,
		.action = "comment.keep",
		.object = object,
	};

	return store_audit_add(db, &entry);
}

/* What the filter learns from a decision: where a comment is taken back or put
 * back to be read, nothing; where it stays as it is, what it knew. */
static enum status teach(struct db *db, const struct comment_decision *d,
			 enum comment_state was)
{
	if (d->state == was)
		return STATUS_OK;
	return store_spam_learn(db, d->id,
				d->state == COMMENT_PUBLISHED
					? SPAM_LESSON_HONEST
				: d->state == COMMENT_SPAM ? SPAM_LESSON_SPAM
							   : SPAM_LESSON_NONE);
}

static enum status carry_out(struct db *db, struct arena *arena,
			     const struct comment_decision *d,
			     const struct present *was)
{
	const char *object = arena_printf(arena, "comment %" PRId64, d->id);
	enum status st;

	st = store_comment_move(db, d->id, d->state, d->actor, d->reason,
				d->now);
	if (st == STATUS_OK && was->reports > 0) {
		st = run_at(db, SQL_SETTLE, d->id, d->now);
		if (st == STATUS_OK)
			st = run(db, SQL_SETTLED, d->id);
		if (st == STATUS_OK && was->state == d->state)
			st = record_keep(db, object, d);
	}
	if (st == STATUS_OK)
		st = teach(db, d, was->state);
	if (st == STATUS_OK)
		st = store_assignment_drop(db, object);
	return st;
}

enum status store_staff_comment_decide(struct db *db,
				       const struct comment_decision *d,
				       int64_t *version)
{
	struct arena *arena = arena_new();
	struct present now = { 0 };
	enum status st;

	db_begin(db);
	st = get_present(db, d->id, &now);
	if (st == STATUS_OK && now.version != d->version)
		st = STATUS_CONFLICT;
	if (st == STATUS_OK)
		st = carry_out(db, arena, d, &now);
	if (st == STATUS_OK)
		st = get_present(db, d->id, &now);
	*version = now.version;
	arena_free(arena);
	return db_end(db, st);
}

static char *state_before(struct arena *arena,
			  const struct staff_comment *comment)
{
	const char *state = store_comment_state_name(comment->note.state);

	if (comment->note.flags & COMMENT_IS_REPORTED)
		return arena_strdup(arena, HIDDEN);
	if (!comment->reason)
		return arena_strdup(arena, state);
	return arena_printf(arena, "%s %s", state, comment->reason);
}

/* "learned:spam removed It names a child.": first what the filter had learned,
 * if anything. */
#define LEARNED "learned:"

char *store_staff_comment_before(struct arena *arena,
				 const struct staff_comment *comment)
{
	char *state = state_before(arena, comment);
	const char *lesson = store_spam_lesson_name(comment->learned);

	return lesson ? arena_printf(arena, LEARNED "%s %s", lesson, state)
		      : state;
}

static const char *skip_lesson(struct arena *arena, const char *before,
			       enum spam_lesson *lesson)
{
	size_t len = strlen(LEARNED), end = strcspn(before, " ");

	*lesson = SPAM_LESSON_NONE;
	if (strncmp(before, LEARNED, len) != 0 || !before[end])
		return before;
	*lesson = store_spam_lesson_of(
		arena_strndup(arena, before + len, end - len));
	return before + end + 1;
}

enum status store_staff_comment_undo(struct db *db, int64_t id,
				     const char *before, int64_t after_version,
				     int64_t decided_at, const char *actor,
				     int64_t now)
{
	struct arena *arena = arena_new();
	enum spam_lesson lesson;
	const char *was = skip_lesson(arena, before, &lesson);
	size_t len = strcspn(was, " ");
	const char *reason = was[len] ? was + len + 1 : NULL;
	bool is_hidden = strcmp(was, HIDDEN) == 0;
	const char *name = is_hidden ? "held" : arena_strndup(arena, was, len);
	struct present present = { 0 };
	enum status st;

	db_begin(db);
	st = get_present(db, id, &present);
	if (st == STATUS_OK && present.version != after_version)
		st = STATUS_CONFLICT;
	if (st == STATUS_OK)
		st = store_comment_move(db, id, store_comment_state_of(name),
					actor, reason, now);
	if (st == STATUS_OK)
		st = run_at(db, SQL_UNSETTLE, id, decided_at);
	if (st == STATUS_OK)
		st = run_at(db, SQL_UNSETTLED, id,
			    is_hidden ? COMMENT_IS_REPORTED : 0);
	if (st == STATUS_OK)
		st = store_spam_learn(db, id, lesson);
	arena_free(arena);
	return db_end(db, st);
}
