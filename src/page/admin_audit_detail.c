/* What a row of the record holds: fields before and after, and what was said
 * beside. */
#include "page/admin_audit.h"

#include <inttypes.h>
#include <string.h>

#include "page/admin.h"
#include "page/words.h"
#include "store/lookup.h"
#include "util/diff.h"
#include "view/format.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

/* Fields that the record names; those of listings, comments, measures,
 * figures, pages, accounts. In the middle of a sentence. */
static const struct {
	const char *field, *words;
} FIELDS[] = {
	{ "name", TR("name") },
	{ "organization", TR("organization") },
	{ "organization_website", TR("website of the organization") },
	{ "slug", TR("address of the page") },
	{ "summary", TR("summary") },
	{ "description", TR("description") },
	{ "mentor_role", TR("what a mentor does") },
	{ "ages_min", TR("youngest age") },
	{ "ages_max", TR("oldest age") },
	{ "state", TR("state") },
	{ "county", TR("county") },
	{ "city", TR("town") },
	{ "zip", TR("ZIP code") },
	{ "address", TR("street address") },
	{ "lat", TR("latitude") },
	{ "lon", TR("longitude") },
	{ "is_statewide", TR("whether it serves the whole state") },
	{ "is_online", TR("whether it is online") },
	{ "commitment_months", TR("months a mentor promises") },
	{ "hours_per_month", TR("hours a month") },
	{ "mentor_age_min", TR("youngest age of a mentor") },
	{ "training_hours", TR("hours of training") },
	{ "cost", TR("cost") },
	{ "accessibility", TR("how to get in") },
	{ "contact_role", TR("whom to ask for") },
	{ "phone", TR("phone") },
	{ "email", TR("email address") },
	{ "website", TR("website") },
	{ "needs_mentors", TR("whether mentors are needed") },
	{ "waiting_time", TR("waiting time") },
	{ "badge", TR("quality badge") },
	{ "badge_until", TR("day the badge ends") },
	{ "stage", TR("stage") },
	{ "pause_reason", TR("reason of the pause") },
	{ "returns_at", TR("day it returns") },
	{ "successor", TR("listing that follows it") },
	{ "source_url", TR("source") },
	{ "confirmed_at", TR("day it was confirmed") },
	{ "confirmed_how", TR("way it was confirmed") },
	{ "terms", TR("what it offers and asks") },
	{ "counties", TR("counties it serves") },
	{ "words", TR("words") },
	{ "body", TR("text") },
	{ "reason", TR("reason") },
	{ "note", TR("note") },
	{ "from", TR("state before") },
	{ "area", TR("area of the plan") },
	{ "definition", TR("definition") },
	{ "unit", TR("unit") },
	{ "direction", TR("direction") },
	{ "source", TR("source") },
	{ "owner", TR("person in charge") },
	{ "due_months", TR("months between figures") },
	{ "position", TR("place in the list") },
	{ "retired", TR("whether it is retired") },
	{ "value", TR("value") },
	{ "qualifier", TR("qualifier") },
	{ "published", TR("whether it is public") },
	{ "period", TR("period") },
	{ "is_target", TR("whether it is a target") },
	{ "role", TR("role") },
	{ "kind", TR("kind") },
	{ "until", TR("until") },
	{ "comment", TR("comment") },
	{ "effect", TR("what happens to a comment with it") },
	{ "parent", TR("comment it answers") },
	{ "program", TR("listing") },
	{ "comments", TR("comments erased") },
	{ "places", TR("empty places kept") },
	{ "details", TR("details erased from the record") },
	{ "restored", TR("version brought back") },
	{ "device", TR("device") },
	{ "borders", TR("borders of counties") },
	{ "zips", TR("ZIP codes") },
	{ "site", TR("site") },
	{ "imported", TR("how many came") },
};

/* Not for readers: what the record needs to prove itself, and numbers of
 * versions. */
static const char *const HIDDEN[] = { "digest", "version" };

const char *audit_field_name(struct ctx *c, const char *field)
{
	char *plain;

	for (size_t i = 0; i < COUNT(FIELDS); i++)
		if (strcmp(FIELDS[i].field, field) == 0)
			return tr(c->s, FIELDS[i].words);
	plain = arena_strdup(c->arena, field);
	for (char *at = plain; *at; at++)
		if (*at == '_' || *at == '-')
			*at = ' ';
	return plain;
}

/* Values ------------------------------------------------------------------- */

