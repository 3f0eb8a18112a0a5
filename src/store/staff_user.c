#include "store/staff_user.h"

#include <inttypes.h>
#include <stdio.h>

#include "store/audit.h"
#include "store/session.h"

#define USER_COLUMNS                                                           \
	"SELECT user.id, user.email, user.name, user.role, user.is_disabled,"  \
	"       user.password_hash IS NOT NULL,"                               \
	"       user.totp_secret IS NOT NULL, user.created_at,"                \
	"       coalesce(user.seen_at, 0),"                                    \
	"       (SELECT count(*) FROM session"                                 \
	"         WHERE session.user_id = user.id"                             \
	"           AND session.ends_at > $1 AND session.seen_at > $2),"       \
	"       (SELECT coalesce(max(user_link.ends_at), 0) FROM user_link"    \
	"         WHERE user_link.user_id = user.id"                           \
	"           AND user_link.used_at IS NULL"                             \
	"           AND user_link.ends_at > $1)"                               \
	"  FROM user"

static const char SQL_LIST[] = USER_COLUMNS
	" WHERE user.erased_at IS NULL AND user.role <> 'reader'"
	" ORDER BY user.is_disabled, CASE user.role WHEN 'admin' THEN 1"
	"          WHEN 'editor' THEN 2 WHEN 'moderator' THEN 3 ELSE 4 END,"
	"          coalesce(user.name, user.email), user.id"
	" LIMIT $3";
static const char SQL_GET[] =
	USER_COLUMNS " WHERE user.id = $3 AND user.erased_at IS NULL"
		     "   AND user.role <> 'reader'";

static struct staff_user read_user(struct db_query *q, struct arena *arena)
{
	return (struct staff_user){
		.id = db_int(q, 0),
		.email = db_text(q, 1, arena),
		.name = db_text(q, 2, arena),
		.role = role_of(db_peek_text(q, 3)),
		.is_disabled = db_int(q, 4),
		.has_password = db_int(q, 5),
		.has_second_factor = db_int(q, 6),
		.created_at = db_int(q, 7),
		.seen_at = db_int(q, 8),
		.session_count = db_int(q, 9),
		.link_ends_at = db_int(q, 10),
	};
}

enum status store_staff_user_list(struct db *db, struct arena *arena,
				  int64_t now, struct staff_user **out,
				  size_t *count)
{
	struct db_query *q = db_query(db, SQL_LIST);

	*out = arena_alloc(arena, STAFF_USERS_MAX * sizeof(**out));
	*count = 0;
	db_bind_int(q, 1, now);
	db_bind_int(q, 2, now - SESSION_IDLE_SECONDS);
	db_bind_int(q, 3, STAFF_USERS_MAX);
	while (db_row(q))
		(*out)[(*count)++] = read_user(q, arena);
	return db_finish(q);
}

enum status store_staff_user_get(struct db *db, struct arena *arena, int64_t id,
				 int64_t now, struct staff_user *out)
{
	struct db_query *q = db_query(db, SQL_GET);

	db_bind_int(q, 1, now);
	db_bind_int(q, 2, now - SESSION_IDLE_SECONDS);
	db_bind_int(q, 3, id);
	if (db_row(q))
		*out = read_user(q, arena);
	return db_finish_one(q);
}

/* ---- Changes --------------------------------------------------------------
 * Each runs inside a transaction of its exported function. */

static enum status record(struct db *db, const char *actor, const char *action,
			  int64_t id, const char *detail)
{
	char object[32];
	struct audit_entry entry = { .actor = actor,
				     .action = action,
				     .object = object,
				     .detail = detail };

	snprintf(object, sizeof(object), "user %" PRId64, id);
	return store_audit_add(db, &entry);
}

static const char SQL_NAME[] = "UPDATE user SET name = $2 WHERE id = $1";

static enum status invite(struct db *db, const char *email, const char *name,
			  enum role role, const char *actor, int64_t *id)
{
	enum status st = store_user_add(db, email, role, NULL, actor, id);
	struct db_query *q;

	if (st != STATUS_OK || !name || !*name)
		return st;
	q = db_query(db, SQL_NAME);
	db_bind_int(q, 1, *id);
	db_bind_text(q, 2, name);
	return db_finish(q);
}

