/* New words for a comment, and the words that it had. */
#include "store/staff_comment.h"

#include <inttypes.h>
#include <string.h>

#include "store/audit.h"
#include "store/spam.h"
#include "util/json.h"
#include "util/text.h"

static const char SQL_NOW[] =
	"SELECT author_name, website, body, version FROM comment"
	" WHERE id = $1";

static const char SQL_KEEP[] =
	"INSERT INTO comment_revision (comment_id, version, author_name,"
	"       website, body, actor, created_at)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7)";

static const char SQL_CHANGE[] =
	"UPDATE comment SET author_name = $2, website = $3, body = $4,"
	"       flags = $5, edited_at = $6, version = version + 1"
	" WHERE id = $1";

static const char SQL_WORDS[] =
	"SELECT author_name, website, body, version, actor, created_at"
	"  FROM comment_revision WHERE comment_id = $1 ORDER BY version";

static const char SQL_WORDS_AT[] =
	"SELECT author_name, website, body, version, actor, created_at"
	"  FROM comment_revision WHERE comment_id = $1 AND version >= $2"
	" ORDER BY version LIMIT 1";

/* The first four columns are the same in all queries of words. */
static void read_words(struct db_query *q, struct arena *arena,
		       struct comment_words *out)
{
	*out = (struct comment_words){
		.author_name = db_text(q, 0, arena),
		.website = db_text(q, 1, arena),
		.body = db_text(q, 2, arena),
		.version = db_int(q, 3),
	};
}

static void read_old_words(struct db_query *q, struct arena *arena,
			   struct comment_words *out)
{
	read_words(q, arena, out);
	out->actor = db_text(q, 4, arena);
	out->changed_at = db_int(q, 5);
}

static enum status get_words(struct db *db, struct arena *arena, int64_t id,
			     struct comment_words *out)
{
	struct db_query *q = db_query(db, SQL_NOW);

	db_bind_int(q, 1, id);
	if (db_row(q))
		read_words(q, arena, out);
	return db_finish_one(q);
}

static enum status keep(struct db *db, const struct comment_edit *edit,
			const struct comment_words *old)
{
	struct db_query *q = db_query(db, SQL_KEEP);

	db_bind_int(q, 1, edit->id);
	db_bind_int(q, 2, old->version);
	db_bind_text(q, 3, old->author_name);
	db_bind_text(q, 4, old->website);
	db_bind_text(q, 5, old->body);
	db_bind_text(q, 6, edit->actor);
	db_bind_int(q, 7, edit->now);
	return db_finish(q);
}

static enum status change(struct db *db, const struct comment_edit *edit)
{
	struct db_query *q = db_query(db, SQL_CHANGE);

	db_bind_int(q, 1, edit->id);
	db_bind_text(q, 2, edit->author_name);
	db_bind_text(q, 3, text_or_null(edit->website));
	db_bind_text(q, 4, edit->body);
	db_bind_int(q, 5, edit->flags);
	db_bind_int(q, 6, edit->now);
	return db_finish(q);
}

static void note_change(json_t *detail, const char *field, const char *before,
			const char *after)
{
	json_set_change(detail, field, json_text_or_null(before),
			json_text_or_null(text_or_null(after)));
}

static enum status record(struct db *db, struct arena *arena,
			  const struct comment_edit *edit,
			  const struct comment_words *old)
{
	json_t *detail = json_object();
	struct audit_entry entry = {
		.actor = edit->actor,
		.action = "comment.edit",
		.object = arena_printf(arena, "comment %" PRId64, edit->id),
	};

	note_change(detail, "name", old->author_name, edit->author_name);
	note_change(detail, "website", old->website, edit->website);
	note_change(detail, "words", old->body, edit->body);
	entry.detail = json_text(arena, detail, 0);
	return store_audit_add(db, &entry);
}

enum status store_comment_edit(struct db *db, const struct comment_edit *edit)
{
	struct arena *arena = arena_new();
	struct comment_words old;
	enum spam_lesson lesson = SPAM_LESSON_NONE;
	enum status st;

	db_begin(db);
	st = get_words(db, arena, edit->id, &old);
	if (st == STATUS_OK && old.version != edit->version)
		st = STATUS_CONFLICT;
	if (st != STATUS_OK ||
	    (text_is_same(old.author_name, edit->author_name) &&
	     text_is_same(old.website, text_or_null(edit->website)) &&
	     text_is_same(old.body, edit->body)))
		goto out;
	st = keep(db, edit, &old);
	if (st == STATUS_OK)
		st = store_spam_unlearn(db, edit->id, &lesson);
	if (st == STATUS_OK)
		st = change(db, edit);
	if (st == STATUS_OK)
		st = store_spam_learn(db, edit->id, lesson);
	if (st == STATUS_OK)
		st = record(db, arena, edit, &old);
out:
	arena_free(arena);
	return db_end(db, st);
}

enum status store_staff_comment_words(struct db *db, struct arena *arena,
				      int64_t id, struct comment_words **out,
				      size_t *count)
{
	struct db_query *q = db_query(db, SQL_WORDS);
	struct comment_words *words = NULL;
	size_t n = 0, room = 0;

	db_bind_int(q, 1, id);
	while (db_row(q)) {
		if (n == room) {
			struct comment_words *more;

			room = room ? room * 2 : 8;
			more = arena_array(arena, room, sizeof(*more));
			if (n)
				memcpy(more, words, n * sizeof(*more));
			words = more;
		}
		read_old_words(q, arena, &words[n++]);
	}
	*out = words;
	*count = n;
	return db_finish(q);
}

enum status store_staff_comment_words_at(struct db *db, struct arena *arena,
					 int64_t id, int64_t version,
					 struct comment_words *out)
{
	struct db_query *q = db_query(db, SQL_WORDS_AT);
	enum status st;

	db_bind_int(q, 1, id);
	db_bind_int(q, 2, version);
	if (db_row(q))
		read_old_words(q, arena, out);
	st = db_finish_one(q);
	return st == STATUS_NOT_FOUND ? get_words(db, arena, id, out) : st;
}
