#include "fuzz.h"

#include <stdio.h>
#include <time.h>

#define MEASURED 5 /* times */

_Noreturn void fuzz_broken(const char *file, int line, const char *promise)
{
	printf("ERROR: %s:%d: not so: %s\n", file, line, promise);
	fflush(stdout); /* libFuzzer has closed the other */
	abort();
}

struct arena *fuzz_arena(void)
{
	static struct arena *arena;

	if (!arena)
		arena = arena_new();
	arena_reset(arena);
	return arena;
}

static int64_t read_clock(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* A thread never has more processor time than time goes by, and the clock of
 * the latter is cheap to read. */
int64_t fuzz_run(fuzz_function *one, const uint8_t *data, size_t size,
		 int64_t known)
{
	int64_t began = read_clock(CLOCK_MONOTONIC), least, took;

	one(data, size);
	fuzz_arena(); /* what is large goes back at once */
	least = read_clock(CLOCK_MONOTONIC) - began;
	for (int i = 0; i < MEASURED && least > known; i++) {
		began = read_clock(CLOCK_THREAD_CPUTIME_ID);
		one(data, size);
		took = read_clock(CLOCK_THREAD_CPUTIME_ID) - began;
		least = took < least ? took : least;
	}
	if (least > FUZZ_NS_MAX)
		printf("ERROR: %zu bytes took %.1f ms\n", size,
		       (double)least / 1e6);
	MUST(least <= FUZZ_NS_MAX);
	return least;
}
