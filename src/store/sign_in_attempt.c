#include "store/sign_in_attempt.h"

#include <string.h>

static const char SQL_SWEEP[] =
	"DELETE FROM sign_in_attempt WHERE created_at <= $1";

static enum status sweep(struct db *db, int64_t before)
{
	struct db_query *q = db_query(db, SQL_SWEEP);

	db_bind_int(q, 1, before);
	return db_finish(q);
}

/* The oldest of a browser end where its newest make too many. */
static const char SQL_CROWD_OUT[] =
	"DELETE FROM sign_in_attempt WHERE state_hash IN"
	" (SELECT state_hash FROM sign_in_attempt WHERE browser_hash = $1"
	"   ORDER BY created_at DESC, state_hash LIMIT -1 OFFSET $2)";
static const char SQL_COUNT[] = "SELECT count(*) FROM sign_in_attempt";

static enum status count_all(struct db *db, int64_t *count)
{
	struct db_query *q = db_query(db, SQL_COUNT);

	*count = 0;
	if (db_row(q))
		*count = db_int(q, 0);
	return db_finish(q);
}

/* Those that can no longer be used make room, though words wait in them. */
static enum status make_room(struct db *db,
			     const struct sign_in_attempt *attempt)
{
	struct db_query *q = db_query(db, SQL_CROWD_OUT);
	int64_t count;
	enum status st;

	db_bind_blob(q, 1, attempt->browser_hash, TOKEN_HASH);
	db_bind_int(q, 2, SIGN_IN_ATTEMPTS_OF_BROWSER - 1);
	st = db_finish(q);
	if (st == STATUS_OK)
		st = count_all(db, &count);
	if (st != STATUS_OK || count < SIGN_IN_ATTEMPTS_MAX)
		return st;
	st = sweep(db, attempt->created_at - SIGN_IN_ATTEMPT_SECONDS);
	if (st == STATUS_OK)
		st = count_all(db, &count);
	return st == STATUS_OK && count >= SIGN_IN_ATTEMPTS_MAX ? STATUS_BUSY
								: st;
}

static const char SQL_ADD[] =
	"INSERT INTO sign_in_attempt (state_hash, browser_hash, provider,"
	"  sealed, return_to, kept, created_at)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7)";

static enum status add(struct db *db, const struct sign_in_attempt *attempt)
{
	struct db_query *q;
	enum status st = make_room(db, attempt);

	if (st != STATUS_OK)
		return st;
	q = db_query(db, SQL_ADD);
	db_bind_blob(q, 1, attempt->state_hash, TOKEN_HASH);
	db_bind_blob(q, 2, attempt->browser_hash, TOKEN_HASH);
	db_bind_text(q, 3, attempt->provider);
	db_bind_blob(q, 4, attempt->sealed, attempt->sealed_len);
	db_bind_text(q, 5, attempt->return_to);
	db_bind_text(q, 6, attempt->kept);
	db_bind_int(q, 7, attempt->created_at);
	return db_finish(q);
}

enum status store_sign_in_attempt_add(struct db *db,
				      const struct sign_in_attempt *attempt)
{
	db_begin(db);
	return db_end(db, add(db, attempt));
}

static const char SQL_GET[] =
	"SELECT sealed, return_to, kept, created_at FROM sign_in_attempt"
	" WHERE state_hash = $1 AND browser_hash = $2 AND provider = $3"
	"   AND created_at > $4";

static void read_attempt(struct db_query *q, struct arena *arena,
			 struct sign_in_attempt *out)
{
	const void *bytes = db_peek_blob(q, 0, &out->sealed_len);
	unsigned char *copy = arena_alloc(arena, out->sealed_len + 1);

	if (out->sealed_len)
		memcpy(copy, bytes, out->sealed_len);
	out->sealed = copy;
	out->return_to = db_text(q, 1, arena);
	out->kept = db_text(q, 2, arena);
	out->created_at = db_int(q, 3);
}

enum status
store_sign_in_attempt_get(struct db *db, struct arena *arena,
			  const unsigned char state_hash[TOKEN_HASH],
			  const unsigned char browser_hash[TOKEN_HASH],
			  const char *provider, int64_t now,
			  struct sign_in_attempt *out)
{
	struct db_query *q = db_query(db, SQL_GET);

	*out = (struct sign_in_attempt){ .provider = provider };
	memcpy(out->state_hash, state_hash, TOKEN_HASH);
	memcpy(out->browser_hash, browser_hash, TOKEN_HASH);
	db_bind_blob(q, 1, state_hash, TOKEN_HASH);
	db_bind_blob(q, 2, browser_hash, TOKEN_HASH);
	db_bind_text(q, 3, provider);
	db_bind_int(q, 4, now - SIGN_IN_ATTEMPT_KEEP);
	if (db_row(q))
		read_attempt(q, arena, out);
	return db_finish_one(q);
}

bool store_sign_in_attempt_is_open(const struct sign_in_attempt *attempt,
				   int64_t now)
{
	return attempt->sealed_len > 0 &&
	       now - attempt->created_at < SIGN_IN_ATTEMPT_SECONDS;
}

/* (A used one has no secrets left: they are good for nothing else.) */
static const char SQL_USE[] =
	"UPDATE sign_in_attempt SET sealed = x''"
	" WHERE state_hash = $1 AND length(sealed) > 0 AND created_at > $2"
	" RETURNING 1";

enum status store_sign_in_attempt_use(
	struct db *db, const unsigned char state_hash[TOKEN_HASH], int64_t now)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_USE);
	db_bind_blob(q, 1, state_hash, TOKEN_HASH);
	db_bind_int(q, 2, now - SIGN_IN_ATTEMPT_SECONDS);
	db_row(q);
	return db_end(db, db_finish_one(q));
}

static const char SQL_DROP[] =
	"DELETE FROM sign_in_attempt WHERE state_hash = $1";

enum status
store_sign_in_attempt_drop(struct db *db,
			   const unsigned char state_hash[TOKEN_HASH])
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_DROP);
	db_bind_blob(q, 1, state_hash, TOKEN_HASH);
	return db_end(db, db_finish(q));
}