enum status store_staff_user_invite(struct db *db, const char *email,
				    const char *name, enum role role,
				    const char *actor, int64_t *id)
{
	db_begin(db);
	return db_end(db, invite(db, email, name, role, actor, id));
}

static const char SQL_OTHER_ADMINS[] =
	"SELECT count(*) FROM user"
	" WHERE role = 'admin' AND role <> 'reader' AND is_disabled = 0"
	"   AND erased_at IS NULL"
	"   AND password_hash IS NOT NULL AND id <> $1";
static const char SQL_STATE[] = "SELECT role, is_disabled FROM user"
				" WHERE id = $1 AND erased_at IS NULL";

/* STATUS_CONFLICT when id is the last active administrator. */
static enum status check_not_last(struct db *db, int64_t id)
{
	struct db_query *q = db_query(db, SQL_OTHER_ADMINS);
	int64_t others = 0;
	enum status st;

	db_bind_int(q, 1, id);
	if (db_row(q))
		others = db_int(q, 0);
	st = db_finish(q);
	if (st == STATUS_OK && others == 0)
		st = STATUS_CONFLICT;
	return st;
}

static enum status get_state(struct db *db, int64_t id, enum role *role,
			     bool *is_disabled)
{
	struct db_query *q = db_query(db, SQL_STATE);

	db_bind_int(q, 1, id);
	if (db_row(q)) {
		*role = role_of(db_peek_text(q, 0));
		*is_disabled = db_int(q, 1);
	}
	return db_finish_one(q);
}

static const char SQL_SET_ROLE[] = "UPDATE user SET role = $2 WHERE id = $1";

static enum status set_role(struct db *db, int64_t id, enum role role,
			    const char *actor)
{
	enum role before = ROLE_NONE;
	bool is_disabled = false;
	char detail[120];
	struct db_query *q;
	enum status st = get_state(db, id, &before, &is_disabled);

	if (st != STATUS_OK || before == role)
		return st;
	if (before == ROLE_ADMIN)
		st = check_not_last(db, id);
	if (st != STATUS_OK)
		return st;
	q = db_query(db, SQL_SET_ROLE);
	db_bind_int(q, 1, id);
	db_bind_text(q, 2, role_name(role));
	st = db_finish(q);
	if (st == STATUS_OK)
		st = store_session_end_all(db, id, 0, actor);
	if (st != STATUS_OK)
		return st;
	snprintf(detail, sizeof(detail),
		 "{\"role\":{\"before\":\"%s\",\"after\":\"%s\"}}",
		 role_name(before), role_name(role));
	return record(db, actor, "user.role", id, detail);
}

enum status store_staff_user_set_role(struct db *db, int64_t id, enum role role,
				      const char *actor)
{
	db_begin(db);
	return db_end(db, set_role(db, id, role, actor));
}

static const char SQL_DISABLE[] =
	"UPDATE user SET is_disabled = $2 WHERE id = $1";
static const char SQL_END_LINKS[] = "DELETE FROM user_link WHERE user_id = $1";

static enum status set_disabled(struct db *db, int64_t id, bool is_disabled)
{
	struct db_query *q = db_query(db, SQL_DISABLE);

	db_bind_int(q, 1, id);
	db_bind_int(q, 2, is_disabled);
	return db_finish(q);
}

static enum status disable(struct db *db, int64_t id, const char *actor)
{
	enum role role = ROLE_NONE;
	bool was_disabled = false;
	struct db_query *q;
	enum status st = get_state(db, id, &role, &was_disabled);

	if (st != STATUS_OK || was_disabled)
		return st;
	if (role == ROLE_ADMIN)
		st = check_not_last(db, id);
	if (st == STATUS_OK)
		st = set_disabled(db, id, true);
	if (st == STATUS_OK)
		st = store_session_end_all(db, id, 0, actor);
	if (st != STATUS_OK)
		return st;
	q = db_query(db, SQL_END_LINKS);
	db_bind_int(q, 1, id);
	st = db_finish(q);
	return st == STATUS_OK ? record(db, actor, "user.disable", id, NULL)
			       : st;
}

