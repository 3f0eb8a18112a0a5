/* Dates: of files, of addresses, of periods; and any second as a date. */
#include <stdio.h>

#include "fuzz.h"
#include "store/plan.h"
#include "util/cell.h"
#include "util/clock.h"

static void check_cell(const char *text)
{
	char again[21];
	int64_t at;

	if (!cell_time(text, &at))
		return;
	MUST(at >= 0);
	clock_rfc3339(at, again);
	if (strlen(text) == 10)
		MUST(strcmp(again + 10, "T18:00:00Z") == 0);
	MUST(memcmp(text, again, strlen(text)) == 0);
}

static void check_day(const char *text)
{
	struct clock_date d;
	char again[32];
	int64_t at, next;

	if (!clock_day_start(text, &at))
		return;
	d = clock_local(at);
	snprintf(again, sizeof(again), "%04d-%02d-%02d", d.year, d.month,
		 d.day);
	MUST(strcmp(text, again) == 0);
	MUST(d.hour == 0 && d.minute == 0);
	MUST(clock_day_start(again, &next) && next == at);
}

static void check_second(const uint8_t *data, size_t size)
{
	int64_t at = 0;
	struct clock_date d;
	char text[21];

	memcpy(&at, data, size < sizeof(at) ? size : sizeof(at));
	clock_rfc3339(at, text);
	MUST(strlen(text) == 20 && text[4] == '-' && text[19] == 'Z');
	d = clock_local(at);
	if (d.month == 0)
		return; /* a year that no int holds */
	MUST(d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= 31);
	MUST(d.hour >= 0 && d.hour < 24 && d.minute >= 0 && d.minute < 60);
	MUST(d.weekday >= 0 && d.weekday < 7);
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	const char *text = fuzz_text(arena, data, size), *qualifier, *again;
	int year, month;
	double value;

	check_cell(text);
	check_day(text);
	check_second(data, size);
	if (store_period_end(text, &year, &month))
		MUST(year >= 1990 && year <= 2100);
	MUST(month >= 1 && month <= 12);
	if (!store_figure_words_split(arena, text, &qualifier, &value))
		return;
	again = store_figure_words(arena, qualifier, value);
	MUST(!qualifier || strncmp(again, qualifier, strlen(qualifier)) == 0);
}
