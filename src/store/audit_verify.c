/* Is the record as it was written? One pass over it, in order; every byte of
 * it is under a hash that stands in the chain, and the chain's end in the
 * head. */
#include <inttypes.h>
#include <string.h>

#include "store/audit_chain.h"
#include "util/json.h"
#include "util/log.h"

static const char SQL_ALL[] =
	"SELECT audit.id, at, actor, action, object, audit.detail, hash,"
	"       d.salt, d.detail, e.erased_by"
	"  FROM audit"
	"  LEFT JOIN audit_detail AS d ON d.audit_id = audit.id"
	"  LEFT JOIN audit_erasure AS e ON e.audit_id = audit.id"
	" ORDER BY audit.id";
/* What SQL_ALL cannot meet: it goes from the rows of the record. */
static const char SQL_BESIDE[] = "SELECT (SELECT count(*) FROM audit_detail),"
				 "       (SELECT count(*) FROM audit_erasure)";
static const char SQL_HEAD[] = "SELECT id, last_id, hash FROM audit_head";
static const char SQL_ERASED_BY[] =
	"SELECT audit_id FROM audit_erasure WHERE erased_by = $1"
	" ORDER BY audit_id";
static const char SQL_CAUSE[] = "SELECT action FROM audit WHERE id = $1";

enum column {
	ID,
	AT,
	ACTOR,
	ACTION,
	OBJECT,
	DETAIL,
	HASH,
	SALT,
	WORDS,
	ERASED_BY
};

struct walk {
	struct db *db;
	struct db_query *q;
	int64_t id; /* of the row at hand; the last one's after the end */
	int64_t details, erasures;      /* met so far */
	unsigned char hash[TOKEN_HASH]; /* of the row before, then of this */
};

/* A text without a NUL inside, which would hide what stands after it. */
static bool is_plain(struct db_query *q, int column)
{
	size_t len;

	db_peek_blob(q, column, &len);
	return strlen(db_peek_text(q, column)) == len;
}

static bool is_hash(struct db_query *q, int column,
		    const unsigned char hash[TOKEN_HASH])
{
	size_t len;
	const void *bytes = db_peek_blob(q, column, &len);

	return bytes && len == TOKEN_HASH && memcmp(bytes, hash, len) == 0;
}

static const char *check_row(struct walk *w)
{
	struct db_query *q = w->q;
	const struct audit_entry entry = {
		.actor = db_peek_text(q, ACTOR),
		.action = db_peek_text(q, ACTION),
		.object = db_peek_text(q, OBJECT),
		.detail = db_peek_text(q, DETAIL),
	};
	unsigned char before[TOKEN_HASH];

	if (db_int(q, ID) != w->id)
		return "a row is missing before it";
	if (!entry.actor || !entry.action || !entry.object ||
	    !is_plain(q, ACTOR) || !is_plain(q, ACTION) ||
	    !is_plain(q, OBJECT) || (entry.detail && !is_plain(q, DETAIL)))
		return "it is not whole";
	memcpy(before, w->hash, sizeof(before));
	audit_chain_row(w->hash, before, w->id, db_int(q, AT), &entry);
	return is_hash(q, HASH, w->hash) ? NULL : "its hash is another";
}

/* The row that erased others holds the hash of their ids. */
static const char *check_erased(struct walk *w)
{
	json_t *detail = json_loads(db_peek_text(w->q, WORDS), 0, NULL);
	const char *digest =
		json_string_value(json_object_get(detail, "digest"));
	unsigned char hash[TOKEN_HASH] = { 0 };
	struct db_query *q = db_query(w->db, SQL_ERASED_BY);
	char text[TOKEN_TEXT];
	bool is_same;

	db_bind_int(q, 1, w->id);
	while (db_row(q))
		audit_chain_erased(hash, db_int(q, 0));
	token_text(hash, text);
	is_same = db_finish(q) == STATUS_OK && digest &&
		  strcmp(digest, text) == 0;
	json_decref(detail);
	return is_same ? NULL : "it did not erase what is listed as erased";
}

