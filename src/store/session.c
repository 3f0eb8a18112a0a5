#include "store/session.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/audit.h"
#include "util/token.h"

#define LIST_MAX 100

/* Both ends of a life: $2 is now, $3 the last moment that counts as idle,
 * $4 a reader's. */
#define LIVES                                                                  \
	"   AND session.ends_at > $2 AND session.seen_at >"                    \
	"       CASE user.role WHEN 'reader' THEN $4 ELSE $3 END"              \
	"   AND user.is_disabled = 0 AND user.erased_at IS NULL"

#define COLUMNS                                                                \
	"SELECT session.id, user.id, user.email, user.name, user.role,"        \
	"       user.totp_secret IS NOT NULL, user.has_shortcuts,"             \
	"       session.created_at, session.seen_at, session.ends_at,"         \
	"       session.confirmed_at, session.device"                          \
	"  FROM session JOIN user ON user.id = session.user_id"

static const char SQL_FIND[] = COLUMNS " WHERE session.token_hash = $1" LIVES;
static const char SQL_LIST[] = COLUMNS " WHERE session.user_id = $1" LIVES
				       " ORDER BY session.id DESC LIMIT 100";

static void bind_life(struct db_query *q, int64_t now)
{
	db_bind_int(q, 2, now);
	db_bind_int(q, 3, now - SESSION_IDLE_SECONDS);
	db_bind_int(q, 4, now - SESSION_READER_IDLE_SECONDS);
}

int64_t store_session_longest(enum role role)
{
	return role == ROLE_READER ? SESSION_READER_LONGEST_SECONDS
				   : SESSION_LONGEST_SECONDS;
}

static void read_session(struct db_query *q, struct arena *arena,
			 struct session *out)
{
	*out = (struct session){
		.id = db_int(q, 0),
		.user_id = db_int(q, 1),
		.email = db_text(q, 2, arena),
		.name = db_text(q, 3, arena),
		.role = role_of(db_peek_text(q, 4)),
		.has_second_factor = db_int(q, 5) != 0,
		.has_shortcuts = db_int(q, 6) != 0,
		.created_at = db_int(q, 7),
		.seen_at = db_int(q, 8),
		.ends_at = db_int(q, 9),
		.confirmed_at = db_int(q, 10),
		.device = db_text(q, 11, arena),
	};
	if (!out->name)
		out->name = out->email ? arena_strndup(arena, out->email,
						       strcspn(out->email, "@"))
				       : "";
}

enum status store_session_find(struct db *db, struct arena *arena,
			       const char *token, int64_t now,
			       struct session *out)
{
	unsigned char hash[TOKEN_HASH];
	struct db_query *q = db_query(db, SQL_FIND);

	token_hash(token, hash);
	db_bind_blob(q, 1, hash, sizeof(hash));
	bind_life(q, now);
	if (db_row(q))
		read_session(q, arena, out);
	return db_finish_one(q);
}

static const char SQL_LIVES[] = COLUMNS " WHERE session.id = $1" LIVES;

enum status store_session_lives(struct db *db, int64_t id, int64_t now)
{
	struct db_query *q = db_query(db, SQL_LIVES);

	db_bind_int(q, 1, id);
	bind_life(q, now);
	db_row(q);
	return db_finish_one(q);
}

enum status store_session_list(struct db *db, struct arena *arena,
			       int64_t user_id, int64_t now,
			       struct session **out, size_t *count)
{
	struct db_query *q = db_query(db, SQL_LIST);

	*out = arena_array(arena, LIST_MAX, sizeof(**out));
	*count = 0;
	db_bind_int(q, 1, user_id);
	bind_life(q, now);
	while (*count < LIST_MAX && db_row(q))
		read_session(q, arena, &(*out)[(*count)++]);
	return db_finish(q);
}

static enum status record(struct db *db, const char *actor, const char *action,
			  int64_t id)
{
	struct arena *arena = arena_new();
	struct audit_entry entry = {
		.actor = actor,
		.action = action,
		.object = arena_printf(arena, "session %" PRId64, id),
	};
	enum status st = store_audit_add(db, &entry);

	arena_free(arena);
	return st;
}

static const char SQL_SEEN[] = "UPDATE session SET seen_at = $2 WHERE id = $1";
static const char SQL_USER_SEEN[] =
	"UPDATE user SET seen_at = $2"
	" WHERE id = (SELECT user_id FROM session WHERE id = $1)";

enum status store_session_seen(struct db *db, int64_t id, int64_t now)
{
	const char *const both[] = { SQL_SEEN, SQL_USER_SEEN };
	enum status st = STATUS_OK;

