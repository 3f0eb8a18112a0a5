/* Numbers, dates and lists as the reader's language writes them. */
#ifndef VIEW_FORMAT_H
#define VIEW_FORMAT_H

#include "util/arena.h"
#include "view/strings.h"

/* "1,234,567"; "7.5" (at most two decimals, none when whole). */
char *format_int(struct arena *arena, const struct strings *s, int64_t n);
char *format_number(struct arena *arena, const struct strings *s, double x);

/* "3 November 2026", "November 2026", in Minnesota's zone. */
char *format_date(struct arena *arena, const struct strings *s, int64_t at);
char *format_month(struct arena *arena, const struct strings *s, int64_t at);
/* "3 November 2026, 10:04 a.m.", likewise. */
char *format_moment(struct arena *arena, const struct strings *s, int64_t at);
/* "today", "yesterday", "3 days ago", "2 weeks ago", "5 months ago": how many
 * days there lie between, in that zone; so it is true until midnight. What is
 * still to come is "today". */
char *format_ago(struct arena *arena, const struct strings *s, int64_t at,
		 int64_t now);
/* "2026-11-03" for <time datetime>. */
char *format_day_iso(struct arena *arena, int64_t at);

/* "10 to 14", "12 and over", "up to 10", "12"; NULL when neither is known
 * (-1). With is_tag: "10–14". */
char *format_ages(struct arena *arena, const struct strings *s, int from,
		  int to, int is_tag);

/* "A", "A and B", "A, B and C". */
char *format_list(struct arena *arena, const struct strings *s,
		  const char *const *items, size_t count);

/* "about 12 miles", "less than a mile". */
char *format_miles(struct arena *arena, const struct strings *s, double miles);

/* A figure of the plan with its qualifier: "about 300", "62%", "more than
 * $7.5 million", "nearly 9 out of 10". Of the units only $, % and those with
 * a number in them are part of it; a noun ("programs") is the caller's. */
char *format_figure(struct arena *arena, const struct strings *s,
		    const char *qualifier, double value, const char *unit);

#endif