enum status store_staff_user_disable(struct db *db, int64_t id,
				     const char *actor)
{
	db_begin(db);
	return db_end(db, disable(db, id, actor));
}

static enum status enable(struct db *db, int64_t id, const char *actor)
{
	enum role role;
	bool is_disabled = false;
	enum status st = get_state(db, id, &role, &is_disabled);

	if (st != STATUS_OK || !is_disabled)
		return st;
	st = set_disabled(db, id, false);
	return st == STATUS_OK ? record(db, actor, "user.enable", id, NULL)
			       : st;
}

enum status store_staff_user_enable(struct db *db, int64_t id,
				    const char *actor)
{
	db_begin(db);
	return db_end(db, enable(db, id, actor));
}

/* ---- Owners ---------------------------------------------------------------
 */

#define OWNED_MAX 200

static const char SQL_PROGRAMS[] =
	"SELECT program.id, program.slug, program.name"
	"  FROM program_owner"
	"  JOIN program ON program.id = program_owner.program_id"
	" WHERE program_owner.user_id = $1"
	" ORDER BY program.name_folded, program.id LIMIT $2";

enum status store_staff_user_programs(struct db *db, struct arena *arena,
				      int64_t user_id,
				      struct owned_program **out, size_t *count)
{
	struct db_query *q = db_query(db, SQL_PROGRAMS);

	*out = arena_alloc(arena, OWNED_MAX * sizeof(**out));
	*count = 0;
	db_bind_int(q, 1, user_id);
	db_bind_int(q, 2, OWNED_MAX);
	while (db_row(q))
		(*out)[(*count)++] = (struct owned_program){
			.id = db_int(q, 0),
			.slug = db_text(q, 1, arena),
			.name = db_text(q, 2, arena),
		};
	return db_finish(q);
}

static const char SQL_BY_SLUG[] = "SELECT id FROM program WHERE slug = $1";
static const char SQL_GIVE[] =
	"INSERT INTO program_owner (program_id, user_id) VALUES ($1, $2)"
	" ON CONFLICT DO NOTHING RETURNING program_id";
static const char SQL_TAKE[] =
	"DELETE FROM program_owner WHERE program_id = $1 AND user_id = $2"
	" RETURNING program_id";

static enum status record_program(struct db *db, const char *actor,
				  const char *action, int64_t user_id,
				  int64_t program_id)
{
	char detail[64];

	snprintf(detail, sizeof(detail), "{\"program\":%" PRId64 "}",
		 program_id);
	return record(db, actor, action, user_id, detail);
}

static enum status give(struct db *db, int64_t user_id, const char *slug,
			const char *actor)
{
	struct db_query *q = db_query(db, SQL_BY_SLUG);
	int64_t program_id = 0;
	enum status st;
	bool is_new;

	db_bind_text(q, 1, slug);
	if (db_row(q))
		program_id = db_int(q, 0);
	st = db_finish_one(q);
	if (st != STATUS_OK)
		return st;
	q = db_query(db, SQL_GIVE);
	db_bind_int(q, 1, program_id);
	db_bind_int(q, 2, user_id);
	is_new = db_row(q);
	st = db_finish(q);
	if (st != STATUS_OK || !is_new)
		return st;
	return record_program(db, actor, "user.give-listing", user_id,
			      program_id);
}

enum status store_staff_user_give_program(struct db *db, int64_t user_id,
					  const char *slug, const char *actor)
{
	db_begin(db);
	return db_end(db, give(db, user_id, slug, actor));
}

static enum status take(struct db *db, int64_t user_id, int64_t program_id,
			const char *actor)
{
	struct db_query *q = db_query(db, SQL_TAKE);
	bool was_there;
	enum status st;

	db_bind_int(q, 1, program_id);
	db_bind_int(q, 2, user_id);
	was_there = db_row(q);
	st = db_finish(q);
	if (st != STATUS_OK || !was_there)
		return st;
	return record_program(db, actor, "user.take-listing", user_id,
			      program_id);
}

enum status store_staff_user_take_program(struct db *db, int64_t user_id,
					  int64_t program_id, const char *actor)
{
	db_begin(db);
	return db_end(db, take(db, user_id, program_id, actor));
}