	db_begin(db);
	for (int i = 0; i < 2 && st == STATUS_OK; i++) {
		struct db_query *q = db_query(db, both[i]);

		db_bind_int(q, 1, id);
		db_bind_int(q, 2, now);
		st = db_finish(q);
	}
	return db_end(db, st);
}

/* Only for an account that may sign in now. */
static const char SQL_BEGIN[] =
	"INSERT INTO session (token_hash, user_id, created_at, seen_at,"
	"  ends_at, confirmed_at, device)"
	" SELECT $1, id, $3, $3,"
	"        CASE role WHEN 'reader' THEN $6 ELSE $4 END, $3, $5 FROM user"
	"  WHERE id = $2 AND is_disabled = 0 AND erased_at IS NULL"
	" RETURNING id";

static enum status begin(struct db *db, int64_t user_id, const char *device,
			 int64_t now, const unsigned char hash[TOKEN_HASH])
{
	struct db_query *q = db_query(db, SQL_BEGIN);
	int64_t id = 0;
	char actor[40];
	enum status st;

	db_bind_blob(q, 1, hash, TOKEN_HASH);
	db_bind_int(q, 2, user_id);
	db_bind_int(q, 3, now);
	db_bind_int(q, 4, now + SESSION_LONGEST_SECONDS);
	db_bind_text(q, 5, device);
	db_bind_int(q, 6, now + SESSION_READER_LONGEST_SECONDS);
	if (db_row(q))
		id = db_int(q, 0);
	st = db_finish_one(q);
	if (st == STATUS_OK)
		st = store_session_seen(db, id, now);
	if (st != STATUS_OK)
		return st;
	snprintf(actor, sizeof(actor), "user %" PRId64, user_id);
	return record(db, actor, "session.begin", id);
}

enum status store_session_begin(struct db *db, int64_t user_id,
				const char *device, int64_t now, char *token)
{
	unsigned char hash[TOKEN_HASH];

	token_new(token);
	token_hash(token, hash);
	db_begin(db);
	return db_end(db, begin(db, user_id, device, now, hash));
}

static const char SQL_RENEW[] =
	"UPDATE session SET token_hash = $2, seen_at = $3,"
	"       confirmed_at = CASE WHEN $4 = 1 THEN $3 ELSE confirmed_at END"
	" WHERE id = $1 RETURNING id";

enum status store_session_renew(struct db *db, int64_t id, bool is_confirmed,
				int64_t now, char *token)
{
	unsigned char hash[TOKEN_HASH];
	struct db_query *q;

	token_new(token);
	token_hash(token, hash);
	db_begin(db);
	q = db_query(db, SQL_RENEW);
	db_bind_int(q, 1, id);
	db_bind_blob(q, 2, hash, sizeof(hash));
	db_bind_int(q, 3, now);
	db_bind_int(q, 4, is_confirmed);
	db_row(q);
	return db_end(db, db_finish_one(q));
}

static const char SQL_END[] =
	"DELETE FROM session WHERE id = $1 AND user_id = $2 RETURNING id";

static enum status end(struct db *db, int64_t user_id, int64_t id,
		       const char *actor)
{
	struct db_query *q = db_query(db, SQL_END);
	enum status st;

	db_bind_int(q, 1, id);
	db_bind_int(q, 2, user_id);
	db_row(q);
	st = db_finish_one(q);
	return st == STATUS_OK ? record(db, actor, "session.end", id) : st;
}

enum status store_session_end(struct db *db, int64_t user_id, int64_t id,
			      const char *actor)
{
	db_begin(db);
	return db_end(db, end(db, user_id, id, actor));
}

/* One at a time, for each has its audit row and there are few. */
static const char SQL_NEXT[] =
	"SELECT id FROM session WHERE user_id = $1 AND id <> $2"
	" ORDER BY id LIMIT 1";

static enum status find_next(struct db *db, int64_t user_id, int64_t keep_id,
			     int64_t *id)
{
	struct db_query *q = db_query(db, SQL_NEXT);

	db_bind_int(q, 1, user_id);
	db_bind_int(q, 2, keep_id);
	if (db_row(q))
		*id = db_int(q, 0);
	return db_finish_one(q);
}

enum status store_session_end_all(struct db *db, int64_t user_id,
				  int64_t keep_id, const char *actor)
{
	enum status st = STATUS_OK;
	int64_t id = 0;

	db_begin(db);
	while (st == STATUS_OK) {
		st = find_next(db, user_id, keep_id, &id);
		if (st == STATUS_NOT_FOUND)
			return db_end(db, STATUS_OK);
		if (st == STATUS_OK)
			st = end(db, user_id, id, actor);
	}
	return db_end(db, st);
}
