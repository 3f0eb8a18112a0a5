/* Writing a comment: everything between the first look at the thread and the
 * commit is one transaction, so two workers with the same post agree. */
#include "store/comment.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/audit.h"
#include "store/blocked_sender.h"
#include "store/comment_row.h"
#include "store/notice.h"
#include "store/plan.h"
#include "store/sign_in_failure.h"
#include "util/clock.h"
#include "util/token.h"
#include "util/utf8.h"

static const char SQL_THREAD[] =
	"SELECT id, comment_count FROM thread WHERE kind = $1 AND key = $2";

static const char SQL_PROGRAM_THREAD[] =
	"SELECT program.slug, program.name, thread.id, thread.comment_count"
	"  FROM public_program AS program"
	"  LEFT JOIN thread ON thread.program_id = program.id"
	"       AND thread.kind = 'program' AND thread.key = $2"
	" WHERE program.id = $1";

static const char SQL_THREAD_ADD[] =
	"INSERT INTO thread (kind, key, program_id) VALUES ($1, $2, $3)"
	" RETURNING id";

static const char SQL_PARENT[] =
	"SELECT depth, root_id FROM comment"
	" WHERE id = $1 AND thread_id = $2 AND state = 'published'";

static const char SQL_REPEAT[] =
	"SELECT note.id, " LOOKS_HELD ", note.guest_hash FROM comment AS note"
	" WHERE note.content_key = $1 AND note.created_at > $2";

static const char SQL_SEEN_BY[] =
	"UPDATE comment SET guest_hash = $2 WHERE id = $1";

static const char SQL_RECENT_BY_ADDRESS[] =
	"SELECT (SELECT count(*) FROM comment"
	"         WHERE address_hash = $1 AND created_at > $2)"
	"     + (SELECT count(*) FROM comment_gone"
	"         WHERE address_hash = $1 AND created_at > $2)";

static const char SQL_ADD[] =
	"INSERT INTO comment (thread_id, parent_id, root_id, depth, state,"
	"       author_name, author_email, website, body, flags, created_at,"
	"       content_key, guest_hash, address_hash, user_id, is_staff,"
	"       score, score_reasons, words_hash, wants_mail, closed_at)"
	" VALUES ($1, $2, $3, $4, $14, $5, $6, $7, $8, $9, $10, $11, $12,"
	"       $13, $15, $16, $17, $18, $19, $20,"
	"       CASE $14 WHEN 'spam' THEN $10 END)"
	" RETURNING id";

static const char SQL_ROOT[] = "UPDATE comment SET root_id = id WHERE id = $1";

static const char SQL_EMAIL[] =
	"SELECT coalesce(email, contact_email) FROM user WHERE id = $1";

/* What is known of a post once the thread and its parent are found. */
struct place_in_thread {
	int64_t thread_id, root_id;
	int depth;
	const char *email;        /* of the sender, or NULL */
	bool is_blocked;          /* the sender is: to spam, unread */
	enum comment_state state; /* what becomes of it */
	unsigned flags;
};

static enum status get_program_thread(struct db *db, struct arena *arena,
				      const char *key, struct thread *out)
{
	struct db_query *q;
	int64_t id = 0;
	int end = 0;

	/* Only the one spelling that makes threads: no sign, no zeros. */
	if (*key < '1' || *key > '9' || strlen(key) > 18 ||
	    sscanf(key, "%" SCNd64 "%n", &id, &end) != 1 || key[end])
		return STATUS_NOT_FOUND;
	q = db_query(db, SQL_PROGRAM_THREAD);
	db_bind_int(q, 1, id);
	db_bind_text(q, 2, key);
	if (db_row(q)) {
		store_thread_place(out, arena, db_peek_text(q, 0),
				   db_text(q, 1, arena));
		out->id = db_int(q, 2);
		out->comment_count = db_int(q, 3);
	}
	return db_finish_one(q);
}

static bool is_area(const char *key)
{
	for (size_t i = 0; i < PLAN_AREAS; i++)
		if (!strcmp(key, plan_areas[i]))
			return true;
	return false;
}

