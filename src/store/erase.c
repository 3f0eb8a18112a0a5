#include "store/erase.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/audit.h"
#include "store/blocked_sender.h"
#include "store/comment.h"
#include "store/comment_row.h"
#include "store/erase_whose.h"
#include "store/spam.h"
#include "util/json.h"
#include "util/token.h"

/* Comments: the newest first, so that a reply goes before what it answers. */
static const char SQL_COMMENTS[] =
	"SELECT id, created_at, state FROM comment WHERE" ERASE_WHOSE
	" ORDER BY id DESC";
static const char SQL_IS_ANSWERED[] =
	"SELECT 1 FROM comment WHERE parent_id = $1 LIMIT 1";
static const char SQL_REMOVE[] = "DELETE FROM comment WHERE id = $1";
static const char SQL_COUNT_ON[] =
	"INSERT INTO comment_gone (address_hash, created_at)"
	" SELECT address_hash, created_at FROM comment"
	"  WHERE id = $1 AND address_hash IS NOT NULL AND created_at > $2";
/* What stays of one that others answered: its place, nothing else. */
static const char SQL_EMPTY[] =
	"UPDATE comment SET state = 'removed', author_name = 'erased',"
	"       author_email = NULL, website = NULL, body = 'erased',"
	"       is_staff = 0, flags = 0, reason = NULL, content_key = $2,"
	"       guest_hash = NULL, address_hash = NULL,"
	"       version = version + 1, edited_at = NULL, reports = 0,"
	"       user_id = NULL, score = 0, score_reasons = NULL,"
	"       learned = NULL, words_hash = NULL, wants_mail = 0,"
	"       source = NULL, closed_at = NULL"
	" WHERE id = $1";

struct work {
	struct db *db;
	struct arena *arena;
	const char *actor;
	int64_t now;
	bool is_own; /* by the very person */
	bool is_one; /* a comment that its writer takes back */
	struct erase_result *result;
	int64_t *details;
	size_t detail_count;
};

/* Those of result->comments that belong to one account or address. */
struct own {
	size_t first;
	enum comment_state *states;
	size_t count;
};

static enum status
find_comments(struct work *w, const struct erase_whose *whose, struct own *own)
{
	struct erase_result *r = w->result;
	struct db_query *q = db_query(w->db, SQL_COMMENTS);
	size_t size = 0;

	*own = (struct own){ .first = r->comment_count };
	erase_bind_whose(q, whose);
	while (db_row(q)) {
		if (own->count == size) {
			r->comments = arena_grow(w->arena, r->comments,
						 r->comment_count *
							 sizeof(*r->comments),
						 (r->comment_count + 256) *
							 sizeof(*r->comments));
			own->states =
				arena_grow(w->arena, own->states,
					   size * sizeof(*own->states),
					   (size + 256) * sizeof(*own->states));
			size += 256;
		}
		r->comments[r->comment_count++] = (struct erased_thing){
			.id = db_int(q, 0),
			.created_at = db_int(q, 1),
		};
		own->states[own->count++] =
			store_comment_state_of(db_peek_text(q, 2));
	}
	return db_finish(q);
}

/* Off the pages first, the ordinary way, with counters and empty places. */
static enum status withdraw_comments(struct work *w, const struct own *own)
{
	const struct erased_thing *comments = w->result->comments + own->first;
	enum status st = STATUS_OK;

	for (size_t i = 0; st == STATUS_OK && i < own->count; i++)
		if (own->states[i] == COMMENT_PUBLISHED)
			st = store_comment_move(w->db, comments[i].id,
						COMMENT_REMOVED, w->actor, NULL,
						w->now);
	return st;
}

enum status erase_comment(struct db *db, int64_t id, bool *is_place)
{
	struct db_query *q = db_query(db, SQL_IS_ANSWERED);
	unsigned char key[TOKEN_HASH];
	enum status st;

	db_bind_int(q, 1, id);
	*is_place = db_row(q);
	st = db_finish(q);
	if (st != STATUS_OK)
		return st;
	q = db_query(db, *is_place ? SQL_EMPTY : SQL_REMOVE);
	db_bind_int(q, 1, id);
	if (*is_place) {
		token_random(key, sizeof(key));
		db_bind_blob(q, 2, key, sizeof(key));
	}
	return db_finish(q);
}

/* Who deletes one comment of theirs has still sent it. */
static enum status count_on(struct work *w, int64_t id)
{
	struct db_query *q;

	if (!w->is_one)
		return STATUS_OK;
	q = db_query(w->db, SQL_COUNT_ON);
	db_bind_int(q, 1, id);
	db_bind_int(q, 2, w->now - 3600);
	return db_finish(q);
}

/* Who deletes what staff found to be spam takes no lesson back with it. */
static enum status unlearn(struct work *w, int64_t id, enum comment_state state)
{
	if (w->is_own && (state == COMMENT_SPAM || state == COMMENT_REMOVED))
		return store_spam_keep_common(w->db, id);
	return store_spam_learn(w->db, id, SPAM_LESSON_NONE);
}

static enum status remove_comment(struct work *w, int64_t id,
				  enum comment_state state)
{
	bool is_place = false;
	enum status st = count_on(w, id);

	if (st == STATUS_OK)
		st = unlearn(w, id, state);
	if (st == STATUS_OK)
		st = erase_comment(w->db, id, &is_place);
	w->result->stub_count += is_place;
	return st;
}

