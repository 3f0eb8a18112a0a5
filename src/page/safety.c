#include "page/safety.h"

#include <string.h>

#include "page/safety_words.h"
#include "store/comment.h"
#include "util/utf8.h"
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
 * should it ever not, the rest has no capitals, and less is found. */
static void mark_capitals(const char *text, struct safety_text *t)
{
	size_t i = 0;

	while (*text && i < t->count) {
		const char *end;

		while (is_white(*text))
			text++;
		for (end = text; *end && !is_white(*end);)
			end++;
		if (end > text)
			t->words[i++].is_capital = starts_capital(text, end);
		text = end;
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
	const char *at = out->folded = utf8_fold(arena, text);
	size_t spaces = 0;

	for (const char *p = at; *p; p++)
		spaces += *p == ' ';
	out->words = arena_array(arena, spaces + 1, sizeof(*out->words));
	out->count = 0;
	while (*at) {
		size_t len = strcspn(at, " ");
		struct safety_word *word = &out->words[out->count++];

		word->raw = arena_strndup(arena, at, len);
		word->text = bare(arena, at, len);
		at += len + (at[len] == ' ');
	}
	mark_capitals(text, out);
}

bool safety_is(const char *word, const char *list)
{
	size_t len = strlen(word);

	while (len && list) {
		if (*list == *word && !strncmp(list, word, len) &&
		    (list[len] == '|' || !list[len]))
			return true;
		list = strchr(list, '|');
		if (list)
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

static bool has_link(const char *folded)
{
	return strstr(folded, "http://") || strstr(folded, "https://") ||
	       strstr(folded, "www.") || strstr(folded, "](");
}

unsigned safety_flags(struct arena *arena, const char *text)
{
	struct safety_text t;
	unsigned flags = 0;

	safety_split(arena, text, &t);
	if (safety_has_phone(&t))
		flags |= COMMENT_HAS_PHONE;
	if (safety_has_email(arena, &t))
		flags |= COMMENT_HAS_EMAIL;
	if (safety_has_address(&t))
		flags |= COMMENT_HAS_ADDRESS;
	if (safety_has_child(&t))
		flags |= COMMENT_HAS_CHILD;
	if (has_link(t.folded))
		flags |= COMMENT_HAS_LINKS;
	return flags;
}

const char *safety_reasons(const struct ctx *c, unsigned flags)
{
	static const struct {
		unsigned flag;
		const char *words;
	} known[] = {
		{ COMMENT_HAS_PHONE, TR("a phone number") },
		{ COMMENT_HAS_EMAIL, TR("an email address") },
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
