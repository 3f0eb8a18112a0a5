/* "Did you mean": the closest word that the listings have. The vocabulary is
 * read once per generation and looked through in one pass; a mask of letters
 * and the length leave few words to be compared. */
#include "store/search_index.h"

#include <stdlib.h>
#include <string.h>

#include "store/search_words.h"
#include "util/memory.h"

static const char SQL_WORDS[] =
	"SELECT word, programs FROM search_word"
	" WHERE programs > 0 ORDER BY word LIMIT 100000";

#define LETTERS_MAX SEARCH_WORD_BYTES

struct entry {
	uint32_t at; /* in text */
	uint32_t programs;
	uint32_t mask;
	uint32_t length; /* in letters */
};

struct search_vocabulary {
	struct entry *entries;
	size_t count, cap;
	char *text;
	size_t text_len, text_cap;
};

struct letters {
	uint32_t code[LETTERS_MAX];
	size_t count;
	uint32_t mask;
};

void search_vocabulary_free(struct search_vocabulary *vocabulary)
{
	if (!vocabulary)
		return;
	free(vocabulary->entries);
	free(vocabulary->text);
	free(vocabulary);
}

/* The code points of a word (valid UTF-8). */
static struct letters letters_of(const char *word)
{
	const unsigned char *p = (const unsigned char *)word;
	struct letters l = { .count = 0 };

	while (*p && l.count < LETTERS_MAX) {
		uint32_t code = *p < 0x80   ? *p
				: *p < 0xe0 ? *p & 0x1fU
				: *p < 0xf0 ? *p & 0x0fU
					    : *p & 0x07U;

		for (p++; (*p & 0xc0) == 0x80; p++)
			code = code << 6 | (*p & 0x3fU);
		l.code[l.count++] = code;
		l.mask |= UINT32_C(1) << (code & 31);
	}
	return l;
}

static void add(struct search_vocabulary *v, const char *word, int64_t programs)
{
	size_t len = strlen(word) + 1;
	struct letters l = letters_of(word);

	if (v->count == v->cap) {
		v->cap = v->cap ? v->cap * 2 : 1024;
		v->entries = memory_must(
			realloc(v->entries, v->cap * sizeof *v->entries));
	}
	while (v->text_len + len > v->text_cap) {
		v->text_cap = v->text_cap ? v->text_cap * 2 : 16384;
		v->text = memory_must(realloc(v->text, v->text_cap));
	}
	memcpy(v->text + v->text_len, word, len);
	v->entries[v->count++] = (struct entry){
		.at = (uint32_t)v->text_len,
		.programs = (uint32_t)programs,
		.mask = l.mask,
		.length = (uint32_t)l.count,
	};
	v->text_len += len;
}

static enum status load(struct db *db, struct search_index *index)
{
	struct search_vocabulary *v;
	struct db_query *q;
	enum status st;

	if (index->vocabulary)
		return STATUS_OK;
	v = memory_must(calloc(1, sizeof *v));
	q = db_query(db, SQL_WORDS);
	while (db_row(q))
		add(v, db_peek_text(q, 0), db_int(q, 1));
	st = db_finish(q);
	if (st == STATUS_OK)
		index->vocabulary = v;
	else
		search_vocabulary_free(v);
	return st;
}

static size_t least(size_t a, size_t b, size_t c)
{
	size_t low = a < b ? a : b;

	return low < c ? low : c;
}

/* Optimal string alignment: letters put in, left out, changed, or two
 * neighbours swapped (Damerau 1964). */
static size_t distance(const struct letters *a, const struct letters *b)
{
	size_t rows[3][LETTERS_MAX + 1];
	size_t *before = rows[0], *last = rows[1], *now = rows[2];

	for (size_t j = 0; j <= b->count; j++)
		last[j] = before[j] = j;
	for (size_t i = 1; i <= a->count; i++) {
		size_t *spare = before;

		now[0] = i;
		for (size_t j = 1; j <= b->count; j++) {
			uint32_t x = a->code[i - 1], y = b->code[j - 1];

			now[j] = least(last[j] + 1, now[j - 1] + 1,
				       last[j - 1] + (x != y));
			if (i > 1 && j > 1 && x == b->code[j - 2] &&
			    y == a->code[i - 2] && before[j - 2] + 1 < now[j])
				now[j] = before[j - 2] + 1;
		}
		before = last;
		last = now;
		now = spare;
	}
	return last[b->count];
}

enum status search_spell(struct db *db, struct search_index *index,
			 const char *word, const char **out)
{
	enum status st = load(db, index);
	struct letters typed = letters_of(word);
	size_t limit = typed.count <= 4 ? 1 : 2, best = limit + 1;
	uint32_t programs = 0;

	*out = NULL;
	if (typed.count < 3)
		return st;
	for (size_t i = 0; st == STATUS_OK && i < index->vocabulary->count;
	     i++) {
		const struct entry *e = &index->vocabulary->entries[i];
		const char *text = index->vocabulary->text + e->at;
		struct letters other;
		size_t d;

		if (e->length + limit < typed.count ||
		    typed.count + limit < e->length ||
		    (size_t)__builtin_popcount(e->mask ^ typed.mask) >
			    2 * limit)
			continue;
		other = letters_of(text);
		d = distance(&typed, &other);
		if (d < best ||
		    (d == best && d <= limit && e->programs > programs)) {
			best = d;
			programs = e->programs;
			*out = text;
		}
	}
	return st;
}
