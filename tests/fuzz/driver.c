/* From libFuzzer to a target. The slowest input goes to the file that
 * FUZZ_SLOWEST names; how long it took, and the whole, is told at the end. */
#include <stdio.h>
#include <time.h>

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int64_t slowest;
static uint8_t slowest_data[FUZZ_BYTES_MAX];
static size_t slowest_size;

static void tell(void)
{
	const char *path = getenv("FUZZ_SLOWEST");
	FILE *file = path ? fopen(path, "we") : NULL;
	struct timespec used;

	if (file) {
		fwrite(slowest_data, 1, slowest_size, file);
		fclose(file);
	}
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	printf("slowest_ns: %lld\ncpu_ms: %lld\n", (long long)slowest,
	       (long long)used.tv_sec * 1000 + used.tv_nsec / 1000000);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int is_ready;
	int64_t took;

	if (!is_ready) {
		fuzz_one((const uint8_t *)"", 0); /* what is made once */
		atexit(tell);
		is_ready = 1;
	}
	took = fuzz_run(fuzz_one, data, size, slowest);
	if (took > slowest && size <= FUZZ_BYTES_MAX) {
		slowest = took;
		slowest_size = size;
		memcpy(slowest_data, data, size);
	}
	return 0;
}
