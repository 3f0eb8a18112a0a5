/* Words for the field's terms, shared by pages: names of types, settings,
 * counties, areas in the reader's language. */
#ifndef PAGE_WORDS_H
#define PAGE_WORDS_H

#include "page/ctx.h"
#include "store/plan.h"
#include "store/program.h"

/* "St. Louis County", "Cass County, North Dakota". */
const char *words_county(const struct ctx *c, const struct county *county);

/* The plan area's name; NULL for an unknown slug. */
const char *words_area(const struct ctx *c, const char *slug);

/* The constellation that stands for how people meet: an SVG <svg class=glyph>
 * (aria-hidden), a constant, by the first type term; never NULL. */
const char *words_glyph(const struct program *program);

/* Where it serves, in a few words: "St. Louis and Carlton counties", "All of
 * Minnesota", "5 counties"; NULL when not known. */
const char *words_service_area(const struct ctx *c,
			       const struct program *program);

/* "Checked 3 November 2026", "Not confirmed yet". */
const char *words_checked(const struct ctx *c, const struct program *program);

#endif
