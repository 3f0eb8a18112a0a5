#include "view/format.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "util/buf.h"
#include "util/clock.h"

/* With a comma before every third digit from the right. */
char *format_int(struct arena *arena, const struct strings *s, int64_t n)
{
	static const char minus[] = "−";
	uint64_t size = n < 0 ? -(uint64_t)n : (uint64_t)n;
	char text[40], *end = text + sizeof(text), *at = end;
	int digits = 0;

	(void)s; /* every language that we have groups alike */
	do {
		if (digits && digits % 3 == 0)
			*--at = ',';
		*--at = (char)('0' + size % 10);
		digits++;
	} while (size /= 10);
	if (n < 0) {
		at -= strlen(minus);
		memcpy(at, minus, strlen(minus));
	}
	return arena_strndup(arena, at, (size_t)(end - at));
}

char *format_number(struct arena *arena, const struct strings *s, double x)
{
	/* Past 2^53 there are no hundredths, and no figure of ours. */
	int64_t hundredths = (int64_t)(fmin(fabs(x), 9e13) * 100 + 0.5);
	struct buf out;
	int part = (int)(hundredths % 100);

	buf_init(&out, arena);
	if (x < 0 && hundredths)
		buf_text(&out, "−");
	buf_text(&out, format_int(arena, s, hundredths / 100));
	if (part && part % 10 == 0)
		buf_printf(&out, ".%d", part / 10);
	else if (part)
		buf_printf(&out, ".%02d", part);
	return out.data;
}

static const char *month_name(const struct strings *s, int month)
{
	static const char *const MONTHS[] = {
		TR("January"),   TR("February"), TR("March"),    TR("April"),
		TR("May"),       TR("June"),     TR("July"),     TR("August"),
		TR("September"), TR("October"),  TR("November"), TR("December"),
	};

	return tr(s, MONTHS[month - 1]);
}

char *format_date(struct arena *arena, const struct strings *s, int64_t at)
{
	struct clock_date d = clock_local(at);

	return str_fill(arena, tr(s, "{day} {month} {year}"), "day",
			arena_printf(arena, "%d", d.day), "month",
			month_name(s, d.month), "year",
			arena_printf(arena, "%d", d.year), NULL);
}

char *format_moment(struct arena *arena, const struct strings *s, int64_t at)
{
	struct clock_date d = clock_local(at);
	const char *words = d.hour < 12 ? tr(s, "{date}, {time} a.m.")
					: tr(s, "{date}, {time} p.m.");

	return str_fill(arena, words, "date", format_date(arena, s, at), "time",
			arena_printf(arena, "%d:%02d", (d.hour + 11) % 12 + 1,
				     d.minute),
			NULL);
}

/* Days since 1 March of the year 0 (in the Gregorian calendar, which has 146097
 * days in 400 years). */
static int64_t day_number(int64_t at)
{
	struct clock_date d = clock_local(at);
	int64_t year = d.year - (d.month < 3);
	int month = (d.month + 9) % 12; /* from March */

	return year * 365 + year / 4 - year / 100 + year / 400 +
	       (month * 153 + 2) / 5 + d.day - 1;
}

char *format_ago(struct arena *arena, const struct strings *s, int64_t at,
		 int64_t now)
{
	int64_t days = day_number(now) - day_number(at), n = days;
	const char *words;

	if (days < 1)
		return arena_strdup(arena, tr(s, "today"));
	if (days == 1)
		return arena_strdup(arena, tr(s, "yesterday"));
	if (days < 14) {
		words = trn(s, "{n} day ago", "{n} days ago", n);
	} else if (days < 61) {
		n = days / 7;
		words = trn(s, "{n} week ago", "{n} weeks ago", n);
	} else if (days < 730) {
		n = days * 12 / 365;
		words = trn(s, "{n} month ago", "{n} months ago", n);
	} else {
		n = days * 400 / 146097;
		words = trn(s, "{n} year ago", "{n} years ago", n);
	}
	return str_fill(arena, words, "n", format_int(arena, s, n), NULL);
}

char *format_month(struct arena *arena, const struct strings *s, int64_t at)
{
	struct clock_date d = clock_local(at);

	return str_fill(arena, tr(s, "{month} {year}"), "month",
			month_name(s, d.month), "year",
			arena_printf(arena, "%d", d.year), NULL);
}

char *format_day_iso(struct arena *arena, int64_t at)
{
	struct clock_date d = clock_local(at);

	return arena_printf(arena, "%04d-%02d-%02d", d.year, d.month, d.day);
}

