#include "page/plan_number.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "view/strings.h"

#define WHOLE_MAX    12
#define DECIMALS_MAX 2

/* Blanks that spreadsheets put between thousands, and before a %. */
static size_t blank(const char *at)
{
	static const char *const BLANKS[] = { " ", "\u00a0", "\u2009",
					      "\u202f" };

	for (size_t i = 0; i < sizeof(BLANKS) / sizeof(BLANKS[0]); i++)
		if (strncmp(at, BLANKS[i], strlen(BLANKS[i])) == 0)
			return strlen(BLANKS[i]);
	return 0;
}

static const char *skip_blanks(const char *at)
{
	while (blank(at))
		at += blank(at);
	return at;
}

static const char *skip_sign(const char *at, bool *is_negative)
{
	static const char minus[] = "−";
	size_t len = 0;

	if (*at == '-')
		len = 1;
	else if (strncmp(at, minus, strlen(minus)) == 0)
		len = strlen(minus);
	*is_negative = *is_negative || len > 0;
	return at + len;
}

/* The digits before the point; NULL where groups are not of three. */
static const char *read_whole(const char *at, char *digits, size_t *len)
{
	size_t run = strspn(at, "0123456789"), gap;
	bool is_grouped = false;

	while (run > 0) {
		if (is_grouped && run != 3)
			return NULL;
		for (size_t i = 0; i < run; i++, ++*len)
			if (*len <= WHOLE_MAX)
				digits[*len] = at[i];
		at += run;
		gap = *at == ',' ? 1 : blank(at);
		if (!gap || !isdigit((unsigned char)at[gap]))
			return *at == ',' ? NULL : at;
		if (!is_grouped && run > 3)
			return NULL;
		is_grouped = true;
		at += gap;
		run = strspn(at, "0123456789");
	}
	return at;
}

/* After the digits: nothing but a % where the unit has one. */
static enum plan_number_fault check_end(const char *at, const char *unit,
					bool has_dollar)
{
	at = skip_blanks(at);
	if (*at == '%' && !*skip_blanks(at + 1))
		return strcmp(unit, "%") == 0 && !has_dollar
			       ? PLAN_NUMBER_FINE
			       : PLAN_NUMBER_PERCENT;
	if (*at)
		return PLAN_NUMBER_NOT;
	return has_dollar && strcmp(unit, "$") != 0 ? PLAN_NUMBER_DOLLARS
						    : PLAN_NUMBER_FINE;
}

enum plan_number_fault plan_number(const char *text, const char *unit,
				   double *value)
{
	char digits[WHOLE_MAX + 1 + 1 + DECIMALS_MAX + 1] = "";
	const char *at = skip_blanks(text);
	bool is_negative = false, has_dollar;
	size_t len = 0, decimals = 0;
	enum plan_number_fault fault;

	*value = 0;
	if (!*at)
		return PLAN_NUMBER_NONE;
	at = skip_sign(at, &is_negative);
	has_dollar = *at == '$';
	at = skip_blanks(at + has_dollar);
	if (!is_negative)
		at = skip_sign(at, &is_negative);
	if (!isdigit((unsigned char)*at))
		return PLAN_NUMBER_NOT;
	at = read_whole(at, digits, &len);
	if (!at)
		return PLAN_NUMBER_GROUPS;
	if (len > WHOLE_MAX)
		return PLAN_NUMBER_LARGE;
	if (*at == '.' && isdigit((unsigned char)at[1])) {
		decimals = strspn(at + 1, "0123456789");
		digits[len++] = '.';
		for (size_t i = 1; i <= decimals && i <= DECIMALS_MAX; i++)
			digits[len++] = at[i];
		at += 1 + decimals;
	}
	fault = check_end(at, unit, has_dollar);
	if (fault == PLAN_NUMBER_FINE && decimals > DECIMALS_MAX)
		return PLAN_NUMBER_DECIMALS;
	*value = strtod(digits, NULL) * (is_negative ? -1 : 1);
	if (*value == 0)
		*value = 0; /* not the minus zero of "-0" */
	return fault;
}

const char *plan_number_fix(const struct ctx *c, enum plan_number_fault fault)
{
	static const char *const FIXES[] = {
		[PLAN_NUMBER_NONE] = TR("Enter a number."),
		[PLAN_NUMBER_NOT] =
			TR("Enter a plain number, such as 41,000 or 2.5."),
		[PLAN_NUMBER_GROUPS] =
			TR("Put commas only between thousands, as in 41,000, "
			   "and a point before decimals."),
		[PLAN_NUMBER_DECIMALS] =
			TR("Enter at most two decimals, for pages show two."),
		[PLAN_NUMBER_LARGE] =
			TR("Enter a number of at most twelve digits."),
		[PLAN_NUMBER_PERCENT] =
			TR("Leave out the % sign: this measure is not counted "
			   "in %."),
		[PLAN_NUMBER_DOLLARS] =
			TR("Leave out the $ sign: this measure is not counted "
			   "in $."),
	};

	return fault == PLAN_NUMBER_FINE ? NULL : tr(c->s, FIXES[fault]);
}

char *plan_number_text(struct arena *arena, double value)
{
	return arena_printf(arena, "%.15g", value);
}