enum status store_thread_get(struct db *db, struct arena *arena,
			     enum thread_kind kind, const char *key,
			     struct thread *out)
{
	struct db_query *q;

	*out = (struct thread){ .kind = kind, .key = arena_strdup(arena, key) };
	if (kind == THREAD_PROGRAM)
		return get_program_thread(db, arena, key, out);
	if (kind == THREAD_AREA ? !is_area(key) : strcmp(key, "about") != 0)
		return STATUS_NOT_FOUND;
	store_thread_place(out, arena, NULL, NULL);
	q = db_query(db, SQL_THREAD);
	db_bind_text(q, 1, store_thread_kind_name(kind));
	db_bind_text(q, 2, key);
	if (db_row(q)) {
		out->id = db_int(q, 0);
		out->comment_count = db_int(q, 1);
	}
	return db_finish(q);
}

static enum status add_thread(struct db *db, const struct thread *thread,
			      int64_t *id)
{
	struct db_query *q = db_query(db, SQL_THREAD_ADD);
	int64_t program_id = 0;

	if (thread->kind == THREAD_PROGRAM)
		sscanf(thread->key, "%" SCNd64, &program_id);
	db_bind_text(q, 1, store_thread_kind_name(thread->kind));
	db_bind_text(q, 2, thread->key);
	db_bind_int_or_null(q, 3, program_id, program_id == 0);
	if (db_row(q))
		*id = db_int(q, 0);
	return db_finish_one(q);
}

/* Find, or make, where the draft goes. */
static enum status find_place(struct db *db, struct arena *arena,
			      const struct comment_draft *draft,
			      struct place_in_thread *out)
{
	struct thread thread;
	struct db_query *q;
	enum status st;

	st = store_thread_get(db, arena, draft->thread_kind, draft->thread_key,
			      &thread);
	if (st != STATUS_OK)
		return st;
	*out = (struct place_in_thread){ .thread_id = thread.id, .depth = 1 };
	if (!draft->parent_id)
		return thread.id ? STATUS_OK
				 : add_thread(db, &thread, &out->thread_id);
	q = db_query(db, SQL_PARENT);
	db_bind_int(q, 1, draft->parent_id);
	db_bind_int(q, 2, thread.id);
	if (db_row(q)) {
		out->depth = (int)db_int(q, 0) + 1;
		out->root_id = db_int(q, 1);
	}
	if (out->depth > COMMENT_DEPTH_MAX)
		out->depth = COMMENT_DEPTH_MAX;
	st = db_finish_one(q);
	return st == STATUS_NOT_FOUND ? STATUS_CONFLICT : st;
}

/* The same words to the same comment by the same person on that day. A guest
 * is the name and e-mail as typed, not the cookie: a second click may come
 * before the first cookie is there. No guest is without an e-mail. */
static void make_content_key(struct arena *arena,
			     const struct comment_draft *draft, int64_t day,
			     unsigned char out[TOKEN_HASH])
{
	static const unsigned char no_key[32];
	const char *who = draft->author_name, *email = draft->author_email;

	if (draft->user_id) {
		who = arena_printf(arena, "user %" PRId64, draft->user_id);
		email = "";
	}
	token_mac(out, no_key, store_thread_kind_name(draft->thread_kind),
		  draft->thread_key,
		  arena_printf(arena, "%" PRId64, draft->parent_id),
		  arena_printf(arena, "%" PRId64, day), utf8_fold(arena, who),
		  utf8_fold(arena, email), utf8_fold(arena, draft->body), NULL);
}

/* STATUS_NOT_FOUND: these words are new. */
static enum status find_repeat(struct db *db, const struct comment_draft *draft,
			       const unsigned char *key, int64_t *id)
{
	struct db_query *q = db_query(db, SQL_REPEAT);
	bool is_other_reader = false;
	const void *hash;
	enum status st;
	size_t len;

	db_bind_blob(q, 1, key, TOKEN_HASH);
	db_bind_int(q, 2, draft->now - CLOCK_DAY);
	if (db_row(q)) {
		*id = db_int(q, 0);
		hash = db_peek_blob(q, 2, &len);
		is_other_reader =
			draft->guest_hash && db_int(q, 1) &&
			(!hash || len != TOKEN_HASH ||
			 memcmp(hash, draft->guest_hash, TOKEN_HASH) != 0);
	}
	st = db_finish_one(q);
	if (st != STATUS_OK || !is_other_reader)
		return st;
	q = db_query(db, SQL_SEEN_BY);
	db_bind_int(q, 1, *id);
	db_bind_blob(q, 2, draft->guest_hash, TOKEN_HASH);
	db_row(q);
	return db_finish(q);
}

