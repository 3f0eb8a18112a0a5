#include "store/erase.h"

#include <inttypes.h>
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
/* What stays of one that others answered: its place, nothing else. */
static const char SQL_EMPTY[] =
	"UPDATE comment SET state = 'removed', author_name = 'erased',"
	"       author_email = NULL, website = NULL, body = 'erased',"
	"       is_staff = 0, flags = 0, reason = NULL, content_key = $2,"
	"       guest_hash = NULL, address_hash = NULL,"
	"       version = version + 1, edited_at = NULL, reports = 0,"
	"       score = 0, score_reasons = NULL, learned = NULL,"
	"       words_hash = NULL, user_id = NULL"
	" WHERE id = $1";

/* What hangs on the comments, while they are still known by their writer. */
#define OBJECTS "(SELECT 'comment ' || id FROM comment WHERE" ERASE_WHOSE ")"
static const char SQL_C_ITEMS[] =
	"DELETE FROM change_item WHERE kind = 'comment' AND object_id IN"
	" (SELECT id FROM comment WHERE" ERASE_WHOSE ")";
static const char SQL_C_REVISIONS[] =
	"DELETE FROM comment_revision WHERE comment_id IN"
	" (SELECT id FROM comment WHERE" ERASE_WHOSE ")";
static const char SQL_C_REPORTS[] =
	"DELETE FROM comment_report WHERE comment_id IN"
	" (SELECT id FROM comment WHERE" ERASE_WHOSE ")";
static const char SQL_C_BLOCKED[] =
	"DELETE FROM blocked_sender WHERE comment_id IN"
	" (SELECT id FROM comment WHERE" ERASE_WHOSE ")";
static const char SQL_C_ASSIGNED[] =
	"DELETE FROM assignment WHERE object IN " OBJECTS;
static const char SQL_C_DRAFTS[] = "DELETE FROM draft WHERE object IN " OBJECTS;
static const char SQL_C_MAIL[] = "DELETE FROM outbox WHERE object IN " OBJECTS;

/* What names the address. Drafts of listings are the organization's, as the
 * listings are. */
static const char SQL_E_MAIL[] =
	"DELETE FROM outbox WHERE lower(recipient) = $1"
	"    OR instr(lower(detail), $1) > 0 OR instr(lower(error), $1) > 0";
static const char SQL_E_DRAFTS[] =
	"DELETE FROM draft WHERE object NOT LIKE 'program %'"
	"   AND instr(lower(fields), $1) > 0";
static const char SQL_E_UPLOADS[] =
	"DELETE FROM import_upload WHERE instr(lower(content), $1) > 0"
	"    OR instr(lower(name), $1) > 0 OR instr(lower(report), $1) > 0";
static const char SQL_E_EVENTS[] = "UPDATE system_event SET detail = NULL"
				   " WHERE instr(lower(detail), $1) > 0";
static const char SQL_E_VIEWS[] =
	"DELETE FROM saved_view WHERE instr(lower(query), $1) > 0"
	"    OR instr(lower(query), $2) > 0 OR instr(lower(name), $1) > 0";
static const char SQL_E_FORMS[] =
	"DELETE FROM form_use WHERE instr(lower(location), $1) > 0"
	"    OR instr(lower(location), $2) > 0";

/* What belongs to the account, and the account. Its row stays, for what the
 * person did for the directory is signed with its number. */
static const char SQL_U_SESSIONS[] = "DELETE FROM session WHERE user_id = $1";
static const char SQL_U_LINKS[] = "DELETE FROM user_link WHERE user_id = $1";
static const char SQL_U_CODES[] =
	"DELETE FROM recovery_code WHERE user_id = $1";
static const char SQL_U_DRAFTS[] = "DELETE FROM draft WHERE user_id = $1";
static const char SQL_U_ASSIGNED[] =
	"DELETE FROM assignment WHERE user_id = $1";
static const char SQL_U_VIEWS[] = "DELETE FROM saved_view WHERE user_id = $1";
static const char SQL_U_OWNED[] =
	"DELETE FROM program_owner WHERE user_id = $1";
