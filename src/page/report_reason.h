/* Why somebody reports a comment: the codes that are stored, and their words
 * for readers and for staff. */
#ifndef PAGE_REPORT_REASON_H
#define PAGE_REPORT_REASON_H

#include <stddef.h>

struct strings;

#define REPORT_REASONS 5

/* The code at i, in the order of the form: "hurtful". */
const char *report_reason_code(size_t i);

/* "It is rude, hurtful or threatening"; a code that is none of ours is given
 * back as it is. */
const char *report_reason_words(const struct strings *s, const char *code);

/* The code that was chosen in a form, as a constant; NULL for another. */
const char *report_reason_of(const char *chosen);

#endif
