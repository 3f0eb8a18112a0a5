#include "util/memory.h"

#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "util/log.h"
#include "util/sanitized.h"

#define EXIT_OSERR 71

static void (*at_end)(void);
static bool may_borrow, has_borrowed, is_ending;
static pthread_t ending;

/* The first one who finds none speaks for all; libcurl has threads that look
 * up names. */
void memory_lack(size_t size)
{
	bool was_ending =
		__atomic_exchange_n(&is_ending, true, __ATOMIC_SEQ_CST);

	if (was_ending && !pthread_equal(ending, pthread_self()))
		for (;;)
			pause();
	if (was_ending)
		_exit(EXIT_OSERR); /* what was to be said wanted more */
	ending = pthread_self();
	log_error("out of memory: %zu bytes wanted", size);
	if (at_end)
		at_end();
	_exit(EXIT_OSERR);
}

void *memory_must(void *got)
{
	if (!got)
		memory_lack(0);
	return got;
}

void memory_at_end(void (*say)(void))
{
	at_end = say;
}

void memory_may_borrow(bool may)
{
	may_borrow = may;
	if (!may && has_borrowed)
		memory_lack(0);
}

#if !IS_SANITIZED

/* The C library's own, which it exports for just this. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *old);

/* Pages that nobody touches cost nothing. Each piece has its size before it.
 * Nothing is given back: the process is about to end. */
#define RESERVE ((size_t)1 << 20)
#define STEP    alignof(max_align_t)

static alignas(max_align_t) char reserve[RESERVE];
static size_t reserve_used;

static bool is_borrowed(const void *piece)
{
	uintptr_t at = (uintptr_t)piece, start = (uintptr_t)reserve;

	return at >= start && at < start + RESERVE;
}

/* Zeroed, as it never was anything else. */
static void *borrow(size_t size)
{
	char *piece = reserve + reserve_used + STEP;
	size_t room;

	if (!may_borrow || size > RESERVE - reserve_used - 2 * STEP)
		memory_lack(size);
	room = (size + STEP - 1) / STEP * STEP + STEP;
	if (room > RESERVE - reserve_used)
		memory_lack(size);
	memcpy(piece - STEP, &size, sizeof size);
	reserve_used += room;
	has_borrowed = true;
	return piece;
}

void *malloc(size_t size)
{
	void *got = __libc_malloc(size);

	return got ? got : borrow(size);
}

void *calloc(size_t count, size_t size)
{
	void *got = __libc_calloc(count, size);
	size_t all;

	if (got)
		return got;
	if (__builtin_mul_overflow(count, size, &all))
		memory_lack(SIZE_MAX);
	return borrow(all);
}

static size_t size_of(const void *piece)
{
	size_t size;

	if (!is_borrowed(piece))
		return malloc_usable_size((void *)(uintptr_t)piece);
	memcpy(&size, (const char *)piece - STEP, sizeof size);
	return size;
}

void *realloc(void *old, size_t size)
{
	void *got = is_borrowed(old) ? NULL : __libc_realloc(old, size);
	size_t before;

	if (got || (old && size == 0))
		return got;
	got = borrow(size);
	before = old ? size_of(old) : 0;
	return memcpy(got, old ? old : got, before < size ? before : size);
}

void free(void *old)
{
	if (!is_borrowed(old))
		__libc_free(old);
}

void *memalign(size_t alignment, size_t size)
{
	void *got = __libc_memalign(alignment, size);

	if (!got)
		memory_lack(size);
	return got;
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
	if (alignment % sizeof(void *) || (alignment & (alignment - 1)) ||
	    !alignment)
		return EINVAL;
	*out = memalign(alignment, size);
	return 0;
}

#endif
