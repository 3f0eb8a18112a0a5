/* The words of a person leave the record; that something stood there, and
 * who took it out, stays. */
#include <inttypes.h>

#include "store/audit_chain.h"
#include "util/json.h"

static const char SQL_HAS_DETAIL[] =
	"SELECT 1 FROM audit_detail JOIN audit ON audit.id = audit_id"
	" WHERE audit_id = $1 AND action <> '" AUDIT_ERASE "'";
static const char SQL_LIST[] =
	"INSERT INTO audit_erasure (audit_id, erased_by) VALUES ($1, $2)";
static const char SQL_REMOVE[] = "DELETE FROM audit_detail WHERE audit_id = $1";

/* Keep of ids those that have a detail to erase. */
static enum status keep_erasable(struct db *db, int64_t *ids, size_t *count)
{
	enum status st = STATUS_OK;
	size_t kept = 0;

	for (size_t i = 0; st == STATUS_OK && i < *count; i++) {
		struct db_query *q = db_query(db, SQL_HAS_DETAIL);

		db_bind_int(q, 1, ids[i]);
		if (db_row(q))
			ids[kept++] = ids[i];
		st = db_finish(q);
	}
	*count = kept;
	return st;
}

static char *with_digest(struct arena *arena, const char *detail,
			 const int64_t *ids, size_t count)
{
	json_t *root = detail ? json_loads(detail, 0, NULL) : json_object();
	unsigned char hash[TOKEN_HASH] = { 0 };
	char text[TOKEN_TEXT];

	for (size_t i = 0; i < count; i++)
		audit_chain_erased(hash, ids[i]);
	token_text(hash, text);
	json_object_set_new(root, "details", json_integer((json_int_t)count));
	json_object_set_new(root, "digest", json_string(text));
	return json_text(arena, root, 0);
}

static enum status run(struct db *db, const char *sql, int64_t id,
		       int64_t erased_by)
{
	struct db_query *q = db_query(db, sql);

	db_bind_int(q, 1, id);
	if (erased_by)
		db_bind_int(q, 2, erased_by);
	return db_finish(q);
}

static enum status erase(struct db *db, struct arena *arena,
			 struct audit_entry entry, int64_t *ids, size_t count)
{
	enum status st = keep_erasable(db, ids, &count);
	int64_t id;

	if (st != STATUS_OK)
		return st;
	entry.action = AUDIT_ERASE;
	entry.detail = with_digest(arena, entry.detail, ids, count);
	st = store_audit_add_as(db, &entry, &id);
	for (size_t i = 0; st == STATUS_OK && i < count; i++) {
		st = run(db, SQL_LIST, ids[i], id);
		if (st == STATUS_OK)
			st = run(db, SQL_REMOVE, ids[i], 0);
	}
	return st;
}

enum status store_audit_erase(struct db *db, struct arena *arena,
			      const struct audit_entry *entry, int64_t *ids,
			      size_t count)
{
	db_begin(db);
	return db_end(db, erase(db, arena, *entry, ids, count));
}
