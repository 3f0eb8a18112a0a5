#include "store/audit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/audit_chain.h"
#include "util/clock.h"

static const char SQL_LAST[] =
	"SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1";
static const char SQL_ADD[] =
	"INSERT INTO audit (id, at, actor, action, object, detail, hash)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7)";
static const char SQL_ADD_DETAIL[] =
	"INSERT INTO audit_detail (audit_id, salt, detail) VALUES ($1, $2, $3)";
static const char SQL_HEAD[] =
	"INSERT INTO audit_head (id, last_id, hash) VALUES (1, $1, $2)"
	" ON CONFLICT (id) DO UPDATE"
	"    SET last_id = excluded.last_id, hash = excluded.hash";

void audit_chain_row(unsigned char hash[TOKEN_HASH],
		     const unsigned char before[TOKEN_HASH], int64_t id,
		     int64_t at, const struct audit_entry *entry)
{
	char id_text[24], at_text[24];

	snprintf(id_text, sizeof(id_text), "%" PRId64, id);
	snprintf(at_text, sizeof(at_text), "%" PRId64, at);
	token_mac(hash, before, id_text, at_text, entry->actor, entry->action,
		  entry->object, entry->detail ? "detail" : "none",
		  entry->detail ? entry->detail : "", NULL);
}

void audit_chain_detail(char out[AUDIT_HASHED_TEXT],
			const unsigned char salt[AUDIT_SALT],
			const char *detail)
{
	unsigned char key[32] = { 0 }, hash[TOKEN_HASH];

	memcpy(key, salt, AUDIT_SALT);
	token_mac(hash, key, detail, NULL);
	memcpy(out, AUDIT_HASHED, sizeof(AUDIT_HASHED) - 1);
	token_text(hash, out + sizeof(AUDIT_HASHED) - 1);
}

void audit_chain_erased(unsigned char hash[TOKEN_HASH], int64_t audit_id)
{
	unsigned char before[TOKEN_HASH];
	char id_text[24];

	memcpy(before, hash, sizeof(before));
	snprintf(id_text, sizeof(id_text), "%" PRId64, audit_id);
	token_mac(hash, before, id_text, NULL);
}

static enum status get_last(struct db *db, unsigned char hash[TOKEN_HASH],
			    int64_t *id)
{
	struct db_query *q = db_query(db, SQL_LAST);

	memset(hash, 0, TOKEN_HASH);
	*id = 0;
	if (db_row(q)) {
		size_t len;
		const void *bytes = db_peek_blob(q, 1, &len);

		if (len == TOKEN_HASH)
			memcpy(hash, bytes, len);
		*id = db_int(q, 0);
	}
	return db_finish(q);
}

static enum status add_row(struct db *db, int64_t id, int64_t at,
			   const struct audit_entry *entry,
			   const unsigned char hash[TOKEN_HASH])
{
	struct db_query *q = db_query(db, SQL_ADD);

	db_bind_int(q, 1, id);
	db_bind_int(q, 2, at);
	db_bind_text(q, 3, entry->actor);
	db_bind_text(q, 4, entry->action);
	db_bind_text(q, 5, entry->object);
	db_bind_text(q, 6, entry->detail);
	db_bind_blob(q, 7, hash, TOKEN_HASH);
	return db_finish(q);
}

static enum status add_detail(struct db *db, int64_t id,
			      const unsigned char salt[AUDIT_SALT],
			      const char *detail)
{
	struct db_query *q = db_query(db, SQL_ADD_DETAIL);

	db_bind_int(q, 1, id);
	db_bind_blob(q, 2, salt, AUDIT_SALT);
	db_bind_text(q, 3, detail);
	return db_finish(q);
}

static enum status set_head(struct db *db, int64_t id,
			    const unsigned char hash[TOKEN_HASH])
{
	struct db_query *q = db_query(db, SQL_HEAD);

	db_bind_int(q, 1, id);
	db_bind_blob(q, 2, hash, TOKEN_HASH);
	return db_finish(q);
}

static enum status add(struct db *db, struct audit_entry entry, int64_t *id)
{
	unsigned char before[TOKEN_HASH], hash[TOKEN_HASH], salt[AUDIT_SALT];
	const char *detail = entry.detail;
	char hashed[AUDIT_HASHED_TEXT];
	int64_t at = clock_now();
	enum status st = get_last(db, before, id);

	if (st != STATUS_OK)
		return st;
	++*id;
	if (detail) {
		token_random(salt, sizeof(salt));
		audit_chain_detail(hashed, salt, detail);
		entry.detail = hashed;
	}
	audit_chain_row(hash, before, *id, at, &entry);
	st = add_row(db, *id, at, &entry, hash);
	if (st == STATUS_OK && detail)
		st = add_detail(db, *id, salt, detail);
	if (st == STATUS_OK)
		st = set_head(db, *id, hash);
	return st;
}

enum status store_audit_add_as(struct db *db, const struct audit_entry *entry,
			       int64_t *id)
{
	db_begin(db); /* nobody may add between the look and the write */
	return db_end(db, add(db, *entry, id));
}

enum status store_audit_add(struct db *db, const struct audit_entry *entry)
{
	int64_t id;

	return store_audit_add_as(db, entry, &id);
}
