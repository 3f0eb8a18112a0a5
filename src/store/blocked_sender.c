#include "store/blocked_sender.h"

#include <inttypes.h>
#include <string.h>

#include "store/audit.h"
#include "util/clock.h"
#include "util/json.h"
#include "util/token.h"
#include "util/utf8.h"

static const char SQL_FIND[] =
	"SELECT 1 FROM blocked_sender"
	" WHERE kind = $1 AND hash = $2 AND ends_at > $3";

static const char SQL_SENDER[] =
	"SELECT author_email, address_hash FROM comment WHERE id = $1";

static const char SQL_ADD[] =
	"INSERT INTO blocked_sender (kind, hash, comment_id, reason, actor,"
	"       created_at, ends_at)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7)"
	" ON CONFLICT (kind, hash) DO UPDATE SET comment_id = $3, reason = $4,"
	"       actor = $5, created_at = $6, ends_at = $7"
	" RETURNING id";

static const char SQL_LIST[] =
	"SELECT blocked.id, blocked.kind = 'address', blocked.comment_id,"
	"       comment.author_name, comment.author_email, blocked.reason,"
	"       blocked.actor, blocked.created_at, blocked.ends_at"
	"  FROM blocked_sender AS blocked"
	"  LEFT JOIN comment ON comment.id = blocked.comment_id"
	" WHERE blocked.ends_at > $1"
	" ORDER BY blocked.id DESC LIMIT $2";

static const char SQL_REMOVE[] =
	"DELETE FROM blocked_sender WHERE id = $1 RETURNING kind";

static const char SQL_FORGET[] =
	"DELETE FROM blocked_sender WHERE kind = 'email' AND hash = $1";

/* However it is written; what follows a + makes no other mailbox. */
static void hash_email(const char *email, unsigned char out[TOKEN_HASH])
{
	struct arena *arena = arena_new();
	const char *folded = utf8_fold(arena, email);
	const char *at = strrchr(folded, '@');
	size_t len = strcspn(folded, "+");

	if (at && len < (size_t)(at - folded))
		folded = arena_printf(arena, "%.*s%s", (int)len, folded, at);
	token_hash(folded, out);
	arena_free(arena);
}

static enum status is_in_list(struct db *db, const char *kind,
			      const unsigned char *hash, int64_t now,
			      bool *is_blocked)
{
	struct db_query *q = db_query(db, SQL_FIND);

	db_bind_text(q, 1, kind);
	db_bind_blob(q, 2, hash, TOKEN_HASH);
	db_bind_int(q, 3, now);
	if (db_row(q))
		*is_blocked = true;
	return db_finish(q);
}

enum status store_blocked_sender_find(struct db *db, const char *email,
				      const unsigned char *address_hash,
				      int64_t now, bool *is_blocked)
{
	unsigned char hash[TOKEN_HASH];
	enum status st = STATUS_OK;

	*is_blocked = false;
	if (email) {
		hash_email(email, hash);
		st = is_in_list(db, "email", hash, now, is_blocked);
	}
	if (st == STATUS_OK && address_hash && !*is_blocked)
		st = is_in_list(db, "address", address_hash, now, is_blocked);
	return st;
}

static enum status record(struct db *db, const char *action, int64_t id,
			  const char *actor, json_t *detail)
{
	struct arena *arena = arena_new();
	const struct audit_entry entry = {
		.actor = actor,
		.action = action,
		.object = arena_printf(arena, "sender %" PRId64, id),
		.detail = json_text(arena, detail, 0),
	};
	enum status st = store_audit_add(db, &entry);

	arena_free(arena);
	return st;
}

/* What is blocked, besides its hash. */
struct block {
	int64_t comment_id, now, ends_at;
	const char *reason, *actor;
};

