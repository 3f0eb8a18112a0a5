#include "view/template_text.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "util/log.h"

#define PRAGMA "{{%AUTOESCAPE context=\""

struct reader {
	const char *name, *source;
	const char *at;
	const struct strings *strings;
	struct buf *out;
};

static enum status fail(const struct reader *r, const char *what,
			const char *detail)
{
	size_t line = 1;

	for (const char *c = r->source; c < r->at; c++)
		line += *c == '\n';
	log_error("template %s:%zu: %s%s", r->name, line, what, detail);
	return STATUS_BAD;
}

static bool begins_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

/* The length of the {{mark}} that text begins with; 0 for none or no end. */
static size_t mark_length(const char *text)
{
	const char *end = begins_with(text, "{{") ? strstr(text, "}}") : NULL;

	return end ? (size_t)(end + 2 - text) : 0;
}

/* Is every {{mark}} of text in other too? */
static bool has_marks_of(const char *other, const char *text)
{
	for (; (text = strstr(text, "{{")); text += 2) {
		size_t len = mark_length(text);

		if (!len || !memmem(other, strlen(other), text, len))
			return false;
	}
	return true;
}

/* from, up to end, with every run of white space as one space and none
 * outside: a msgid may be broken over lines. */
static char *one_line(struct arena *arena, const char *from, const char *end)
{
	char *text = arena_strndup(arena, from, (size_t)(end - from));
	char *to = text;

	for (const char *c = text; *c; c++)
		if (!isspace((unsigned char)*c))
			*to++ = *c;
		else if (to > text && to[-1] != ' ')
			*to++ = ' ';
	if (to > text && to[-1] == ' ')
		to--;
	*to = '\0';
	return text;
}

/* words as HTML, with the {{VARIABLES}} in it as they are. */
static void add_words(struct buf *out, const char *words)
{
	while (*words) {
		size_t len = mark_length(words);
		const char *next = strstr(words, "{{");

		if (len) {
			buf_add(out, words, len);
		} else {
			len = next ? (size_t)(next - words) : strlen(words);
			buf_html(out, arena_strndup(out->arena, words, len));
		}
		words += len;
	}
}

/* At "[[": the words of the msgid up to "]]". */
static enum status read_msgid(struct reader *r)
{
	const char *end = strstr(r->at, "]]");
	const char *msgid, *words;

	if (!end)
		return fail(r, "[[ without ]]", "");
	msgid = one_line(r->out->arena, r->at + 2, end);
	words = tr(r->strings, msgid);
	if (!has_marks_of(words, msgid) || !has_marks_of(msgid, words))
		return fail(r, "other {{VARIABLES}} in the words for: ", msgid);
	add_words(r->out, words);
	r->at = end + 2;
	return STATUS_OK;
}

/* The first line, and past the comments and white space that follow it. */
static enum status read_preamble(struct reader *r)
{
	size_t len = mark_length(r->source);

	if (!len || !begins_with(r->source, PRAGMA))
		return fail(r, "must begin with ", PRAGMA "HTML\"}}");
	buf_add(r->out, r->source, len);
	for (r->at += len;; r->at += len) {
		r->at += strspn(r->at, " \t\r\n");
		if (!begins_with(r->at, "{{!"))
			return STATUS_OK;
		len = mark_length(r->at);
		if (!len)
			return fail(r, "{{! without }}", "");
	}
}

enum status template_text(struct buf *out, const char *name, const char *source,
			  const struct strings *strings)
{
	struct reader r = { name, source, source, strings, out };
	enum status st = read_preamble(&r);

	while (st == STATUS_OK && *r.at) {
		size_t len = mark_length(r.at);

		if (begins_with(r.at, "[[")) {
			st = read_msgid(&r);
			continue;
		}
		/* A comment may hold [[ ]]. */
		if (!len)
			len = 1;
		buf_add(out, r.at, len);
		r.at += len;
	}
	return st;
}
