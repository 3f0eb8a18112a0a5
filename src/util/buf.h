/* A growing run of bytes in an arena; always NUL-terminated after a write. */
#ifndef UTIL_BUF_H
#define UTIL_BUF_H

#include <stddef.h>

#include "util/arena.h"

struct buf {
	struct arena *arena;
	char *data; /* "" while empty */
	size_t len; /* bytes, without the NUL */
	size_t cap;
};

void buf_init(struct buf *b, struct arena *arena);

/* Room for len bytes more at the end, which the caller fills; then it says
 * how many it wrote, with buf_wrote(). */
char *buf_room(struct buf *b, size_t len);
void buf_wrote(struct buf *b, size_t len);

void buf_add(struct buf *b, const void *bytes, size_t len);
void buf_text(struct buf *b, const char *text);
void buf_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* text with & < > " ' as entities, for HTML text, attributes and XML;
 * characters that XML 1.0 forbids are left out. */
void buf_html(struct buf *b, const char *text);

#endif
