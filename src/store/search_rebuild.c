/* The index built whole, and compared with the listings. */
#include "store/search.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/search_bitmap.h"
#include "store/search_document.h"
#include "store/search_table.h"
#include "util/log.h"
#include "util/memory.h"

static const char SQL_FORWARD[] =
	"SELECT keys FROM search_forward WHERE program_id = $1";
static const char SQL_FORWARD_COUNT[] = "SELECT count(*) FROM search_forward";
static const char SQL_BITMAPS[] =
	"SELECT kind, key, size, bitmap FROM search_bitmap"
	" ORDER BY kind, key";
static const char SQL_WORDS[] =
	"SELECT word, programs FROM search_word ORDER BY word";
static const char SQL_WORD_PUT[] =
	"INSERT INTO search_word (word, programs) VALUES ($1, $2)";
static const char SQL_CLEAR_BITMAPS[] = "DELETE FROM search_bitmap";
static const char SQL_CLEAR_WORDS[] = "DELETE FROM search_word";
static const char SQL_CLEAR_FORWARD[] = "DELETE FROM search_forward";
static const char SQL_RAISE[] =
	"UPDATE generation SET public = public + 1, directory = directory + 1"
	" WHERE id = 1";
static const char SQL_IDS[] = "SELECT id FROM public_program ORDER BY id";

struct whole {
	struct db *db;
	struct search_tokenizer *tokenizer;
	struct search_table keys, words;
	uint32_t *ids;
	size_t count;
};

static enum status read_ids(struct whole *w)
{
	struct db_query *q = db_query(w->db, SQL_IDS);
	enum status st = STATUS_OK;
	size_t cap = 0;

	while (st == STATUS_OK && db_row(q)) {
		if (w->count == cap) {
			cap = cap ? cap * 2 : 1024;
			w->ids = memory_must(
				realloc(w->ids, cap * sizeof *w->ids));
		}
		if (!search_id_fits(db_int(q, 0)))
			st = STATUS_FAILED;
		w->ids[w->count++] = (uint32_t)db_int(q, 0);
	}
	if (st != STATUS_OK) {
		if (db_finish(q) != STATUS_OK)
			return STATUS_FAILED;
		return st;
	}
	return db_finish(q);
}

static void gather(struct whole *w, struct arena *arena, uint32_t id,
		   const struct search_document *document)
{
	size_t count;
	const char **keys =
		search_document_keys(w->tokenizer, arena, document, &count);

	for (size_t i = 0; i < count; i++)
		search_table_add(&w->keys, keys[i], id);
	for (size_t i = 0; i < document->word_count; i++)
		if (search_word_is_offered(document->words[i].word))
			search_table_at(&w->words, document->words[i].word)
				->count++;
}

/* Visit every public listing; each is also handed to per_program. */
static enum status
gather_all(struct whole *w,
	   enum status (*per_program)(struct db *db, struct arena *arena,
				      int64_t id,
				      const struct search_document *document))
{
	struct arena *arena = arena_new();
	enum status st = search_tokenizer(w->db, &w->tokenizer);

	if (st == STATUS_OK)
		st = read_ids(w);
	for (size_t i = 0; st == STATUS_OK && i < w->count; i++) {
		struct search_document document;

		st = search_document_read(w->db, arena, w->ids[i], &document);
		if (st == STATUS_OK) {
			gather(w, arena, w->ids[i], &document);
			st = per_program(w->db, arena, w->ids[i], &document);
		}
		arena_reset(arena);
	}
	arena_free(arena);
	search_table_sort(&w->keys);
	search_table_sort(&w->words);
	return st;
}

static enum status write_whole(struct whole *w)
{
	struct arena *arena = arena_new();
	enum status st = STATUS_OK;

	for (size_t i = 0; st == STATUS_OK && i < w->keys.size; i++) {
		st = search_bitmap_write(w->db, arena, w->keys.entries[i].key,
					 w->keys.entries[i].bitmap);
		arena_reset(arena);
	}
	for (size_t i = 0; st == STATUS_OK && i < w->words.size; i++) {
		struct db_query *q = db_query(w->db, SQL_WORD_PUT);

		db_bind_text(q, 1, w->words.entries[i].key);
		db_bind_int(q, 2, w->words.entries[i].count);
		st = db_finish(q);
	}
	arena_free(arena);
	return st;
}

static void whole_init(struct whole *w, struct db *db)
{
	*w = (struct whole){ .db = db };
	search_table_init(&w->keys);
	search_table_init(&w->words);
}

static void whole_free(struct whole *w)
{
	search_table_free(&w->keys);
	search_table_free(&w->words);
	free(w->ids);
}

