/* Words as the safety patterns see them. Only for src/page/safety*.c. */
#ifndef PAGE_SAFETY_WORDS_H
#define PAGE_SAFETY_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "page/safety.h"
#include "util/arena.h"

struct safety_word {
	const char *text; /* folded, without punctuation around it; or "" */
	const char *raw;  /* folded, with it */
	bool is_capital;  /* as typed */
	size_t at;        /* where it stands in the folded text */
	size_t from, to;  /* and in the typed one; to 0: not known */
};

struct safety_text {
	struct arena *arena;
	const char *folded; /* the whole */
	struct safety_word *words;
	size_t count;
	/* What was found so far, in any order. */
	struct safety_span *spans;
	size_t span_count, room;
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

/* Is one of the count words before i one of list? */
bool safety_is_near(const struct safety_text *t, size_t i, size_t count,
		    const char *list);

/* Mark words first to last as the reason for flag; or those that stand, in
 * part, from byte start to end of the folded text. */
void safety_mark(struct safety_text *t, unsigned flag, size_t first,
		 size_t last);
void safety_mark_bytes(struct safety_text *t, unsigned flag, size_t start,
		       size_t end);

/* Mark all there is of a kind. */
void safety_find_phones(struct safety_text *t);
void safety_find_emails(struct safety_text *t);
void safety_find_accounts(struct safety_text *t);
void safety_find_addresses(struct safety_text *t);
void safety_find_children(struct safety_text *t);

#endif
