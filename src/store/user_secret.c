#include "store/user_secret.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/audit.h"
#include "store/session.h"
#include "util/clock.h"

#define COLUMNS                                                                \
	"SELECT user.id, user.email, user.name, user.role,"                    \
	"       user.password_hash, user.totp_secret, user.totp_step,"         \
	"       user.has_shortcuts FROM user"
#define MAY_SIGN_IN " AND user.is_disabled = 0 AND user.erased_at IS NULL"
/* Readers come by a provider or a link in a mail. */
#define MAY_HAVE_PASSWORD MAY_SIGN_IN " AND user.role <> 'reader'"

static enum status record(struct db *db, const char *actor, const char *action,
			  int64_t id, const char *detail)
{
	char object[40];
	struct audit_entry entry = { .actor = actor,
				     .action = action,
				     .object = object,
				     .detail = detail };

	snprintf(object, sizeof(object), "user %" PRId64, id);
	return store_audit_add(db, &entry);
}

/* One row by the parameter that is bound already. */
static enum status read_one(struct db_query *q, struct arena *arena,
			    struct user_secret *out)
{
	const void *bytes;
	size_t len;

	if (!db_row(q))
		return db_finish_one(q);
	bytes = db_peek_blob(q, 5, &len);
	*out = (struct user_secret){
		.id = db_int(q, 0),
		.email = db_text(q, 1, arena),
		.name = db_text(q, 2, arena),
		.role = role_of(db_peek_text(q, 3)),
		.password_hash = db_text(q, 4, arena),
		.totp_step = db_int(q, 6),
		.has_shortcuts = db_int(q, 7) != 0,
	};
	if (bytes) {
		unsigned char *copy = arena_alloc(arena, len);

		memcpy(copy, bytes, len);
		out->totp_secret = copy;
		out->totp_secret_len = len;
	}
	return db_finish_one(q);
}

static const char SQL_FIND[] = COLUMNS " WHERE user.email = $1" MAY_SIGN_IN;

enum status store_user_secret_find(struct db *db, struct arena *arena,
				   const char *email, struct user_secret *out)
{
	struct db_query *q = db_query(db, SQL_FIND);

	db_bind_text(q, 1, email);
	return read_one(q, arena, out);
}

static const char SQL_GET[] = COLUMNS " WHERE user.id = $1" MAY_SIGN_IN;

enum status store_user_secret_get(struct db *db, struct arena *arena,
				  int64_t id, struct user_secret *out)
{
	struct db_query *q = db_query(db, SQL_GET);

	db_bind_int(q, 1, id);
	return read_one(q, arena, out);
}

static const char SQL_SAME[] = "SELECT 1 FROM user WHERE user.id = $1"
			       " AND user.password_hash IS $2"
			       " AND user.totp_secret IS $3" MAY_SIGN_IN;

enum status store_user_secret_same(struct db *db,
				   const struct user_secret *user)
{
	struct db_query *q = db_query(db, SQL_SAME);

	db_bind_int(q, 1, user->id);
	db_bind_text(q, 2, user->password_hash);
	if (user->totp_secret)
		db_bind_blob(q, 3, user->totp_secret, user->totp_secret_len);
	db_row(q);
	return db_finish_one(q);
}

/* Passwords ---------------------------------------------------------------- */

static const char SQL_PASSWORD[] =
	"UPDATE user SET password_hash = $2, password_at = $3"
	" WHERE id = $1" MAY_SIGN_IN " RETURNING id";
static const char SQL_LINKS_DROP[] = "DELETE FROM user_link WHERE user_id = $1";

static enum status set_password(struct db *db, int64_t id, const char *hash,
				int64_t now, const char *actor)
{
	struct db_query *q = db_query(db, SQL_PASSWORD);
	enum status st;

	db_bind_int(q, 1, id);
	db_bind_text(q, 2, hash);
	db_bind_int(q, 3, now);
	db_row(q);
	st = db_finish_one(q);
	if (st != STATUS_OK)
		return st;
	q = db_query(db, SQL_LINKS_DROP);
	db_bind_int(q, 1, id);
	st = db_finish(q);
	if (st == STATUS_OK)
		st = store_session_end_all(db, id, 0, actor);
	return st == STATUS_OK ? record(db, actor, "user.password", id, NULL)
			       : st;
}

enum status store_user_set_password(struct db *db, int64_t id, const char *hash,
				    int64_t now, const char *actor)
{
	db_begin(db);
	return db_end(db, set_password(db, id, hash, now, actor));
}

static const char SQL_REHASH[] = "UPDATE user SET password_hash = $3"
				 " WHERE id = $1 AND password_hash = $2";

enum status store_user_rehash(struct db *db, int64_t id, const char *old,
			      const char *hash)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_REHASH);
	db_bind_int(q, 1, id);
	db_bind_text(q, 2, old);
	db_bind_text(q, 3, hash);
	return db_end(db, db_finish(q));
}

static const char SQL_NAME[] = "UPDATE user SET name = $2 WHERE id = $1";

enum status store_user_set_name(struct db *db, int64_t id, const char *name)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_NAME);
	db_bind_int(q, 1, id);
	db_bind_text(q, 2, name);
	return db_end(db, db_finish(q));
}

static const char SQL_SHORTCUTS[] =
	"UPDATE user SET has_shortcuts = $2 WHERE id = $1";

enum status store_user_set_shortcuts(struct db *db, int64_t id,
				     bool has_shortcuts)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_SHORTCUTS);
	db_bind_int(q, 1, id);
	db_bind_int(q, 2, has_shortcuts);
	return db_end(db, db_finish(q));
}

/* One-time links ----------------------------------------------------------- */

