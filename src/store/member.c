#include "store/member.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/audit.h"
#include "store/user.h"
#include "util/utf8.h"

static enum status record(struct db *db, int64_t id, const char *action,
			  const char *detail)
{
	char actor[40];
	struct audit_entry entry = { .actor = actor,
				     .action = action,
				     .object = actor,
				     .detail = detail };

	snprintf(actor, sizeof(actor), "user %" PRId64, id);
	return store_audit_add(db, &entry);
}

/* Looking ------------------------------------------------------------------ */

#define COLUMNS                                                                \
	"SELECT user.id, user.role,"                                           \
	"       user.is_disabled = 1 OR user.erased_at IS NOT NULL,"           \
	"       user.contact_email FROM user"

static const char SQL_BY_IDENTITY[] =
	COLUMNS " JOIN identity ON identity.user_id = user.id"
		" WHERE identity.issuer = $1 AND identity.subject = $2";
static const char SQL_BY_EMAIL[] = COLUMNS " WHERE user.email = $1";

/* q has its parameters. *is_same: the account's contact_email is email. */
static enum status look(struct db_query *q, const char *email,
			struct member *out, bool *is_same)
{
	const char *contact;

	*out = (struct member){ .standing = MEMBER_FINE };
	*is_same = false;
	if (!db_row(q))
		return db_finish_one(q);
	out->id = db_int(q, 0);
	if (role_of(db_peek_text(q, 1)) != ROLE_READER)
		out->standing = MEMBER_IS_STAFF;
	else if (db_int(q, 2))
		out->standing = MEMBER_IS_CLOSED;
	contact = db_is_null(q, 3) ? NULL : db_peek_text(q, 3);
	*is_same = contact && email ? strcmp(contact, email) == 0
				    : !contact && !email;
	return db_finish_one(q);
}

