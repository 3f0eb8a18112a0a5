/* The tokenizer of SQLite's FTS5, through its public C interface. */
#include "store/search_words.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "store/db_internal.h"
#include "store/search_kept.h"
#include "util/log.h"

static const char SQL_FULL_TEXT[] = "SELECT fts5($1)";

struct half {
	fts5_tokenizer use;
	Fts5Tokenizer *made;
};

struct search_tokenizer {
	struct half words, stems;
};

void search_tokenizer_free(struct search_tokenizer *t)
{
	if (!t)
		return;
	if (t->words.made)
		t->words.use.xDelete(t->words.made);
	if (t->stems.made)
		t->stems.use.xDelete(t->stems.made);
	free(t);
}

static fts5_api *full_text_api(struct sqlite3 *handle)
{
	sqlite3_stmt *stmt = NULL;
	fts5_api *api = NULL;

	if (sqlite3_prepare_v2(handle, SQL_FULL_TEXT, -1, &stmt, NULL) ==
	    SQLITE_OK) {
		sqlite3_bind_pointer(stmt, 1, &api, "fts5_api_ptr", NULL);
		sqlite3_step(stmt);
	}
	sqlite3_finalize(stmt);
	return api;
}

static bool make(fts5_api *api, struct half *half, const char *name,
		 const char **args, int count)
{
	void *context;

	return api->xFindTokenizer(api, name, &context, &half->use) ==
		       SQLITE_OK &&
	       half->use.xCreate(context, args, count, &half->made) ==
		       SQLITE_OK;
}

enum status search_tokenizer(struct db *db, struct search_tokenizer **out)
{
	const char *args[] = { "unicode61", "remove_diacritics", "2" };
	struct search_kept *kept = search_kept(db);
	struct search_tokenizer *t = kept->tokenizer;
	fts5_api *api;

	*out = t;
	if (t)
		return STATUS_OK;
	api = full_text_api(db_handle(db));
	t = calloc(1, sizeof *t);
	if (!api || !t || !make(api, &t->words, "unicode61", args + 1, 2) ||
	    !make(api, &t->stems, "porter", args, 3)) {
		log_error("SQLite has no FTS5 tokenizer; search needs it");
		search_tokenizer_free(t);
		return STATUS_FAILED;
	}
	kept->tokenizer = t;
	*out = t;
	return STATUS_OK;
}

struct visit {
	search_visit_word *call;
	void *context;
};

static void copy_word(char out[SEARCH_WORD_BYTES + 1], const char *bytes,
		      int len)
{
	size_t n = len > SEARCH_WORD_BYTES ? SEARCH_WORD_BYTES : (size_t)len;

	while (n > 0 && n < (size_t)len && ((unsigned char)bytes[n] >> 6) == 2)
		n--; /* never half a character */
	memcpy(out, bytes, n);
	out[n] = '\0';
}

static int on_word(void *context, int flags, const char *bytes, int len,
		   int from, int to)
{
	struct visit *visit = context;
	char word[SEARCH_WORD_BYTES + 1];

	(void)flags;
	copy_word(word, bytes, len);
	return visit->call(visit->context, word, (size_t)from, (size_t)to)
		       ? SQLITE_OK
		       : SQLITE_DONE;
}

void search_split(struct search_tokenizer *tokenizer, const char *text,
		  search_visit_word *visit, void *context)
{
	struct visit v = { visit, context };

	if (text)
		tokenizer->words.use.xTokenize(tokenizer->words.made, &v,
					       FTS5_TOKENIZE_DOCUMENT, text,
					       (int)strlen(text), on_word);
}

struct stem {
	char *out;
	int count;
};

static int on_stem(void *context, int flags, const char *bytes, int len,
		   int from, int to)
{
	struct stem *stem = context;

	(void)flags, (void)from, (void)to;
	if (stem->count++ == 0)
		copy_word(stem->out, bytes, len);
	return SQLITE_OK;
}

void search_stem(struct search_tokenizer *tokenizer, const char *word,
		 char out[SEARCH_WORD_BYTES + 1])
{
	struct stem stem = { out, 0 };

	tokenizer->stems.use.xTokenize(tokenizer->stems.made, &stem,
				       FTS5_TOKENIZE_DOCUMENT, word,
				       (int)strlen(word), on_stem);
	if (stem.count != 1 || !out[0]) /* folded text that splits again */
		copy_word(out, word, (int)strlen(word));
}
