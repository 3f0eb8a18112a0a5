#include "store/user.h"

#include <inttypes.h>
#include <string.h>

#include "store/audit.h"
#include "util/clock.h"
#include "util/token.h"

static const char *const role_names[] = { "",          "reader", "owner",
					  "moderator", "editor", "admin" };

enum role role_of(const char *name)
{
	for (int i = ROLE_READER; i <= ROLE_ADMIN; i++)
		if (strcmp(name, role_names[i]) == 0)
			return (enum role)i;
	return ROLE_NONE;
}

enum role role_of_staff(const char *name)
{
	enum role role = role_of(name);

	return role == ROLE_READER ? ROLE_NONE : role;
}

const char *role_name(enum role role)
{
	return role_names[role];
}

static const char SQL_ADD[] =
	"INSERT INTO user (email, role, password_hash, created_at)"
	" VALUES ($1, $2, $3, $4) RETURNING id";

static enum status record(struct db *db, struct arena *arena, const char *actor,
			  const char *action, int64_t id, const char *detail)
{
	struct audit_entry entry = {
		.actor = actor,
		.action = action,
		.object = arena_printf(arena, "user %" PRId64, id),
		.detail = detail,
	};

	return store_audit_add(db, &entry);
}

enum status store_user_add(struct db *db, const char *email, enum role role,
			   const char *password_hash, const char *actor,
			   int64_t *id)
{
	struct arena *arena = arena_new();
	struct db_query *q;
	enum status st;

	db_begin(db);
	q = db_query(db, SQL_ADD);
	db_bind_text(q, 1, email);
	db_bind_text(q, 2, role_names[role]);
	db_bind_text(q, 3, password_hash);
	db_bind_int(q, 4, clock_now());
	if (db_row(q))
		*id = db_int(q, 0);
	st = db_finish_one(q);
	if (st == STATUS_OK)
		st = record(db, arena, actor, "user.add", *id,
			    arena_printf(arena, "{\"role\":\"%s\"}",
					 role_names[role]));
	st = db_end(db, st);
	arena_free(arena);
	return st;
}

static const char SQL_COUNT[] = "SELECT count(*) FROM user WHERE role = $1";

enum status store_user_count(struct db *db, enum role role, size_t *count)
{
	struct db_query *q = db_query(db, SQL_COUNT);

	*count = 0;
	db_bind_text(q, 1, role_names[role]);
	if (db_row(q))
		*count = (size_t)db_int(q, 0);
	return db_finish_one(q);
}

static const char SQL_FIND[] = "SELECT id FROM user WHERE email = $1";

enum status store_user_find(struct db *db, const char *email, int64_t *id)
{
	struct db_query *q = db_query(db, SQL_FIND);

	db_bind_text(q, 1, email);
	if (db_row(q))
		*id = db_int(q, 0);
	return db_finish_one(q);
}

/* A new link ends the ones before it. */
static const char SQL_LINK_DROP[] = "DELETE FROM user_link WHERE user_id = $1";

static const char SQL_LINK_ADD[] =
	"INSERT INTO user_link (token_hash, user_id, created_at, ends_at)"
	" VALUES ($1, $2, $3, $4)";

enum status store_user_link(struct db *db, int64_t user_id, int64_t now,
			    const char *actor, char *token)
{
	struct arena *arena = arena_new();
	unsigned char hash[TOKEN_HASH];
	struct db_query *q;
	enum status st;

	token_new(token);
	token_hash(token, hash);
	db_begin(db);
	q = db_query(db, SQL_LINK_DROP);
	db_bind_int(q, 1, user_id);
	st = db_finish(q);
	if (st != STATUS_OK)
		goto out;
	q = db_query(db, SQL_LINK_ADD);
	db_bind_blob(q, 1, hash, sizeof(hash));
	db_bind_int(q, 2, user_id);
	db_bind_int(q, 3, now);
	db_bind_int(q, 4, now + (int64_t)USER_LINK_DAYS * CLOCK_DAY);
	st = db_finish(q);
	if (st == STATUS_OK)
		st = record(db, arena, actor, "user.link", user_id, NULL);
out:
	st = db_end(db, st);
	arena_free(arena);
	return st;
}
