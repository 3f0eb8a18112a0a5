/* How a text looks, whatever letters it is made of: two texts that a reader
 * takes for the same have the same skeleton. In the spirit of Unicode TR39,
 * with a small table of our own: letters of Greek, Cyrillic, Armenian,
 * Cherokee, Coptic, Lisu and Canadian syllabics that look like Latin ones,
 * forms of letters (fullwidth, small capitals, mathematical, circled), digits
 * and signs that stand for letters. For comparing only; never shown. */
#ifndef UTIL_SKELETON_H
#define UTIL_SKELETON_H

#include "util/arena.h"

/* The words of text as they look, with one space between: "Ѕtаff, 0ne" gives
 * what "staff one" gives. Case, accents and what cannot be seen make no
 * difference; i, l and 1 are one letter, so are m and rn, w and vv. Everything
 * that is no letter or digit parts words, but where letters stand one by one
 * ("s t a f f", "M.P.M.") they are one word. "" when there is nothing. */
char *skeleton_words(struct arena *arena, const char *text);

/* The same without the spaces. */
char *skeleton_tight(struct arena *arena, const char *text);

#endif
