#include "store/member_self.h"

#include <inttypes.h>
#include <stdio.h>

#include "store/audit.h"

#define WAYS_MAX 20

static const char SQL_SELF[] =
	"SELECT user.name, user.email,"
	"       coalesce(user.email, user.contact_email), user.created_at,"
	"       user.mails_published, user.mails_replies,"
	"       coalesce(mail_address.stopped_at, 0)"
	"  FROM user LEFT JOIN mail_address ON mail_address.email ="
	"       lower(coalesce(user.email, user.contact_email))"
	" WHERE user.id = $1 AND user.erased_at IS NULL";
static const char SQL_WAYS[] =
	"SELECT provider, created_at, seen_at FROM identity WHERE user_id = $1"
	" ORDER BY created_at, issuer, subject LIMIT $2";

enum status store_member_ways(struct db *db, struct arena *arena,
			      int64_t user_id, struct member_way **out,
			      size_t *count)
{
	struct db_query *q = db_query(db, SQL_WAYS);

	*out = arena_array(arena, WAYS_MAX, sizeof(**out));
	*count = 0;
	db_bind_int(q, 1, user_id);
	db_bind_int(q, 2, WAYS_MAX);
	while (*count < WAYS_MAX && db_row(q))
		(*out)[(*count)++] = (struct member_way){
			.provider = db_text(q, 0, arena),
			.since = db_int(q, 1),
			.seen_at = db_int(q, 2),
		};
	return db_finish(q);
}

enum status store_member_self(struct db *db, struct arena *arena,
			      int64_t user_id, struct member_self *out)
{
	struct db_query *q = db_query(db, SQL_SELF);
	enum status st;

	db_bind_int(q, 1, user_id);
	if (db_row(q))
		*out = (struct member_self){
			.name = db_text(q, 0, arena),
			.email = db_text(q, 1, arena),
			.mail_to = db_text(q, 2, arena),
			.created_at = db_int(q, 3),
			.wants_published = db_int(q, 4) != 0,
			.wants_replies = db_int(q, 5) != 0,
			.stopped_at = db_int(q, 6),
		};
	st = db_finish_one(q);
	return st == STATUS_OK ? store_member_ways(db, arena, user_id,
						   &out->ways, &out->way_count)
			       : st;
}

static const char SQL_NAME[] =
	"UPDATE user SET name = $2"
	" WHERE id = $1 AND (name IS NULL OR name <> $2) RETURNING id";

static enum status set_name(struct db *db, int64_t user_id, const char *name,
			    const char *actor)
{
	char object[40];
	const struct audit_entry entry = { .actor = actor,
					   .action = "user.name",
					   .object = object };
	struct db_query *q = db_query(db, SQL_NAME);
	bool is_new;
	enum status st;

	db_bind_int(q, 1, user_id);
	db_bind_text(q, 2, name);
	is_new = db_row(q);
	st = db_finish(q);
	if (st != STATUS_OK || !is_new)
		return st;
	snprintf(object, sizeof(object), "user %" PRId64, user_id);
	return store_audit_add(db, &entry);
}

enum status store_member_set_name(struct db *db, int64_t user_id,
				  const char *name, const char *actor)
{
	db_begin(db);
	return db_end(db, set_name(db, user_id, name, actor));
}

static const char SQL_MAILS[] =
	"UPDATE user SET mails_published = $2, mails_replies = $3"
	" WHERE id = $1";

enum status store_member_set_mails(struct db *db, int64_t user_id,
				   bool published, bool replies)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_MAILS);
	db_bind_int(q, 1, user_id);
	db_bind_int(q, 2, published);
	db_bind_int(q, 3, replies);
	return db_end(db, db_finish(q));
}