static const char SQL_LINK_FIND[] =
	COLUMNS " JOIN user_link ON user_link.user_id = user.id"
		" WHERE user_link.token_hash = $1 AND user_link.ends_at > $2"
		"   AND user_link.used_at IS NULL" MAY_HAVE_PASSWORD;

enum status store_user_link_find(struct db *db, struct arena *arena,
				 const char *token, int64_t now,
				 struct user_secret *out)
{
	unsigned char hash[TOKEN_HASH];
	struct db_query *q = db_query(db, SQL_LINK_FIND);

	token_hash(token, hash);
	db_bind_blob(q, 1, hash, sizeof(hash));
	db_bind_int(q, 2, now);
	return read_one(q, arena, out);
}

static const char SQL_LINK_USE[] =
	"UPDATE user_link SET used_at = $2"
	" WHERE token_hash = $1 AND ends_at > $2 AND used_at IS NULL"
	"   AND EXISTS (SELECT 1 FROM user"
	"                WHERE user.id = user_link.user_id" MAY_HAVE_PASSWORD
	")"
	" RETURNING user_id";

enum status store_user_link_use(struct db *db, const char *token, int64_t now,
				int64_t *user_id)
{
	unsigned char hash[TOKEN_HASH];
	struct db_query *q;

	token_hash(token, hash);
	db_begin(db);
	q = db_query(db, SQL_LINK_USE);
	db_bind_blob(q, 1, hash, sizeof(hash));
	db_bind_int(q, 2, now);
	if (db_row(q))
		*user_id = db_int(q, 0);
	return db_end(db, db_finish_one(q));
}

static const char SQL_RESET_LAST[] = "SELECT max(created_at) FROM user_link"
				     " WHERE user_id = $1 AND kind = 'reset'";
static const char SQL_RESET_DROP[] =
	"DELETE FROM user_link WHERE user_id = $1 AND kind = 'reset'";
static const char SQL_RESET_ADD[] =
	"INSERT INTO user_link (token_hash, user_id, created_at, ends_at, kind)"
	" VALUES ($1, $2, $3, $4, 'reset')";

static enum status drop_resets(struct db *db, int64_t user_id, int64_t now)
{
	struct db_query *q = db_query(db, SQL_RESET_LAST);
	int64_t last = 0;
	enum status st;

	db_bind_int(q, 1, user_id);
	if (db_row(q))
		last = db_int(q, 0);
	st = db_finish(q);
	if (st == STATUS_OK && last > now - USER_RESET_PAUSE && last <= now)
		st = STATUS_TOO_FAST;
	if (st != STATUS_OK)
		return st;
	q = db_query(db, SQL_RESET_DROP);
	db_bind_int(q, 1, user_id);
	return db_finish(q);
}

enum status store_user_link_reset(struct db *db, int64_t user_id, int64_t now,
				  char *token)
{
	unsigned char hash[TOKEN_HASH];
	struct db_query *q;
	enum status st;

	token_new(token);
	token_hash(token, hash);
	db_begin(db);
	st = drop_resets(db, user_id, now);
	if (st != STATUS_OK)
		return db_end(db, st);
	q = db_query(db, SQL_RESET_ADD);
	db_bind_blob(q, 1, hash, sizeof(hash));
	db_bind_int(q, 2, user_id);
	db_bind_int(q, 3, now);
	db_bind_int(q, 4, now + USER_RESET_SECONDS);
	st = db_finish(q);
	if (st == STATUS_OK)
		st = record(db, "guest", "user.link", user_id, NULL);
	return db_end(db, st);
}

/* The second factor -------------------------------------------------------- */

static const char SQL_FACTOR[] =
	"UPDATE user SET totp_secret = $2, totp_step = $3"
	" WHERE id = $1" MAY_SIGN_IN " RETURNING id";

enum status store_user_set_second_factor(struct db *db, int64_t id,
					 const unsigned char *sealed,
					 size_t len, int64_t step,
					 const char *actor)
{
	struct db_query *q;
	enum status st;

	db_begin(db);
	q = db_query(db, SQL_FACTOR);
	db_bind_int(q, 1, id);
	db_bind_blob(q, 2, sealed, len);
	db_bind_int(q, 3, step);
	db_row(q);
	st = db_finish_one(q);
	if (st == STATUS_OK)
		st = record(db, actor, "user.second-factor", id,
			    "{\"is_on\":{\"after\":true}}");
	return db_end(db, st);
}

static const char SQL_FACTOR_DROP[] =
	"UPDATE user SET totp_secret = NULL, totp_step = NULL WHERE id = $1";
static const char SQL_CODES_DROP[] =
	"DELETE FROM recovery_code WHERE user_id = $1";

enum status store_user_drop_second_factor(struct db *db, int64_t id,
					  const char *actor)
{
	const char *const both[] = { SQL_FACTOR_DROP, SQL_CODES_DROP };
	enum status st = STATUS_OK;

	db_begin(db);
	for (int i = 0; i < 2 && st == STATUS_OK; i++) {
		struct db_query *q = db_query(db, both[i]);

		db_bind_int(q, 1, id);
		st = db_finish(q);
	}
	if (st == STATUS_OK)
		st = record(db, actor, "user.second-factor", id,
			    "{\"is_on\":{\"before\":true,\"after\":false}}");
	return db_end(db, st);
}

static const char SQL_STEP[] =
	"UPDATE user SET totp_step = $2"
	" WHERE id = $1 AND coalesce(totp_step, 0) < $2 RETURNING id";

enum status store_user_use_step(struct db *db, int64_t id, int64_t step)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_STEP);
	db_bind_int(q, 1, id);
	db_bind_int(q, 2, step);
	db_row(q);
	return db_end(db, db_finish_one(q));
}
