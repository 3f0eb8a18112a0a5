#include "util/clock.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define ZONE_FILE "/usr/share/zoneinfo/America/Chicago"

/* Seconds between the true time and the one tests asked for. Read once, so
 * that every child of this process goes on from the same start. */
static int64_t test_offset(int64_t now)
{
	static bool is_known;
	static int64_t offset;
	const char *start;

	if (!is_known) {
		start = getenv("NORTHSTAR_NOW");
		offset = start && *start ? strtoll(start, NULL, 10) - now : 0;
		is_known = true;
	}
	return offset;
}

int64_t clock_now(void)
{
	int64_t now = time(NULL);

	return now + test_offset(now);
}

int64_t clock_monotonic_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The whole process lives in Minnesota's zone: nothing else asks for local
 * time. Without the zone database, today's rule of the United States. */
static void use_zone(void)
{
	static bool is_set;

	if (is_set)
		return;
	setenv("TZ",
	       access(ZONE_FILE, R_OK) == 0 ? "America/Chicago"
					    : "CST6CDT,M3.2.0,M11.1.0",
	       1);
	tzset();
	is_set = true;
}

struct clock_date clock_local(int64_t at)
{
	struct clock_date d = { 0 };
	time_t t = at;
	struct tm tm;

	use_zone();
	if (!localtime_r(&t, &tm))
		return d; /* a year beyond int: nobody stores that */
	d.year = tm.tm_year + 1900;
	d.month = tm.tm_mon + 1;
	d.day = tm.tm_mday;
	d.hour = tm.tm_hour;
	d.minute = tm.tm_min;
	d.weekday = tm.tm_wday;
	d.utc_offset = (int)tm.tm_gmtoff;
	return d;
}

bool clock_day_start(const char *text, int64_t *at)
{
	struct tm tm = { .tm_isdst = -1 }, asked;
	int end = 0;

	if (strlen(text) != 10 || strspn(text, "0123456789-") != 10 ||
	    sscanf(text, "%4d-%2d-%2d%n", &tm.tm_year, &tm.tm_mon, &tm.tm_mday,
		   &end) != 3 ||
	    end != 10 || tm.tm_year < 1970)
		return false;
	tm.tm_year -= 1900;
	tm.tm_mon -= 1;
	asked = tm;
	use_zone();
	*at = mktime(&tm); /* sets right what is no day */
	return tm.tm_year == asked.tm_year && tm.tm_mon == asked.tm_mon &&
	       tm.tm_mday == asked.tm_mday;
}

/* at in UTC, kept within the four-digit years both formats can say. */
static struct tm utc_of(int64_t at)
{
	const int64_t first = -62135596800, last = 253402300799;
	time_t t = at < first ? first : at > last ? last : at;
	struct tm tm;

	gmtime_r(&t, &tm);
	return tm;
}

static void write_digits(char *to, int number, int count)
{
	while (count-- > 0) {
		to[count] = (char)('0' + number % 10);
		number /= 10;
	}
}

void clock_rfc3339(int64_t at, char out[21])
{
	struct tm tm = utc_of(at);

	memcpy(out, "0000-00-00T00:00:00Z", 21);
	write_digits(out, tm.tm_year + 1900, 4);
	write_digits(out + 5, tm.tm_mon + 1, 2);
	write_digits(out + 8, tm.tm_mday, 2);
	write_digits(out + 11, tm.tm_hour, 2);
	write_digits(out + 14, tm.tm_min, 2);
	write_digits(out + 17, tm.tm_sec, 2);
}
