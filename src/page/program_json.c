/* A listing as JSON: ours (docs/data.md) and schema.org's. */
#include <string.h>

#include "page/program.h"
#include "page/words.h"
#include "util/clock.h"
#include "util/json.h"

static json_t *time_or_null(int64_t at)
{
	char text[21];

	if (!at)
		return json_null();
	clock_rfc3339(at, text);
	return json_string(text);
}

static json_t *int_or_null(int n)
{
	return n < 0 ? json_null() : json_integer(n);
}

static json_t *real_or_null(double x)
{
	return x < 0 ? json_null() : json_real(x);
}

static json_t *terms(const struct program *p, enum term_kind kind)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < p->term_count; i++)
		if (p->terms[i].kind == kind)
			json_array_append_new(list,
					      json_string(p->terms[i].slug));
	return list;
}

static json_t *county(const struct county *county)
{
	return json_pack("{s:s, s:s, s:s}", "slug", county->slug, "name",
			 county->name, "state", county->state);
}

static json_t *based_in(const struct program *p)
{
	return json_pack(
		"{s:o, s:o, s:o, s:o, s:s, s:o, s:o}", "address",
		json_text_or_null(p->address), "city",
		json_text_or_null(p->city), "zip", json_text_or_null(p->zip),
		"county", p->county.id ? county(&p->county) : json_null(),
		"state", p->state, "latitude",
		p->has_point ? json_real(p->lat) : json_null(), "longitude",
		p->has_point ? json_real(p->lon) : json_null());
}

static json_t *serves(const struct program *p)
{
	json_t *counties = json_array();
	size_t i;

	for (i = 0; i < p->county_count; i++)
		json_array_append_new(counties, county(&p->counties[i]));
	return json_pack("{s:o, s:b, s:b}", "counties", counties, "statewide",
			 p->is_statewide, "online", p->is_online);
}

static json_t *mentors(const struct program *p)
{
	return json_pack(
		"{s:b, s:o, s:o, s:o, s:o, s:o}", "needed_now",
		p->needs_mentors && p->stage == PROGRAM_PUBLISHED, "role",
		json_text_or_null(p->mentor_role), "commitment_months",
		int_or_null(p->commitment_months > 0 ? p->commitment_months
						     : -1),
		"hours_per_month", real_or_null(p->hours_per_month), "age_min",
		int_or_null(p->mentor_age_min), "training_hours",
		real_or_null(p->training_hours));
}

static json_t *contact(const struct program *p)
{
	return json_pack("{s:o, s:o, s:o, s:o}", "role",
			 json_text_or_null(p->contact_role), "phone",
			 json_text_or_null(p->phone), "email",
			 json_text_or_null(p->email), "website",
			 json_text_or_null(p->website));
}

static json_t *listing(const struct ctx *c, const struct program *p)
{
	static const char *const BADGES[] = { NULL, "dedicated", "expert" };

	return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "stage",
			 p->stage == PROGRAM_PAUSED ? "paused" : "published",
			 "badge",
			 json_text_or_null(BADGES[program_badge(p, c->now)]),
			 "confirmed_at", time_or_null(p->confirmed_at),
			 "confirmed_how", json_text_or_null(p->confirmed_how),
			 "source_url", json_text_or_null(p->source_url),
			 "updated_at", time_or_null(p->updated_at));
}

static const char *url_of(const struct ctx *c, const struct program *p)
{
	return ctx_absolute(c, arena_printf(c->arena, "/programs/%s", p->slug));
}

