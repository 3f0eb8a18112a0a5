/* Words for the field's terms, shared by pages: names of types, settings,
 * counties, areas in the reader's language. */
#ifndef PAGE_WORDS_H
#define PAGE_WORDS_H

#include "page/ctx.h"
#include "store/comment.h"
#include "store/plan.h"
#include "store/program.h"

/* "St. Louis County", "Cass County, North Dakota". */
const char *words_county(const struct ctx *c, const struct county *county);

/* "St. Louis", "Cass (ND)": short, for lists of counties. */
const char *words_county_short(const struct ctx *c,
			       const struct county *county);

/* "Minnesota" for "MN"; the code itself when not known. */
const char *words_state(const struct ctx *c, const char *code);

/* The plan area's name; NULL for an unknown slug. */
const char *words_area(const struct ctx *c, const char *slug);

/* What the page of a thread is called: the program, the area, "About us". */
const char *words_thread(const struct ctx *c, const struct thread *thread);

/* The section of partials/entry.tpl with the constellation that stands for
 * how people meet, by the first type term; a constant, never NULL. */
const char *words_glyph(const struct program *program);

/* Where it serves, in a few words: "St. Louis and Carlton counties", "All of
 * Minnesota", "5 counties"; NULL when not known. */
const char *words_service_area(const struct ctx *c,
			       const struct program *program);

/* "Hawk Ridge Youth Center, Duluth"; outside Minnesota with the state. */
const char *words_by(const struct ctx *c, const struct program *program);

/* "Ages 10–14", "Age 12"; NULL when not known. */
const char *words_ages_tag(const struct ctx *c, const struct program *program);

/* "Checked 3 November 2026", "Not confirmed yet". */
const char *words_checked(const struct ctx *c, const struct program *program);

/* "English, Spanish": names of the program's terms of a kind, or NULL. */
const char *words_terms(const struct ctx *c, const struct program *program,
			enum term_kind kind);

/* "A", "A or B", "A, B or C". */
const char *words_or(const struct ctx *c, const char *const *items,
		     size_t count);

/* "12 programs", "1 program". */
const char *words_programs(const struct ctx *c, size_t count);

#endif
