/* What in a guest's words a person must read with special care: ways to reach
 * somebody and where a child can be found (DESIGN, "Children"). English and
 * Spanish. A guess by pattern: it decides nothing but what staff see first,
 * so it would rather ask once too often. */
#ifndef PAGE_SAFETY_H
#define PAGE_SAFETY_H

#include "page/ctx.h"

/* Bits of enum comment_flag (store/comment.h) for text, as typed. */
unsigned safety_flags(struct arena *arena, const char *text);

/* The very words: bytes from to (not including) to of text, as typed. In
 * order, and none touches the next. */
struct safety_span {
	size_t from, to;
	unsigned flags;
};
void safety_spans(struct arena *arena, const char *text,
		  struct safety_span **out, size_t *count);

/* "a phone number and an email address", for the writer to read; NULL when
 * flags has none that a writer could take out. */
const char *safety_reasons(const struct ctx *c, unsigned flags);

#endif
