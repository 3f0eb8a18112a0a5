#include "store/email_link.h"

static const char SQL_COUNT[] = "SELECT count(*) FROM email_link"
				" WHERE email = $1 AND created_at > $2"
				"   AND created_at <= $3";
static const char SQL_COUNT_OPEN[] =
	"SELECT count(*) FROM email_link"
	" WHERE used_at IS NULL AND ends_at > $1 AND created_at <= $1";
static const char SQL_ADD[] =
	"INSERT INTO email_link (token_hash, email, return_to, kept,"
	"                        created_at, ends_at)"
	" VALUES ($1, $2, $3, $4, $5, $6)";

static enum status number_of(struct db_query *q, int64_t *count)
{
	*count = 0;
	if (db_row(q))
		*count = db_int(q, 0);
	return db_finish(q);
}

static enum status look_at_limits(struct db *db, const struct email_link *link)
{
	struct db_query *q = db_query(db, SQL_COUNT);
	int64_t count;
	enum status st;

	db_bind_text(q, 1, link->email);
	db_bind_int(q, 2, link->created_at - EMAIL_LINK_SECONDS);
	db_bind_int(q, 3, link->created_at);
	st = number_of(q, &count);
	if (st == STATUS_OK && count >= EMAIL_LINKS_MAX)
		st = STATUS_TOO_FAST;
	if (st != STATUS_OK)
		return st;
	q = db_query(db, SQL_COUNT_OPEN);
	db_bind_int(q, 1, link->created_at);
	st = number_of(q, &count);
	return st == STATUS_OK && count >= EMAIL_LINKS_ALL ? STATUS_BUSY : st;
}

static enum status add(struct db *db, const struct email_link *link,
		       const unsigned char hash[TOKEN_HASH])
{
	struct db_query *q;
	enum status st = look_at_limits(db, link);

	if (st != STATUS_OK)
		return st;
	q = db_query(db, SQL_ADD);
	db_bind_blob(q, 1, hash, TOKEN_HASH);
	db_bind_text(q, 2, link->email);
	db_bind_text(q, 3, link->return_to);
	db_bind_text(q, 4, link->kept);
	db_bind_int(q, 5, link->created_at);
	db_bind_int(q, 6, link->created_at + EMAIL_LINK_SECONDS);
	return db_finish(q);
}

enum status store_email_link_add(struct db *db, const struct email_link *link,
				 char *token)
{
	unsigned char hash[TOKEN_HASH];

	token_new(token);
	token_hash(token, hash);
	db_begin(db);
	return db_end(db, add(db, link, hash));
}

static const char SQL_GET[] =
	"SELECT email, return_to, kept, created_at,"
	"       used_at IS NULL AND ends_at > $2"
	"  FROM email_link WHERE token_hash = $1 AND created_at > $3";

enum status store_email_link_get(struct db *db, struct arena *arena,
				 const char *token, int64_t now,
				 struct email_link *out)
{
	unsigned char hash[TOKEN_HASH];
	struct db_query *q = db_query(db, SQL_GET);

	token_hash(token, hash);
	db_bind_blob(q, 1, hash, sizeof(hash));
	db_bind_int(q, 2, now);
	db_bind_int(q, 3, now - EMAIL_LINK_KEEP);
	if (db_row(q))
		*out = (struct email_link){
			.email = db_text(q, 0, arena),
			.return_to = db_text(q, 1, arena),
			.kept = db_text(q, 2, arena),
			.created_at = db_int(q, 3),
			.is_open = db_int(q, 4) != 0,
		};
	return db_finish_one(q);
}

/* What it kept goes to the account's draft. */
static const char SQL_USE[] =
	"UPDATE email_link SET used_at = $2, kept = NULL"
	" WHERE token_hash = $1 AND used_at IS NULL AND ends_at > $2"
	" RETURNING 1";

enum status store_email_link_use(struct db *db, const char *token, int64_t now)
{
	unsigned char hash[TOKEN_HASH];
	struct db_query *q;

	token_hash(token, hash);
	db_begin(db);
	q = db_query(db, SQL_USE);
	db_bind_blob(q, 1, hash, sizeof(hash));
	db_bind_int(q, 2, now);
	db_row(q);
	return db_end(db, db_finish_one(q));
}
