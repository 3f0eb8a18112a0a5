/* The programs of a word: read when somebody asks, kept within a bound. */
#include "store/search_index.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/search_bitmap.h"
#include "store/search_words.h"
#include "util/memory.h"

/* "stem a", "stem n", "stem o", "stem p": between "stem " and "stem!". */
static const char SQL_STEM[] =
	"SELECT key, bitmap FROM search_bitmap"
	" WHERE kind = 'word' AND key >= $1 AND key < $2";
static const char SQL_PREFIX[] = "SELECT word, programs FROM search_word"
				 " WHERE word >= $1 AND word < $2 LIMIT 2000";

#define KEPT_MAX     256
#define KEPT_BYTES   ((size_t)8 << 20)
#define STEMS_MAX    48 /* of those that begin with what was typed */
#define AFTER_SPACE  "!"
#define AFTER_LETTER "\xf4\x8f\xbf\xbf" /* U+10FFFF */

struct search_postings {
	struct search_posting *kept[KEPT_MAX];
	size_t count, bytes;
	uint64_t now;
};

static void free_posting(struct search_posting *posting)
{
	for (size_t i = 0; i < POSTING_LEVELS; i++)
		if (posting->level[i])
			roaring_bitmap_free(posting->level[i]);
	free(posting->key);
	free(posting);
}

void search_postings_free(struct search_postings *postings)
{
	for (size_t i = 0; postings && i < postings->count; i++)
		free_posting(postings->kept[i]);
	free(postings);
}

void search_postings_start(struct search_index *index)
{
	if (!index->postings)
		index->postings =
			memory_must(calloc(1, sizeof *index->postings));
	index->postings->now++;
}

static struct search_posting *find(struct search_postings *p, const char *key)
{
	for (size_t i = 0; i < p->count; i++) {
		if (strcmp(p->kept[i]->key, key) != 0)
			continue;
		p->kept[i]->used_at = p->now;
		return p->kept[i];
	}
	return NULL;
}

static void drop_oldest(struct search_postings *p)
{
	size_t oldest = 0;

	for (size_t i = 1; i < p->count; i++)
		if (p->kept[i]->used_at < p->kept[oldest]->used_at)
			oldest = i;
	p->bytes -= p->kept[oldest]->bytes;
	free_posting(p->kept[oldest]);
	p->kept[oldest] = p->kept[--p->count];
}

/* What the present search uses is never dropped: it is at most two for each
 * of SEARCH_WORDS_MAX words. */
static void keep(struct search_postings *p, struct search_posting *posting)
{
	for (size_t i = 0; i < POSTING_LEVELS; i++)
		posting->bytes += roaring_bitmap_portable_size_in_bytes(
			posting->level[i]);
	while (p->count > 2 * SEARCH_WORDS_MAX &&
	       (p->count == KEPT_MAX || p->bytes + posting->bytes > KEPT_BYTES))
		drop_oldest(p);
	posting->used_at = p->now;
	p->bytes += posting->bytes;
	p->kept[p->count++] = posting;
}

static struct search_posting *new_posting(const char *key)
{
	struct search_posting *posting =
		memory_must(calloc(1, sizeof *posting));

	posting->key = memory_must(strdup(key));
	for (size_t i = 0; i < POSTING_LEVELS; i++)
		posting->level[i] = memory_must(roaring_bitmap_create());
	return posting;
}

/* Each level also holds the ones before it. */
static void add_up(struct search_posting *posting)
{
	for (size_t i = 1; i + 1 < POSTING_LEVELS; i++)
		roaring_bitmap_or_inplace(posting->level[i],
					  posting->level[i - 1]);
}

