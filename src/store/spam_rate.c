/* What others wrote: the same words, and how much at once. */
#include "store/spam.h"

#include "util/token.h"

#define REPEATS_MAX 100

static const char SQL_REPEATS[] =
	"SELECT count(*),"
	"       sum(CASE WHEN lower(author_email) = lower($3) THEN 0 ELSE 1"
	"               END),"
	"       sum(CASE WHEN state = 'spam' AND learned = 'spam' THEN 1 ELSE 0"
	"               END)"
	"  FROM (SELECT author_email, state, learned FROM comment"
	"         WHERE words_hash = $1 AND created_at > $2 AND id <> $5"
	"         ORDER BY created_at DESC LIMIT $4) AS same";

/* Ids rise with time, so the one comment that is count older than the newest
 * says it, whatever there is. */
static const char SQL_EARLIER[] =
	"SELECT created_at FROM comment"
	" WHERE id <= (SELECT max(id) FROM comment) - $1"
	" ORDER BY id DESC LIMIT 1";

static const char SQL_FROM_ADDRESS[] =
	"SELECT count(*) FROM (SELECT 1 FROM comment"
	" WHERE address_hash = $1 AND created_at > $2 LIMIT $3) AS those";

enum status store_spam_repeats(struct db *db, const unsigned char *words_hash,
			       const char *email, int64_t but_id, int64_t since,
			       struct spam_repeats *out)
{
	struct db_query *q = db_query(db, SQL_REPEATS);

	*out = (struct spam_repeats){ 0 };
	db_bind_blob(q, 1, words_hash, SPAM_WORDS_HASH);
	db_bind_int(q, 2, since);
	db_bind_text(q, 3, email ? email : "");
	db_bind_int(q, 4, REPEATS_MAX);
	db_bind_int(q, 5, but_id);
	if (db_row(q))
		*out = (struct spam_repeats){
			.count = (int)db_int(q, 0),
			.senders = (int)db_int(q, 1),
			.spam = (int)db_int(q, 2),
		};
	return db_finish(q);
}

enum status store_spam_is_flood(struct db *db, int64_t count, int64_t since,
				bool *is_flood)
{
	struct db_query *q = db_query(db, SQL_EARLIER);

	*is_flood = false;
	db_bind_int(q, 1, count);
	if (db_row(q)) /* beyond the hour: the clock was set back since */
		*is_flood = db_int(q, 0) > since &&
			    db_int(q, 0) <= since + SPAM_FLOOD_SECONDS;
	return db_finish(q);
}

enum status store_spam_from_address(struct db *db, const unsigned char *address,
				    int64_t since, int *count)
{
	struct db_query *q = db_query(db, SQL_FROM_ADDRESS);

	*count = 0;
	db_bind_blob(q, 1, address, TOKEN_HASH);
	db_bind_int(q, 2, since);
	db_bind_int(q, 3, REPEATS_MAX);
	if (db_row(q))
		*count = (int)db_int(q, 0);
	return db_finish(q);
}
