#include "store/form_use.h"

#include <string.h>

static const char SQL_GET[] =
	"SELECT digest, location FROM form_use WHERE nonce = $1";
static const char SQL_ADD[] =
	"INSERT INTO form_use (nonce, digest, location, used_at)"
	" VALUES ($1, $2, $3, $4)";

enum status store_form_use_get(struct db *db, struct arena *arena,
			       const unsigned char nonce[FORM_USE_NONCE],
			       struct form_use *out)
{
	struct db_query *q = db_query(db, SQL_GET);

	db_bind_blob(q, 1, nonce, FORM_USE_NONCE);
	if (db_row(q)) {
		size_t len;
		const void *digest = db_peek_blob(q, 0, &len);

		memset(out, 0, sizeof(*out));
		if (len == FORM_USE_DIGEST)
			memcpy(out->digest, digest, len);
		out->location = db_text(q, 1, arena);
	}
	return db_finish_one(q);
}

enum status store_form_use_add(struct db *db,
			       const unsigned char nonce[FORM_USE_NONCE],
			       const struct form_use *use, int64_t now)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_ADD);
	db_bind_blob(q, 1, nonce, FORM_USE_NONCE);
	db_bind_blob(q, 2, use->digest, FORM_USE_DIGEST);
	db_bind_text(q, 3, use->location);
	db_bind_int(q, 4, now);
	return db_end(db, db_finish(q));
}
