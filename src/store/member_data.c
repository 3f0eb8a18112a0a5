#include "store/member_data.h"

#include "util/clock.h"

/* What stands in a column, and how JSON says it. */
enum kind {
	TEXT,
	NUMBER,
	TIME, /* RFC 3339; 0 and NULL are null */
	FLAG,
	JSON /* text that is JSON already */
};

struct column {
	const char *name;
	enum kind kind;
};

/* $1 is the account, $2 how many rows to read. */
struct list {
	const char *name;
	const char *sql;
	const struct column *columns; /* ends with a NULL name */
};

static const char SQL_ACCOUNT[] =
	"SELECT id, email, contact_email, name, role, created_at, seen_at,"
	"       is_disabled, password_at, totp_secret IS NOT NULL,"
	"       mails_published, mails_replies, mails_digest, has_shortcuts"
	"  FROM user WHERE id = $1 AND erased_at IS NULL";

static const struct column ACCOUNT[] = {
	{ "id", NUMBER },
	{ "email", TEXT },
	{ "contact_email", TEXT },
	{ "name", TEXT },
	{ "role", TEXT },
	{ "created_at", TIME },
	{ "seen_at", TIME },
	{ "is_disabled", FLAG },
	{ "password_at", TIME },
	{ "has_second_factor", FLAG },
	{ "mails_published", FLAG },
	{ "mails_replies", FLAG },
	{ "mails_digest", FLAG },
	{ "has_shortcuts", FLAG },
	{ NULL, TEXT },
};

static const char SQL_IDENTITIES[] =
	"SELECT provider, issuer, subject, created_at, seen_at FROM identity"
	" WHERE user_id = $1 ORDER BY created_at, issuer, subject LIMIT $2";
static const struct column IDENTITY[] = {
	{ "provider", TEXT },   { "issuer", TEXT },  { "subject", TEXT },
	{ "created_at", TIME }, { "seen_at", TIME }, { NULL, TEXT },
};

static const char SQL_SESSIONS[] =
	"SELECT device, created_at, seen_at, ends_at FROM session"
	" WHERE user_id = $1 ORDER BY id LIMIT $2";
static const struct column SESSION[] = {
	{ "device", TEXT },  { "created_at", TIME }, { "seen_at", TIME },
	{ "ends_at", TIME }, { NULL, TEXT },
};

/* To its writer, what went to spam waits to be read. */
#define COMMENT_COLUMNS                                                        \
	"SELECT comment.id, thread.kind, thread.key,"                          \
	"       CASE comment.state WHEN 'spam' THEN 'held'"                    \
	"         ELSE comment.state END, comment.parent_id,"                  \
	"       comment.author_name, comment.author_email, comment.website,"   \
	"       comment.body, comment.created_at, comment.published_at,"       \
	"       comment.edited_at, comment.wants_mail, comment.is_staff"       \
	"  FROM comment JOIN thread ON thread.id = comment.thread_id"
static const char SQL_COMMENTS[] =
	COMMENT_COLUMNS " WHERE comment.user_id = $1"
			" ORDER BY comment.id DESC LIMIT $2";
/* The address of a link by mail is theirs for certain. */
static const char SQL_AS_GUEST[] =
	COMMENT_COLUMNS " WHERE comment.user_id IS NULL"
			"   AND lower(comment.author_email) ="
			"       (SELECT lower(email) FROM user WHERE id = $1)"
			" ORDER BY comment.id DESC LIMIT $2";
static const struct column COMMENT[] = {
	{ "id", NUMBER },       { "on", TEXT },           { "key", TEXT },
	{ "state", TEXT },      { "answers", NUMBER },    { "name", TEXT },
	{ "email", TEXT },      { "website", TEXT },      { "body", TEXT },
	{ "created_at", TIME }, { "published_at", TIME }, { "edited_at", TIME },
	{ "wants_mail", FLAG }, { "is_staff", FLAG },     { NULL, TEXT },
};

static const char SQL_EARLIER[] =
	"SELECT revision.comment_id, revision.author_name, revision.website,"
	"       revision.body, revision.created_at"
	"  FROM comment JOIN comment_revision AS revision"
	"    ON revision.comment_id = comment.id"
	" WHERE comment.user_id = $1"
	" ORDER BY revision.comment_id, revision.version LIMIT $2";
static const struct column EARLIER[] = {
	{ "comment", NUMBER }, { "name", TEXT },       { "website", TEXT },
	{ "body", TEXT },      { "changed_at", TIME }, { NULL, TEXT },
};

static const char SQL_DRAFTS[] =
	"SELECT object, fields, updated_at FROM draft WHERE user_id = $1"
	" ORDER BY object LIMIT $2";
static const struct column DRAFT[] = {
	{ "object", TEXT },
	{ "fields", JSON },
	{ "updated_at", TIME },
	{ NULL, TEXT },
};

