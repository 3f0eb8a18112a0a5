/* Every word that a reader sees, by language: strings/<language>.po, read
 * with libgettextpo. A msgid is the English text itself, in templates as
 * [[text]], in C as tr(s, "text") or TR("text") for tables; `make strings`
 * collects them into strings/en.po, and lint checks that none is missing.
 *
 * Values go in by name: "{count} programs", with str_fill(). */
#ifndef VIEW_STRINGS_H
#define VIEW_STRINGS_H

#include <stddef.h>
#include <stdint.h>

#include "util/arena.h"
#include "util/status.h"

struct strings;

/* Marks a msgid in a table, to be looked up later with tr(). */
#define TR(text) text

/* Load dir/<language>.po. "en-XA" is the pseudo-language: English, accented
 * and 40 % longer, for tests. Problems are logged with file and line. */
MUST_CHECK enum status strings_open(const char *dir, const char *language,
				    struct strings **out);
void strings_close(struct strings *strings);
const char *strings_language(const struct strings *strings); /* for lang= */

/* The words for msgid; msgid itself when the table has none. */
const char *tr(const struct strings *strings, const char *msgid);

/* The plural form of one/many that fits n in this language. */
const char *trn(const struct strings *strings, const char *one,
		const char *many, int64_t n);

/* text with each {name} replaced by the value that follows name in the list:
 * str_fill(arena, tr(s, "{n} programs in {county}"), "n", "12",
 *          "county", "Itasca County", NULL). An unknown {name} stays. */
char *str_fill(struct arena *arena, const char *text, ...)
	__attribute__((sentinel));

#endif
