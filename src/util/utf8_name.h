/* Names of people as pages show them. A name is text that its bearer chose, so
 * it must not be able to look like more: like a mark of ours, or like what
 * stands beside it. (Its direction is the page's to contain, with <bdi>.) */
#ifndef UTIL_UTF8_NAME_H
#define UTIL_UTF8_NAME_H

#include <stdint.h>

#include "util/arena.h"

#define UTF8_NAME_MARKS 3 /* on one letter; more would draw over others */

/* name as it is shown, on one line: without what cannot be seen or steers
 * others (format characters, fillers; the joiners that scripts need stay),
 * without enclosing marks and all but the first marks on a letter, without
 * stars and check marks, which are signs of our staff. "" when nothing is
 * left. It may be name itself. */
const char *utf8_name(struct arena *arena, const char *name);

/* The first letters (or digits) of the first and the last word that have one,
 * as capitals; "" when none has. name is one of utf8_name(). */
char *utf8_initials(struct arena *arena, const char *name);

/* A number for a name; names that differ in case, accents or spaces only have
 * the same. */
uint32_t utf8_name_number(struct arena *arena, const char *name);

#endif
