/* Numbers as people write them in spreadsheets, and a column of them. */
#ifndef PAGE_PLAN_NUMBER_H
#define PAGE_PLAN_NUMBER_H

#include "page/ctx.h"
#include "store/plan.h"

enum plan_number_fault {
	PLAN_NUMBER_FINE,
	PLAN_NUMBER_NONE,     /* nothing there */
	PLAN_NUMBER_NOT,      /* not a number */
	PLAN_NUMBER_GROUPS,   /* a comma where none belongs: "41,00" */
	PLAN_NUMBER_DECIMALS, /* more than two */
	PLAN_NUMBER_LARGE,    /* more than twelve digits before the point */
	PLAN_NUMBER_PERCENT,  /* a % sign, of a measure that counts no % */
	PLAN_NUMBER_DOLLARS   /* a $ sign, likewise */
};

/* "41,000", "29 %", "$2.72", "−3": exactly what was typed, and no sign that
 * the measure's unit does not have. */
enum plan_number_fault plan_number(const char *text, const char *unit,
				   double *value);

/* What to do about it, in words of the site; NULL when it is fine. */
const char *plan_number_fix(const struct ctx *c, enum plan_number_fault fault);

/* For a field of a form: "12345.5". */
char *plan_number_text(struct arena *arena, double value);

#define PLAN_PASTE_LINES 200

enum plan_paste_fault {
	PLAN_PASTE_FINE,
	PLAN_PASTE_NUMBER, /* see number */
	PLAN_PASTE_PERIOD, /* names no year */
	PLAN_PASTE_LONG,   /* a period of more than 40 characters */
	PLAN_PASTE_SLASH,  /* a period with a "/" or a backslash */
	PLAN_PASTE_TWICE,  /* the period stood on a line above */
	PLAN_PASTE_MANY,   /* more values than periods */
	PLAN_PASTE_CELLS   /* more than three cells */
};

struct plan_paste_line {
	size_t line; /* in what was pasted, from 1 */
	const char *text;
	const char *period;
	bool has[2]; /* a figure, a target */
	double value[2];
	enum plan_paste_fault fault;
	enum plan_number_fault number;
};

struct plan_paste {
	struct plan_paste_line *lines; /* those that say something */
	size_t count;
	size_t faults;
	bool is_long; /* more than PLAN_PASTE_LINES; the rest is not here */
};

/* Read "period<tab>value<tab>target" lines, or values alone, which belong to
 * periods in their order (an empty line leaves one out). */
void plan_paste_read(struct arena *arena, const char *text,
		     const struct measure *measure, const char *const *periods,
		     size_t period_count, struct plan_paste *out);

/* Are these two the same period, but for case and the kind of dash? */
bool plan_period_is(struct arena *arena, const char *a, const char *b);

/* The name of a period as it was typed, cleaned; *fix is what to do about it,
 * in words of the site, or NULL. */
const char *plan_period_clean(const struct ctx *c, const char *typed,
			      const char **fix);

/* What to do about a line, in words of the site; NULL when it is fine. */
const char *plan_paste_fix(const struct ctx *c,
			   const struct plan_paste_line *line);

#endif
