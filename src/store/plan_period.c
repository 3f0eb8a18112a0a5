/* What the words of periods and corrections mean. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "store/plan.h"

#define YEAR_MIN 1990
#define YEAR_MAX 2100

static const char *const MONTHS[] = { "january", "february", "march",
				      "april",   "may",      "june",
				      "july",    "august",   "september",
				      "october", "november", "december" };

/* The month that a word names, in full or by its first three letters. */
static int month_of(const char *word, size_t len)
{
	for (int i = 0; i < 12; i++)
		if (strncasecmp(word, MONTHS[i], len) == 0 &&
		    (len == 3 || len == strlen(MONTHS[i])))
			return i + 1;
	if (len == 4 && strncasecmp(word, "sept", 4) == 0)
		return 9;
	return 0;
}

/* "-", "/", "–": what stands in "2015–16" and "2016-06"; 0 for none. */
static size_t dash(const char *at)
{
	if (*at == '-' || *at == '/')
		return 1;
	return strncmp(at, "–", strlen("–")) == 0 ? strlen("–") : 0;
}

/* Two digits after a year: the year after it ("2015–16"), or its month. */
static const char *read_tail(const char *at, int *year, int *month)
{
	size_t skip = dash(at);
	int n;

	if (!skip || strspn(at + skip, "0123456789") != 2)
		return at;
	n = atoi(at + skip);
	if (n == (*year + 1) % 100)
		*year += 1;
	else if (at[0] == '-' && n >= 1 && n <= 12)
		*month = n;
	else
		return at;
	return at + skip + 2;
}

static const char *read_number(const char *at, int *year, int *month)
{
	size_t len = strspn(at, "0123456789");
	int n = len == 4 ? atoi(at) : 0;

	if (n < YEAR_MIN || n > YEAR_MAX)
		return at + len;
	*year = n;
	return read_tail(at + len, year, month);
}

static const char *read_word(const char *at, int *month)
{
	size_t len = 0;
	int named;

	while (isalpha((unsigned char)at[len]))
		len++;
	named = month_of(at, len);
	if (named)
		*month = named;
	if (len == 1 && (*at == 'Q' || *at == 'q') && at[1] >= '1' &&
	    at[1] <= '4' && !isdigit((unsigned char)at[2])) {
		*month = 3 * (at[1] - '0');
		return at + 2;
	}
	return at + len;
}

bool store_period_end(const char *period, int *year, int *month)
{
	*year = 0;
	*month = 12;
	while (*period)
		if (isdigit((unsigned char)*period))
			period = read_number(period, year, month);
		else if (isalpha((unsigned char)*period))
			period = read_word(period, month);
		else
			period++;
	return *year >= YEAR_MIN && *year <= YEAR_MAX;
}

/* Fifteen digits give back exactly what was typed with as many. */
char *store_figure_words(struct arena *arena, const char *qualifier,
			 double value)
{
	return arena_printf(arena, "%s%s%.15g", qualifier ? qualifier : "",
			    qualifier ? " " : "", value);
}

bool store_figure_words_split(struct arena *arena, const char *text,
			      const char **qualifier, double *value)
{
	const char *space = strrchr(text, ' ');

	*qualifier = NULL;
	*value = 0;
	if (!*text)
		return false;
	if (space)
		*qualifier = arena_strndup(arena, text, (size_t)(space - text));
	*value = strtod(space ? space + 1 : text, NULL);
	return true;
}
