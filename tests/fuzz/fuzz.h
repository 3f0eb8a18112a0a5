/* What the fuzz targets share. Each target is a file fuzz_NAME.c with
 * fuzz_one(); with driver.c it is a program of libFuzzer (run.mjs), and all of
 * them together are a unit test (tests/unit/test_fuzz.c). */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "util/arena.h"

/* No input is longer. */
#define FUZZ_BYTES_MAX 4096
/* No input may take longer, in nanoseconds of this thread's processor time,
 * sanitizers and all: without them the code is several times as fast. */
#ifndef FUZZ_NS_MAX /* where coverage is counted, no time matters */
#define FUZZ_NS_MAX INT64_C(25000000)
#endif

typedef void fuzz_function(const uint8_t *data, size_t size);

/* The target: one input. Its arena is forgotten afterwards. */
fuzz_function fuzz_one;

/* A promise of the code under test; libFuzzer keeps the input that breaks
 * it. */
#define MUST(promise)                                                          \
	do {                                                                   \
		if (!(promise))                                                \
			fuzz_broken(__FILE__, __LINE__, #promise);             \
	} while (0)
_Noreturn void fuzz_broken(const char *file, int line, const char *promise);

/* One arena for all inputs, as a worker has one for all requests. */
struct arena *fuzz_arena(void);

/* Run one, and how long it took. What takes longer than known is measured
 * again, for the machine may have been busy with something else: the least of
 * several counts. Gives up (MUST) above FUZZ_NS_MAX. */
int64_t fuzz_run(fuzz_function *one, const uint8_t *data, size_t size,
		 int64_t known);

/* The input as a text of its own length, so that one byte too far is seen. */
static inline char *fuzz_text(struct arena *arena, const uint8_t *data,
			      size_t size)
{
	return arena_strndup(arena, (const char *)data, size);
}

#endif
