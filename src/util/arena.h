/* An arena: memory that is given back all at once. One per request, one per
 * command; everything a handler makes lives in it.
 *
 * arena_alloc() and its friends never return NULL: out of memory ends the
 * process (util/memory.h); the supervisor starts another worker and nginx
 * asks that one. So cap what a visitor can make large before allocating it. */
#ifndef UTIL_ARENA_H
#define UTIL_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

/* A new arena; free it with arena_free(). */
struct arena *arena_new(void);
void arena_free(struct arena *arena);

/* Forget everything allocated; the first block is kept for the next use, so
 * a worker's memory stays flat. */
void arena_reset(struct arena *arena);

/* size bytes, zeroed, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size);

/* count * size bytes, zeroed; an overflow of the product ends the process. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* old (old_size bytes, or NULL and 0) made larger, to size bytes: where it
 * stands when it is the newest allocation, else copied. What is new is not
 * zeroed. For growing things such as struct buf. */
void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t size);

char *arena_strdup(struct arena *arena, const char *text); /* NULL gives NULL */
char *arena_strndup(struct arena *arena, const char *text, size_t len);
char *arena_printf(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list ap);

/* Bytes in use now, for tests and limits. */
size_t arena_used(const struct arena *arena);

#endif
