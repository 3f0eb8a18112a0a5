/* Comments that are spam or were taken back, and whose time is up: they are
 * erased as their writer would have them erased, but that the blocks which
 * they caused last as long as they were meant to, the filter keeps what many
 * comments taught it, and a member whom staff took something back from is not
 * trusted the sooner for it. */
#include "store/erase.h"

#include <inttypes.h>

#include "store/audit.h"
#include "store/audit_chain.h"
#include "store/comment_row.h"
#include "store/erase_whose.h"
#include "store/spam.h"
#include "util/json.h"

#define BATCH 20 /* each takes some twenty statements */

/* A reply goes before what it answers, where both are due. */
static const char SQL_DUE[] =
	"SELECT id, user_id FROM comment WHERE closed_at <= $1"
	" ORDER BY closed_at, id DESC LIMIT $2";
static const char SQL_NOTE[] =
	"UPDATE user SET taken_back_at = taken.at"
	"  FROM (SELECT max(at) AS at FROM audit"
	"         WHERE object = $2 AND actor <> 'guest'"
	"           AND action IN ('comment.spam', 'comment.remove')"
	"           AND actor NOT IN ('job', 'user ' || $1)) AS taken"
	" WHERE user.id = $1 AND taken.at > coalesce(user.taken_back_at, 0)";
static const char SQL_DETAILS[] =
	"SELECT d.audit_id FROM audit AS a"
	"  JOIN audit_detail AS d ON d.audit_id = a.id"
	" WHERE a.object = $1 AND a.actor <> 'guest'"
	"   AND a.action <> '" AUDIT_ERASE "'";

struct due {
	int64_t ids[BATCH], users[BATCH];
	size_t count;
};

static enum status find(struct db *db, int64_t before, struct due *due)
{
	struct db_query *q = db_query(db, SQL_DUE);

	due->count = 0;
	db_bind_int(q, 1, before);
	db_bind_int(q, 2, BATCH);
	while (due->count < BATCH && db_row(q)) {
		due->ids[due->count] = db_int(q, 0);
		due->users[due->count++] = db_int(q, 1);
	}
	return db_finish(q);
}

static enum status run(struct db *db, const char *sql, int64_t id,
		       const char *object)
{
	struct db_query *q = db_query(db, sql);

	db_bind_int(q, 1, id);
	if (object)
		db_bind_text(q, 2, object);
	return db_finish(q);
}

/* The rows of the record that tell of it. */
static enum status add_details(struct db *db, struct arena *arena,
			       const char *object, int64_t **ids, size_t *count)
{
	struct db_query *q = db_query(db, SQL_DETAILS);

	db_bind_text(q, 1, object);
	while (db_row(q)) {
		*ids = arena_grow(arena, *ids, *count * sizeof(**ids),
				  (*count + 1) * sizeof(**ids));
		(*ids)[(*count)++] = db_int(q, 0);
	}
	return db_finish(q);
}

static enum status erase_one(struct db *db, int64_t id, int64_t user_id,
			     const char *object, size_t *places)
{
	const struct erase_whose whose = { .comment_id = id,
					   .until = INT64_MAX };
	bool is_place = false;
	enum status st = erase_keep_blocks(db, &whose);

	if (st == STATUS_OK && user_id)
		st = run(db, SQL_NOTE, user_id, object);
	if (st == STATUS_OK)
		st = erase_what_hangs(db, &whose);
	if (st == STATUS_OK)
		st = store_spam_keep_common(db, id);
	if (st == STATUS_OK)
		st = erase_comment(db, id, &is_place);
	*places += is_place;
	return st;
}

static enum status erase(struct db *db, struct arena *arena,
			 const struct due *due)
{
	struct audit_entry entry = { .actor = "job", .object = AUDIT_OLD };
	int64_t *details = NULL;
	size_t detail_count = 0, places = 0;
	enum status st = STATUS_OK;

	for (size_t i = 0; st == STATUS_OK && i < due->count; i++) {
		const char *object =
			arena_printf(arena, "comment %" PRId64, due->ids[i]);

		st = add_details(db, arena, object, &details, &detail_count);
		if (st == STATUS_OK)
			st = erase_one(db, due->ids[i], due->users[i], object,
				       &places);
	}
	if (st != STATUS_OK)
		return st;
	entry.detail = json_text(arena,
				 json_pack("{s:I, s:I}", "comments",
					   (json_int_t)due->count, "places",
					   (json_int_t)places),
				 0);
	return store_audit_erase(db, arena, &entry, details,
				 erase_sort(details, detail_count));
}

enum status store_erase_old(struct db *db, int64_t before, size_t *count,
			    bool *is_more)
{
	struct arena *arena;
	struct due due;
	enum status st = find(db, before, &due);

	*count = 0;
	*is_more = false;
	if (st != STATUS_OK || due.count == 0)
		return st;
	arena = arena_new();
	db_begin(db);
	st = find(db, before, &due); /* as they are under the lock */
	if (st == STATUS_OK && due.count > 0)
		st = erase(db, arena, &due);
	st = db_end(db, st);
	arena_free(arena);
	if (st == STATUS_OK) {
		*count = due.count;
		*is_more = due.count == BATCH;
	}
	return st;
}