static enum status rebuild(struct whole *w)
{
	const char *const first[] = { SQL_CLEAR_BITMAPS, SQL_CLEAR_WORDS,
				      SQL_CLEAR_FORWARD, SQL_RAISE };
	enum status st = STATUS_OK;

	for (size_t i = 0; st == STATUS_OK && i < 4; i++)
		st = db_finish(db_query(w->db, first[i]));
	if (st == STATUS_OK)
		st = gather_all(w, search_document_keep);
	if (st == STATUS_OK)
		st = write_whole(w);
	return st;
}

enum status store_search_rebuild(struct db *db)
{
	struct whole w;
	enum status st;

	whole_init(&w, db);
	db_begin(db);
	st = db_end(db, rebuild(&w));
	whole_free(&w);
	return st;
}

/* Does it agree? --------------------------------------------------------- */

static enum status differs(const char *what, const char *key)
{
	log_error("search index: %s (%s); `verify --repair` builds it again",
		  what, key);
	return STATUS_FAILED;
}

static enum status compare_forward(struct db *db, struct arena *arena,
				   int64_t id,
				   const struct search_document *document)
{
	struct db_query *q = db_query(db, SQL_FORWARD);
	bool is_same = false;
	enum status st;

	db_bind_int(q, 1, id);
	if (db_row(q))
		is_same = strcmp(db_peek_text(q, 0),
				 search_document_text(arena, document)) == 0;
	st = db_finish(q);
	if (st == STATUS_OK && !is_same)
		return differs("a listing's own keys are not what it says",
			       arena_printf(arena, "program %" PRId64, id));
	return st;
}

static bool same_bitmap(struct db_query *q, const struct search_entry *entry)
{
	roaring_bitmap_t *bitmap = search_bitmap_read(q, 3);
	bool is_same;

	if (!bitmap)
		return false;
	is_same = roaring_bitmap_equals(bitmap, entry->bitmap) &&
		  (uint64_t)db_int(q, 2) ==
			  roaring_bitmap_get_cardinality(entry->bitmap);
	roaring_bitmap_free(bitmap);
	return is_same;
}

static enum status compare_bitmaps(struct whole *w, struct arena *arena)
{
	struct db_query *q = db_query(w->db, SQL_BITMAPS);
	const char *wrong = NULL, *key = "";
	enum status st;
	size_t i = 0;

	while (!wrong && db_row(q)) {
		key = arena_printf(arena, "%s\t%s", db_peek_text(q, 0),
				   db_peek_text(q, 1));
		if (i == w->keys.size ||
		    strcmp(key, w->keys.entries[i].key) != 0)
			wrong = "a key too many, or one is missing before";
		else if (!same_bitmap(q, &w->keys.entries[i]))
			wrong = "a bitmap names other listings";
		i++;
	}
	st = db_finish(q);
	if (st == STATUS_OK && !wrong && i < w->keys.size) {
		wrong = "a key is missing";
		key = w->keys.entries[i].key;
	}
	return st == STATUS_OK && wrong ? differs(wrong, key) : st;
}

static enum status compare_words(struct whole *w)
{
	struct db_query *q = db_query(w->db, SQL_WORDS);
	bool is_same = true;
	enum status st;
	size_t i = 0;

	while (is_same && db_row(q)) {
		is_same = i < w->words.size &&
			  strcmp(db_peek_text(q, 0), w->words.entries[i].key) ==
				  0 &&
			  db_int(q, 1) == w->words.entries[i].count;
		i++;
	}
	st = db_finish(q);
	if (st == STATUS_OK && (!is_same || i < w->words.size))
		return differs("the words for \"Did you mean\" differ",
			       i <= w->words.size && i > 0
				       ? w->words.entries[i - 1].key
				       : "the end");
	return st;
}

static enum status compare_count(struct whole *w)
{
	struct db_query *q = db_query(w->db, SQL_FORWARD_COUNT);
	int64_t count = db_row(q) ? db_int(q, 0) : 0;
	enum status st = db_finish(q);

	if (st == STATUS_OK && (size_t)count != w->count)
		return differs("keys of a listing that is not public", "");
	return st;
}

enum status store_search_verify(struct db *db)
{
	struct arena *arena = arena_new();
	struct whole w;
	enum status st;

	whole_init(&w, db);
	db_begin_read(db);
	st = gather_all(&w, compare_forward);
	if (st == STATUS_OK)
		st = compare_count(&w);
	if (st == STATUS_OK)
		st = compare_bitmaps(&w, arena);
	if (st == STATUS_OK)
		st = compare_words(&w);
	db_end_read(db);
	whole_free(&w);
	arena_free(arena);
	return st;
}