static enum status read_stem(struct db *db, struct search_posting *posting,
			     const char *stem)
{
	static const char letters[POSTING_LEVELS + 1] = "nopa";
	char low[SEARCH_WORD_BYTES + 2], high[SEARCH_WORD_BYTES + 2];
	struct db_query *q = db_query(db, SQL_STEM);
	bool is_damaged = false;
	enum status st;

	snprintf(low, sizeof low, "%s ", stem);
	snprintf(high, sizeof high, "%s" AFTER_SPACE, stem);
	db_bind_text(q, 1, low);
	db_bind_text(q, 2, high);
	while (!is_damaged && db_row(q)) {
		const char *key = db_peek_text(q, 0);
		const char *level = strchr(letters, key[strlen(key) - 1]);
		roaring_bitmap_t *bitmap = search_bitmap_read(q, 1);

		is_damaged = !bitmap || !level;
		if (!is_damaged)
			roaring_bitmap_or_inplace(
				posting->level[level - letters], bitmap);
		if (bitmap)
			roaring_bitmap_free(bitmap);
	}
	st = db_finish(q);
	return st == STATUS_OK && is_damaged ? STATUS_FAILED : st;
}

static enum status finish(struct search_index *index, enum status st,
			  struct search_posting *posting,
			  const struct search_posting **out)
{
	if (st != STATUS_OK) {
		free_posting(posting);
		return st;
	}
	add_up(posting);
	keep(index->postings, posting);
	*out = posting;
	return STATUS_OK;
}

enum status search_posting(struct db *db, struct search_index *index,
			   const char *stem, const struct search_posting **out)
{
	struct search_posting *posting = find(index->postings, stem);

	*out = posting;
	if (posting)
		return STATUS_OK;
	posting = new_posting(stem);
	return finish(index, read_stem(db, posting, stem), posting, out);
}

/* Words that begin alike ------------------------------------------------- */

struct candidate {
	char word[81]; /* as the schema allows */
	int64_t programs;
};

struct candidates {
	struct candidate best[STEMS_MAX];
	size_t count, least; /* least: the one to give way next */
};

static void find_least(struct candidates *c)
{
	c->least = 0;
	for (size_t i = 1; i < c->count; i++)
		if (c->best[i].programs < c->best[c->least].programs)
			c->least = i;
}

static void offer(struct candidates *c, const char *word, int64_t programs)
{
	struct candidate *to = NULL;

	if (strlen(word) >= sizeof to->word)
		return;
	if (c->count < STEMS_MAX)
		to = &c->best[c->count++];
	else if (programs > c->best[c->least].programs)
		to = &c->best[c->least];
	if (!to)
		return;
	snprintf(to->word, sizeof to->word, "%s", word);
	to->programs = programs;
	if (c->count == STEMS_MAX)
		find_least(c);
}

static enum status read_candidates(struct db *db, const char *prefix,
				   struct candidates *c)
{
	char high[SEARCH_WORD_BYTES + 5];
	struct db_query *q = db_query(db, SQL_PREFIX);

	snprintf(high, sizeof high, "%s" AFTER_LETTER, prefix);
	db_bind_text(q, 1, prefix);
	db_bind_text(q, 2, high);
	while (db_row(q))
		offer(c, db_peek_text(q, 0), db_int(q, 1));
	return db_finish(q);
}

static enum status read_prefix(struct db *db, struct search_posting *posting,
			       const char *word)
{
	char stems[STEMS_MAX + 1][SEARCH_WORD_BYTES + 1];
	struct search_tokenizer *tokenizer;
	struct candidates c = { .count = 0 };
	enum status st = search_tokenizer(db, &tokenizer);
	size_t count = 0;

	if (st == STATUS_OK)
		st = read_candidates(db, word, &c);
	if (st == STATUS_OK)
		search_stem(tokenizer, word, stems[count++]);
	for (size_t i = 0; st == STATUS_OK && i < c.count; i++) {
		size_t j = 0;

		search_stem(tokenizer, c.best[i].word, stems[count]);
		while (strcmp(stems[j], stems[count]) != 0)
			j++;
		if (j == count)
			count++;
	}
	for (size_t i = 0; st == STATUS_OK && i < count; i++)
		st = read_stem(db, posting, stems[i]);
	return st;
}

enum status search_posting_prefix(struct db *db, struct search_index *index,
				  const char *word,
				  const struct search_posting **out)
{
	char key[SEARCH_WORD_BYTES + 2];
	struct search_posting *posting;

	snprintf(key, sizeof key, "%s*", word);
	posting = find(index->postings, key);
	*out = posting;
	if (posting)
		return STATUS_OK;
	posting = new_posting(key);
	return finish(index, read_prefix(db, posting, word), posting, out);
}