/* Strangers can take the room of strangers only. */
static enum status check_site(struct db *db, const struct comment_draft *draft)
{
	bool is_flood = false, is_trusted = false;
	enum status st = STATUS_OK;

	if (draft->all_per_hour > 0)
		st = store_spam_is_flood(db, draft->all_per_hour,
					 draft->now - SPAM_FLOOD_SECONDS,
					 &is_flood);
	if (st == STATUS_OK && is_flood)
		st = store_comment_writer_trusted(db, draft, &is_trusted);
	return st == STATUS_OK && is_flood && !is_trusted ? STATUS_TOO_FAST
							  : st;
}

static enum status check_address(struct db *db,
				 const struct comment_draft *draft)
{
	struct db_query *q;
	int64_t count = 0;
	enum status st;

	if (!draft->address_hash || draft->per_hour <= 0)
		return STATUS_OK;
	q = db_query(db, SQL_RECENT_BY_ADDRESS);
	db_bind_blob(q, 1, draft->address_hash, TOKEN_HASH);
	db_bind_int(q, 2, draft->now - 3600);
	if (db_row(q))
		count = db_int(q, 0);
	st = db_finish_one(q);
	if (st == STATUS_OK && count >= draft->per_hour)
		return STATUS_TOO_FAST;
	return st;
}

/* A bucket that leaks: so many at once, and so many an hour. */
static enum status count_customer(struct db *db,
				  const struct comment_draft *draft)
{
	int most = draft->customer_per_hour;
	struct sign_in_failure seen;
	enum status st;

	if (!draft->customer_hash || most <= 0)
		return STATUS_OK;
	st = store_sign_in_failure_get(db, draft->customer_hash, draft->now,
				       3600 / most + 1, &seen);
	if (st == STATUS_OK && seen.count >= most)
		st = STATUS_TOO_FAST;
	return st == STATUS_OK
		       ? store_sign_in_failure_set(db, draft->customer_hash,
						   seen.count + 1, draft->now)
		       : st;
}

static enum status check_rates(struct db *db, const struct comment_draft *draft)
{
	enum status st = check_site(db, draft);

	if (st == STATUS_OK)
		st = check_address(db, draft);
	return st == STATUS_OK ? count_customer(db, draft) : st;
}

static void bind_hash(struct db_query *q, int number, const void *hash)
{
	if (hash)
		db_bind_blob(q, number, hash, TOKEN_HASH);
	else
		db_bind_null(q, number);
}

static void bind_verdict(struct db_query *q, const struct spam_verdict *verdict)
{
	const char *reasons = verdict->reasons;

	db_bind_int(q, 17, verdict->score);
	db_bind_text(q, 18, reasons && *reasons ? reasons : NULL);
	if (verdict->words_hash)
		db_bind_blob(q, 19, verdict->words_hash, SPAM_WORDS_HASH);
	else
		db_bind_null(q, 19);
}

