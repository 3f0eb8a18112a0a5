/* What the filter learns from the decisions of moderators, and forgets. */
#include <string.h>

#include "store/spam.h"
#include "store/spam_text.h"

#define PRUNE_EVERY 50    /* comments learned */
#define PRUNE_MAX   20000 /* words at once */

static const char SQL_COMMENT[] =
	"SELECT author_name, author_email, website, body, learned, is_staff"
	"  FROM comment WHERE id = $1";
static const char SQL_ADD[] =
	"INSERT INTO spam_word (word, spam, honest) VALUES ($1, $2, $3)"
	" ON CONFLICT (word) DO UPDATE SET spam = spam_word.spam + $2,"
	"       honest = spam_word.honest + $3";
/* A word that was pruned meanwhile cannot go below nothing. */
static const char SQL_TAKE[] =
	"UPDATE spam_word SET"
	"       spam = CASE WHEN spam > $2 THEN spam - $2 ELSE 0 END,"
	"       honest = CASE WHEN honest > $3 THEN honest - $3 ELSE 0 END"
	" WHERE word = $1";
static const char SQL_DROP[] = "DELETE FROM spam_word"
			       " WHERE word = $1 AND spam = 0 AND honest = 0";
static const char SQL_DROP_RARE[] =
	"DELETE FROM spam_word"
	" WHERE word = $1 AND word <> '' AND spam + honest <= 1";
static const char SQL_LEARNED[] =
	"UPDATE comment SET learned = $2 WHERE id = $1";
static const char SQL_TOTAL[] =
	"SELECT spam + honest FROM spam_word WHERE word = ''";
static const char SQL_SIZE[] = "SELECT count(*) FROM spam_word";
static const char SQL_PRUNE[] =
	"DELETE FROM spam_word WHERE word IN ("
	"       SELECT word FROM spam_word WHERE word <> ''"
	"        ORDER BY spam + honest LIMIT $1)";

struct lesson {
	struct spam_text text;
	enum spam_lesson learned; /* before */
	bool is_staff;
};

const char *store_spam_lesson_name(enum spam_lesson lesson)
{
	return lesson == SPAM_LESSON_SPAM     ? "spam"
	       : lesson == SPAM_LESSON_HONEST ? "honest"
					      : NULL;
}

enum spam_lesson store_spam_lesson_of(const char *name)
{
	if (!name)
		return SPAM_LESSON_NONE;
	return !strcmp(name, "spam")     ? SPAM_LESSON_SPAM
	       : !strcmp(name, "honest") ? SPAM_LESSON_HONEST
					 : SPAM_LESSON_NONE;
}

static enum status get_lesson(struct db *db, struct arena *arena, int64_t id,
			      struct lesson *out)
{
	struct db_query *q = db_query(db, SQL_COMMENT);

	db_bind_int(q, 1, id);
	if (db_row(q)) {
		out->learned = store_spam_lesson_of(db_peek_text(q, 4));
		out->is_staff = db_int(q, 5) != 0;
		spam_text_read(arena, db_peek_text(q, 0), db_peek_text(q, 1),
			       db_peek_text(q, 2), db_peek_text(q, 3),
			       &out->text);
	}
	return db_finish_one(q);
}

static enum status count_word(struct db *db, const char *sql, const char *word,
			      enum spam_lesson lesson)
{
	struct db_query *q = db_query(db, sql);

	db_bind_text(q, 1, word);
	db_bind_int(q, 2, lesson == SPAM_LESSON_SPAM);
	db_bind_int(q, 3, lesson == SPAM_LESSON_HONEST);
	return db_finish(q);
}

static enum status drop_word(struct db *db, const char *sql, const char *word)
{
	struct db_query *q = db_query(db, sql);

	db_bind_text(q, 1, word);
	return db_finish(q);
}

static enum status add_words(struct db *db, const struct spam_text *text,
			     enum spam_lesson lesson)
{
	enum status st = count_word(db, SQL_ADD, "", lesson);

	for (size_t i = 0; st == STATUS_OK && i < text->count; i++)
		st = count_word(db, SQL_ADD, text->words[i], lesson);
	return st;
}

static enum status take_words(struct db *db, const struct spam_text *text,
			      enum spam_lesson lesson)
{
	enum status st = count_word(db, SQL_TAKE, "", lesson);

	for (size_t i = 0; st == STATUS_OK && i < text->count; i++) {
		st = count_word(db, SQL_TAKE, text->words[i], lesson);
		if (st == STATUS_OK)
			st = drop_word(db, SQL_DROP, text->words[i]);
	}
	return st;
}

static enum status note(struct db *db, int64_t id, enum spam_lesson lesson)
{
	struct db_query *q = db_query(db, SQL_LEARNED);

	db_bind_int(q, 1, id);
	db_bind_text(q, 2, store_spam_lesson_name(lesson));
	return db_finish(q);
}

static enum status get_number(struct db *db, const char *sql, int64_t *out)
{
	struct db_query *q = db_query(db, sql);

	*out = 0;
	if (db_row(q))
		*out = db_int(q, 0);
	return db_finish(q);
}

/* The rarest words go when there are too many; looked at now and then, for
 * counting them all takes a moment. */
static enum status prune(struct db *db)
{
	int64_t total, size = 0, many;
	enum status st = get_number(db, SQL_TOTAL, &total);
	struct db_query *q;

	if (st != STATUS_OK || total % PRUNE_EVERY != 0)
		return st;
	st = get_number(db, SQL_SIZE, &size);
	if (st != STATUS_OK || size <= SPAM_TABLE_MAX)
		return st;
	many = size - SPAM_TABLE_MAX * 9 / 10;
	q = db_query(db, SQL_PRUNE);
	db_bind_int(q, 1, many < PRUNE_MAX ? many : PRUNE_MAX);
	return db_finish(q);
}

enum status store_spam_learn(struct db *db, int64_t comment_id,
			     enum spam_lesson lesson)
{
	struct arena *arena = arena_new();
	struct lesson before = { 0 };
	enum status st;

	db_begin(db);
	st = get_lesson(db, arena, comment_id, &before);
	if (st != STATUS_OK || before.is_staff || before.learned == lesson)
		goto out;
	if (before.learned != SPAM_LESSON_NONE)
		st = take_words(db, &before.text, before.learned);
	if (st == STATUS_OK && lesson != SPAM_LESSON_NONE)
		st = add_words(db, &before.text, lesson);
	if (st == STATUS_OK)
		st = note(db, comment_id, lesson);
	if (st == STATUS_OK && lesson != SPAM_LESSON_NONE)
		st = prune(db);
out:
	arena_free(arena);
	return db_end(db, st);
}

enum status store_spam_unlearn(struct db *db, int64_t comment_id,
			       enum spam_lesson *lesson)
{
	struct arena *arena = arena_new();
	struct lesson before = { 0 };
	enum status st = get_lesson(db, arena, comment_id, &before);

	arena_free(arena);
	*lesson = before.learned;
	if (st != STATUS_OK || before.learned == SPAM_LESSON_NONE)
		return st;
	return store_spam_learn(db, comment_id, SPAM_LESSON_NONE);
}

enum status store_spam_keep_common(struct db *db, int64_t comment_id)
{
	struct arena *arena = arena_new();
	struct lesson before = { 0 };
	enum status st = get_lesson(db, arena, comment_id, &before);

	for (size_t i = 0; st == STATUS_OK && i < before.text.count &&
			   before.learned != SPAM_LESSON_NONE;
	     i++)
		st = drop_word(db, SQL_DROP_RARE, before.text.words[i]);
	arena_free(arena);
	return st;
}
