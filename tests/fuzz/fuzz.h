/* What the fuzz targets share. Each target is a program of its own with
 * LLVMFuzzerTestOneInput(); run.sh builds and runs them. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "util/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A promise of the code under test; libFuzzer keeps the input that breaks
 * it. */
#define MUST(promise)                                                          \
	do {                                                                   \
		if (!(promise))                                                \
			abort();                                               \
	} while (0)

/* One arena for all inputs, as a worker has one for all requests. */
static inline struct arena *fuzz_arena(void)
{
	static struct arena *arena;

	if (!arena)
		arena = arena_new();
	arena_reset(arena);
	return arena;
}

/* The input as a text of its own length, so that one byte too far is seen. */
static inline char *fuzz_text(struct arena *arena, const uint8_t *data,
			      size_t size)
{
	return arena_strndup(arena, (const char *)data, size);
}

#endif
