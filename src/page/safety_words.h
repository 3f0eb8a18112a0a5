/* Words as the safety patterns see them. Only for src/page/safety*.c. */
#ifndef PAGE_SAFETY_WORDS_H
#define PAGE_SAFETY_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "util/arena.h"

struct safety_word {
	const char *text; /* folded, without punctuation around it; or "" */
	const char *raw;  /* folded, with it */
	bool is_capital;  /* as typed */
};

struct safety_text {
	const char *folded; /* the whole */
	struct safety_word *words;
	size_t count;
};

void safety_split(struct arena *arena, const char *text,
		  struct safety_text *out);

/* Is word one of list ("st|street|road")? Never for "". */
bool safety_is(const char *word, const char *list);

/* The word at i, "" beyond either end. */
const char *safety_word_at(const struct safety_text *t, size_t i);

/* Does a sentence, or a part of it, end with word i? A lone point after a
 * short word is an abbreviation: "St. Paul", "E. Main". */
bool safety_ends(const struct safety_text *t, size_t i);

bool safety_is_number(const char *word); /* digits only */

bool safety_has_phone(const struct safety_text *t);
bool safety_has_email(struct arena *arena, const struct safety_text *t);
bool safety_has_address(const struct safety_text *t);
bool safety_has_child(const struct safety_text *t);

#endif