static const char SQL_VIEWS[] =
	"SELECT list, name, query FROM saved_view WHERE user_id = $1"
	" ORDER BY id LIMIT $2";
static const struct column VIEW[] = {
	{ "list", TEXT },
	{ "name", TEXT },
	{ "query", TEXT },
	{ NULL, TEXT },
};

#define OWN_ADDRESS                                                            \
	"(SELECT lower(coalesce(email, contact_email)) FROM user WHERE id = $1)"
static const char SQL_ADDRESSES[] =
	"SELECT email, created_at, asked_at, confirmed_at, stopped_at"
	"  FROM mail_address WHERE email = " OWN_ADDRESS " LIMIT $2";
static const struct column ADDRESS[] = {
	{ "email", TEXT },        { "created_at", TIME }, { "asked_at", TIME },
	{ "confirmed_at", TIME }, { "stopped_at", TIME }, { NULL, TEXT },
};

/* Not what they said: it may hold a link that opens an account. */
static const char SQL_MAILS[] =
	"SELECT kind, recipient, object, state, created_at, sent_at FROM outbox"
	" WHERE lower(recipient) = " OWN_ADDRESS " ORDER BY id LIMIT $2";
static const struct column MAIL[] = {
	{ "kind", TEXT },  { "recipient", TEXT },  { "about", TEXT },
	{ "state", TEXT }, { "created_at", TIME }, { "sent_at", TIME },
	{ NULL, TEXT },
};

static const struct list LISTS[] = {
	{ "identities", SQL_IDENTITIES, IDENTITY },
	{ "sessions", SQL_SESSIONS, SESSION },
	{ "comments", SQL_COMMENTS, COMMENT },
	{ "earlier_words", SQL_EARLIER, EARLIER },
	{ "comments_as_guest", SQL_AS_GUEST, COMMENT },
	{ "drafts", SQL_DRAFTS, DRAFT },
	{ "saved_filters", SQL_VIEWS, VIEW },
	{ "mail_addresses", SQL_ADDRESSES, ADDRESS },
	{ "mails", SQL_MAILS, MAIL },
};
#define LIST_COUNT (sizeof(LISTS) / sizeof(LISTS[0]))

static json_t *time_of(int64_t at)
{
	char text[21];

	if (at == 0)
		return json_null();
	clock_rfc3339(at, text);
	return json_string(text);
}

static json_t *value_of(struct db_query *q, int column, enum kind kind)
{
	json_t *value;

	if (db_is_null(q, column))
		return json_null();
	switch (kind) {
	case NUMBER:
		return json_integer((json_int_t)db_int(q, column));
	case TIME:
		return time_of(db_int(q, column));
	case FLAG:
		return json_boolean(db_int(q, column) != 0);
	case JSON:
		value = json_loads(db_peek_text(q, column), 0, NULL);
		return value ? value : json_null();
	case TEXT:
	default:
		return json_string(db_peek_text(q, column));
	}
}

static json_t *read_row(struct db_query *q, const struct column *columns)
{
	json_t *row = json_object();

	for (int i = 0; columns[i].name; i++)
		json_object_set_new(row, columns[i].name,
				    value_of(q, i, columns[i].kind));
	return row;
}

static enum status add_account(struct db *db, int64_t user_id, json_t *all)
{
	struct db_query *q = db_query(db, SQL_ACCOUNT);

	db_bind_int(q, 1, user_id);
	if (db_row(q))
		json_object_set_new(all, "account", read_row(q, ACCOUNT));
	return db_finish_one(q);
}

static enum status add_list(struct db *db, int64_t user_id,
			    const struct list *list, json_t *all,
			    json_t *cut_short)
{
	struct db_query *q = db_query(db, list->sql);
	json_t *rows = json_array();

	db_bind_int(q, 1, user_id);
	db_bind_int(q, 2, MEMBER_DATA_ROWS + 1);
	while (json_array_size(rows) < MEMBER_DATA_ROWS && db_row(q))
		json_array_append_new(rows, read_row(q, list->columns));
	if (json_array_size(rows) == MEMBER_DATA_ROWS && db_row(q))
		json_array_append_new(cut_short, json_string(list->name));
	json_object_set_new(all, list->name, rows);
	return db_finish(q);
}

enum status store_member_data(struct db *db, int64_t user_id, json_t **out)
{
	json_t *all = json_object(), *cut_short = json_array();
	enum status st = add_account(db, user_id, all);

	for (size_t i = 0; st == STATUS_OK && i < LIST_COUNT; i++)
		st = add_list(db, user_id, &LISTS[i], all, cut_short);
	json_object_set_new(all, "cut_short", cut_short);
	*out = st == STATUS_OK ? all : NULL;
	if (st != STATUS_OK)
		json_decref(all);
	return st;
}