json_t *program_json(const struct ctx *c, const struct program *p)
{
	json_t *root = json_pack(
		"{s:s, s:s, s:s, s:{s:s, s:o}, s:s, s:o}", "slug", p->slug,
		"url", url_of(c, p), "name", p->name, "organization", "name",
		p->organization.name, "website",
		json_text_or_null(p->organization.website), "summary",
		p->summary, "description", json_text_or_null(p->description));

	json_object_set_new(root, "types", terms(p, TERM_TYPE));
	json_object_set_new(root, "settings", terms(p, TERM_SETTING));
	json_object_set_new(root, "populations", terms(p, TERM_POPULATION));
	json_object_set_new(root, "requirements", terms(p, TERM_REQUIREMENT));
	json_object_set_new(root, "languages", terms(p, TERM_LANGUAGE));
	json_object_set_new(root, "ages",
			    json_pack("{s:o, s:o}", "min",
				      int_or_null(p->ages_min), "max",
				      int_or_null(p->ages_max)));
	json_object_set_new(root, "based_in", based_in(p));
	json_object_set_new(root, "serves", serves(p));
	json_object_set_new(root, "mentors", mentors(p));
	json_object_set_new(root, "cost", json_text_or_null(p->cost));
	json_object_set_new(root, "waiting_time",
			    json_text_or_null(p->waiting_time));
	json_object_set_new(root, "accessibility",
			    json_text_or_null(p->accessibility));
	json_object_set_new(root, "contact", contact(p));
	json_object_set_new(root, "listing", listing(c, p));
	return root;
}

static void set_text(json_t *root, const char *key, const char *text)
{
	if (text)
		json_object_set_new(root, key, json_string(text));
}

static json_t *ld_provider(const struct program *p)
{
	json_t *provider = json_pack("{s:s, s:s}", "@type", "Organization",
				     "name", p->organization.name);
	json_t *point;

	set_text(provider, "url", p->organization.website);
	if (!p->phone && !p->email)
		return provider;
	point = json_pack("{s:s}", "@type", "ContactPoint");
	set_text(point, "telephone", p->phone);
	set_text(point, "email", p->email);
	set_text(point, "contactType", p->contact_role);
	json_object_set_new(provider, "contactPoint", point);
	return provider;
}

static json_t *ld_area(const char *name)
{
	return json_pack("{s:s, s:s}", "@type", "AdministrativeArea", "name",
			 name);
}

/* Names for machines, so in English and with the state. */
static json_t *ld_areas(const struct ctx *c, const struct program *p)
{
	json_t *areas = json_array();
	size_t i;

	if (p->is_statewide)
		json_array_append_new(areas, ld_area(words_state(c, p->state)));
	for (i = 0; i < p->county_count; i++)
		json_array_append_new(
			areas, ld_area(arena_printf(c->arena, "%s County, %s",
						    p->counties[i].name,
						    p->counties[i].state)));
	return areas;
}

static void ld_audience(json_t *root, const struct program *p)
{
	json_t *audience;

	if (p->ages_min < 0 && p->ages_max < 0)
		return;
	audience = json_pack("{s:s}", "@type", "PeopleAudience");
	if (p->ages_min >= 0)
		json_object_set_new(audience, "suggestedMinAge",
				    json_integer(p->ages_min));
	if (p->ages_max >= 0)
		json_object_set_new(audience, "suggestedMaxAge",
				    json_integer(p->ages_max));
	json_object_set_new(root, "audience", audience);
}

static void ld_channel(json_t *root, const struct program *p)
{
	json_t *languages = terms(p, TERM_LANGUAGE);

	if (!json_array_size(languages)) {
		json_decref(languages);
		return;
	}
	json_object_set_new(root, "availableChannel",
			    json_pack("{s:s, s:o}", "@type", "ServiceChannel",
				      "availableLanguage", languages));
}

char *program_json_ld(const struct ctx *c, const struct program *p)
{
	const char *url = url_of(c, p);
	json_t *root = json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "@context",
		"https://schema.org", "@type", "Service", "@id", url, "url",
		url, "name", p->name, "description", p->summary, "serviceType",
		"Youth mentoring", "provider", ld_provider(p));
	json_t *areas = ld_areas(c, p);

	if (json_array_size(areas))
		json_object_set(root, "areaServed", areas);
	json_decref(areas);
	ld_audience(root, p);
	ld_channel(root, p);
	json_object_set_new(root, "mainEntityOfPage",
			    json_pack("{s:s, s:s, s:o}", "@type", "WebPage",
				      "url", url, "dateModified",
				      time_or_null(p->updated_at)));
	return json_text(c->arena, root, 0);
}
