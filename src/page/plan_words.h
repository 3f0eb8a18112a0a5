/* Words for the plan: how an area stands, and what a figure says. */
#ifndef PAGE_PLAN_WORDS_H
#define PAGE_PLAN_WORDS_H

#include "page/ctx.h"
#include "store/plan.h"

/* Derived from what is published, never entered by hand: an area's state is
 * that of its measures with a target. Without any target nothing can be said
 * to be on track, so the state tells what is known instead. */
enum plan_state {
	PLAN_NO_FIGURES, /* nothing published yet */
	PLAN_NO_TARGET,  /* figures, but no target was published */
	PLAN_MET,
	PLAN_ON_TRACK, /* moving towards the target */
	PLAN_BEHIND    /* standing still, or moving away */
};

enum plan_state plan_measure_state(const struct measure *measure);
enum plan_state plan_area_state(const struct measure *measures, size_t count,
				const char *area);
const char *plan_state_words(const struct ctx *c, enum plan_state state);

/* The newest figure that is not a target, or NULL; and the target. */
const struct figure *plan_latest(const struct measure *measure);
const struct figure *plan_target(const struct measure *measure);

/* "about 300 programs"; "29 %"; "$2.72". */
const char *plan_figure_words(const struct ctx *c,
			      const struct measure *measure,
			      const struct figure *figure);

/* "Corrected 3 November 2026: it was 41,000."; what a source or a note was is
 * not in it, for those are words of their own. */
const char *plan_correction_words(const struct ctx *c,
				  const struct measure *measure,
				  const struct correction *correction);
/* A figure as a correction holds it ("about 41000") in words of the site; NULL
 * for none. */
const char *plan_held_words(const struct ctx *c, const struct measure *measure,
			    const char *held);

/* The reason, where the site itself gave it; NULL for words of our staff. */
const char *plan_site_reason(const struct ctx *c,
			     const struct correction *correction);

/* "up from about 200,000 in 2012", or NULL with one figure only. */
const char *plan_change_words(const struct ctx *c,
			      const struct measure *measure);

#endif
