/* Every fuzz target, a little: the inputs that are kept in tests/fuzz/seeds,
 * and changed ones, the same at each run. The long runs are `make fuzz`. */
#include "fuzz.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "util/sanitized.h"

#if IS_SANITIZED
#include <sanitizer/common_interface_defs.h>
#endif

#include "util/buf.h"

#define SEEDS_MAX 1000
#define RUNS      4000
#define CPU_NS    INT64_C(300000000) /* for one target; seeds always run */

/* FUZZ_TARGETS is X(answer) X(cookie) and so on, from the Makefile. */
#define X(name) fuzz_function fuzz_##name;
FUZZ_TARGETS
#undef X

struct input {
	uint8_t data[FUZZ_BYTES_MAX];
	size_t size;
};

static struct input seeds[SEEDS_MAX], input;
static size_t seed_count;
static const char *target;
static int terminal, nowhere;

/* What broke a promise is told, for nothing else knows it. */
static void tell(int signal)
{
	static const char hex[] = "0123456789abcdef";
	char line[2 * FUZZ_BYTES_MAX + 1];
	ssize_t rc;

	for (size_t i = 0; i < input.size; i++) {
		line[2 * i] = hex[input.data[i] >> 4];
		line[2 * i + 1] = hex[input.data[i] & 15];
	}
	line[2 * input.size] = '\n';
	dprintf(terminal, "fuzz target %s broke, by these bytes:\n", target);
	rc = write(terminal, line, 2 * input.size + 1);
	(void)rc;
	(void)signal;
	_exit(1);
}

/* Sanitizers end in the same way. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "abort_on_error=1:handle_abort=0";
}

static int by_bytes(const void *a, const void *b)
{
	const struct input *x = a, *y = b;
	size_t len = x->size < y->size ? x->size : y->size;
	int order = memcmp(x->data, y->data, len);

	return order ? order : (x->size > y->size) - (x->size < y->size);
}

static void read_seeds(const char *name)
{
	char path[1024];
	struct dirent *entry;
	DIR *folder;
	FILE *file;

	snprintf(path, sizeof(path), "tests/fuzz/seeds/%s", name);
	folder = opendir(path);
	assert_non_null(folder);
	seed_count = 0;
	while ((entry = readdir(folder))) {
		struct input *seed = &seeds[seed_count];

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "tests/fuzz/seeds/%s/%s", name,
			 entry->d_name);
		file = fopen(path, "re");
		assert_non_null(file);
		seed->size = fread(seed->data, 1, FUZZ_BYTES_MAX, file);
		fclose(file);
		seed_count++;
		assert_true(seed_count < SEEDS_MAX);
	}
	closedir(folder);
	assert_true(seed_count > 0);
	qsort(seeds, seed_count, sizeof(*seeds), by_bytes);
}

/* SplitMix64: the same numbers each time. */
static uint64_t number;

static size_t below(size_t most)
{
	uint64_t z = number += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return (size_t)((z ^ z >> 31) % (most ? most : 1));
}

/* Put count bytes from `from` at `at`, as far as there is room. */
static void insert(size_t at, const uint8_t *from, size_t count)
{
	if (count > FUZZ_BYTES_MAX - input.size)
		count = FUZZ_BYTES_MAX - input.size;
	memmove(input.data + at + count, input.data + at, input.size - at);
	memcpy(input.data + at, from, count);
	input.size += count;
}

static void mutate(void)
{
	static const char ODD[] = "\0\n\r\t \"%&'+,-./0:;<=>?@[\\]_\x7f\x80\xc3"
				  "\xe2\xf0\xff";
	const struct input *other = &seeds[below(seed_count)];
	size_t at = below(input.size), len = 1 + below(16), from;
	uint8_t piece[512];

	switch (below(6)) {
	case 0: /* a bit */
		if (input.size)
			input.data[at] ^= (uint8_t)(1 << below(8));
		break;
	case 1: /* a byte that means something somewhere */
		piece[0] = (uint8_t)ODD[below(sizeof(ODD) - 1)];
		insert(at, piece, 1);
		break;
	case 2: /* less */
		len = len < input.size - at ? len : input.size - at;
		memmove(input.data + at, input.data + at + len,
			input.size - at - len);
		input.size -= len;
		break;
	case 3: /* the same over and over */
		len = len < input.size - at ? len : input.size - at;
		memcpy(piece, input.data + at, len);
		for (size_t n = 1 + below(40); n > 0; n--)
			insert(at, piece, len);
		break;
	case 4: /* a piece of another one */
		from = below(other->size);
		len = 1 + below(sizeof(piece));
		if (len > other->size - from)
			len = other->size - from;
		insert(at, other->data + from, len);
		break;
	default: /* any byte */
		if (input.size)
			input.data[at] = (uint8_t)below(256);
	}
}

static int64_t cpu_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void keep_promises(const char *name, fuzz_function *one)
{
	int64_t slowest = 0, took, until;

	target = name;
	dup2(nowhere, STDERR_FILENO); /* what is logged */
	number = 1;
	read_seeds(name);
	input.size = 0;
	one(input.data, 0); /* what is made once */
	until = cpu_ns() + CPU_NS;
	for (size_t n = 0; n < seed_count || (n < RUNS && cpu_ns() < until);
	     n++) {
		input = seeds[n % seed_count];
		for (size_t k = n < seed_count ? 0 : 1 + below(4); k > 0; k--)
			mutate();
		took = fuzz_run(one, input.data, input.size, slowest);
		slowest = took > slowest ? took : slowest;
	}
	dup2(terminal, STDERR_FILENO);
}

#define X(name)                                                                \
	static void name##_keeps_its_promises(void **state)                    \
	{                                                                      \
		(void)state;                                                   \
		keep_promises(#name, fuzz_##name);                             \
	}
FUZZ_TARGETS
#undef X

int main(void)
{
	const struct CMUnitTest tests[] = {
#define X(name) cmocka_unit_test(name##_keeps_its_promises),
		FUZZ_TARGETS
#undef X
	};

	terminal = dup(STDERR_FILENO);
	nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (terminal < 0 || nowhere < 0)
		return 1;
#if IS_SANITIZED
	__sanitizer_set_report_fd((void *)(intptr_t)terminal);
#endif
	signal(SIGABRT, tell);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
