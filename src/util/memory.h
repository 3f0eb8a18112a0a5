/* Memory for everybody in the process: for us, for C++ and for every library.
 * malloc() and its kin are defined here, in front of those of the C library,
 * so that "no more" has one answer, whoever asked for it: nobody is given
 * NULL, the process ends (exit 71, logged). A library that forgets to look, or
 * goes on with half of what it was to make, never gets to do so.
 *
 * What was begun is undone as after a kill: SQLite rolls back, locks are
 * given up, the supervisor starts another worker. Builds with the address
 * sanitizer have its malloc(); there only util/arena.h ends the process. */
#ifndef UTIL_MEMORY_H
#define UTIL_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* size bytes cannot be had: say so in the log, call what memory_at_end() set,
 * and end the process. */
_Noreturn void memory_lack(size_t size);

/* got, which is not NULL; memory_lack() else. */
void *memory_must(void *got);

/* What is to be said before the process ends; it may not allocate. NULL:
 * nothing. */
void memory_at_end(void (*say)(void));

/* While it may, whoever finds no memory gets some of a small reserve, so that
 * a request can be read to its end before the process ends. The end comes
 * when it may no more, if anything was borrowed. */
void memory_may_borrow(bool may);

#endif