static const char SQL_U_UPLOADS[] =
	"DELETE FROM import_upload WHERE user_id = $1";
static const char SQL_U_MAIL[] =
	"DELETE FROM outbox WHERE object = 'user ' || $1"
	"    OR object LIKE 'user ' || $1 || ' %'";
static const char SQL_U_ACCOUNT[] =
	"UPDATE user SET email = 'erased-' || id || '@invalid', name = NULL,"
	"       password_hash = NULL, password_at = NULL, totp_secret = NULL,"
	"       totp_step = NULL, seen_at = NULL, is_disabled = 1,"
	"       role = 'owner',"
	"       erased_at = $2"
	" WHERE id = $1";

struct work {
	struct db *db;
	struct arena *arena;
	struct erase_whose whose;
	const char *actor;
	int64_t now;
	struct erase_result *result;
	enum comment_state *states; /* of result->comments */
};

static enum status find_comments(struct work *w)
{
	struct erase_result *r = w->result;
	struct db_query *q = db_query(w->db, SQL_COMMENTS);
	size_t size = 0;

	erase_bind_whose(q, &w->whose);
	while (db_row(q)) {
		if (r->comment_count == size) {
			r->comments =
				arena_grow(w->arena, r->comments,
					   size * sizeof(*r->comments),
					   (size + 256) * sizeof(*r->comments));
			w->states = arena_grow(
				w->arena, w->states, size * sizeof(*w->states),
				(size + 256) * sizeof(*w->states));
			size += 256;
		}
		r->comments[r->comment_count] = (struct erased_thing){
			.id = db_int(q, 0),
			.created_at = db_int(q, 1),
		};
		w->states[r->comment_count++] =
			store_comment_state_of(db_peek_text(q, 2));
	}
	return db_finish(q);
}

/* Off the pages first, the ordinary way, with counters and empty places. */
static enum status withdraw_comments(struct work *w)
{
	enum status st = STATUS_OK;

	for (size_t i = 0; st == STATUS_OK && i < w->result->comment_count; i++)
		if (w->states[i] == COMMENT_PUBLISHED)
			st = store_comment_move(
				w->db, w->result->comments[i].id,
				COMMENT_REMOVED, w->actor, NULL, w->now);
	return st;
}

static enum status remove_comment(struct work *w, int64_t id)
{
	struct db_query *q = db_query(w->db, SQL_IS_ANSWERED);
	unsigned char key[TOKEN_HASH];
	bool is_answered;
	enum status st;

	db_bind_int(q, 1, id);
	is_answered = db_row(q);
	st = db_finish(q);
	if (st != STATUS_OK)
		return st;
	q = db_query(w->db, is_answered ? SQL_EMPTY : SQL_REMOVE);
	db_bind_int(q, 1, id);
	if (is_answered) {
		token_random(key, sizeof(key));
		db_bind_blob(q, 2, key, sizeof(key));
		w->result->stub_count++;
	}
	return db_finish(q);
}

static enum status remove_comments(struct work *w)
{
	enum status st = STATUS_OK;

	for (size_t i = 0; st == STATUS_OK && i < w->result->comment_count;
	     i++) {
		int64_t id = w->result->comments[i].id;

		st = store_spam_learn(w->db, id, SPAM_LESSON_NONE);
		if (st == STATUS_OK)
			st = remove_comment(w, id);
	}
	return st;
}

static enum status remove_what_hangs_on_comments(struct work *w)
{
	static const char *const all[] = {
		SQL_C_ITEMS,    SQL_C_REVISIONS, SQL_C_REPORTS, SQL_C_BLOCKED,
		SQL_C_ASSIGNED, SQL_C_DRAFTS,    SQL_C_MAIL,
	};
	enum status st = STATUS_OK;

	for (size_t i = 0; st == STATUS_OK && i < sizeof(all) / sizeof(*all);
	     i++) {
		struct db_query *q = db_query(w->db, all[i]);

		erase_bind_whose(q, &w->whose);
		st = db_finish(q);
	}
	return st;
}

