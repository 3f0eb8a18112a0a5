/* Writing JSON: the home of jansson. Callers build json_t values and hand
 * them over; reading JSON is jansson's json_loadb as it is. */
#ifndef UTIL_JSON_H
#define UTIL_JSON_H

#include <jansson.h>

#include "util/arena.h"

/* root as text, and root is released. With is_pretty, two-space indented.
 * < > & and U+2028/2029 are written as \u escapes, so the text may stand
 * inside a <script type="application/ld+json"> element. */
char *json_text(struct arena *arena, json_t *root, int is_pretty);

/* A JSON string, or null for NULL. */
json_t *json_text_or_null(const char *text);

/* How the record says what became of a field: {"before":…,"after":…} in
 * detail, or nothing where both are equal. before and after are released. */
void json_set_change(json_t *detail, const char *field, json_t *before,
		     json_t *after);

#endif
