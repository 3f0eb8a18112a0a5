/* Texts that may be missing: NULL, as the database has it. */
#ifndef UTIL_TEXT_H
#define UTIL_TEXT_H

#include <stdbool.h>

/* Do both say the same? A missing text is only like a missing one. */
bool text_is_same(const char *a, const char *b);

/* text, or NULL for an empty one: what a form leaves empty is not stored. */
const char *text_or_null(const char *text);

#endif