static enum status add(struct db *db, const char *kind,
		       const unsigned char *hash, const struct block *block)
{
	struct db_query *q = db_query(db, SQL_ADD);
	int64_t id = 0;
	enum status st;

	db_bind_text(q, 1, kind);
	db_bind_blob(q, 2, hash, TOKEN_HASH);
	db_bind_int(q, 3, block->comment_id);
	db_bind_text(q, 4,
		     block->reason && *block->reason ? block->reason : NULL);
	db_bind_text(q, 5, block->actor);
	db_bind_int(q, 6, block->now);
	db_bind_int(q, 7, block->ends_at);
	if (db_row(q))
		id = db_int(q, 0);
	st = db_finish_one(q);
	if (st != STATUS_OK)
		return st;
	return record(db, "sender.block", id, block->actor,
		      json_pack("{s:s, s:I, s:I, s:o}", "kind", kind, "comment",
				(json_int_t)block->comment_id, "until",
				(json_int_t)block->ends_at, "reason",
				json_text_or_null(block->reason)));
}

/* Its e-mail address in arena, and its network address if *has_address. */
static enum status get_sender(struct db *db, struct arena *arena, int64_t id,
			      const char **email, unsigned char *address,
			      bool *has_address)
{
	struct db_query *q = db_query(db, SQL_SENDER);
	size_t len = 0;

	db_bind_int(q, 1, id);
	if (db_row(q)) {
		const void *hash = db_peek_blob(q, 1, &len);

		*email = db_text(q, 0, arena);
		*has_address = hash && len == TOKEN_HASH;
		if (*has_address)
			memcpy(address, hash, TOKEN_HASH);
	}
	return db_finish_one(q);
}

enum status store_blocked_sender_add(struct db *db, int64_t comment_id,
				     const char *reason, const char *actor,
				     int64_t now, int64_t ends_at)
{
	struct block block = { comment_id, now, ends_at, reason, actor };
	unsigned char email_hash[TOKEN_HASH], address[TOKEN_HASH];
	struct arena *arena = arena_new();
	const char *email = NULL;
	bool has_address = false;
	enum status st;

	db_begin(db);
	st = get_sender(db, arena, comment_id, &email, address, &has_address);
	if (st == STATUS_OK && !email)
		st = STATUS_NOT_FOUND;
	if (st == STATUS_OK) {
		hash_email(email, email_hash);
		st = add(db, "email", email_hash, &block);
	}
	if (st == STATUS_OK && has_address) {
		/* Its key is of one day: it matches nobody afterwards. */
		if (block.ends_at > now + CLOCK_DAY)
			block.ends_at = now + CLOCK_DAY;
		st = add(db, "address", address, &block);
	}
	arena_free(arena);
	return db_end(db, st);
}

enum status store_blocked_sender_list(struct db *db, struct arena *arena,
				      int64_t now, size_t limit,
				      struct blocked_sender **out,
				      size_t *count)
{
	struct db_query *q = db_query(db, SQL_LIST);

	*out = arena_array(arena, limit, sizeof(**out));
	*count = 0;
	db_bind_int(q, 1, now);
	db_bind_int(q, 2, (int64_t)limit);
	while (db_row(q))
		(*out)[(*count)++] = (struct blocked_sender){
			.id = db_int(q, 0),
			.is_address = db_int(q, 1) != 0,
			.comment_id = db_int(q, 2),
			.name = db_text(q, 3, arena),
			.email = db_text(q, 4, arena),
			.reason = db_text(q, 5, arena),
			.actor = db_text(q, 6, arena),
			.created_at = db_int(q, 7),
			.ends_at = db_int(q, 8),
		};
	return db_finish(q);
}

enum status store_blocked_sender_remove(struct db *db, int64_t id,
					const char *actor)
{
	struct db_query *q;
	const char *kind = NULL;
	enum status st;

	db_begin(db);
	q = db_query(db, SQL_REMOVE);
	db_bind_int(q, 1, id);
	if (db_row(q))
		kind = strcmp(db_peek_text(q, 0), "email") == 0 ? "email"
								: "address";
	st = db_finish_one(q);
	if (st == STATUS_OK)
		st = record(db, "sender.unblock", id, actor,
			    json_pack("{s:s}", "kind", kind));
	return db_end(db, st);
}

enum status store_blocked_sender_forget(struct db *db, const char *email)
{
	unsigned char hash[TOKEN_HASH];
	struct db_query *q;

	hash_email(email, hash);
	db_begin(db);
	q = db_query(db, SQL_FORGET);
	db_bind_blob(q, 1, hash, sizeof(hash));
	return db_end(db, db_finish(q));
}
