#include "store/erase_whose.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "util/buf.h"

#define USER_COLUMNS                                                           \
	"SELECT id, lower(email), name, role,"                                 \
	"       is_disabled OR password_hash IS NULL, created_at,"             \
	"       lower(contact_email) FROM user"
#define LIVES " AND erased_at IS NULL AND created_at <= $2"
static const char SQL_USER[] = USER_COLUMNS " WHERE id = $1" LIVES;
static const char SQL_USERS[] = USER_COLUMNS
	" WHERE (lower(email) = $1 OR lower(contact_email) = $1)" LIVES
	" ORDER BY id LIMIT $3";
static const char SQL_SIGNS_IN[] =
	"SELECT 1 FROM user WHERE id = $1 AND lower(email) = $2";
static const char SQL_COMMENT[] =
	"SELECT lower(author_email), user_id FROM comment"
	" WHERE id = $1 AND created_at <= $2";
/* Who else has an address that a provider gave: other accounts, and whoever
 * wrote under it without this one. */
static const char SQL_OTHERS[] =
	"SELECT 1 FROM user WHERE id <> $2 AND erased_at IS NULL"
	"   AND (lower(email) = $1 OR lower(contact_email) = $1)"
	" UNION ALL"
	" SELECT 1 FROM comment WHERE lower(author_email) = $1"
	"   AND coalesce(user_id, 0) <> $2"
	" LIMIT 1";
static const char SQL_OTHER_ADMINS[] =
	"SELECT count(*) FROM user WHERE role = 'admin' AND role <> 'reader'"
	"   AND is_disabled = 0"
	"   AND password_hash IS NOT NULL"
	"   AND erased_at IS NULL AND id <> $1";
#define COMMENTS "(SELECT 'comment ' || id FROM comment WHERE" ERASE_WHOSE ")"
#define SENDERS                                                                \
	"(SELECT 'sender ' || id FROM blocked_sender WHERE comment_id IN"      \
	"  (SELECT id FROM comment WHERE" ERASE_WHOSE "))"
#define ABOUT                                                                  \
	"(a.object = $6 OR (a.actor = $6 AND a.action LIKE 'session.%')"       \
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
	db_bind_int(q, 5, whose->is_own);
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

/* What is known of a person while more is looked for. */
struct known {
	struct db *db;
	struct arena *arena;
	int64_t until;
	struct erase_whose users[ERASE_WHOSE_MAX];
	size_t user_count;
	const char *emails[ERASE_WHOSE_MAX];
	size_t email_count;
};

static void add_email(struct known *k, const char *email)
{
	for (size_t i = 0; i < k->email_count; i++)
		if (email && strcmp(k->emails[i], email) == 0)
			return;
	if (email && k->email_count < ERASE_WHOSE_MAX)
		k->emails[k->email_count++] = email;
}

static bool has_user(const struct known *k, int64_t id)
{
	for (size_t i = 0; i < k->user_count; i++)
		if (k->users[i].user_id == id)
			return true;
	return false;
}

/* Accounts of the query at hand, and with them their addresses. */
static enum status add_users(struct known *k, struct db_query *q)
{
	while (db_row(q)) {
		enum role role = role_of(db_peek_text(q, 3));

		if (has_user(k, db_int(q, 0)) ||
		    k->user_count == ERASE_WHOSE_MAX)
			continue;
		k->users[k->user_count++] = (struct erase_whose){
			.user_id = db_int(q, 0),
			.user_name = db_text(q, 2, k->arena),
			.role = role,
			.is_active_admin =
				role == ROLE_ADMIN && db_int(q, 4) == 0,
			.user_created_at = db_int(q, 5),
		};
		add_email(k, db_text(q, 1, k->arena));
		add_email(k, db_text(q, 6, k->arena));
	}
	return db_finish(q);
}

static enum status add_user(struct known *k, int64_t id)
{
	struct db_query *q = db_query(k->db, SQL_USER);

	db_bind_int(q, 1, id);
	db_bind_int(q, 2, k->until);
	return add_users(k, q);
}

static enum status add_users_of(struct known *k, const char *email)
{
	struct db_query *q = db_query(k->db, SQL_USERS);

	db_bind_text(q, 1, email);
	db_bind_int(q, 2, k->until);
	db_bind_int(q, 3, ERASE_WHOSE_MAX);
	return add_users(k, q);
}

static enum status add_writer(struct known *k, int64_t comment_id)
{
	struct db_query *q = db_query(k->db, SQL_COMMENT);
	int64_t user_id = 0;
	enum status st;

	db_bind_int(q, 1, comment_id);
	db_bind_int(q, 2, k->until);
	if (db_row(q)) {
		add_email(k, db_text(q, 0, k->arena));
		user_id = db_int(q, 1);
	}
	st = db_finish(q);
	return st == STATUS_OK && user_id ? add_user(k, user_id) : st;
}

/* All that the target leads to: whoever has an address of the person's is the
 * person, for so somebody decided who asked them. */
static enum status find_all(struct known *k, const struct erase_target *target)
{
	enum status st = STATUS_OK;

	add_email(k, in_lower_case(k->arena, target->email));
	if (target->user_id)
		st = add_user(k, target->user_id);
	if (st == STATUS_OK && target->comment_id && !k->email_count &&
	    !k->user_count)
		st = add_writer(k, target->comment_id);
	for (size_t i = 0; st == STATUS_OK && i < k->email_count; i++)
		st = add_users_of(k, k->emails[i]);
	return st;
}

/* The account alone, and its address if that is nobody else's: what it signs
 * in with comes first. */
static enum status find_own(struct known *k, int64_t user_id)
{
	bool is_others = false;
	struct db_query *q;
	enum status st;

	st = add_user(k, user_id);
	if (st != STATUS_OK || k->email_count == 0)
		return st;
	q = db_query(k->db, SQL_SIGNS_IN);
	db_bind_int(q, 1, user_id);
	db_bind_text(q, 2, k->emails[0]);
	k->email_count = 1;
	if (db_row(q))
		return db_finish(q);
	st = db_finish(q);
	if (st != STATUS_OK)
		return st;
	q = db_query(k->db, SQL_OTHERS);
	db_bind_text(q, 1, k->emails[0]);
	db_bind_int(q, 2, user_id);
	is_others = db_row(q);
	k->email_count = is_others ? 0 : 1;
	return db_finish(q);
}

enum status erase_find_whose(struct db *db, struct arena *arena,
			     const struct erase_target *target,
			     struct erase_whose **out, size_t *count)
{
	struct known *k = arena_alloc(arena, sizeof(*k));
	enum status st = STATUS_OK;

	k->db = db;
	k->arena = arena;
	k->until = target->until ? target->until : INT64_MAX;
	if (!target->is_own)
		st = find_all(k, target);
	else if (target->user_id)
		st = find_own(k, target->user_id);
	*count =
		k->user_count > k->email_count ? k->user_count : k->email_count;
	if (*count == 0)
		*count = 1;
	*out = k->users;
	for (size_t i = 0; i < *count; i++) {
		struct erase_whose *whose = &k->users[i];

		whose->email = i < k->email_count ? k->emails[i] : NULL;
		whose->email_in_url = in_url(arena, whose->email);
		whose->until = k->until;
		whose->is_own = target->is_own;
	}
	k->users[0].comment_id = target->comment_id;
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
	db_bind_text(q, 6, user);
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
