/* Text: what visitors type and what we store is UTF-8 without NUL. */
#ifndef UTIL_UTF8_H
#define UTIL_UTF8_H

#include <stdbool.h>
#include <stddef.h>

#include "util/arena.h"

/* Is bytes[0..len) well-formed UTF-8 (RFC 3629) without NUL? */
bool utf8_is_valid(const char *bytes, size_t len);

/* Number of code points; text must be valid. */
size_t utf8_length(const char *text);

/* Cut text, of len bytes, so that no code point at its end is half there. */
void utf8_cut(char *text, size_t len);

/* text in NFC, line ends as \n, outer white space cut, control characters
 * other than \n and \t left out, no bidi overrides (U+202A..202E,
 * U+2066..2069) or noncharacters (U+FFFE, U+FFFF and their like, which XML
 * forbids). With is_line, every run of white space is one space. */
char *utf8_clean(struct arena *arena, const char *text, bool is_line);

/* text without what utf8_clean() leaves out and otherwise as it is: for what
 * was put together from clean text, as Markdown's entities are. It may be
 * text itself. */
const char *utf8_visible(struct arena *arena, const char *text);

/* For comparing and sorting: case folded, marks removed, ł ø đ æ œ ß spelled
 * out, runs of white space one space. "Crème BRÛLÉE" is "creme brulee". */
char *utf8_fold(struct arena *arena, const char *text);

/* For URLs: utf8_fold() in [a-z0-9] and single hyphens, 80 bytes at most;
 * "St. Louis" is "st-louis", "Kids 'n Kinship" is "kids-n-kinship". Never
 * empty ("x" then). */
char *utf8_slug(struct arena *arena, const char *text);

/* The first count code points of text, cut at a word end and closed with …
 * when something was left out. */
char *utf8_shorten(struct arena *arena, const char *text, size_t count);

#endif