enum status store_member_is_staff(struct db *db, const char *email,
				  bool *is_staff)
{
	struct db_query *q = db_query(db, SQL_BY_EMAIL);
	struct member member;
	bool is_same;
	enum status st;

	db_bind_text(q, 1, email);
	st = look(q, NULL, &member, &is_same);
	*is_staff = st == STATUS_OK && member.standing == MEMBER_IS_STAFF;
	return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

static const char SQL_LACKS_NAME[] =
	"SELECT role = 'reader' AND is_disabled = 0 AND erased_at IS NULL"
	"   AND coalesce(name, $2) = $2"
	"  FROM user WHERE email = $1";

enum status store_member_lacks_name(struct db *db, const char *email,
				    const char *stand_in, bool *lacks)
{
	struct db_query *q = db_query(db, SQL_LACKS_NAME);

	db_bind_text(q, 1, email);
	db_bind_text(q, 2, stand_in);
	*lacks = !db_row(q) || db_int(q, 0) != 0;
	return db_finish(q);
}

/* Making ------------------------------------------------------------------- */

static const char SQL_ADD[] =
	"INSERT INTO user (email, contact_email, name, role, created_at)"
	" VALUES ($1, $2, $3, 'reader', $4) RETURNING id";

static enum status add(struct db *db, const char *email, const char *contact,
		       const char *name, int64_t now, struct member *out)
{
	struct db_query *q = db_query(db, SQL_ADD);
	enum status st;

	db_bind_text(q, 1, email);
	db_bind_text(q, 2, contact);
	db_bind_text(q, 3, name);
	db_bind_int(q, 4, now);
	if (db_row(q))
		out->id = db_int(q, 0);
	st = db_finish_one(q);
	if (st != STATUS_OK)
		return st;
	out->standing = MEMBER_FINE;
	out->is_new = true;
	return record(db, out->id, "user.join", "{\"role\":\"reader\"}");
}

/* Mail may go to whom a link in it, or a provider, has proven to read it; who
 * has stopped such mail keeps it stopped. */
static const char SQL_CONFIRM[] =
	"INSERT INTO mail_address (email, created_at, confirmed_at)"
	" VALUES ($1, $2, $2) ON CONFLICT (email) DO UPDATE"
	" SET confirmed_at = coalesce(mail_address.confirmed_at, $2)";

static enum status confirm(struct db *db, const char *email, int64_t now)
{
	struct db_query *q;

	if (!email)
		return STATUS_OK;
	q = db_query(db, SQL_CONFIRM);
	db_bind_text(q, 1, email);
	db_bind_int(q, 2, now);
	return db_finish(q);
}

/* By a provider ------------------------------------------------------------ */

static const char SQL_IDENTITY_ADD[] =
	"INSERT INTO identity (issuer, subject, user_id, provider, created_at,"
	"                      seen_at)"
	" VALUES ($1, $2, $3, $4, $5, $5)";
static const char SQL_IDENTITY_SEEN[] =
	"UPDATE identity SET seen_at = $3, provider = $4"
	" WHERE issuer = $1 AND subject = $2";
static const char SQL_CONTACT[] =
	"UPDATE user SET contact_email = $2 WHERE id = $1";

static enum status join(struct db *db, const struct member_identity *identity,
			int64_t now, struct member *out)
{
	enum status st =
		add(db, NULL, identity->email, identity->name, now, out);
	struct db_query *q;

	if (st != STATUS_OK)
		return st;
	q = db_query(db, SQL_IDENTITY_ADD);
	db_bind_text(q, 1, identity->issuer);
	db_bind_text(q, 2, identity->subject);
	db_bind_int(q, 3, out->id);
	db_bind_text(q, 4, identity->provider);
	db_bind_int(q, 5, now);
	return db_finish(q);
}

static enum status refresh(struct db *db,
			   const struct member_identity *identity, int64_t now,
			   const struct member *member, bool is_same)
{
	struct db_query *q = db_query(db, SQL_IDENTITY_SEEN);
	enum status st;

	db_bind_text(q, 1, identity->issuer);
	db_bind_text(q, 2, identity->subject);
	db_bind_int(q, 3, now);
	db_bind_text(q, 4, identity->provider);
	st = db_finish(q);
	if (st != STATUS_OK || is_same)
		return st;
	q = db_query(db, SQL_CONTACT);
	db_bind_int(q, 1, member->id);
	db_bind_text(q, 2, identity->email);
	st = db_finish(q);
	return st == STATUS_OK ? record(db, member->id, "user.contact", NULL)
			       : st;
}

static enum status find_or_join(struct db *db,
				const struct member_identity *identity,
				int64_t now, struct member *out)
{
	struct db_query *q = db_query(db, SQL_BY_IDENTITY);
	bool is_same;
	enum status st;

	db_bind_text(q, 1, identity->issuer);
	db_bind_text(q, 2, identity->subject);
	st = look(q, identity->email, out, &is_same);
	if (st == STATUS_OK && out->standing != MEMBER_FINE)
		return st;
	if (st == STATUS_OK)
		st = refresh(db, identity, now, out, is_same);
	else if (st == STATUS_NOT_FOUND)
		st = join(db, identity, now, out);
	return st == STATUS_OK ? confirm(db, identity->email, now) : st;
}

static bool fits(const char *text, size_t max)
{
	return text && *text && strlen(text) <= max;
}

static bool is_name(const char *name)
{
	return name && *name && utf8_length(name) <= MEMBER_NAME_MAX;
}

enum status store_member_of_identity(struct db *db,
				     const struct member_identity *identity,
				     int64_t now, struct member *out)
{
	if (!fits(identity->issuer, MEMBER_ISSUER_MAX) ||
	    !fits(identity->subject, MEMBER_SUBJECT_MAX) ||
	    !is_name(identity->name))
		return STATUS_BAD;
	db_begin(db);
	return db_end(db, find_or_join(db, identity, now, out));
}

/* By e-mail ---------------------------------------------------------------- */

static enum status find_or_add(struct db *db, const char *email,
			       const char *name, int64_t now,
			       struct member *out)
{
	struct db_query *q = db_query(db, SQL_BY_EMAIL);
	bool is_same;
	enum status st;

	db_bind_text(q, 1, email);
	st = look(q, NULL, out, &is_same);
	if (st == STATUS_OK && out->standing != MEMBER_FINE)
		return st;
	if (st == STATUS_NOT_FOUND)
		st = add(db, email, NULL, name, now, out);
	return st == STATUS_OK ? confirm(db, email, now) : st;
}

enum status store_member_of_email(struct db *db, const char *email,
				  const char *name, int64_t now,
				  struct member *out)
{
	if (!fits(email, 254) || !is_name(name))
		return STATUS_BAD;
	db_begin(db);
	return db_end(db, find_or_add(db, email, name, now, out));
}