static bool ends_with(const char *text, const char *end)
{
	size_t len = strlen(text), end_len = strlen(end);

	return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

static bool is_flag(const char *field)
{
	static const char *const flags[] = { "is_", "needs_mentors" };

	for (size_t i = 0; i < COUNT(flags); i++)
		if (strncmp(field, flags[i], strlen(flags[i])) == 0)
			return true;
	return false;
}

static const char *yes_or_no(struct ctx *c, bool is_so)
{
	return is_so ? tr(c->s, "yes") : tr(c->s, "no");
}

static const char *county_name(struct ctx *c, int64_t id)
{
	struct county county;

	if (store_county_by_id(c->db, c->arena, id, &county) != STATUS_OK)
		return arena_printf(c->arena, "%" PRId64, id);
	return words_county_short(c, &county);
}

static const char *term_name(struct ctx *c, int64_t id)
{
	const struct lookup *lookup;

	if (lookup_get(c->db, &lookup) == STATUS_OK)
		for (size_t i = 0; i < lookup->term_count; i++)
			if (lookup->terms[i].id == id)
				return tr(c->s, lookup->terms[i].name);
	return arena_printf(c->arena, "%" PRId64, id);
}

static const char *integer(struct ctx *c, const char *field, int64_t n)
{
	if (is_flag(field))
		return yes_or_no(c, n != 0);
	if (ends_with(field, "_at") || ends_with(field, "until"))
		return format_date(c->arena, c->s, n);
	if ((strcmp(field, "county") == 0 || strcmp(field, "counties") == 0) &&
	    n > 1000) /* FIPS codes; else their number */
		return county_name(c, n);
	if (strcmp(field, "terms") == 0)
		return term_name(c, n);
	return format_int(c->arena, c->s, n);
}

static const char *list(struct ctx *c, const char *field, const json_t *values)
{
	size_t count = json_array_size(values);
	const char **items = arena_array(c->arena, count + 1, sizeof(*items));

	for (size_t i = 0; i < count; i++) {
		const char *item =
			audit_field_value(c, field, json_array_get(values, i));

		items[i] = item ? item : "";
	}
	return count ? format_list(c->arena, c->s, items, count) : NULL;
}

/* Something inside something, which no part of the site writes: its fields in
 * a row rather than as JSON. */
static const char *group(struct ctx *c, json_t *values)
{
	const char *key, *text = "";
	json_t *value;

	json_object_foreach(values, key, value)
	{
		const char *inner = audit_field_value(c, key, value);

		text = arena_printf(c->arena, "%s%s%s: %s", text,
				    *text ? "; " : "", audit_field_name(c, key),
				    inner ? inner : "");
	}
	return *text ? text : NULL;
}

const char *audit_field_value(struct ctx *c, const char *field, json_t *value)
{
	switch (value ? json_typeof(value) : JSON_NULL) {
	case JSON_STRING:
		return *json_string_value(value)
			       ? arena_strdup(c->arena,
					      json_string_value(value))
			       : NULL;
	case JSON_INTEGER:
		return integer(c, field, json_integer_value(value));
	case JSON_REAL:
		return format_number(c->arena, c->s, json_real_value(value));
	case JSON_TRUE:
		return yes_or_no(c, true);
	case JSON_FALSE:
		return yes_or_no(c, false);
	case JSON_ARRAY:
		return list(c, field, value);
	case JSON_OBJECT:
		return group(c, value);
	case JSON_NULL:
	default:
		return NULL;
	}
}

/* Rows --------------------------------------------------------------------- */

/* Both texts with the words that differ marked; runs of one side only. */
static void show_side(struct view_dict *row, const char *side,
		      const struct diff_run *runs, size_t count,
		      enum diff_kind own)
{
	for (size_t i = 0; i < count; i++) {
		struct view_dict *run;

		if (runs[i].kind != DIFF_SAME && runs[i].kind != own)
			continue;
		run = view_section(row, side);
		run = view_section(run, runs[i].kind == DIFF_SAME ? "SAME"
					: own == DIFF_REMOVED     ? "REMOVED"
								  : "ADDED");
		view_set_n(run, "TEXT", runs[i].text, runs[i].len);
	}
}

static void show_change(struct ctx *c, struct view_dict *dict,
			const char *field, json_t *value)
{
	struct view_dict *row = view_section(dict, "CHANGE");
	const char *before =
		audit_field_value(c, field, json_object_get(value, "before"));
	const char *after =
		audit_field_value(c, field, json_object_get(value, "after"));
	struct diff_run *runs;
	size_t count;

	view_set(row, "FIELD", audit_field_name(c, field));
	diff_words(c->arena, before ? before : "", after ? after : "", &runs,
		   &count);
	show_side(row, "BEFORE", runs, count, DIFF_REMOVED);
	show_side(row, "AFTER", runs, count, DIFF_ADDED);
}

static void show_fact(struct ctx *c, struct view_dict *dict, const char *field,
		      const char *text)
{
	struct view_dict *row = view_section(dict, "FACT");

	view_set(row, "FIELD", audit_field_name(c, field));
	view_set(row, "TEXT", text);
}

static bool is_hidden(const char *field)
{
	for (size_t i = 0; i < COUNT(HIDDEN); i++)
		if (strcmp(HIDDEN[i], field) == 0)
			return true;
	return false;
}

static bool is_change(const json_t *value)
{
	return json_is_object(value) && (json_object_get(value, "before") ||
					 json_object_get(value, "after"));
}

void audit_detail_show(struct ctx *c, struct view_dict *dict,
		       const struct audit_row *row)
{
	json_t *detail = row->detail ? json_loads(row->detail, 0, NULL) : NULL;
	struct view_dict *box = NULL, *changes = NULL, *facts = NULL;
	const char *key, *text;
	json_t *value;

	if (row->is_erased)
		view_show(dict, "ERASED");
	json_object_foreach(detail, key, value)
	{
		if (is_hidden(key))
			continue;
		text = is_change(value) ? NULL
					: audit_field_value(c, key, value);
		if (!is_change(value) && !text)
			continue;
		if (!box)
			box = view_section(dict, "DETAIL");
		if (is_change(value) && !changes)
			changes = view_section(box, "CHANGES");
		if (text && !facts)
			facts = view_section(box, "FACTS");
		if (text)
			show_fact(c, facts, key, text);
		else
			show_change(c, changes, key, value);
	}
	json_decref(detail);
}
