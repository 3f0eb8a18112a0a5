/* The time: UTC seconds everywhere; Minnesota's zone only for showing. */
#ifndef UTIL_CLOCK_H
#define UTIL_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#define CLOCK_DAY 86400

/* Now, in UTC seconds. The environment variable NORTHSTAR_NOW (seconds) sets
 * the clock to a fixed start from which it goes on, for tests. */
int64_t clock_now(void);

/* Milliseconds of a clock that never goes back; only differences mean
 * anything. */
int64_t clock_monotonic_ms(void);

struct clock_date {
	int year, month, day;      /* month 1 to 12 */
	int hour, minute, weekday; /* weekday 0 is Sunday */
	int utc_offset;            /* seconds east of UTC */
};

/* at in the zone America/Chicago. */
struct clock_date clock_local(int64_t at);

/* The first second in that zone of the day written as "2026-11-23"; false when
 * it is no day. */
bool clock_day_start(const char *text, int64_t *at);

/* "2026-11-23T16:05:00Z" (RFC 3339) into out. */
void clock_rfc3339(int64_t at, char out[21]);

#endif