static enum status remove_what_names_the_address(struct work *w)
{
	static const struct {
		const char *sql;
		bool has_url;
	} all[] = {
		{ SQL_E_MAIL, false },    { SQL_E_DRAFTS, false },
		{ SQL_E_UPLOADS, false }, { SQL_E_EVENTS, false },
		{ SQL_E_VIEWS, true },    { SQL_E_FORMS, true },
	};
	enum status st = STATUS_OK;

	if (!w->whose.email)
		return STATUS_OK;
	for (size_t i = 0; st == STATUS_OK && i < sizeof(all) / sizeof(*all);
	     i++) {
		struct db_query *q = db_query(w->db, all[i].sql);

		db_bind_text(q, 1, w->whose.email);
		if (all[i].has_url)
			db_bind_text(q, 2, w->whose.email_in_url);
		st = db_finish(q);
	}
	return st;
}

static enum status empty_account(struct work *w)
{
	static const char *const all[] = {
		SQL_U_SESSIONS, SQL_U_LINKS,    SQL_U_CODES,
		SQL_U_DRAFTS,   SQL_U_ASSIGNED, SQL_U_VIEWS,
		SQL_U_OWNED,    SQL_U_UPLOADS,  SQL_U_MAIL,
	};
	struct db_query *q;
	enum status st = STATUS_OK;

	if (!w->whose.user_id)
		return STATUS_OK;
	for (size_t i = 0; st == STATUS_OK && i < sizeof(all) / sizeof(*all);
	     i++) {
		q = db_query(w->db, all[i]);
		db_bind_int(q, 1, w->whose.user_id);
		st = db_finish(q);
	}
	if (st != STATUS_OK)
		return st;
	q = db_query(w->db, SQL_U_ACCOUNT);
	db_bind_int(q, 1, w->whose.user_id);
	db_bind_int(q, 2, w->now);
	return db_finish(q);
}

static enum status record(struct work *w, int64_t *details)
{
	struct erase_result *r = w->result;
	json_t *detail = json_pack("{s:I, s:I}", "comments",
				   (json_int_t)r->comment_count, "places",
				   (json_int_t)r->stub_count);
	const struct audit_entry entry = {
		.actor = w->actor,
		.object = w->whose.user_id
				  ? arena_printf(w->arena, "user %" PRId64,
						 w->whose.user_id)
				  : "guest",
		.detail = json_text(w->arena, detail, 0),
	};

	return store_audit_erase(w->db, w->arena, &entry, details,
				 r->detail_count);
}

static enum status erase(struct work *w, const struct erase_target *target)
{
	enum status st = erase_find_whose(w->db, w->arena, target, &w->whose);
	int64_t *details;
	bool is_last;

	if (st == STATUS_OK)
		st = erase_is_last_admin(w->db, &w->whose, &is_last);
	if (st == STATUS_OK)
		st = find_comments(w);
	if (st != STATUS_OK)
		return st;
	if (is_last && !target->is_forced)
		return STATUS_CONFLICT;
	if (!w->whose.user_id && w->result->comment_count == 0)
		return STATUS_NOT_FOUND;
	w->result->email = w->whose.email;
	w->result->user = (struct erased_thing){ w->whose.user_id,
						 w->whose.user_created_at };
	st = erase_find_details(w->db, w->arena, &w->whose, &details,
				&w->result->detail_count);
	if (st == STATUS_OK)
		st = withdraw_comments(w);
	if (st == STATUS_OK)
		st = remove_what_hangs_on_comments(w);
	if (st == STATUS_OK)
		st = remove_what_names_the_address(w);
	if (st == STATUS_OK)
		st = remove_comments(w);
	if (st == STATUS_OK)
		st = empty_account(w);
	if (st == STATUS_OK && w->whose.email)
		st = store_blocked_sender_forget(w->db, w->whose.email);
	return st == STATUS_OK ? record(w, details) : st;
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