char *format_ages(struct arena *arena, const struct strings *s, int from,
		  int to, int is_tag)
{
	const char *a = arena_printf(arena, "%d", from);
	const char *b = arena_printf(arena, "%d", to);

	if (from < 0 && to < 0)
		return NULL;
	if (to < 0)
		return str_fill(arena, tr(s, "{age} and over"), "age", a, NULL);
	if (from < 0)
		return str_fill(arena, tr(s, "up to {age}"), "age", b, NULL);
	if (from == to)
		return arena_strdup(arena, a);
	if (is_tag)
		return arena_printf(arena, "%s–%s", a, b);
	return str_fill(arena, tr(s, "{from} to {to}"), "from", a, "to", b,
			NULL);
}

char *format_list(struct arena *arena, const struct strings *s,
		  const char *const *items, size_t count)
{
	struct buf all;

	if (!count)
		return arena_strdup(arena, "");
	buf_init(&all, arena);
	buf_text(&all, items[0]);
	for (size_t i = 1; i + 1 < count; i++) {
		buf_text(&all, ", ");
		buf_text(&all, items[i]);
	}
	if (count == 1)
		return all.data;
	return str_fill(arena, tr(s, "{list} and {last}"), "list", all.data,
			"last", items[count - 1], NULL);
}

char *format_miles(struct arena *arena, const struct strings *s, double miles)
{
	int64_t n = (int64_t)(miles + 0.5);

	if (n < 1)
		return arena_strdup(arena, tr(s, "less than a mile"));
	return str_fill(arena, trn(s, "about {n} mile", "about {n} miles", n),
			"n", format_int(arena, s, n), NULL);
}

/* "about {figure}" for "about"; a qualifier that we have no words for stays
 * as staff wrote it. */
static const char *qualified(struct arena *arena, const struct strings *s,
			     const char *qualifier)
{
	static const char *const KNOWN[] = {
		TR("about {figure}"),   TR("more than {figure}"),
		TR("under {figure}"),   TR("less than {figure}"),
		TR("nearly {figure}"),  TR("at least {figure}"),
		TR("at most {figure}"),
	};
	size_t len = strlen(qualifier);

	for (size_t i = 0; i < sizeof(KNOWN) / sizeof(*KNOWN); i++)
		if (strncmp(KNOWN[i], qualifier, len) == 0 &&
		    strcmp(KNOWN[i] + len, " {figure}") == 0)
			return tr(s, KNOWN[i]);
	return arena_printf(arena, "%s {figure}", qualifier);
}

/* "9 out of 10", "2 to 1"; any other unit with a number in it stays as staff
 * wrote it. */
static char *with_number(struct arena *arena, const struct strings *s,
			 const char *n, const char *unit)
{
	static const char *const KNOWN[] = {
		TR("{n} out of {number}"),
		TR("{n} to {number}"),
	};

	for (size_t i = 0; i < sizeof(KNOWN) / sizeof(*KNOWN); i++) {
		const char *words = KNOWN[i] + strlen("{n} ");
		size_t len = (size_t)(strchr(words, '{') - words);
		const char *number = unit + len;

		if (strncmp(words, unit, len) == 0 &&
		    strspn(number, "0123456789") == strlen(number))
			return str_fill(arena, tr(s, KNOWN[i]), "n", n,
					"number", number, NULL);
	}
	return arena_printf(arena, "%s %s", n, unit);
}

static char *with_unit(struct arena *arena, const struct strings *s,
		       double value, const char *unit)
{
	char *n = format_number(arena, s, value);

	if (strcmp(unit, "%") == 0)
		return str_fill(arena, tr(s, "{n}%"), "n", n, NULL);
	if (strcmp(unit, "$") == 0 && fabs(value) >= 1e6)
		return str_fill(arena, tr(s, "${n} million"), "n",
				format_number(arena, s, value / 1e6), NULL);
	if (strcmp(unit, "$") == 0)
		return str_fill(arena, tr(s, "${n}"), "n", n, NULL);
	if (strpbrk(unit, "0123456789"))
		return with_number(arena, s, n, unit);
	return n;
}

char *format_figure(struct arena *arena, const struct strings *s,
		    const char *qualifier, double value, const char *unit)
{
	char *figure = with_unit(arena, s, value, unit);

	if (!qualifier || !*qualifier)
		return figure;
	return str_fill(arena, qualified(arena, s, qualifier), "figure", figure,
			NULL);
}
