/* Plain words as Markdown that says just them. */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "util/buf.h"
#include "view/markdown.h"

#define ENTITY "#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* How much of at is an address, which Markdown takes whole. */
static size_t address_length(const char *at, bool is_word_begin)
{
	if (!is_word_begin ||
	    (strncmp(at, "http://", 7) != 0 &&
	     strncmp(at, "https://", 8) != 0 && strncmp(at, "www.", 4) != 0))
		return 0;
	return strcspn(at, " \t\n<>");
}

/* What would begin a heading, a list, a quote, a fence or a rule at the start
 * of a line; digits: what follows them. */
static bool begins_block(const char *at)
{
	return strchr("#>-+=~", *at) != NULL;
}

static bool is_special(const char *at)
{
	if (*at == '&') /* an entity */
		return at[1 + strspn(at + 1, ENTITY)] == ';';
	return strchr("\\`*_[<", *at) != NULL;
}

/* An address in which Markdown would find something else stands in < >, without
 * the signs that end the sentence around it. How much of it was taken. */
static size_t add_address(struct buf *out, const char *at, size_t len)
{
	bool is_plain = true;

	for (size_t i = 0; i < len; i++)
		is_plain &= !is_special(at + i);
	if (is_plain) {
		buf_add(out, at, len);
		return len;
	}
	if (*at == 'w')
		return 0;
	while (strchr(".,;:!?)'\"", at[len - 1]))
		len--;
	buf_printf(out, "<%.*s>", (int)len, at);
	return len;
}

/* One line, from its first character that is not white. */
static void quote_line(struct buf *out, const char *at, const char *end)
{
	size_t digits = strspn(at, "0123456789");
	const char *begin = at;

	if (at < end && begins_block(at))
		buf_char(out, '\\');
	else if (digits && digits < 10 && strchr(".)", at[digits]) &&
		 at + digits < end) {
		buf_add(out, at, digits);
		buf_char(out, '\\');
		at += digits;
	}
	while (at < end) {
		bool is_word = at == begin || !isalnum((unsigned char)at[-1]);
		size_t len = address_length(at, is_word);

		len = len ? add_address(out, at, len) : 0;
		at += len;
		if (len)
			continue;
		if (is_special(at))
			buf_char(out, '\\');
		buf_char(out, *at++);
	}
}

char *markdown_quote(struct arena *arena, const char *text)
{
	struct buf out;
	int breaks = 0;

	buf_init(&out, arena);
	while (*text) {
		const char *end = text + strcspn(text, "\n"), *next = end;

		while (text < end && isspace((unsigned char)*text))
			text++;
		while (end > text && isspace((unsigned char)end[-1]))
			end--;
		/* A paragraph ends with one empty line, however many. */
		for (int i = 0; out.len && text < end && i < breaks; i++)
			buf_char(&out, '\n');
		if (text < end) {
			quote_line(&out, text, end);
			breaks = 0;
		}
		if (*next)
			breaks += breaks < 2;
		text = next + (*next != '\0');
	}
	return out.data;
}
