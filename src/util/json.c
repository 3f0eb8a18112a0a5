#include "util/json.h"

#include <string.h>

#include "util/buf.h"
#include "util/log.h"

static int add_chunk(const char *bytes, size_t len, void *context)
{
	buf_add(context, bytes, len);
	return 0;
}

/* The escape of the character at the start of text, and how many bytes of
 * text it stands for; NULL when it may stay. These characters only ever occur
 * inside JSON strings, so no parsing is needed. */
static const char *escape_of(const char *text, size_t *len)
{
	*len = 1;
	switch (text[0]) {
	case '<':
		return "\\u003C";
	case '>':
		return "\\u003E";
	case '&':
		return "\\u0026";
	}
	*len = 3;
	if (strncmp(text, "\xe2\x80\xa8", 3) == 0)
		return "\\u2028";
	if (strncmp(text, "\xe2\x80\xa9", 3) == 0)
		return "\\u2029";
	return NULL;
}

char *json_text(struct arena *arena, json_t *root, int is_pretty)
{
	size_t flags = JSON_ENCODE_ANY | JSON_REAL_PRECISION(15) |
		       (is_pretty ? JSON_INDENT(2) : JSON_COMPACT);
	struct buf plain, safe;
	const char *at, *from;
	size_t cut;

	buf_init(&plain, arena);
	buf_init(&safe, arena);
	if (!root || json_dump_callback(root, add_chunk, &plain, flags) < 0) {
		log_error("a JSON value could not be written");
		json_decref(root);
		return arena_strdup(arena, "null");
	}
	json_decref(root);
	for (at = from = plain.data; *at; at++) {
		const char *escape = escape_of(at, &cut);

		if (!escape)
			continue;
		buf_add(&safe, from, (size_t)(at - from));
		buf_text(&safe, escape);
		at += cut - 1;
		from = at + 1;
	}
	if (from == plain.data)
		return plain.data;
	buf_add(&safe, from, (size_t)(at - from));
	return safe.data;
}

json_t *json_text_or_null(const char *text)
{
	return text ? json_string(text) : json_null();
}

void json_set_change(json_t *detail, const char *field, json_t *before,
		     json_t *after)
{
	if (json_equal(before, after)) {
		json_decref(before);
		json_decref(after);
		return;
	}
	json_object_set_new(
		detail, field,
		json_pack("{s:o, s:o}", "before", before, "after", after));
}