static const char *check_words(struct walk *w)
{
	char hashed[AUDIT_HASHED_TEXT];
	size_t len;
	const void *salt = db_peek_blob(w->q, SALT, &len);

	w->details++;
	if (!salt || len != AUDIT_SALT || !is_plain(w->q, WORDS))
		return "its detail is not whole";
	audit_chain_detail(hashed, salt, db_peek_text(w->q, WORDS));
	if (strcmp(hashed, db_peek_text(w->q, DETAIL)) != 0)
		return "its detail is another";
	return NULL;
}

static const char *check_cause(struct walk *w)
{
	struct db_query *q = db_query(w->db, SQL_CAUSE);
	int64_t cause = db_int(w->q, ERASED_BY);
	bool is_erasure = false;

	w->erasures++;
	db_bind_int(q, 1, cause);
	if (db_row(q))
		is_erasure = strcmp(db_peek_text(q, 0), AUDIT_ERASE) == 0;
	if (db_finish(q) != STATUS_OK || !is_erasure || cause <= w->id)
		return "its detail is listed as erased by what erases nothing";
	return NULL;
}

/* A detail beside its row is there and right, or was erased; only rows of the
 * first version hold it themselves. */
static const char *check_detail(struct walk *w)
{
	const char *detail = db_peek_text(w->q, DETAIL);
	bool is_beside = detail && strncmp(detail, AUDIT_HASHED,
					   sizeof(AUDIT_HASHED) - 1) == 0;
	bool has_words = !db_is_null(w->q, WORDS);
	bool is_erased = !db_is_null(w->q, ERASED_BY);
	const char *fault;

	if (!is_beside)
		return has_words || is_erased ? "it has a detail too many"
					      : NULL;
	if (has_words && is_erased)
		return "its detail is listed as erased and is there";
	if (is_erased)
		return check_cause(w);
	if (!has_words)
		return "its detail is missing";
	fault = check_words(w);
	if (!fault && strcmp(db_peek_text(w->q, ACTION), AUDIT_ERASE) == 0)
		fault = check_erased(w);
	return fault;
}

static const char *check_end(struct walk *w)
{
	struct db_query *q = db_query(w->db, SQL_HEAD);
	bool is_head = false;

	if (db_row(q))
		is_head = db_int(q, 0) == 1 && db_int(q, 1) == w->id &&
			  is_hash(q, 2, w->hash) && !db_row(q);
	else
		is_head = w->id == 0;
	if (db_finish(q) != STATUS_OK || !is_head)
		return "it is not the last one that was written";
	q = db_query(w->db, SQL_BESIDE);
	is_head = db_row(q) && db_int(q, 0) == w->details &&
		  db_int(q, 1) == w->erasures;
	if (db_finish(q) != STATUS_OK || !is_head)
		return "a detail belongs to no row";
	return NULL;
}

static enum status verify(struct walk *w)
{
	const char *fault = NULL;
	enum status st;

	w->q = db_query(w->db, SQL_ALL);
	while (!fault && db_row(w->q)) {
		w->id++;
		fault = check_row(w);
		if (!fault)
			fault = check_detail(w);
	}
	st = db_finish(w->q);
	if (st != STATUS_OK)
		fault = "it cannot be read to its end";
	else if (!fault)
		fault = check_end(w);
	if (fault)
		log_error("the record of changes breaks at row %" PRId64 ": %s",
			  w->id, fault);
	return fault ? STATUS_FAILED : STATUS_OK;
}

enum status store_audit_verify(struct db *db)
{
	struct walk w = { .db = db };
	enum status st;

	db_begin_read(db); /* rows, details and head of one moment */
	st = verify(&w);
	db_end_read(db);
	return st;
}

enum status store_audit_end(struct db *db, struct audit_end *out)
{
	struct db_query *q = db_query(db, SQL_HEAD);

	*out = (struct audit_end){ 0 };
	if (db_row(q)) {
		size_t len;
		const void *hash = db_peek_blob(q, 2, &len);

		out->id = db_int(q, 1);
		if (hash && len == TOKEN_HASH)
			token_text(hash, out->hash);
	}
	return db_finish(q);
}
