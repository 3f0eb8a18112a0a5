/* The index follows one listing. */
#include "store/search.h"

#include <string.h>

#include "store/search_bitmap.h"
#include "store/search_document.h"

static const char SQL_FORWARD[] =
	"SELECT keys FROM search_forward WHERE program_id = $1";
static const char SQL_BITMAP[] =
	"SELECT bitmap FROM search_bitmap WHERE kind = $1 AND key = $2";
static const char SQL_WORD_ADD[] =
	"INSERT INTO search_word (word, programs) VALUES ($1, $2)"
	" ON CONFLICT (word) DO UPDATE"
	"  SET programs = search_word.programs + excluded.programs";
static const char SQL_WORD_DROP[] =
	"DELETE FROM search_word WHERE word = $1 AND programs <= 0";

/* Put program id into the bitmap called text, or take it out. */
static enum status change_bitmap(struct db *db, struct arena *arena,
				 const char *text, uint32_t id, bool is_in)
{
	const char *key, *kind = search_key_split(arena, text, &key);
	struct db_query *q = db_query(db, SQL_BITMAP);
	roaring_bitmap_t *bitmap = NULL;
	bool is_damaged = false;
	enum status st;

	db_bind_text(q, 1, kind);
	db_bind_text(q, 2, key);
	if (db_row(q)) {
		bitmap = search_bitmap_read(q, 0);
		is_damaged = !bitmap;
	}
	st = db_finish(q);
	if (st == STATUS_OK && is_damaged)
		st = STATUS_FAILED;
	if (st != STATUS_OK)
		goto out;
	if (!bitmap)
		bitmap = roaring_bitmap_create();
	if (is_in)
		roaring_bitmap_add(bitmap, id);
	else
		roaring_bitmap_remove(bitmap, id);
	st = search_bitmap_write(db, arena, text, bitmap);
out:
	if (bitmap)
		roaring_bitmap_free(bitmap);
	return st;
}

static enum status change_word(struct db *db, const char *word, int by)
{
	struct db_query *q;
	enum status st;

	if (!search_word_is_offered(word))
		return STATUS_OK;
	q = db_query(db, SQL_WORD_ADD);
	db_bind_text(q, 1, word);
	db_bind_int(q, 2, by);
	st = db_finish(q);
	if (st != STATUS_OK || by > 0)
		return st;
	q = db_query(db, SQL_WORD_DROP);
	db_bind_text(q, 1, word);
	return db_finish(q);
}

/* One listing changed ---------------------------------------------------- */

struct change {
	struct db *db;
	struct arena *arena;
	struct search_tokenizer *tokenizer;
	uint32_t id;
	struct search_document before, after;
};

static enum status change_keys(struct change *c)
{
	enum status st = STATUS_OK;
	size_t i = 0, j = 0, n, m;
	const char **old =
		search_document_keys(c->tokenizer, c->arena, &c->before, &n);
	const char **new =
		search_document_keys(c->tokenizer, c->arena, &c->after, &m);

	while (st == STATUS_OK && (i < n || j < m)) {
		int order = i == n ? 1 : j == m ? -1 : strcmp(old[i], new[j]);

		if (order < 0)
			st = change_bitmap(c->db, c->arena, old[i++], c->id,
					   false);
		else if (order > 0)
			st = change_bitmap(c->db, c->arena, new[j++], c->id,
					   true);
		else
			i++, j++;
	}
	return st;
}

static enum status change_words(struct change *c)
{
	const struct search_word *old = c->before.words, *new = c->after.words;
	size_t i = 0, j = 0, n = c->before.word_count, m = c->after.word_count;
	enum status st = STATUS_OK;

	while (st == STATUS_OK && (i < n || j < m)) {
		int order = i == n   ? 1
			    : j == m ? -1
				     : strcmp(old[i].word, new[j].word);

		if (order < 0)
			st = change_word(c->db, old[i++].word, -1);
		else if (order > 0)
			st = change_word(c->db, new[j++].word, 1);
		else
			i++, j++;
	}
	return st;
}

static enum status read_before(struct change *c)
{
	struct db_query *q = db_query(c->db, SQL_FORWARD);

	db_bind_int(q, 1, c->id);
	if (db_row(q))
		search_document_parse(c->arena, db_peek_text(q, 0), &c->before);
	return db_finish(q);
}

static enum status change_program(struct change *c)
{
	bool is_public;
	enum status st = search_tokenizer(c->db, &c->tokenizer);

	if (st == STATUS_OK)
		st = read_before(c);
	if (st != STATUS_OK)
		return st;
	st = search_document_read(c->db, c->arena, c->id, &c->after);
	is_public = st == STATUS_OK;
	if (st == STATUS_NOT_FOUND)
		st = STATUS_OK;
	if (st == STATUS_OK)
		st = change_keys(c);
	if (st == STATUS_OK)
		st = change_words(c);
	if (st == STATUS_OK)
		st = search_document_keep(c->db, c->arena, c->id,
					  is_public ? &c->after : NULL);
	return st;
}

enum status store_search_program_changed(struct db *db, int64_t id)
{
	struct arena *arena;
	struct change c;
	enum status st;

	if (!search_id_fits(id))
		return STATUS_FAILED;
	arena = arena_new();
	c = (struct change){ .db = db, .arena = arena, .id = (uint32_t)id };
	db_begin(db);
	st = db_end(db, change_program(&c));
	arena_free(arena);
	return st;
}
