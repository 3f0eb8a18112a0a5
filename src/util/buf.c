#include "util/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_SIZE 512

static char empty[1] = "";

void buf_init(struct buf *b, struct arena *arena)
{
	*b = (struct buf){ .arena = arena, .data = empty };
}

char *buf_room(struct buf *b, size_t len)
{
	size_t size = b->cap ? b->cap : FIRST_SIZE;

	if (len < b->cap - b->len && b->cap)
		return b->data + b->len;
	if (len > SIZE_MAX / 4 - b->len)
		abort(); /* no caller has that much to say */
	while (size - b->len <= len)
		size *= 2;
	b->data = arena_grow(b->arena, b->cap ? b->data : NULL, b->cap, size);
	b->cap = size;
	b->data[b->len] = '\0';
	return b->data + b->len;
}

void buf_wrote(struct buf *b, size_t len)
{
	b->len += len;
	b->data[b->len] = '\0';
}

void buf_add(struct buf *b, const void *bytes, size_t len)
{
	char *to = buf_room(b, len);

	if (len)
		memcpy(to, bytes, len);
	buf_wrote(b, len);
}

void buf_text(struct buf *b, const char *text)
{
	buf_add(b, text, strlen(text));
}

void buf_char(struct buf *b, char c)
{
	*buf_room(b, 1) = c;
	buf_wrote(b, 1);
}

void buf_printf(struct buf *b, const char *format, ...)
{
	size_t room = 128;
	char *to = buf_room(b, room);
	va_list ap;
	int len;

	va_start(ap, format);
	len = vsnprintf(to, room, format, ap);
	va_end(ap);
	if (len < 0)
		abort(); /* a wrong format, not a wrong input */
	if ((size_t)len >= room) {
		to = buf_room(b, (size_t)len + 1);
		va_start(ap, format);
		vsnprintf(to, (size_t)len + 1, format, ap);
		va_end(ap);
	}
	buf_wrote(b, (size_t)len);
}

static const char *entity_of(unsigned char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case '\t':
	case '\n':
	case '\r':
		return NULL;
	}
	return c < ' ' ? "" : NULL;
}

void buf_html(struct buf *b, const char *text)
{
	const char *from = text, *at;

	for (at = text; *at; at++) {
		const char *entity = entity_of((unsigned char)*at);
		size_t cut = 1;

		/* U+FFFE and U+FFFF, which XML forbids too */
		if (!entity && (unsigned char)at[0] == 0xef &&
		    (unsigned char)at[1] == 0xbf &&
		    (unsigned char)at[2] >= 0xbe) {
			entity = "";
			cut = 3;
		}
		if (!entity)
			continue;
		buf_add(b, from, (size_t)(at - from));
		buf_text(b, entity);
		at += cut - 1;
		from = at + 1;
	}
	buf_add(b, from, (size_t)(at - from));
}
