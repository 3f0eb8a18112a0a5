#include "util/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util/memory.h"
#include "util/sanitized.h"

/* With the address sanitizer, free space is poisoned: a use after the reset,
 * or past an allocation's end, is caught at once. */
#if IS_SANITIZED
#include <sanitizer/asan_interface.h>
#define POISON(at, size)   ASAN_POISON_MEMORY_REGION(at, size)
#define UNPOISON(at, size) ASAN_UNPOISON_MEMORY_REGION(at, size)
#define RED_ZONE           16
#else
#define POISON(at, size)   ((void)(at), (void)(size))
#define UNPOISON(at, size) ((void)(at), (void)(size))
#define RED_ZONE           0
#endif

/* The first block holds a whole request. Pages of it that nobody touches cost
 * no memory. What is larger than BIG gets a block of its own, so that it does
 * not waste the rest of the current one. */
#define BLOCK_SIZE ((size_t)256 * 1024)
#define BIG        ((size_t)64 * 1024)

struct block {
	struct block *next;
	size_t size; /* of data */
	size_t used;
	alignas(max_align_t) char data[];
};

struct arena {
	struct block *first;   /* kept for ever */
	struct block *current; /* where small things go */
	struct block *others;  /* all but the first */
	char *last;            /* the newest small thing, which may grow */
	size_t used;
};

static struct block *new_block(size_t size)
{
	struct block *b = NULL;

	if (size <= SIZE_MAX - sizeof *b)
		b = malloc(sizeof *b + size);
	if (!b)
		memory_lack(size);
	b->next = NULL;
	b->size = size;
	b->used = 0;
	POISON(b->data, size);
	return b;
}

static void free_blocks(struct block *b)
{
	while (b) {
		struct block *next = b->next;

		UNPOISON(b->data, b->size);
		free(b);
		b = next;
	}
}

struct arena *arena_new(void)
{
	struct arena *arena = memory_must(calloc(1, sizeof *arena));

	arena->first = new_block(BLOCK_SIZE);
	arena->current = arena->first;
	return arena;
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	free_blocks(arena->others);
	free_blocks(arena->first);
	free(arena);
}

void arena_reset(struct arena *arena)
{
	free_blocks(arena->others);
	arena->others = NULL;
	arena->current = arena->first;
	POISON(arena->first->data, arena->first->used); /* the rest still is */
	arena->first->used = 0;
	arena->last = NULL;
	arena->used = 0;
}

static size_t round_up(size_t size)
{
	const size_t step = alignof(max_align_t);

	if (size > SIZE_MAX - 2 * step - RED_ZONE)
		memory_lack(size);
	return (size + step - 1) / step * step + RED_ZONE;
}

static struct block *add_block(struct arena *arena, size_t size)
{
	struct block *b = new_block(size);

	b->next = arena->others;
	arena->others = b;
	return b;
}

/* size bytes, not zeroed. */
static void *take(struct arena *arena, size_t size)
{
	size_t room = round_up(size ? size : 1);
	struct block *b = arena->current;
	char *at;

	if (room > BIG)
		b = add_block(arena, room);
	else if (room > b->size - b->used)
		b = arena->current = add_block(arena, BLOCK_SIZE);
	at = b->data + b->used;
	b->used += room;
	arena->used += size;
	if (b == arena->current)
		arena->last = at;
	UNPOISON(at, size);
	return at;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	return memset(take(arena, size), 0, size);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		memory_lack(SIZE_MAX);
	return arena_alloc(arena, count * size);
}

/* May the newest thing, at, become size bytes where it stands? */
static bool grow_in_place(struct arena *arena, char *at, size_t old,
			  size_t size)
{
	struct block *b = arena->current;
	size_t start, room;

	if (!at || at != arena->last)
		return false;
	start = (size_t)(at - b->data);
	room = round_up(size);
	if (room > b->size - start)
		return false;
	b->used = start + room;
	arena->used += size - old;
	UNPOISON(at, size);
	return true;
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t size)
{
	char *at = old;

	if (grow_in_place(arena, at, old_size, size))
		return at;
	at = take(arena, size);
	if (old_size)
		memcpy(at, old, old_size);
	return at;
}

char *arena_strndup(struct arena *arena, const char *text, size_t len)
{
	char *copy = take(arena, len + 1);

	if (len)
		memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
	return text ? arena_strndup(arena, text, strlen(text)) : NULL;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list ap)
{
	va_list again;
	char small[256];
	char *text;
	int len;

	va_copy(again, ap);
	len = vsnprintf(small, sizeof small, format, ap);
	if (len < 0)
		memory_lack(0);
	if ((size_t)len < sizeof small) {
		text = arena_strndup(arena, small, (size_t)len);
	} else {
		text = take(arena, (size_t)len + 1);
		vsnprintf(text, (size_t)len + 1, format, again);
	}
	va_end(again);
	return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list ap;
	char *text;

	va_start(ap, format);
	text = arena_vprintf(arena, format, ap);
	va_end(ap);
	return text;
}

size_t arena_used(const struct arena *arena)
{
	return arena->used;
}
