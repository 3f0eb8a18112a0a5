/* What erasing a person would take, for the page that asks whether to. */
#include <inttypes.h>

#include "store/audit_chain.h"
#include "store/erase_whose.h"

static const char SQL_COMMENTS[] =
	"SELECT id, created_at, state, author_name, substr(body, 1, 140),"
	"       EXISTS (SELECT 1 FROM comment AS reply"
	"                WHERE reply.parent_id = comment.id"
	"                  AND ((lower(reply.author_email) = $1"
	"                        AND ($5 = 0 OR reply.user_id IS NULL))"
	"                       OR reply.user_id = $2) IS NOT TRUE)"
	"  FROM comment WHERE" ERASE_WHOSE "ORDER BY id DESC";
static const char SQL_DETAILS[] =
	"SELECT count(*) FROM audit JOIN audit_detail ON audit_id = id"
	" WHERE object = $1 AND actor <> 'guest'";
static const char SQL_MAIL[] =
	"SELECT count(*) FROM outbox WHERE lower(recipient) = $1";
static const char SQL_LISTINGS[] =
	"SELECT id, name FROM program"
	" WHERE lower(email) = $1 AND email IS NOT NULL ORDER BY id";

static const char SQL_IDENTITIES[] =
	"SELECT count(*) FROM identity WHERE user_id = $1";
static const char SQL_SESSIONS[] =
	"SELECT count(*) FROM session WHERE user_id = $1";
static const char SQL_DRAFTS[] =
	"SELECT count(*) FROM draft WHERE user_id = $1";
static const char SQL_VIEWS[] =
	"SELECT count(*) FROM saved_view WHERE user_id = $1";
static const char SQL_UPLOADS[] =
	"SELECT count(*) FROM import_upload WHERE user_id = $1";

static enum status count_details(struct db *db, struct erase_plan *plan,
				 const char *object)
{
	struct db_query *q = db_query(db, SQL_DETAILS);

	db_bind_text(q, 1, object);
	if (db_row(q))
		plan->detail_count += (size_t)db_int(q, 0);
	return db_finish(q);
}

static void read_comment(struct db_query *q, struct arena *arena,
			 struct erase_plan *plan)
{
	plan->comments[plan->comments_shown++] = (struct erase_comment){
		.id = db_int(q, 0),
		.created_at = db_int(q, 1),
		.state = db_text(q, 2, arena),
		.author_name = db_text(q, 3, arena),
		.beginning = db_text(q, 4, arena),
		.is_answered = db_int(q, 5) != 0,
	};
}

/* Comments that were counted: one may be an account's and, by its address,
 * another's. */
struct counted {
	int64_t *ids;
	size_t count;
	unsigned char digest[TOKEN_HASH];
};

static bool count_once(struct counted *counted, struct arena *arena, int64_t id,
		       size_t before)
{
	for (size_t i = 0; i < before; i++)
		if (counted->ids[i] == id)
			return false;
	if (counted->count % 256 == 0)
		counted->ids = arena_grow(
			arena, counted->ids, counted->count * sizeof(id),
			(counted->count + 256) * sizeof(id));
	counted->ids[counted->count++] = id;
	audit_chain_erased(counted->digest, id);
	return true;
}

static enum status find_comments(struct db *db, struct arena *arena,
				 const struct erase_whose *whose,
				 struct erase_plan *plan,
				 struct counted *counted)
{
	struct db_query *q = db_query(db, SQL_COMMENTS);
	size_t before = counted->count;
	enum status st = STATUS_OK;

	erase_bind_whose(q, whose);
	while (st == STATUS_OK && db_row(q)) {
		int64_t id = db_int(q, 0);

		if (!count_once(counted, arena, id, before))
			continue;
		plan->comment_count++;
		plan->stub_count += db_int(q, 5) != 0;
		if (plan->comments_shown < ERASE_SHOWN)
			read_comment(q, arena, plan);
		st = count_details(db, plan,
				   arena_printf(arena, "comment %" PRId64, id));
	}
	return st == STATUS_OK ? db_finish(q) : st;
}

