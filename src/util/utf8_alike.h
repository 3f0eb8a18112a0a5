/* Words as they read, whatever letters they are made of: for finding a word
 * that somebody disguised. "С4ѕ​ino", with Cyrillic letters, a digit and
 * something that cannot be seen, reads "casino". */
#ifndef UTIL_UTF8_ALIKE_H
#define UTIL_UTF8_ALIKE_H

#include <stddef.h>

#include "util/arena.h"

/* text (valid UTF-8) as utf8_fold() has it, and more: letters of Greek,
 * Cyrillic, Armenian and Lisu, small capitals and letters in circles as the
 * Latin ones that they look like, and digits and signs between letters as the
 * letters that they stand for ("v1agra", "ca$h"; not "4th"). What it gives is
 * for comparing with its like, never for reading: honest Greek becomes
 * nonsense, though always the same. */
char *utf8_alike(struct arena *arena, const char *text);

/* The same, but digits and signs stay what they are. It has as many spaces as
 * utf8_fold() leaves. */
char *utf8_alike_letters(struct arena *arena, const char *text);

/* In how many words of text are letters disguised: Latin ones beside
 * look-alikes of other scripts, or a word all of look-alikes in a text of
 * Latin letters; letters made for mathematics; something invisible between
 * two letters? Words of other scripts, accents, emoji and soft hyphens are
 * none. */
size_t utf8_alike_count(const char *text);

#endif
