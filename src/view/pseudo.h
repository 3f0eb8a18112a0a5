/* The pseudo-language: English with accents and about 40 % more letters, so
 * that a test sees words that bypass the string table, and layouts that do
 * not bear longer words. */
#ifndef VIEW_PSEUDO_H
#define VIEW_PSEUDO_H

#include "util/arena.h"

#define PSEUDO_LANGUAGE "en-XA"

/* text, accented and padded; {names}, {{VARIABLES}} and %s stay. */
char *pseudo_text(struct arena *arena, const char *text);

#endif