static enum status find_listings(struct db *db, struct arena *arena,
				 const char *email, struct erase_plan *plan)
{
	struct db_query *q = db_query(db, SQL_LISTINGS);

	db_bind_text(q, 1, email);
	while (db_row(q)) {
		plan->listing_count++;
		if (plan->listings_shown < ERASE_SHOWN)
			plan->listings[plan->listings_shown++] =
				(struct erase_listing){
					.id = db_int(q, 0),
					.name = db_text(q, 1, arena),
				};
	}
	return db_finish(q);
}

static enum status count_mail(struct db *db, const char *email,
			      struct erase_plan *plan)
{
	struct db_query *q = db_query(db, SQL_MAIL);

	db_bind_text(q, 1, email);
	if (db_row(q))
		plan->mail_count += (size_t)db_int(q, 0);
	return db_finish(q);
}

static enum status count_account(struct db *db, struct arena *arena,
				 int64_t user_id, struct erase_plan *plan)
{
	const struct {
		const char *sql;
		size_t *count;
	} all[] = {
		{ SQL_IDENTITIES, &plan->identity_count },
		{ SQL_SESSIONS, &plan->session_count },
		{ SQL_DRAFTS, &plan->draft_count },
		{ SQL_VIEWS, &plan->view_count },
		{ SQL_UPLOADS, &plan->upload_count },
	};
	enum status st = STATUS_OK;

	for (size_t i = 0; st == STATUS_OK && i < sizeof(all) / sizeof(*all);
	     i++) {
		struct db_query *q = db_query(db, all[i].sql);

		db_bind_int(q, 1, user_id);
		if (db_row(q))
			*all[i].count += (size_t)db_int(q, 0);
		st = db_finish(q);
	}
	if (st == STATUS_OK)
		st = count_details(
			db, plan,
			arena_printf(arena, "user %" PRId64, user_id));
	return st;
}

static enum status add_whose(struct db *db, struct arena *arena,
			     const struct erase_whose *whose,
			     struct erase_plan *plan, struct counted *counted)
{
	bool is_last;
	enum status st = erase_is_last_admin(db, whose, &is_last);

	if (is_last)
		plan->is_last_admin = true;
	if (st == STATUS_OK)
		st = find_comments(db, arena, whose, plan, counted);
	if (st == STATUS_OK && whose->user_id) {
		plan->user_count++;
		st = count_account(db, arena, whose->user_id, plan);
	}
	if (st == STATUS_OK && whose->email)
		st = count_mail(db, whose->email, plan);
	if (st == STATUS_OK && whose->email)
		st = find_listings(db, arena, whose->email, plan);
	return st;
}

enum status store_erase_plan(struct db *db, struct arena *arena,
			     const struct erase_target *target,
			     struct erase_plan *out)
{
	struct counted counted = { 0 };
	struct erase_whose *whose;
	bool is_known = false, has_mail;
	size_t count;
	enum status st = erase_find_whose(db, arena, target, &whose, &count);

	*out = (struct erase_plan){
		.email = whose->email,
		.user_id = whose->user_id,
		.user_name = whose->user_name,
		.role = whose->role,
		.comments =
			arena_array(arena, ERASE_SHOWN, sizeof(*out->comments)),
		.listings =
			arena_array(arena, ERASE_SHOWN, sizeof(*out->listings)),
	};
	for (size_t i = 0; st == STATUS_OK && i < count; i++) {
		st = add_whose(db, arena, &whose[i], out, &counted);
		if (st == STATUS_OK)
			st = erase_knows_address(db, &whose[i], &has_mail);
		if (st == STATUS_OK && (whose[i].user_id || has_mail))
			is_known = true;
	}
	token_text(counted.digest, out->seen);
	if (st == STATUS_OK && !is_known && out->comment_count == 0)
		return STATUS_NOT_FOUND;
	return st;
}
