/* Words and phrases that staff want comments to be held for, or taken for
 * spam. Kept folded (utf8_fold), so that a rule fits whatever capitals and
 * marks somebody types. The record of changes names a rule by its number:
 * staff may list the name of a person. */
#ifndef STORE_WORD_RULE_H
#define STORE_WORD_RULE_H

#include <stdbool.h>

#include "store/db.h"

#define WORD_RULES_MAX 500
#define WORD_RULE_MIN  2 /* characters of a word, folded */
#define WORD_RULE_MAX  80

struct word_rule {
	int64_t id;
	const char *word;  /* folded; words of a phrase with one space */
	bool is_spam;      /* such a comment is spam; else it is held */
	const char *actor; /* "user 3": who listed it, or changed it last */
	int64_t created_at;
};

/* All of them in arena, by the alphabet of their words. */
MUST_CHECK enum status store_word_rule_list(struct db *db, struct arena *arena,
					    struct word_rule **out,
					    size_t *count);

/* List a word or phrase as typed. One that is there already is changed, or,
 * if it says the same, left as it is. STATUS_BAD: folded it is shorter than
 * WORD_RULE_MIN or longer than WORD_RULE_MAX. STATUS_CONFLICT: there are
 * WORD_RULES_MAX. */
MUST_CHECK enum status store_word_rule_add(struct db *db, const char *word,
					   bool is_spam, const char *actor,
					   int64_t now);

/* STATUS_NOT_FOUND: there is no such rule (any more). */
MUST_CHECK enum status store_word_rule_remove(struct db *db, int64_t id,
					      const char *actor);

#endif
