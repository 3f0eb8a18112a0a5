#include "page/safety.h"

#include <stdlib.h>
#include <string.h>

#include "page/safety_words.h"
#include "store/comment.h"
#include "util/utf8_alike.h"
#include "view/format.h"

static bool is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Letters and digits; bytes of other scripts count as letters. */
static bool is_inside(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       (unsigned char)c >= 0x80;
}

/* A capital of English or Spanish at the start of a word, after any opening
 * quote or bracket. */
static bool starts_capital(const char *word, const char *end)
{
	while (word < end && strchr("\"'([*_", *word))
		word++;
	if (word == end)
		return false;
	if (*word >= 'A' && *word <= 'Z')
		return true;
	return end - word > 1 && (unsigned char)word[0] == 0xc3 &&
	       (unsigned char)word[1] >= 0x80 && (unsigned char)word[1] <= 0x9e;
}

/* Folding keeps the number of words, so the n-th as typed is the n-th folded;
 * should it ever not, the rest has no capitals and no place, and less is
 * found. */
static void place_words(const char *text, struct safety_text *t)
{
	const char *at = text, *end;
	size_t i = 0;

	while (*at && i < t->count) {
		while (is_white(*at))
			at++;
		for (end = at; *end && !is_white(*end);)
			end++;
		if (end > at) {
			struct safety_word *word = &t->words[i++];

			word->is_capital = starts_capital(at, end);
			word->from = (size_t)(at - text);
			word->to = (size_t)(end - text);
		}
		at = end;
	}
}

static const char *bare(struct arena *arena, const char *raw, size_t len)
{
	while (len && !is_inside(*raw)) {
		raw++;
		len--;
	}
	while (len && !is_inside(raw[len - 1]))
		len--;
	return arena_strndup(arena, raw, len);
}

void safety_split(struct arena *arena, const char *text,
		  struct safety_text *out)
{
	const char *at = utf8_alike_letters(arena, text);
	size_t spaces = 0;

	*out = (struct safety_text){ .arena = arena, .folded = at };
	for (const char *p = at; *p; p++)
		spaces += *p == ' ';
	out->words = arena_array(arena, spaces + 1, sizeof(*out->words));
	while (*at) {
		size_t len = strcspn(at, " ");
		struct safety_word *word = &out->words[out->count++];

		word->raw = arena_strndup(arena, at, len);
		word->text = bare(arena, at, len);
		word->at = (size_t)(at - out->folded);
		at += len + (at[len] == ' ');
	}
	place_words(text, out);
}

/* Asked some hundred times for each word, so without calls. */
bool safety_is(const char *word, const char *list)
{
	if (!*word)
		return false;
	for (; *list; list += *list == '|') {
		const char *at = word;

		while (*at && *at == *list) {
			at++;
			list++;
		}
		if (!*at && (*list == '|' || !*list))
			return true;
		while (*list && *list != '|')
			list++;
	}
	return false;
}

const char *safety_word_at(const struct safety_text *t, size_t i)
{
	return i < t->count ? t->words[i].text : "";
}

bool safety_ends(const struct safety_text *t, size_t i)
{
	const struct safety_word *word = &t->words[i];
	char last = word->raw[0] ? word->raw[strlen(word->raw) - 1] : '\0';

	if (last == '.')
		return strlen(word->text) > 3;
	return last && strchr("!?;:", last);
}

bool safety_is_number(const char *word)
{
	return *word && !word[strspn(word, "0123456789")];
}

bool safety_is_near(const struct safety_text *t, size_t i, size_t count,
		    const char *list)
{
	for (; count > 0 && i > 0; count--)
		if (safety_is(t->words[--i].text, list))
			return true;
	return false;
}

void safety_mark(struct safety_text *t, unsigned flag, size_t first,
		 size_t last)
{
	if (t->span_count == t->room) {
		size_t room = t->room ? t->room * 2 : 8;
		struct safety_span *spans =
			arena_array(t->arena, room, sizeof(*spans));

		if (t->span_count)
			memcpy(spans, t->spans, t->span_count * sizeof(*spans));
		t->spans = spans;
		t->room = room;
	}
	if (last >= t->count)
		last = t->count - 1;
	t->spans[t->span_count++] = (struct safety_span){
		.from = t->words[first].from,
		.to = t->words[last].to,
		.flags = flag,
	};
}

void safety_mark_bytes(struct safety_text *t, unsigned flag, size_t start,
		       size_t end)
{
	size_t low = 0, high = t->count, first;

	while (low < high) { /* the first word behind start */
		size_t middle = low + (high - low) / 2;

		if (t->words[middle].at <= start)
			low = middle + 1;
		else
			high = middle;
	}
	first = low ? low - 1 : 0;
	while (low < t->count && t->words[low].at < end)
		low++;
	safety_mark(t, flag, first, low ? low - 1 : 0);
}

static void find_links(struct safety_text *t)
{
	static const char *const signs[] = { "http://", "https://", "www.",
					     "](" };

	for (size_t i = 0; i < t->count; i++)
		for (size_t s = 0; s < sizeof(signs) / sizeof(signs[0]); s++)
			if (strstr(t->words[i].raw, signs[s])) {
				safety_mark(t, COMMENT_HAS_LINKS, i, i);
				break;
			}
}

static void find_all(struct arena *arena, const char *text,
		     struct safety_text *t)
{
	safety_split(arena, text, t);
	safety_find_phones(t);
	safety_find_emails(t);
	safety_find_accounts(t);
	safety_find_addresses(t);
	safety_find_children(t);
	find_links(t);
}

unsigned safety_flags(struct arena *arena, const char *text)
{
	struct safety_text t;
	unsigned flags = 0;

	find_all(arena, text, &t);
	for (size_t i = 0; i < t.span_count; i++)
		flags |= t.spans[i].flags;
	return flags;
}

static int by_place(const void *a, const void *b)
{
	const struct safety_span *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

void safety_spans(struct arena *arena, const char *text,
		  struct safety_span **out, size_t *count)
{
	struct safety_text t;
	size_t kept = 0;

	find_all(arena, text, &t);
	if (t.span_count)
		qsort(t.spans, t.span_count, sizeof(*t.spans), by_place);
	for (size_t i = 0; i < t.span_count; i++) {
		struct safety_span *last = &t.spans[kept ? kept - 1 : 0];
		const struct safety_span *span = &t.spans[i];

		if (span->to <= span->from)
			continue;
		if (kept && span->from <= last->to) {
			last->flags |= span->flags;
			if (span->to > last->to)
				last->to = span->to;
		} else {
			t.spans[kept++] = *span;
		}
	}
	*out = t.spans;
	*count = kept;
}

const char *safety_reasons(const struct ctx *c, unsigned flags)
{
	static const struct {
		unsigned flag;
		const char *words;
	} known[] = {
		{ COMMENT_HAS_PHONE, TR("a phone number") },
		{ COMMENT_HAS_EMAIL, TR("an email address or account name") },
		{ COMMENT_HAS_ADDRESS, TR("a street address") },
		{ COMMENT_HAS_CHILD, TR("a child’s name and school") },
	};
	const char *items[sizeof(known) / sizeof(known[0])];
	size_t count = 0;

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (flags & known[i].flag)
			items[count++] = tr(c->s, known[i].words);
	return count ? format_list(c->arena, c->s, items, count) : NULL;
}
