/* What a listing says, written down: for its revisions, and to tell whether
 * a save changes anything. */
#include "store/program_row.h"

#include <string.h>

#include "store/audit.h"
#include "util/json.h"
#include "util/utf8.h"

static void put_text(json_t *to, const char *key, const char *value)
{
	if (value)
		json_object_set_new(to, key, json_string(value));
}

static void put_integer(json_t *to, const char *key, int64_t value,
			int64_t missing)
{
	if (value != missing)
		json_object_set_new(to, key, json_integer(value));
}

static void put_real(json_t *to, const char *key, double value)
{
	if (value >= 0)
		json_object_set_new(to, key, json_real(value));
}

static void put_place(json_t *to, const struct program *p)
{
	put_text(to, "city", p->city);
	put_text(to, "zip", p->zip);
	put_text(to, "address", p->address);
	put_text(to, "state", p->state);
	put_integer(to, "county", p->county.id, 0);
	if (p->has_point) {
		json_object_set_new(to, "lat", json_real(p->lat));
		json_object_set_new(to, "lon", json_real(p->lon));
	}
	put_integer(to, "is_statewide", p->is_statewide, 0);
	put_integer(to, "is_online", p->is_online, 0);
}

static void put_asks(json_t *to, const struct program *p)
{
	put_integer(to, "commitment_months", p->commitment_months, -1);
	put_real(to, "hours_per_month", p->hours_per_month);
	put_integer(to, "mentor_age_min", p->mentor_age_min, -1);
	put_real(to, "training_hours", p->training_hours);
	put_text(to, "cost", p->cost);
	put_text(to, "accessibility", p->accessibility);
	put_text(to, "contact_role", p->contact_role);
	put_text(to, "phone", p->phone);
	put_text(to, "email", p->email);
	put_text(to, "website", p->website);
	put_integer(to, "needs_mentors", p->needs_mentors, 0);
	put_text(to, "waiting_time", p->waiting_time);
}

static void put_state(json_t *to, const struct program *p)
{
	put_text(to, "badge", program_badges[p->badge]);
	put_integer(to, "badge_until", p->badge_until, 0);
	put_text(to, "stage", program_stages[p->stage]);
	put_text(to, "pause_reason", p->pause_reason);
	put_integer(to, "returns_at", p->returns_at, 0);
	put_integer(to, "successor", p->successor_id, 0);
	put_text(to, "source_url", p->source_url);
	put_integer(to, "confirmed_at", p->confirmed_at, 0);
	put_text(to, "confirmed_how", p->confirmed_how);
}

/* Ids in rising order, each once, whatever the order they came in. */
static void put_ids(json_t *to, const char *key, const int64_t *ids,
		    size_t count)
{
	json_t *list = json_array();
	int64_t last = INT64_MIN;

	for (;;) {
		int64_t next = INT64_MAX;

		for (size_t i = 0; i < count; i++)
			if (ids[i] > last && ids[i] < next)
				next = ids[i];
		if (next == INT64_MAX)
			break;
		json_array_append_new(list, json_integer(next));
		last = next;
	}
	json_object_set_new(to, key, list);
}

static void put_lists(struct arena *arena, json_t *to, const struct program *p)
{
	size_t most = p->term_count + p->county_count + 1;
	int64_t *ids = arena_array(arena, most, sizeof(*ids));

	for (size_t i = 0; i < p->term_count; i++)
		ids[i] = p->terms[i].id;
	put_ids(to, "terms", ids, p->term_count);
	for (size_t i = 0; i < p->county_count; i++)
		ids[i] = p->counties[i].id;
	put_ids(to, "counties", ids, p->county_count);
}

char *program_content(struct arena *arena, const struct program *program)
{
	json_t *to = json_object();

	put_text(to, "name", program->name);
	put_text(to, "organization", program->organization.name);
	put_text(to, "organization_website", program->organization.website);
	put_text(to, "slug", program->slug);
	put_text(to, "summary", program->summary);
	put_text(to, "description", program->description);
	put_text(to, "mentor_role", program->mentor_role);
	put_integer(to, "ages_min", program->ages_min, -1);
	put_integer(to, "ages_max", program->ages_max, -1);
	put_place(to, program);
	put_asks(to, program);
	put_state(to, program);
	put_lists(arena, to, program);
	return json_text(arena, to, 0);
}

/* A text so long that two of them, and those of the other fields, would not
 * fit into an audit row. */
#define LONG_TEXT 500

static json_t *shortened(struct arena *arena, json_t *value)
{
	const char *text = json_string_value(value);

	if (!text || strlen(text) <= LONG_TEXT)
		return json_incref(value);
	return json_string(utf8_shorten(arena, text, LONG_TEXT));
}

/* A value for the record; what is not said is null there. */
static json_t *recorded(struct arena *arena, json_t *value, bool is_short)
{
	if (!value)
		return json_null();
	return is_short ? shortened(arena, value) : json_incref(value);
}

static void put_change(struct arena *arena, json_t *to, const char *key,
		       json_t *before, json_t *after, bool is_short)
{
	json_t *change = json_object();

	json_object_set_new(change, "before",
			    recorded(arena, before, is_short));
	json_object_set_new(change, "after", recorded(arena, after, is_short));
	json_object_set_new(to, key, change);
}

static char *changes(struct arena *arena, json_t *before, json_t *after,
		     int64_t version, bool is_short)
{
	json_t *to = json_object(), *value;
	const char *key;

	json_object_set_new(to, "version", json_integer(version));
	json_object_foreach(before, key, value)
	{
		json_t *now = json_object_get(after, key);

		if (!now || !json_equal(value, now))
			put_change(arena, to, key, value, now, is_short);
	}
	json_object_foreach(after, key, value)
	{
		if (!json_object_get(before, key))
			put_change(arena, to, key, NULL, value, is_short);
	}
	return json_text(arena, to, 0);
}

char *program_content_changes(struct arena *arena, const char *before,
			      const char *after, int64_t version)
{
	json_t *a = before ? json_loads(before, 0, NULL) : NULL;
	json_t *b = before ? json_loads(after, 0, NULL) : NULL;
	char *text = changes(arena, a, b, version, false);

	if (strlen(text) > AUDIT_DETAIL_MAX)
		text = changes(arena, a, b, version, true);
	json_decref(a);
	json_decref(b);
	return text;
}

static bool is_confirmation(const struct program *before,
			    const struct program *after, struct arena *arena)
{
	struct program same = *before;

	same.confirmed_at = after->confirmed_at;
	same.confirmed_how = after->confirmed_how;
	return strcmp(program_content(arena, &same),
		      program_content(arena, after)) == 0;
}

const char *program_content_action(struct arena *arena,
				   const struct program *before,
				   const struct program *after)
{
	static const char *const became[] = {
		[PROGRAM_DRAFT] = "program.unpublish",
		[PROGRAM_PUBLISHED] = "program.publish",
		[PROGRAM_PAUSED] = "program.pause",
		[PROGRAM_CLOSED] = "program.close",
	};

	if (!before)
		return "program.add";
	if (before->stage != after->stage)
		return became[after->stage];
	return is_confirmation(before, after, arena) ? "program.confirm"
						     : "program.save";
}
