#include "page/program_columns.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "util/clock.h"

#define MEMBER(name) offsetof(struct program, name)

const char *const badge_names[] = { "none", "dedicated", "expert" };
const char *const stage_names[] = { "draft", "published", "paused", "closed" };

/* clang-format off */
const struct program_column program_columns[] = {
	{ "name", COLUMN_LINE, MEMBER(name), 1, 200 },
	{ "organization", COLUMN_LINE, MEMBER(organization.name), 1, 200 },
	{ "description", COLUMN_LINE, MEMBER(summary), 1, 2000 },
	{ "program_types", COLUMN_TERMS, .terms = TERM_TYPE },
	{ "settings", COLUMN_TERMS, .terms = TERM_SETTING },
	{ "ages_min", COLUMN_INT, MEMBER(ages_min), 0, 99 },
	{ "ages_max", COLUMN_INT, MEMBER(ages_max), 0, 99 },
	{ "city", COLUMN_LINE, MEMBER(city), 1, 80 },
	{ "county", COLUMN_COUNTY },
	{ "state", COLUMN_STATE, MEMBER(state) },
	{ "zip", COLUMN_LINE, MEMBER(zip), 1, 10 },
	{ "service_area_counties", COLUMN_AREA },
	{ "website", COLUMN_URL, MEMBER(website), 1, 500 },
	{ "source_url", COLUMN_URL, MEMBER(source_url), 1, 500 },
	/* Beyond the starter file: */
	{ "slug", COLUMN_LINE, MEMBER(slug), 1, 80 },
	{ "organization_website", COLUMN_URL,
	  MEMBER(organization.website), 1, 500 },
	{ "details", COLUMN_PROSE, MEMBER(description), 1, 10000 },
	{ "mentor_role", COLUMN_PROSE, MEMBER(mentor_role), 1, 10000 },
	{ "populations", COLUMN_TERMS, .terms = TERM_POPULATION },
	{ "requirements", COLUMN_TERMS, .terms = TERM_REQUIREMENT },
	{ "languages", COLUMN_TERMS, .terms = TERM_LANGUAGE },
	{ "address", COLUMN_LINE, MEMBER(address), 1, 200 },
	{ "lat", COLUMN_LAT, MEMBER(lat), -90, 90 },
	{ "lon", COLUMN_LON, MEMBER(lon), -180, 180 },
	{ "statewide", COLUMN_FLAG, MEMBER(is_statewide) },
	{ "online", COLUMN_FLAG, MEMBER(is_online) },
	{ "commitment_months", COLUMN_INT, MEMBER(commitment_months), 1, 120 },
	{ "hours_per_month", COLUMN_REAL, MEMBER(hours_per_month), 0.25, 400 },
	{ "mentor_age_min", COLUMN_INT, MEMBER(mentor_age_min), 10, 99 },
	{ "training_hours", COLUMN_REAL, MEMBER(training_hours), 0, 400 },
	{ "cost", COLUMN_LINE, MEMBER(cost), 1, 500 },
	{ "accessibility", COLUMN_PROSE, MEMBER(accessibility), 1, 2000 },
	{ "contact_role", COLUMN_LINE, MEMBER(contact_role), 1, 120 },
	{ "phone", COLUMN_LINE, MEMBER(phone), 3, 40 },
	{ "email", COLUMN_LINE, MEMBER(email), 3, 254 },
	{ "needs_mentors", COLUMN_FLAG, MEMBER(needs_mentors) },
	{ "waiting_time", COLUMN_LINE, MEMBER(waiting_time), 1, 200 },
	{ "badge", COLUMN_BADGE },
	{ "badge_until", COLUMN_TIME, MEMBER(badge_until) },
	{ "stage", COLUMN_STAGE },
	{ "pause_reason", COLUMN_LINE, MEMBER(pause_reason), 1, 500 },
	{ "returns", COLUMN_TIME, MEMBER(returns_at) },
	{ "confirmed", COLUMN_TIME, MEMBER(confirmed_at) },
	{ "confirmed_how", COLUMN_HOW, MEMBER(confirmed_how) },
};
/* clang-format on */
const size_t program_column_count =
	sizeof(program_columns) / sizeof(program_columns[0]);

