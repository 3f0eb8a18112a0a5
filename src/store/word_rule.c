#include "store/word_rule.h"

#include <inttypes.h>
#include <string.h>

#include "store/audit.h"
#include "util/json.h"
#include "util/utf8.h"

static const char SQL_LIST[] =
	"SELECT id, word, effect = 'spam', actor, created_at FROM word_rule"
	" ORDER BY word LIMIT $1";

static const char SQL_GET[] =
	"SELECT id, effect = 'spam' FROM word_rule WHERE word = $1";

static const char SQL_COUNT[] = "SELECT count(*) FROM word_rule";

static const char SQL_ADD[] =
	"INSERT INTO word_rule (word, effect, actor, created_at)"
	" VALUES ($1, $2, $3, $4) RETURNING id";

static const char SQL_CHANGE[] =
	"UPDATE word_rule SET effect = $2, actor = $3, created_at = $4"
	" WHERE id = $1";

static const char SQL_REMOVE[] =
	"DELETE FROM word_rule WHERE id = $1 RETURNING effect = 'spam'";

enum status store_word_rule_list(struct db *db, struct arena *arena,
				 struct word_rule **out, size_t *count)
{
	struct db_query *q = db_query(db, SQL_LIST);

	*out = arena_array(arena, WORD_RULES_MAX, sizeof(**out));
	*count = 0;
	db_bind_int(q, 1, WORD_RULES_MAX);
	while (db_row(q))
		(*out)[(*count)++] = (struct word_rule){
			.id = db_int(q, 0),
			.word = db_text(q, 1, arena),
			.is_spam = db_int(q, 2) != 0,
			.actor = db_text(q, 3, arena),
			.created_at = db_int(q, 4),
		};
	return db_finish(q);
}

static const char *effect_name(bool is_spam)
{
	return is_spam ? "spam" : "hold";
}

static enum status record(struct db *db, struct arena *arena,
			  const char *action, int64_t id, const char *actor,
			  json_t *detail)
{
	struct audit_entry entry = {
		.actor = actor,
		.action = action,
		.object = arena_printf(arena, "word %" PRId64, id),
		.detail = json_text(arena, detail, 0),
	};

	return store_audit_add(db, &entry);
}

/* A word that is to be listed, folded. */
struct listing {
	const char *word, *actor;
	bool is_spam;
	int64_t now;
};

static enum status add_new(struct db *db, struct arena *arena,
			   const struct listing *listing)
{
	struct db_query *q = db_query(db, SQL_COUNT);
	int64_t count = 0, id = 0;
	enum status st;

	if (db_row(q))
		count = db_int(q, 0);
	st = db_finish_one(q);
	if (st == STATUS_OK && count >= WORD_RULES_MAX)
		st = STATUS_CONFLICT;
	if (st != STATUS_OK)
		return st;
	q = db_query(db, SQL_ADD);
	db_bind_text(q, 1, listing->word);
	db_bind_text(q, 2, effect_name(listing->is_spam));
	db_bind_text(q, 3, listing->actor);
	db_bind_int(q, 4, listing->now);
	if (db_row(q))
		id = db_int(q, 0);
	st = db_finish_one(q);
	if (st != STATUS_OK)
		return st;
	return record(
		db, arena, "word.add", id, listing->actor,
		json_pack("{s:s}", "effect", effect_name(listing->is_spam)));
}

static enum status change(struct db *db, struct arena *arena, int64_t id,
			  const struct listing *listing)
{
	struct db_query *q = db_query(db, SQL_CHANGE);
	json_t *detail = json_object();
	enum status st;

	db_bind_int(q, 1, id);
	db_bind_text(q, 2, effect_name(listing->is_spam));
	db_bind_text(q, 3, listing->actor);
	db_bind_int(q, 4, listing->now);
	st = db_finish(q);
	json_set_change(detail, "effect",
			json_string(effect_name(!listing->is_spam)),
			json_string(effect_name(listing->is_spam)));
	if (st == STATUS_OK)
		return record(db, arena, "word.change", id, listing->actor,
			      detail);
	json_decref(detail);
	return st;
}

static enum status add(struct db *db, struct arena *arena,
		       const struct listing *listing)
{
	struct db_query *q = db_query(db, SQL_GET);
	bool is_same = false;
	int64_t id = 0;
	enum status st;

	db_bind_text(q, 1, listing->word);
	if (db_row(q)) {
		id = db_int(q, 0);
		is_same = (db_int(q, 1) != 0) == listing->is_spam;
	}
	st = db_finish(q);
	if (st != STATUS_OK || is_same)
		return st;
	return id ? change(db, arena, id, listing)
		  : add_new(db, arena, listing);
}

enum status store_word_rule_add(struct db *db, const char *word, bool is_spam,
				const char *actor, int64_t now)
{
	struct arena *arena = arena_new();
	const struct listing listing = {
		.word = utf8_fold(arena, word),
		.actor = actor,
		.is_spam = is_spam,
		.now = now,
	};
	size_t len = utf8_length(listing.word);
	enum status st = STATUS_BAD;

	db_begin(db);
	if (len >= WORD_RULE_MIN && len <= WORD_RULE_MAX)
		st = add(db, arena, &listing);
	st = db_end(db, st);
	arena_free(arena);
	return st;
}

enum status store_word_rule_remove(struct db *db, int64_t id, const char *actor)
{
	struct arena *arena = arena_new();
	struct db_query *q;
	bool is_spam = false;
	enum status st;

	db_begin(db);
	q = db_query(db, SQL_REMOVE);
	db_bind_int(q, 1, id);
	if (db_row(q))
		is_spam = db_int(q, 0) != 0;
	st = db_finish_one(q);
	if (st == STATUS_OK)
		st = record(db, arena, "word.remove", id, actor,
			    json_pack("{s:s}", "effect", effect_name(is_spam)));
	st = db_end(db, st);
	arena_free(arena);
	return st;
}
