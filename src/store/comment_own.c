#include "store/comment_own.h"

#include <inttypes.h>

#include "store/comment_row.h"
#include "store/staff_comment.h"
#include "util/text.h"
#include "util/token.h"

static const char SQL_OWN[] =
	"SELECT " COMMENT_COLUMNS ", comment.version, comment.user_id"
	"  FROM comment"
	"  JOIN thread ON thread.id = comment.thread_id"
	"  LEFT JOIN public_program AS program"
	"       ON program.id = thread.program_id"
	" WHERE comment.id = $1"
	"   AND (comment.user_id = $3"
	"        OR (comment.user_id IS NULL AND comment.guest_hash = $2))"
	"   AND (thread.program_id IS NULL OR program.id IS NOT NULL)";

static const char SQL_EDITS[] = "SELECT count(*) FROM comment_revision"
				" WHERE comment_id = $1 AND actor = $2";

static const char SQL_JUDGED[] =
	"UPDATE comment SET score = $2, score_reasons = $3, words_hash = $4"
	" WHERE id = $1";

enum status store_comment_own_get(struct db *db, struct arena *arena,
				  int64_t id,
				  const struct comment_reader *reader,
				  int64_t now, struct comment_own *out)
{
	struct db_query *q = db_query(db, SQL_OWN);
	struct comment *note = &out->note;
	unsigned looks_held = COMMENT_IS_BLOCKED | COMMENT_IS_CALLED_SPAM;

	db_bind_int(q, 1, id);
	if (reader->guest_hash)
		db_bind_blob(q, 2, reader->guest_hash, TOKEN_HASH);
	else
		db_bind_null(q, 2);
	db_bind_int_or_null(q, 3, reader->user_id, reader->user_id == 0);
	if (db_row(q)) {
		store_comment_read(q, arena, note);
		out->version = db_int(q, COMMENT_COLUMN_COUNT);
		out->user_id = db_int(q, COMMENT_COLUMN_COUNT + 1);
		note->is_own = note->state == COMMENT_HELD ||
			       (note->state == COMMENT_SPAM &&
				(note->flags & looks_held));
		out->is_gone =
			!note->is_own && note->state != COMMENT_PUBLISHED;
		out->is_late = now - note->created_at >= COMMENT_EDIT_SECONDS;
	}
	return db_finish_one(q);
}

/* Guests share one name in the record, which leaves their rows out of its
 * lists: that an author changed a comment must stand there. */
static const char *actor_of(struct arena *arena, const struct comment_own *own)
{
	return own->user_id ? arena_printf(arena, "user %" PRId64, own->user_id)
			    : "author";
}

static enum status check_edits(struct db *db, int64_t id, const char *actor)
{
	struct db_query *q = db_query(db, SQL_EDITS);
	int64_t count = 0;
	enum status st;

	db_bind_int(q, 1, id);
	db_bind_text(q, 2, actor);
	if (db_row(q))
		count = db_int(q, 0);
	st = db_finish_one(q);
	return st == STATUS_OK && count >= COMMENT_EDITS_MAX ? STATUS_TOO_FAST
							     : st;
}

/* What becomes of the new words. What waited is read in any case, and whoever
 * is blocked stays so. */
static enum status find_fate(struct db *db, const struct comment_draft *draft,
			     const struct comment_own *own,
			     enum comment_state *state, unsigned *flags)
{
	unsigned stay = own->note.flags & COMMENT_IS_REPORTED;
	enum status st;

	st = store_comment_fate(db, draft, own->note.flags & COMMENT_IS_BLOCKED,
				state, flags);
	*flags |= stay;
	if (*state == COMMENT_PUBLISHED && own->note.state != COMMENT_PUBLISHED)
		*state = COMMENT_HELD;
	return st;
}

static enum status set_verdict(struct db *db, int64_t id,
			       const struct spam_verdict *verdict)
{
	struct db_query *q = db_query(db, SQL_JUDGED);

	db_bind_int(q, 1, id);
	db_bind_int(q, 2, verdict->score);
	db_bind_text(q, 3, text_or_null(verdict->reasons));
	if (verdict->words_hash)
		db_bind_blob(q, 4, verdict->words_hash, SPAM_WORDS_HASH);
	else
		db_bind_null(q, 4);
	return db_finish(q);
}

static enum status edit(struct db *db, struct arena *arena,
			const struct comment_draft *draft,
			const struct comment_own *own)
{
	struct comment_edit words = {
		.id = own->note.id,
		.version = own->version,
		.author_name = own->note.author_name,
		.website = draft->website,
		.body = draft->body,
		.actor = actor_of(arena, own),
		.now = draft->now,
	};
	enum comment_state state;
	enum status st;

	if (text_is_same(own->note.body, words.body) &&
	    text_is_same(own->note.website, text_or_null(words.website)))
		return STATUS_OK;
	st = check_edits(db, words.id, words.actor);
	if (st == STATUS_OK)
		st = find_fate(db, draft, own, &state, &words.flags);
	if (st == STATUS_OK)
		st = store_comment_edit(db, &words);
	if (st == STATUS_OK)
		st = set_verdict(db, words.id, &draft->verdict);
	if (st == STATUS_OK)
		st = store_comment_move(db, words.id, state, "job", NULL,
					draft->now);
	return st;
}

enum status store_comment_own_edit(struct db *db,
				   const struct comment_draft *draft,
				   const struct comment_reader *reader,
				   int64_t version)
{
	struct arena *arena = arena_new();
	struct comment_own own;
	enum status st;

	db_begin(db);
	st = store_comment_own_get(db, arena, draft->edited_id, reader,
				   draft->now, &own);
	if (st == STATUS_OK && (own.version != version || own.is_gone))
		st = STATUS_CONFLICT;
	if (st == STATUS_OK && own.is_late)
		st = STATUS_GONE;
	if (st == STATUS_OK)
		st = edit(db, arena, draft, &own);
	arena_free(arena);
	return db_end(db, st);
}
