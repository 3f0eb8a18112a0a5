/* What changed between two texts, word by word: for revisions, and for two
 * people who wrote at the same time. */
#ifndef UTIL_DIFF_H
#define UTIL_DIFF_H

#include <stddef.h>

#include "util/arena.h"

enum diff_kind { DIFF_SAME, DIFF_REMOVED, DIFF_ADDED };

struct diff_run {
	enum diff_kind kind;
	const char *text; /* into before, or into after when DIFF_ADDED */
	size_t len;       /* never 0 */
};

/* The runs that lead from before to after, in order: those that are not added
 * make up before, those that are not removed make up after, byte for byte.
 * What is removed stands before what is added in its place, and no two runs
 * of a kind follow each other. Words are kept whole; white space alone
 * between two changes belongs to them.
 *
 * Takes time and memory in proportion to the texts, however different they
 * are: where looking for the fewest changes would take too long, the rest
 * counts as replaced. */
void diff_words(struct arena *arena, const char *before, const char *after,
		struct diff_run **out, size_t *count);

#endif
