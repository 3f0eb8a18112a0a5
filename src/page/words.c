#include "page/words.h"

#include <string.h>

#include "view/format.h"

/* How many counties are named before they are only counted. */
#define COUNTIES_NAMED 3

static const struct {
	const char *code, *name;
} STATES[] = {
	{ "MN", TR("Minnesota") },    { "WI", TR("Wisconsin") },
	{ "ND", TR("North Dakota") }, { "SD", TR("South Dakota") },
	{ "IA", TR("Iowa") },
};

static const struct {
	const char *slug, *name;
} AREAS[] = {
	{ "network", TR("Sustain an engaged network of mentoring programs") },
	{ "region", TR("Serve a multi-state region") },
	{ "innovation", TR("Implement new program innovations to support a "
			   "wider range of mentoring needs") },
	{ "policy", TR("Deepen public policy support for mentoring") },
	{ "quality", TR("Lead the call for increased quality mentoring") },
	{ "sustainability", TR("Operate from a sustainable business model "
			       "with diversified funding") },
};

static const struct {
	const char *slug, *section;
} GLYPHS[] = {
	{ "one-to-one", "GLYPH_ONE" }, { "group", "GLYPH_GROUP" },
	{ "team", "GLYPH_TEAM" },      { "family", "GLYPH_FAMILY" },
	{ "peer", "GLYPH_PEER" },      { "e-mentoring", "GLYPH_ONLINE" },
};

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static bool is_minnesota(const char *state)
{
	return strcmp(state, "MN") == 0;
}

const char *words_state(const struct ctx *c, const char *code)
{
	size_t i;

	for (i = 0; i < COUNT(STATES); i++)
		if (strcmp(STATES[i].code, code) == 0)
			return tr(c->s, STATES[i].name);
	return code;
}

const char *words_county(const struct ctx *c, const struct county *county)
{
	if (is_minnesota(county->state))
		return str_fill(c->arena, tr(c->s, "{county} County"), "county",
				county->name, NULL);
	return str_fill(c->arena, tr(c->s, "{county} County, {state}"),
			"county", county->name, "state",
			words_state(c, county->state), NULL);
}

const char *words_county_short(const struct ctx *c, const struct county *county)
{
	if (is_minnesota(county->state))
		return county->name;
	return arena_printf(c->arena, "%s (%s)", county->name, county->state);
}

const char *words_area(const struct ctx *c, const char *slug)
{
	size_t i;

	for (i = 0; i < COUNT(AREAS); i++)
		if (strcmp(AREAS[i].slug, slug) == 0)
			return tr(c->s, AREAS[i].name);
	return NULL;
}

const char *words_thread(const struct ctx *c, const struct thread *thread)
{
	if (thread->kind == THREAD_PROGRAM)
		return thread->title;
	if (thread->kind == THREAD_AREA)
		return words_area(c, thread->key);
	return tr(c->s, "About us");
}

const char *words_glyph(const struct program *program)
{
	size_t i, g;

	for (i = 0; i < program->term_count; i++) {
		if (program->terms[i].kind != TERM_TYPE)
			continue;
		for (g = 0; g < COUNT(GLYPHS); g++)
			if (strcmp(GLYPHS[g].slug, program->terms[i].slug) == 0)
				return GLYPHS[g].section;
	}
	return "GLYPH_STAR";
}

static const char *whole_state(const struct ctx *c, const char *state)
{
	return str_fill(c->arena, tr(c->s, "All of {state}"), "state",
			words_state(c, state), NULL);
}

const char *words_service_area(const struct ctx *c,
			       const struct program *program)
{
	const char *names[COUNTIES_NAMED];
	size_t count = program->county_count, i;

	if (program->is_statewide)
		return whole_state(c, program->state);
	if (!count)
		return NULL;
	if (count == 1)
		return words_county(c, &program->counties[0]);
	if (count > COUNTIES_NAMED)
		return str_fill(
			c->arena,
			trn(c->s, "{n} county", "{n} counties", (int64_t)count),
			"n", format_int(c->arena, c->s, (int64_t)count), NULL);
	for (i = 0; i < count; i++)
		names[i] = words_county_short(c, &program->counties[i]);
	return str_fill(c->arena, tr(c->s, "{list} counties"), "list",
			format_list(c->arena, c->s, names, count), NULL);
}

const char *words_by(const struct ctx *c, const struct program *program)
{
	const char *name = program->organization.name;

	if (!program->city)
		return is_minnesota(program->state)
			       ? name
			       : arena_printf(c->arena, "%s, %s", name,
					      words_state(c, program->state));
	if (is_minnesota(program->state))
		return arena_printf(c->arena, "%s, %s", name, program->city);
	return arena_printf(c->arena, "%s, %s, %s", name, program->city,
			    words_state(c, program->state));
}

const char *words_ages_tag(const struct ctx *c, const struct program *program)
{
	const char *ages = format_ages(c->arena, c->s, program->ages_min,
				       program->ages_max, true);
	bool is_one = program->ages_min == program->ages_max;

	if (!ages)
		return NULL;
	return str_fill(c->arena,
			is_one ? tr(c->s, "Age {ages}")
			       : tr(c->s, "Ages {ages}"),
			"ages", ages, NULL);
}

const char *words_checked(const struct ctx *c, const struct program *program)
{
	if (!program->confirmed_at)
		return tr(c->s, "Not confirmed yet");
	return str_fill(c->arena, tr(c->s, "Checked {date}"), "date",
			format_date(c->arena, c->s, program->confirmed_at),
			NULL);
}

const char *words_terms(const struct ctx *c, const struct program *program,
			enum term_kind kind)
{
	const char *text = NULL, *name;
	size_t i;

	for (i = 0; i < program->term_count; i++) {
		if (program->terms[i].kind != kind)
			continue;
		name = tr(c->s, program->terms[i].name);
		text = text ? arena_printf(c->arena, "%s, %s", text, name)
			    : name;
	}
	return text;
}

const char *words_or(const struct ctx *c, const char *const *items,
		     size_t count)
{
	struct buf list;
	size_t i;

	if (count < 2)
		return count ? items[0] : "";
	buf_init(&list, c->arena);
	for (i = 0; i + 1 < count; i++) {
		if (i)
			buf_text(&list, ", ");
		buf_text(&list, items[i]);
	}
	return str_fill(c->arena, tr(c->s, "{list} or {last}"), "list",
			list.data, "last", items[count - 1], NULL);
}

const char *words_programs(const struct ctx *c, size_t count)
{
	return str_fill(
		c->arena,
		trn(c->s, "{n} program", "{n} programs", (int64_t)count), "n",
		format_int(c->arena, c->s, (int64_t)count), NULL);
}
