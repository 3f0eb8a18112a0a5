#include "store/erase_whose.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "util/buf.h"

static const char SQL_USER[] =
	"SELECT id, email, name, role, is_disabled OR password_hash IS NULL,"
	"       created_at FROM user"
	" WHERE (lower(email) = $1 OR id = $2) AND erased_at IS NULL"
	"   AND created_at <= $3";
static const char SQL_COMMENT[] =
	"SELECT lower(author_email), user_id FROM comment"
	" WHERE id = $1 AND created_at <= $2";
static const char SQL_OTHER_ADMINS[] =
	"SELECT count(*) FROM user WHERE role = 'admin' AND is_disabled = 0"
	"   AND password_hash IS NOT NULL"
	"   AND erased_at IS NULL AND id <> $1";
#define COMMENTS "(SELECT 'comment ' || id FROM comment WHERE" ERASE_WHOSE ")"
#define SENDERS                                                                \
	"(SELECT 'sender ' || id FROM blocked_sender WHERE comment_id IN"      \
	"  (SELECT id FROM comment WHERE" ERASE_WHOSE "))"
#define ABOUT                                                                  \
	"(a.object = $5 OR (a.actor = $5 AND a.action LIKE 'session.%')"       \
	" OR a.object IN " COMMENTS " OR a.object IN " SENDERS ")"
static const char SQL_DETAILS[] =
	"SELECT d.audit_id, " ABOUT ", lower(d.detail)"
	"  FROM audit_detail AS d JOIN audit AS a ON a.id = d.audit_id"
	" WHERE a.action <> 'person.erase'"
	"   AND (" ABOUT " OR instr(lower(d.detail), $1) > 0)"
	" ORDER BY d.audit_id";

void erase_bind_whose(struct db_query *q, const struct erase_whose *whose)
{
	db_bind_text(q, 1, whose->email);
	db_bind_int(q, 2, whose->user_id);
	db_bind_int(q, 3, whose->comment_id);
	db_bind_int(q, 4, whose->until);
}

static char *in_lower_case(struct arena *arena, const char *text)
{
	char *copy = arena_strdup(arena, text);

	for (char *at = copy; at && *at; at++)
		*at = (char)tolower((unsigned char)*at);
	return copy;
}

/* "ann%40example.org": as it stands in an address of a page. */
static const char *in_url(struct arena *arena, const char *text)
{
	struct buf b;

	if (!text)
		return NULL;
	buf_init(&b, arena);
	for (; *text; text++)
		if (isalnum((unsigned char)*text) || strchr("-._~", *text))
			buf_char(&b, *text);
		else
			buf_printf(&b, "%%%02x", (unsigned char)*text);
	return b.data;
}

/* The account of the address or the number, if there is one. */
static enum status find_user(struct db *db, struct arena *arena,
			     struct erase_whose *out)
{
	struct db_query *q = db_query(db, SQL_USER);

	db_bind_text(q, 1, out->email);
	db_bind_int(q, 2, out->user_id);
	db_bind_int(q, 3, out->until);
	out->user_id = 0;
	if (db_row(q)) {
		out->user_id = db_int(q, 0);
		out->email = in_lower_case(arena, db_peek_text(q, 1));
		out->user_name = db_text(q, 2, arena);
		out->role = role_of(db_peek_text(q, 3));
		out->is_active_admin =
			out->role == ROLE_ADMIN && db_int(q, 4) == 0;
		out->user_created_at = db_int(q, 5);
	}
	return db_finish(q);
}

static enum status find_comment(struct db *db, struct arena *arena,
				struct erase_whose *out)
{
	struct db_query *q = db_query(db, SQL_COMMENT);

	db_bind_int(q, 1, out->comment_id);
	db_bind_int(q, 2, out->until);
	if (db_row(q)) {
		out->email = db_text(q, 0, arena);
		out->user_id = db_int(q, 1);
	}
	return db_finish(q);
}

enum status erase_find_whose(struct db *db, struct arena *arena,
			     const struct erase_target *target,
			     struct erase_whose *out)
{
	enum status st = STATUS_OK;

	*out = (struct erase_whose){
		.email = in_lower_case(arena, target->email),
		.user_id = target->user_id,
		.comment_id = target->comment_id,
		.until = target->until ? target->until : INT64_MAX,
	};
	if (out->comment_id && !out->email && !out->user_id)
		st = find_comment(db, arena, out);
	if (st == STATUS_OK)
		st = find_user(db, arena, out);
	out->email_in_url = in_url(arena, out->email);
	return st;
}

enum status erase_is_last_admin(struct db *db, const struct erase_whose *whose,
				bool *is_last)
{
	struct db_query *q;

	*is_last = whose->is_active_admin;
	if (!*is_last)
		return STATUS_OK;
	q = db_query(db, SQL_OTHER_ADMINS);
	db_bind_int(q, 1, whose->user_id);
	if (db_row(q))
		*is_last = db_int(q, 0) == 0;
	return db_finish_one(q);
}

static bool is_of_address(char c)
{
	return isalnum((unsigned char)c) || strchr("._%+-", c);
}

/* The address itself, not the end of a longer one. */
static bool mentions(const char *detail, const char *email)
{
	size_t len = strlen(email);

	for (const char *at = detail; (at = strstr(at, email)); at += len)
		if ((at == detail || !is_of_address(at[-1])) &&
		    (!isalnum((unsigned char)at[len]) && at[len] != '-'))
			return true;
	return false;
}

enum status erase_find_details(struct db *db, struct arena *arena,
			       const struct erase_whose *whose, int64_t **ids,
			       size_t *count)
{
	const char *user = arena_printf(arena, "user %" PRId64, whose->user_id);
	struct db_query *q = db_query(db, SQL_DETAILS);
	size_t size = 0;

	*ids = NULL;
	*count = 0;
	erase_bind_whose(q, whose);
	db_bind_text(q, 5, user);
	while (db_row(q)) {
		if (!db_int(q, 1) &&
		    !mentions(db_peek_text(q, 2), whose->email))
			continue;
		if (*count == size) {
			*ids = arena_grow(arena, *ids, size * sizeof(**ids),
					  (size + 256) * sizeof(**ids));
			size += 256;
		}
		(*ids)[(*count)++] = db_int(q, 0);
	}
	return db_finish(q);
}
