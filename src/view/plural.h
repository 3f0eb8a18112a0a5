/* The Plural-Forms line of a PO file: which form a number takes. The rule is
 * an expression of C in n, as the gettext manual has it ("Plural forms"). */
#ifndef VIEW_PLURAL_H
#define VIEW_PLURAL_H

#include <stdint.h>

#include "util/arena.h"
#include "util/status.h"

#define PLURAL_KNOWN 1000

struct plural {
	int count; /* nplurals */
	int step_count;
	const struct plural_step *steps;   /* the rule, operands first */
	unsigned char known[PLURAL_KNOWN]; /* forms of the first numbers */
};

/* Read "nplurals=2; plural=n != 1;". What out points to lasts as long as the
 * arena. STATUS_BAD if it cannot be read, has a rule longer than 300 bytes,
 * or gives a number below 1000 a form that there is not. */
MUST_CHECK enum status plural_parse(struct arena *arena, const char *text,
				    struct plural *out);

/* The form of n, from 0 to count - 1. */
int plural_form(const struct plural *plural, uint64_t n);

#endif
