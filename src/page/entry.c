#include "page/entry.h"

#include "page/words.h"
#include "view/format.h"

/* What is the same for every entry of a page. */
struct why {
	const struct search_hit *hits;
	size_t count;
	const struct county *county;
	const char *serves; /* "Serves Itasca County", or NULL */
	const char *based;  /* "Based in Itasca County", or NULL */
};

static const struct search_hit *find_hit(const struct why *why, int64_t id)
{
	size_t i;

	for (i = 0; i < why->count; i++)
		if (why->hits[i].id == id)
			return &why->hits[i];
	return NULL;
}

static const char *away(const struct ctx *c, double miles)
{
	if (miles < 0)
		return tr(c->s, "Based nearby");
	return str_fill(c->arena, tr(c->s, "Based {distance} away"), "distance",
			format_miles(c->arena, c->s, miles), NULL);
}

/* A list of a county without a place near which it would be: a program is
 * there because it serves the county, or its whole state. */
static enum search_reason reason_of(const struct why *why,
				    const struct search_hit *hit,
				    const struct program *program)
{
	size_t i;

	if (hit->reason != REASON_NONE || !why->county)
		return hit->reason;
	for (i = 0; i < program->county_count; i++)
		if (program->counties[i].id == why->county->id)
			return REASON_SERVES;
	return program->is_statewide ? REASON_STATEWIDE : REASON_SERVES;
}

/* Why the program is in the list, or NULL when that needs no saying. */
static const char *reason(const struct ctx *c, const struct why *why,
			  const struct program *program)
{
	const struct search_hit *hit = find_hit(why, program->id);

	if (!hit)
		return NULL;
	switch (reason_of(why, hit, program)) {
	case REASON_SERVES: /* or so we think: it names no area at all */
		return program->county_count ? why->serves : why->based;
	case REASON_STATEWIDE:
		return str_fill(c->arena, tr(c->s, "Serves all of {state}"),
				"state", words_state(c, program->state), NULL);
	case REASON_NEAR:
		return away(c, hit->miles);
	case REASON_NONE:
		break;
	}
	return NULL;
}

/* The first fact opens the list, so that there is never an empty one. */
static void add_fact(struct view_dict *entry, struct view_dict **facts,
		     const char *text)
{
	if (!text)
		return;
	if (!*facts)
		*facts = view_section(entry, "FACTS");
	view_set(view_section(*facts, "FACT"), "TEXT", text);
}

static void add_facts(const struct ctx *c, struct view_dict *entry,
		      const struct program *p)
{
	struct view_dict *facts = NULL;
	size_t i;

	for (i = 0; i < p->term_count; i++)
		if (p->terms[i].kind == TERM_TYPE)
			add_fact(entry, &facts, tr(c->s, p->terms[i].name));
	add_fact(entry, &facts, words_ages_tag(c, p));
	add_fact(entry, &facts, words_service_area(c, p));
}

static void add_entry(struct ctx *c, struct view_dict *entry,
		      const struct program *p, const struct why *why)
{
	const char *languages = words_terms(c, p, TERM_LANGUAGE);
	const char *because = reason(c, why, p);

	view_show(entry, words_glyph(p));
	view_set(entry, "SLUG", p->slug);
	view_set(entry, "NAME", p->name);
	view_set(entry, "BY", words_by(c, p));
	view_set(entry, "SUMMARY", p->summary);
	if (p->stage == PROGRAM_PAUSED)
		view_show(entry, "PAUSED");
	else if (p->needs_mentors)
		view_show(entry, "NEEDS");
	add_facts(c, entry, p);
	if (because)
		view_set(view_section(entry, "WHY"), "WHY_TEXT", because);
	if (languages)
		view_set(view_section(entry, "LANGUAGES"), "LANGUAGE_LIST",
			 languages);
	view_set(entry, "CHECKED", words_checked(c, p));
}

void page_entries(struct ctx *c, struct view_dict *dict, const char *name,
		  const struct program *programs, size_t count,
		  const struct search_hit *hits, size_t hit_count,
		  const struct county *county)
{
	struct why why = { .hits = hits, .count = hit_count, .county = county };
	size_t i;

	if (county) {
		const char *there = words_county(c, county);

		why.serves = str_fill(c->arena, tr(c->s, "Serves {county}"),
				      "county", there, NULL);
		why.based = str_fill(c->arena, tr(c->s, "Based in {county}"),
				     "county", there, NULL);
	}
	for (i = 0; i < count; i++)
		add_entry(c, view_include(dict, name, "partials/entry.tpl"),
			  &programs[i], &why);
}
