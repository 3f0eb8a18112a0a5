/* Reading the cells of a file: numbers, dates, words, strictly. */
#ifndef UTIL_CELL_H
#define UTIL_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/arena.h"

/* A whole number, or a plain decimal one: digits, no exponent. */
bool cell_int(const char *cell, int64_t *out);
bool cell_real(const char *cell, double *out);

/* "yes" or "no" (also true, false, 1, 0; empty is no). */
bool cell_flag(const char *cell, bool *out);

/* "2026-11-23T16:05:00Z", or "2026-11-23", which is noon of that day in
 * Minnesota (18:00 UTC), so that no zone makes another day of it. */
bool cell_time(const char *cell, int64_t *out);

/* The next of the items that semicolons part, outer space cut and empty ones
 * left out; NULL after the last. *cursor begins as the cell. */
char *cell_item(struct arena *arena, const char **cursor);

/* An e-mail address as far as a look can tell. */
bool cell_is_email(const char *cell);
/* The same, and also one that is local to a machine: "admin@localhost". */
bool cell_is_account(const char *cell);
/* Digits, and what people put between them; an extension. */
bool cell_is_phone(const char *cell);

/* The one of words that was probably meant, or NULL. */
const char *cell_nearest(struct arena *arena, const char *wrong,
			 const char *const *words, size_t count);

#endif
