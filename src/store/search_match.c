/* From words as typed to programs. */
#include "store/search_run.h"

#include <stdio.h>
#include <string.h>

#include "util/buf.h"

/* Words that say nothing beside others: somebody who types "mentor for my
 * son" is looking for neither "for" nor "my". */
static bool says_nothing(const char *word)
{
	static const char *const words[] = {
		"a",   "an",   "and", "are", "at", "by",  "for",  "from",
		"i",   "in",   "is",  "me",  "my", "of",  "on",   "or",
		"our", "that", "the", "to",  "we", "who", "with",
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return false;
}

static bool take_word(void *context, const char *word, size_t from, size_t to)
{
	struct search_run *run = context;
	struct run_word *w = &run->words[run->word_count++];

	*w = (struct run_word){ .from = from, .to = to };
	snprintf(w->word, sizeof w->word, "%s", word);
	w->is_ignored = says_nothing(word);
	return run->word_count < SEARCH_WORDS_MAX;
}

static const char *cut(struct arena *arena, const char *text)
{
	size_t len = strnlen(text, SEARCH_BYTES_MAX + 1);

	if (len <= SEARCH_BYTES_MAX)
		return text;
	for (len = SEARCH_BYTES_MAX;
	     len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80; len--)
		; /* never half a character */
	return arena_strndup(arena, text, len);
}

static void split_words(struct search_run *run,
			struct search_tokenizer *tokenizer)
{
	bool all_ignored = true;

	run->text = cut(run->arena, run->search->words);
	search_split(tokenizer, run->text, take_word, run);
	for (size_t i = 0; i < run->word_count; i++)
		all_ignored = all_ignored && run->words[i].is_ignored;
	for (size_t i = 0; all_ignored && i < run->word_count; i++)
		run->words[i].is_ignored = false;
}

static enum status find_postings(struct search_run *run,
				 struct search_tokenizer *tokenizer)
{
	enum status st = STATUS_OK;

	for (size_t i = 0; st == STATUS_OK && i < run->word_count; i++) {
		struct run_word *w = &run->words[i];
		char stem[SEARCH_WORD_BYTES + 1];

		if (w->is_ignored)
			continue;
		search_stem(tokenizer, w->word, stem);
		st = search_posting(run->db, run->index, stem, &w->exact);
		w->prefix = w->exact;
		if (st == STATUS_OK && i + 1 == run->word_count &&
		    strlen(w->word) >= 2)
			st = search_posting_prefix(run->db, run->index, w->word,
						   &w->prefix);
	}
	return st;
}

static const roaring_bitmap_t *match_all(struct search_run *run)
{
	const size_t anywhere = POSTING_LEVELS - 1;
	const roaring_bitmap_t *fits = run->index->all;

	for (size_t i = 0; i < run->word_count; i++) {
		const struct run_word *w = &run->words[i];

		if (!w->is_ignored)
			fits = run_own(
				run, roaring_bitmap_and(
					     fits, w->prefix->level[anywhere]));
	}
	return fits;
}

enum status run_match(struct search_run *run)
{
	struct search_tokenizer *tokenizer;
	enum status st;

	run->text = "";
	if (!run->search->words || !*run->search->words)
		return STATUS_OK;
	st = search_tokenizer(run->db, &tokenizer);
	if (st != STATUS_OK)
		return st;
	split_words(run, tokenizer);
	st = find_postings(run, tokenizer);
	if (st == STATUS_OK)
		run->base = match_all(run);
	return st;
}

/* Did you mean ------------------------------------------------------------ */

static bool finds_nothing(const struct run_word *w)
{
	return !w->is_ignored &&
	       roaring_bitmap_is_empty(w->prefix->level[POSTING_LEVELS - 1]);
}

/* The words as typed, with each unknown one replaced by its neighbour. */
static enum status respell(struct search_run *run, const char **out)
{
	enum status st = STATUS_OK;
	bool is_changed = false;
	size_t at = 0;
	struct buf b;

	*out = NULL;
	buf_init(&b, run->arena);
	for (size_t i = 0; st == STATUS_OK && i < run->word_count; i++) {
		const struct run_word *w = &run->words[i];
		const char *word;

		if (!finds_nothing(w))
			continue;
		st = search_spell(run->db, run->index, w->word, &word);
		if (st != STATUS_OK || !word)
			return st;
		buf_add(&b, run->text + at, w->from - at);
		buf_text(&b, word);
		at = w->to;
		is_changed = true;
	}
	buf_text(&b, run->text + at);
	if (is_changed)
		*out = b.data;
	return st;
}

enum status run_did_you_mean(struct search_run *run, const char **out)
{
	struct search again = { .words = "" };
	struct search_run other;
	const char *words;
	enum status st = respell(run, &words);

	*out = NULL;
	if (st != STATUS_OK || !words)
		return st;
	again.words = words;
	st = run_start(&other, run->db, run->arena, &again);
	if (st == STATUS_OK && other.total > 0)
		*out = words;
	run_end(&other);
	return st;
}
