/* The fields of a listing in the editor, as data. */
#include "page/admin_program.h"

#include <string.h>

#define MEMBER(name) offsetof(struct program, name)

/* clang-format off */
const struct program_field_info program_fields[PROGRAM_FIELDS] = {
	[PF_NAME] = { "name", KIND_LINE, PART_HEAD, MEMBER(name), 1, 200,
		.is_needed = true, .label = TR("Name of the program") },
	[PF_ORGANIZATION] = { "organization", KIND_LINE, PART_HEAD,
		MEMBER(organization.name), 1, 200,
		.is_needed = true, .is_staff_only = true,
		.label = TR("Organization"),
		.hint = TR("Who runs it. Choose one of the list, or type a "
			   "new name and tick the box below.") },
	[PF_ORGANIZATION_WEBSITE] = { "organization_website", KIND_URL,
		PART_HEAD, MEMBER(organization.website), 1, 500,
		.is_staff_only = true,
		.label = TR("Website of the organization"),
		.hint = TR("Shared by all of its listings.") },
	[PF_SUMMARY] = { "summary", KIND_PROSE, PART_HEAD, MEMBER(summary),
		1, 2000, .is_needed = true, .label = TR("In one sentence"),
		.hint = TR("Stands in lists and under the name. Say who "
			   "meets whom, and what they do.") },
	[PF_NEEDS_MENTORS] = { "needs_mentors", KIND_FLAG, PART_HEAD,
		MEMBER(needs_mentors),
		.label = TR("Mentors are needed now") },
	[PF_DESCRIPTION] = { "description", KIND_MARKDOWN, PART_STORY,
		MEMBER(description), 1, 10000,
		.label = TR("What happens here") },
	[PF_MENTOR_ROLE] = { "mentor_role", KIND_MARKDOWN, PART_STORY,
		MEMBER(mentor_role), 1, 10000,
		.label = TR("What a mentor does") },
	[PF_TYPES] = { "types", KIND_TERMS, PART_MENTORS, .terms = TERM_TYPE,
		.label = TR("How people meet") },
	[PF_SETTINGS] = { "settings", KIND_TERMS, PART_MENTORS,
		.terms = TERM_SETTING, .label = TR("Where they meet") },
	[PF_HOURS] = { "hours_per_month", KIND_AMOUNT, PART_MENTORS,
		MEMBER(hours_per_month), 0.25, 400, .abreast = 3,
		.label = TR("Hours a month") },
	[PF_MONTHS] = { "commitment_months", KIND_WHOLE, PART_MENTORS,
		MEMBER(commitment_months), 1, 120,
		.label = TR("Months a mentor promises") },
	[PF_MENTOR_AGE] = { "mentor_age_min", KIND_WHOLE, PART_MENTORS,
		MEMBER(mentor_age_min), 10, 99,
		.label = TR("Youngest age of a mentor") },
	[PF_REQUIREMENTS] = { "requirements", KIND_TERMS, PART_MENTORS,
		.terms = TERM_REQUIREMENT, .abreast = 1,
		.label = TR("Before a mentor starts") },
	[PF_TRAINING] = { "training_hours", KIND_AMOUNT, PART_MENTORS,
		MEMBER(training_hours), 0, 400,
		.label = TR("Hours of training") },
	[PF_AGES_MIN] = { "ages_min", KIND_WHOLE, PART_FAMILIES,
		MEMBER(ages_min), 0, 99, .abreast = 2,
		.label = TR("Youngest age served") },
	[PF_AGES_MAX] = { "ages_max", KIND_WHOLE, PART_FAMILIES,
		MEMBER(ages_max), 0, 99, .label = TR("Oldest age served") },
	[PF_POPULATIONS] = { "populations", KIND_TERMS, PART_FAMILIES,
		.terms = TERM_POPULATION, .abreast = 1,
		.label = TR("Who it is made for"),
		.hint = TR("Tick only what the program itself says.") },
	[PF_LANGUAGES] = { "languages", KIND_TERMS, PART_FAMILIES,
		.terms = TERM_LANGUAGE, .label = TR("Languages spoken") },
	[PF_COST] = { "cost", KIND_LINE, PART_FAMILIES, MEMBER(cost), 1, 500,
		.abreast = 2, .label = TR("Cost to families") },
	[PF_WAITING] = { "waiting_time", KIND_LINE, PART_FAMILIES,
		MEMBER(waiting_time), 1, 200, .label = TR("Waiting time") },
	[PF_ACCESSIBILITY] = { "accessibility", KIND_PROSE, PART_FAMILIES,
		MEMBER(accessibility), 1, 2000, .abreast = 1,
		.label = TR("Getting in"),
		.hint = TR("Steps, ramps, sign language, quiet rooms: what "
			   "somebody must know before they come.") },
	[PF_BADGE] = { "badge", KIND_BADGE, PART_QUALITY, .abreast = 2,
		.is_staff_only = true, .label = TR("Quality badge") },
	[PF_BADGE_UNTIL] = { "badge_until", KIND_DATE, PART_QUALITY,
		MEMBER(badge_until), .is_staff_only = true,
		.label = TR("Badge holds until") },
	[PF_CONTACT_ROLE] = { "contact_role", KIND_LINE, PART_CONTACT,
		MEMBER(contact_role), 1, 120, .abreast = 2,
		.label = TR("Whom to ask for"),
		.hint = TR("A role, such as “Volunteer coordinator”: people "
			   "change.") },
	[PF_PHONE] = { "phone", KIND_LINE, PART_CONTACT, MEMBER(phone), 3, 40,
		.label = TR("Phone") },
	[PF_EMAIL] = { "email", KIND_EMAIL, PART_CONTACT, MEMBER(email),
		3, 254, .abreast = 2, .label = TR("Email") },
	[PF_WEBSITE] = { "website", KIND_URL, PART_CONTACT, MEMBER(website),
		1, 500, .label = TR("Website of the program") },
	[PF_ADDRESS] = { "address", KIND_LINE, PART_PLACE, MEMBER(address),
		1, 200, .abreast = 1, .label = TR("Street and number") },
	[PF_CITY] = { "city", KIND_LINE, PART_PLACE, MEMBER(city), 1, 80,
		.abreast = 3, .label = TR("Town") },
	[PF_ZIP] = { "zip", KIND_LINE, PART_PLACE, MEMBER(zip), 5, 5,
		.label = TR("ZIP code") },
	[PF_STATE] = { "state", KIND_STATE, PART_PLACE, MEMBER(state),
		.is_needed = true, .label = TR("State") },
	[PF_COUNTY] = { "county", KIND_COUNTY, PART_PLACE, .abreast = 2,
		.label = TR("County it is based in"),
		.hint = TR("When none is chosen, that of the ZIP code or the "
			   "town.") },
	[PF_POINT] = { "point", KIND_POINT, PART_PLACE,
		.label = TR("Point on the map"),
		.hint = TR("Latitude and longitude, as 46.78, -92.1. Empty: "
			   "the middle of the ZIP code or the town.") },
	[PF_STATEWIDE] = { "is_statewide", KIND_FLAG, PART_AREA,
		MEMBER(is_statewide), .abreast = 1,
		.label = TR("Serves the whole state") },
	[PF_COUNTIES] = { "counties", KIND_COUNTIES, PART_AREA,
		.label = TR("Counties it serves") },
	[PF_OTHER_COUNTIES] = { "other_counties", KIND_OTHERS, PART_AREA,
		.label = TR("Counties in other states"),
		.hint = TR("With the state: Cass (ND), Douglas (WI).") },
	[PF_ONLINE] = { "is_online", KIND_FLAG, PART_AREA, MEMBER(is_online),
		.label = TR("People can take part online") },
	[PF_SOURCE] = { "source_url", KIND_URL, PART_LISTING,
		MEMBER(source_url), 1, 500, .label = TR("Where we found it") },
	[PF_PAUSE_REASON] = { "pause_reason", KIND_LINE, PART_STATE,
		MEMBER(pause_reason), 1, 500, .is_staff_only = true,
		.label = TR("Why it is paused"),
		.hint = TR("Needed for a pause; everybody reads it.") },
	[PF_RETURNS] = { "returns_at", KIND_DATE, PART_STATE,
		MEMBER(returns_at), .is_staff_only = true,
		.label = TR("Back on") },
	[PF_SUCCESSOR] = { "successor", KIND_PROGRAM, PART_STATE,
		.is_staff_only = true, .label = TR("What took its place"),
		.hint = TR("Another listing: the end of its address, or its "
			   "name.") },
	[PF_STAGE] = { "stage", KIND_STAGE, PART_STATE, .label = TR("State of "
		"the listing") },
	[PF_CONFIRMED] = { "confirmed", KIND_CONFIRMED, PART_STATE,
		.label = TR("Confirmed") },
	[PF_SLUG] = { "slug", KIND_SLUG, PART_STATE,
		.label = TR("Address") },
};
/* clang-format on */

const char *admin_program_label(struct ctx *c, const char *name)
{
	static const struct {
		const char *name, *label;
	} OTHERS[] = {
		{ "note", TR("Why you changed it") },
		{ "public_note", TR("What changed, for everybody") },
		{ "confirmed_how", TR("How it was confirmed") },
	};

	for (size_t i = 0; i < PROGRAM_FIELDS; i++)
		if (strcmp(program_fields[i].name, name) == 0)
			return tr(c->s, program_fields[i].label);
	for (size_t i = 0; i < sizeof(OTHERS) / sizeof(OTHERS[0]); i++)
		if (strcmp(OTHERS[i].name, name) == 0)
			return tr(c->s, OTHERS[i].label);
	return NULL;
}