static enum status remove_comments(struct work *w, const struct own *own)
{
	enum status st = STATUS_OK;

	for (size_t i = 0; st == STATUS_OK && i < own->count; i++)
		st = remove_comment(w, w->result->comments[own->first + i].id,
				    own->states[i]);
	return st;
}

static enum status add_details(struct work *w, const struct erase_whose *whose)
{
	int64_t *more;
	size_t count;
	enum status st =
		erase_find_details(w->db, w->arena, whose, &more, &count);

	if (st != STATUS_OK || count == 0)
		return st;
	w->details = arena_grow(w->arena, w->details,
				w->detail_count * sizeof(*more),
				(w->detail_count + count) * sizeof(*more));
	memcpy(w->details + w->detail_count, more, count * sizeof(*more));
	w->detail_count += count;
	return STATUS_OK;
}

static enum status erase_one(struct work *w, const struct erase_whose *whose)
{
	struct own own;
	enum status st = find_comments(w, whose, &own);

	if (st == STATUS_OK)
		st = add_details(w, whose);
	if (st == STATUS_OK)
		st = withdraw_comments(w, &own);
	/* Nobody ends a block of theirs, with a comment or an account. */
	if (st == STATUS_OK && w->is_own)
		st = erase_keep_blocks(w->db, whose);
	if (st == STATUS_OK)
		st = erase_what_hangs(w->db, whose);
	if (st == STATUS_OK)
		st = erase_what_names(w->db, whose);
	if (st == STATUS_OK)
		st = remove_comments(w, &own);
	if (st == STATUS_OK)
		st = erase_account(w->db, whose, w->now);
	if (st == STATUS_OK && whose->email && !w->is_own)
		st = store_blocked_sender_forget(w->db, whose->email);
	return st;
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

size_t erase_sort(int64_t *ids, size_t count)
{
	size_t kept = 0;

	if (count == 0)
		return 0;
	qsort(ids, count, sizeof(*ids), by_number);
	for (size_t i = 1; i < count; i++)
		if (ids[i] != ids[kept])
			ids[++kept] = ids[i];
	return kept + 1;
}

/* "comment 7": one that its writer took back, and nothing else. */
static const char *object_of(struct work *w, const struct erase_target *target)
{
	const struct erase_result *r = w->result;

	if (target->is_own && target->comment_id)
		return arena_printf(w->arena, "comment %" PRId64,
				    target->comment_id);
	for (size_t i = 0; i < r->person_count; i++)
		if (r->persons[i].user.id)
			return arena_printf(w->arena, "user %" PRId64,
					    r->persons[i].user.id);
	return "guest";
}

static enum status record(struct work *w, const struct erase_target *target)
{
	struct erase_result *r = w->result;
	json_t *detail = json_pack("{s:I, s:I}", "comments",
				   (json_int_t)r->comment_count, "places",
				   (json_int_t)r->stub_count);
	const struct audit_entry entry = {
		.actor = w->actor,
		.object = object_of(w, target),
		.detail = json_text(w->arena, detail, 0),
	};

	r->detail_count = w->detail_count =
		erase_sort(w->details, w->detail_count);
	return store_audit_erase(w->db, w->arena, &entry, w->details,
				 w->detail_count);
}

/* Whom it is about: accounts and addresses, for the list outside. */
static enum status note_person(struct work *w, const struct erase_whose *whose,
			       bool *is_known)
{
	struct erase_result *r = w->result;
	bool has_mail;
	enum status st = erase_knows_address(w->db, whose, &has_mail);

	r->persons[r->person_count++] = (struct erased_person){
		.email = whose->email,
		.user = { whose->user_id, whose->user_created_at },
	};
	*is_known = *is_known || whose->user_id || has_mail;
	return st;
}

static enum status erase(struct work *w, const struct erase_target *target)
{
	struct erase_whose *whose;
	bool is_known = false, is_last;
	size_t count;
	enum status st =
		erase_find_whose(w->db, w->arena, target, &whose, &count);

	if (st != STATUS_OK)
		return st;
	w->result->persons =
		arena_array(w->arena, count, sizeof(*w->result->persons));
	for (size_t i = 0; st == STATUS_OK && i < count; i++) {
		st = erase_is_last_admin(w->db, &whose[i], &is_last);
		if (st == STATUS_OK && is_last && !target->is_forced)
			return STATUS_CONFLICT;
		if (st == STATUS_OK)
			st = note_person(w, &whose[i], &is_known);
		if (st == STATUS_OK)
			st = erase_one(w, &whose[i]);
	}
	if (st == STATUS_OK && !is_known && w->result->comment_count == 0)
		return STATUS_NOT_FOUND;
	return st == STATUS_OK ? record(w, target) : st;
}

enum status store_erase_run(struct db *db, struct arena *arena,
			    const struct erase_target *target,
			    const char *actor, int64_t now,
			    struct erase_result *out)
{
	struct work w = {
		.db = db,
		.arena = arena,
		.actor = actor,
		.now = now,
		.is_own = target->is_own,
		.is_one = target->is_own && target->comment_id,
		.result = out,
	};

	*out = (struct erase_result){ 0 };
	db_begin(db);
	return db_end(db, erase(&w, target));
}

enum status store_erase_traces(struct db *db)
{
	return db_rewrite(db);
}
