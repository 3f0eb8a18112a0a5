/* What becomes of a comment without a person: nothing is shown that nobody has
 * trusted before. */
#include "store/staff_comment.h"

#include "store/comment_row.h"
#include "store/setting.h"
#include "util/clock.h"

static const char SQL_PUBLISHED[] =
	"SELECT count(*) FROM (SELECT 1 FROM comment"
	" WHERE user_id = $1 AND state = 'published' LIMIT $2)";

/* Neither its author nor the filter: what staff did stands in the record. */
static const char SQL_TAKEN_BACK[] =
	"SELECT 1 FROM comment"
	"  JOIN audit ON audit.object = 'comment ' || comment.id"
	" WHERE comment.user_id = $1 AND comment.state IN ('spam', 'removed')"
	"   AND audit.actor <> 'guest' AND audit.at >= $2"
	"   AND audit.action IN ('comment.spam', 'comment.remove')"
	"   AND audit.actor NOT IN ('job', 'user ' || $1)"
	" LIMIT 1";

/* The same of a comment that its author has deleted since: no row of it is
 * left, but the record has both. */
static const char SQL_TAKEN_BACK_AND_GONE[] =
	"SELECT 1 FROM audit AS gone JOIN audit ON audit.object = gone.object"
	" WHERE gone.actor = 'user ' || $1 AND gone.action = 'person.erase'"
	"   AND gone.actor <> 'guest' AND gone.at >= $2"
	"   AND audit.actor <> 'guest' AND audit.at >= $2"
	"   AND audit.action IN ('comment.spam', 'comment.remove')"
	"   AND audit.actor NOT IN ('job', 'user ' || $1)"
	" LIMIT 1";

/* The same of one that was kept no longer (store/erase.h). */
static const char SQL_TAKEN_BACK_AND_OLD[] =
	"SELECT 1 FROM user WHERE id = $1 AND taken_back_at >= $2";

static enum status was_taken_back(struct db *db, const char *sql,
				  int64_t user_id, int64_t now, bool *answer)
{
	struct db_query *q = db_query(db, sql);

	db_bind_int(q, 1, user_id);
	db_bind_int(q, 2, now - (int64_t)COMMENT_TRUST_DAYS * CLOCK_DAY);
	*answer = db_row(q);
	return db_finish(q);
}

enum status store_comment_trusts(struct db *db, int64_t user_id, int64_t now,
				 bool *is_trusted)
{
	struct db_query *q = db_query(db, SQL_PUBLISHED);
	bool was_back = false;
	enum status st;

	*is_trusted = false;
	db_bind_int(q, 1, user_id);
	db_bind_int(q, 2, COMMENT_TRUST_COUNT);
	if (db_row(q))
		*is_trusted = db_int(q, 0) == COMMENT_TRUST_COUNT;
	st = db_finish_one(q);
	if (st != STATUS_OK || !*is_trusted)
		return st;
	st = was_taken_back(db, SQL_TAKEN_BACK, user_id, now, &was_back);
	if (st == STATUS_OK && !was_back)
		st = was_taken_back(db, SQL_TAKEN_BACK_AND_GONE, user_id, now,
				    &was_back);
	if (st == STATUS_OK && !was_back)
		st = was_taken_back(db, SQL_TAKEN_BACK_AND_OLD, user_id, now,
				    &was_back);
	*is_trusted = st == STATUS_OK && !was_back;
	return st;
}

enum status store_comment_writer_trusted(struct db *db,
					 const struct comment_draft *draft,
					 bool *is_trusted)
{
	*is_trusted = draft->is_staff || draft->is_trusted;
	if (*is_trusted || !draft->user_id)
		return STATUS_OK;
	return store_comment_trusts(db, draft->user_id, draft->now, is_trusted);
}

/* The switch is asked last: most comments never get so far. */
static enum status may_show(struct db *db, const struct comment_draft *draft,
			    unsigned flags, bool *answer)
{
	bool is_attack = false;
	enum status st;

	*answer = false;
	if ((flags & (COMMENT_SAFETY | COMMENT_IS_BAIT)) ||
	    draft->verdict.must_hold || draft->verdict.is_spam)
		return STATUS_OK;
	st = store_comment_writer_trusted(db, draft, answer);
	if (st == STATUS_OK && *answer)
		st = store_setting_is_on(db, SETTING_ATTACK, &is_attack);
	*answer = *answer && !is_attack;
	return st;
}

/* Staff are never taken for spam: their network address may be a library's,
 * and what the filter says of them a person reads. */
enum status store_comment_fate(struct db *db, const struct comment_draft *draft,
			       bool is_blocked, enum comment_state *state,
			       unsigned *flags)
{
	bool is_shown = false;
	enum status st;

	*flags = draft->flags;
	*state = COMMENT_HELD;
	if (is_blocked && !draft->is_staff)
		*flags |= COMMENT_IS_BLOCKED;
	if (draft->verdict.is_spam && !draft->is_staff)
		*flags |= COMMENT_IS_CALLED_SPAM;
	if (*flags & (COMMENT_IS_BLOCKED | COMMENT_IS_CALLED_SPAM)) {
		*state = COMMENT_SPAM;
		return STATUS_OK;
	}
	st = may_show(db, draft, *flags, &is_shown);
	if (is_shown)
		*state = COMMENT_PUBLISHED;
	return st;
}
