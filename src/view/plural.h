/* The Plural-Forms line of a PO file: which form a number takes. */
#ifndef VIEW_PLURAL_H
#define VIEW_PLURAL_H

#include <stdint.h>

#include "util/arena.h"
#include "util/status.h"

#define PLURAL_KNOWN 1000

struct plural {
	int count;        /* nplurals */
	const char *rule; /* a C expression in n, such as "n != 1" */
	unsigned char known[PLURAL_KNOWN]; /* forms of the first numbers */
};

/* Read "nplurals=2; plural=n != 1;"; STATUS_BAD if it cannot be read, or is
 * longer than 300 bytes. */
MUST_CHECK enum status plural_parse(struct arena *arena, const char *text,
				    struct plural *out);

/* The form of n, from 0 to count - 1. */
int plural_form(const struct plural *plural, uint64_t n);

#endif