static_assert(sizeof(program_columns) / sizeof(program_columns[0]) ==
		      PROGRAM_COLUMNS,
	      "a reader has room for each column");

bool program_column_is_extra(const char *name)
{
	static const char *const extra[] = { "id", "created", "updated",
					     "comments" };

	for (size_t i = 0; i < sizeof(extra) / sizeof(extra[0]); i++)
		if (strcmp(extra[i], name) == 0)
			return true;
	return false;
}

static const void *member(const struct program_column *column,
			  const struct program *program)
{
	return (const char *)program + column->offset;
}

static const char *terms_text(const struct program *p, enum term_kind kind,
			      struct arena *arena)
{
	struct buf b;

	buf_init(&b, arena);
	for (size_t i = 0; i < p->term_count; i++)
		if (p->terms[i].kind == kind)
			buf_printf(&b, "%s%s", b.len > 0 ? ";" : "",
				   p->terms[i].slug);
	return b.data;
}

/* A county of another state carries it: "Clay (MN)". */
static void put_county(struct buf *b, const struct program *p,
		       const struct county *county)
{
	buf_text(b, county->name);
	if (strcmp(county->state, p->state) != 0)
		buf_printf(b, " (%s)", county->state);
}

static const char *county_text(const struct program *p, struct arena *arena)
{
	struct buf b;

	buf_init(&b, arena);
	if (p->county.id)
		put_county(&b, p, &p->county);
	return b.data;
}

static const char *area_text(const struct program *p, struct arena *arena)
{
	struct buf b;

	buf_init(&b, arena);
	for (size_t i = 0; i < p->county_count; i++) {
		if (i > 0)
			buf_char(&b, ';');
		put_county(&b, p, &p->counties[i]);
	}
	return b.data;
}

static const char *time_text(int64_t at, struct arena *arena)
{
	char *text = arena_alloc(arena, 21);

	if (at != 0)
		clock_rfc3339(at, text);
	return text;
}

/* The fewest digits that read back as the same number. */
static const char *real_text(double value, struct arena *arena)
{
	char *text = NULL;

	for (int digits = 6; digits <= 17; digits++) {
		text = arena_printf(arena, "%.*g", digits, value);
		if (strtod(text, NULL) == value)
			break;
	}
	return text;
}

static const char *known_real(double value, struct arena *arena)
{
	return value < 0 ? "" : real_text(value, arena);
}

static const char *known_int(int value, struct arena *arena)
{
	return value < 0 ? "" : arena_printf(arena, "%d", value);
}

static const char *text_of(const struct program_column *column,
			   const struct program *p, struct arena *arena)
{
	const void *at = member(column, p);

	switch (column->kind) {
	case COLUMN_LINE:
	case COLUMN_PROSE:
	case COLUMN_URL:
	case COLUMN_STATE:
	case COLUMN_HOW:
		return *(const char *const *)at;
	case COLUMN_INT:
		return known_int(*(const int *)at, arena);
	case COLUMN_REAL:
		return known_real(*(const double *)at, arena);
	case COLUMN_FLAG:
		return *(const bool *)at ? "yes" : "no";
	case COLUMN_TIME:
		return time_text(*(const int64_t *)at, arena);
	case COLUMN_TERMS:
		return terms_text(p, column->terms, arena);
	case COLUMN_COUNTY:
		return county_text(p, arena);
	case COLUMN_AREA:
		return area_text(p, arena);
	case COLUMN_BADGE:
		return badge_names[p->badge];
	case COLUMN_STAGE:
		return stage_names[p->stage];
	case COLUMN_LAT:
	case COLUMN_LON:
		return p->has_point ? real_text(*(const double *)at, arena)
				    : "";
	}
	return "";
}

const char *program_column_text(const struct program_column *column,
				const struct program *program,
				struct arena *arena)
{
	const char *text = text_of(column, program, arena);

	return text ? text : "";
}