static enum status add_row(struct db *db, const struct comment_draft *draft,
			   const struct place_in_thread *place,
			   const unsigned char *key, int64_t *id)
{
	const char *website = draft->website;
	struct db_query *q = db_query(db, SQL_ADD);
	enum status st;

	db_bind_int(q, 1, place->thread_id);
	db_bind_int_or_null(q, 2, draft->parent_id, draft->parent_id == 0);
	db_bind_int_or_null(q, 3, place->root_id, place->root_id == 0);
	db_bind_int(q, 4, place->depth);
	db_bind_text(q, 5, draft->author_name);
	db_bind_text(q, 6, place->email);
	db_bind_text(q, 7, website && *website ? website : NULL);
	db_bind_text(q, 8, draft->body);
	db_bind_int(q, 9, place->flags);
	db_bind_int(q, 10, draft->now);
	db_bind_blob(q, 11, key, TOKEN_HASH);
	bind_hash(q, 12, draft->guest_hash);
	bind_hash(q, 13, draft->address_hash);
	/* Held at first: publishing has its own way. */
	db_bind_text(q, 14, place->state == COMMENT_SPAM ? "spam" : "held");
	db_bind_int_or_null(q, 15, draft->user_id, draft->user_id == 0);
	db_bind_int(q, 16, draft->is_staff);
	bind_verdict(q, &draft->verdict);
	db_bind_int(q, 20, draft->wants_mail);
	if (db_row(q))
		*id = db_int(q, 0);
	st = db_finish_one(q);
	if (st == STATUS_OK && !place->root_id) {
		q = db_query(db, SQL_ROOT);
		db_bind_int(q, 1, *id);
		db_row(q);
		st = db_finish(q);
	}
	if (st == STATUS_OK && place->state == COMMENT_PUBLISHED)
		st = store_comment_publish(db, *id, draft->now);
	return st;
}

/* The record, without detail, which would be a second row to write: all of it
 * is in the comment. That it waits is its state, and needs no row either. */
static enum status add_record(struct db *db, struct arena *arena,
			      const struct comment_draft *draft,
			      const struct place_in_thread *place, int64_t id)
{
	struct audit_entry entry = {
		.actor = "guest",
		.action = place->state == COMMENT_PUBLISHED ? "comment.post"
							    : "comment.add",
		.object = arena_printf(arena, "comment %" PRId64, id),
	};

	if (draft->user_id)
		entry.actor =
			arena_printf(arena, "user %" PRId64, draft->user_id);
	return store_audit_add(db, &entry);
}

/* An account that a provider vouches for may have its address elsewhere; of
 * staff none is kept with what they write. */
static enum status find_email(struct db *db, struct arena *arena,
			      const struct comment_draft *draft,
			      const char **email)
{
	struct db_query *q;

	*email = draft->is_staff ? NULL : draft->author_email;
	if (*email || draft->is_staff || !draft->user_id)
		return STATUS_OK;
	q = db_query(db, SQL_EMAIL);
	db_bind_int(q, 1, draft->user_id);
	if (db_row(q))
		*email = db_text(q, 0, arena);
	return db_finish_one(q);
}

static enum status add_new(struct db *db, struct arena *arena,
			   const struct comment_draft *draft,
			   const unsigned char *key, int64_t *id)
{
	struct place_in_thread place = { 0 };
	enum status st = find_place(db, arena, draft, &place);

	if (st == STATUS_OK)
		st = check_rates(db, draft);
	if (st == STATUS_OK)
		st = find_email(db, arena, draft, &place.email);
	if (st == STATUS_OK)
		st = store_blocked_sender_find(db, place.email,
					       draft->address_hash, draft->now,
					       &place.is_blocked);
	if (st == STATUS_OK)
		st = store_comment_fate(db, draft, place.is_blocked,
					&place.state, &place.flags);
	if (st == STATUS_OK)
		st = add_row(db, draft, &place, key, id);
	if (st == STATUS_OK)
		st = add_record(db, arena, draft, &place, *id);
	if (st == STATUS_OK && draft->wants_mail)
		st = store_notice_held(db, *id, draft->now);
	return st;
}

enum status store_comment_add(struct db *db, const struct comment_draft *draft,
			      int64_t *id, bool *is_repeat)
{
	struct arena *arena = arena_new();
	unsigned char key[TOKEN_HASH], last[TOKEN_HASH];
	int64_t day = draft->now / CLOCK_DAY;
	enum status st;

	*is_repeat = false;
	make_content_key(arena, draft, day, key);
	make_content_key(arena, draft, day - 1, last); /* before midnight */
	db_begin(db);
	st = find_repeat(db, draft, key, id);
	if (st == STATUS_NOT_FOUND)
		st = find_repeat(db, draft, last, id);
	*is_repeat = st == STATUS_OK;
	if (st == STATUS_NOT_FOUND)
		st = add_new(db, arena, draft, key, id);
	arena_free(arena);
	return db_end(db, st);
}
