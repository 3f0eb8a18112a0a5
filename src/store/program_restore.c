/* Listings as they were: reading a revision, and going back to it. */
#include <string.h>

#include "store/lookup.h"
#include "store/program_row.h"
#include "util/json.h"
#include "util/log.h"
#include "util/text.h"

static const char SQL_REVISION[] =
	"SELECT r.content, r.created_at, p.created_at"
	"  FROM program_revision AS r JOIN program AS p ON p.id = r.program_id"
	" WHERE r.program_id = $1 AND r.version = $2";

/* Reading ------------------------------------------------------------- */

struct reader {
	json_t *from;
	struct arena *arena;
};

static const char *text(const struct reader *r, const char *key)
{
	return arena_strdup(r->arena,
			    json_string_value(json_object_get(r->from, key)));
}

static int64_t integer(const struct reader *r, const char *key, int64_t missing)
{
	json_t *value = json_object_get(r->from, key);

	return json_is_integer(value) ? json_integer_value(value) : missing;
}

static double real(const struct reader *r, const char *key, double missing)
{
	json_t *value = json_object_get(r->from, key);

	return json_is_number(value) ? json_number_value(value) : missing;
}

/* Which of names it is; the first when it is none. */
static int choice(const struct reader *r, const char *key,
		  const char *const *names, int count)
{
	const char *name = json_string_value(json_object_get(r->from, key));

	for (int i = 0; name && i < count; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return 0;
}

static void read_words(const struct reader *r, struct program *p)
{
	p->name = text(r, "name");
	p->organization.name = text(r, "organization");
	p->organization.website = text(r, "organization_website");
	p->slug = text(r, "slug");
	p->summary = text(r, "summary");
	p->description = text(r, "description");
	p->mentor_role = text(r, "mentor_role");
	p->ages_min = (int)integer(r, "ages_min", -1);
	p->ages_max = (int)integer(r, "ages_max", -1);
}

static void read_place(const struct reader *r, struct program *p)
{
	p->city = text(r, "city");
	p->zip = text(r, "zip");
	p->address = text(r, "address");
	p->state = text(r, "state");
	p->county.id = integer(r, "county", 0);
	p->has_point = json_object_get(r->from, "lat") != NULL;
	p->lat = real(r, "lat", 0);
	p->lon = real(r, "lon", 0);
	p->is_statewide = integer(r, "is_statewide", 0) != 0;
	p->is_online = integer(r, "is_online", 0) != 0;
}

static void read_asks(const struct reader *r, struct program *p)
{
	p->commitment_months = (int)integer(r, "commitment_months", -1);
	p->hours_per_month = real(r, "hours_per_month", -1);
	p->mentor_age_min = (int)integer(r, "mentor_age_min", -1);
	p->training_hours = real(r, "training_hours", -1);
	p->cost = text(r, "cost");
	p->accessibility = text(r, "accessibility");
	p->contact_role = text(r, "contact_role");
	p->phone = text(r, "phone");
	p->email = text(r, "email");
	p->website = text(r, "website");
	p->needs_mentors = integer(r, "needs_mentors", 0) != 0;
	p->waiting_time = text(r, "waiting_time");
}

static void read_state(const struct reader *r, struct program *p)
{
	p->badge = (enum badge)choice(r, "badge", program_badges, 3);
	p->badge_until = integer(r, "badge_until", 0);
	p->stage = (enum program_stage)choice(r, "stage", program_stages, 4);
	p->pause_reason = text(r, "pause_reason");
	p->returns_at = integer(r, "returns_at", 0);
	p->successor_id = integer(r, "successor", 0);
	p->source_url = text(r, "source_url");
	p->confirmed_at = integer(r, "confirmed_at", 0);
	p->confirmed_how = text(r, "confirmed_how");
}

/* Is id in the list called key? */
static bool has_id(const struct reader *r, const char *key, int64_t id)
{
	json_t *list = json_object_get(r->from, key), *value;
	size_t i;

	json_array_foreach(list, i, value)
	{
		if (json_integer_value(value) == id)
			return true;
	}
	return false;
}

static void read_lists(const struct reader *r, const struct lookup *lookup,
		       struct program *p)
{
	size_t at = lookup_county(lookup, p->county.id);

	if (at < lookup->county_count)
		p->county = lookup_county_copy(r->arena, &lookup->counties[at]);
	else
		p->county.id = 0;
	p->terms = arena_array(r->arena, lookup->term_count + 1,
			       sizeof(*p->terms));
	for (size_t i = 0; i < lookup->term_count; i++)
		if (has_id(r, "terms", lookup->terms[i].id))
			p->terms[p->term_count++] =
				lookup_term_copy(r->arena, &lookup->terms[i]);
	p->counties = arena_array(r->arena, lookup->county_count + 1,
				  sizeof(*p->counties));
	for (size_t i = 0; i < lookup->county_count; i++)
		if (has_id(r, "counties", lookup->counties[i].id))
			p->counties[p->county_count++] = lookup_county_copy(
				r->arena, &lookup->counties[i]);
}

enum status program_content_read(struct db *db, struct arena *arena,
				 const char *content, struct program *out)
{
	struct reader r = { .arena = arena };
	const struct lookup *lookup;
	enum status st = lookup_get(db, &lookup);

	*out = (struct program){ 0 };
	if (st != STATUS_OK)
		return st;
	r.from = json_loads(content, 0, NULL);
	read_words(&r, out);
	read_place(&r, out);
	read_asks(&r, out);
	read_state(&r, out);
	if (out->name && out->summary && out->organization.name && out->state) {
		read_lists(&r, lookup, out);
	} else {
		log_error("a listing's revision cannot be read");
		st = STATUS_FAILED;
	}
	json_decref(r.from);
	return st;
}

enum status store_program_by_id(struct db *db, struct arena *arena, int64_t id,
				struct program *out)
{
	return program_by_id(db, arena, id, out);
}

enum status store_program_at(struct db *db, struct arena *arena, int64_t id,
			     int64_t version, struct program *out)
{
	struct db_query *q = db_query(db, SQL_REVISION);
	int64_t created_at = 0, updated_at = 0;
	const char *content = NULL;
	enum status st;

	*out = (struct program){ 0 };
	db_bind_int(q, 1, id);
	db_bind_int(q, 2, version);
	if (db_row(q)) {
		content = db_text(q, 0, arena);
		updated_at = db_int(q, 1);
		created_at = db_int(q, 2);
	}
	st = db_finish_one(q);
	if (st == STATUS_OK)
		st = program_content_read(db, arena, content, out);
	out->id = id;
	out->version = version;
	out->created_at = created_at;
	out->updated_at = updated_at;
	return st;
}

/* Going back ---------------------------------------------------------- */

static enum status restore(struct db *db, struct arena *arena, int64_t id,
			   int64_t version, const char *actor, const char *note)
{
	struct program now, last, then;
	enum status st = program_by_id(db, arena, id, &now);

	if (st == STATUS_OK)
		st = store_program_at(db, arena, id, version, &then);
	if (st == STATUS_OK)
		st = store_program_at(db, arena, id, now.version, &last);
	if (st != STATUS_OK)
		return st;
	if (text_is_same(then.organization.website, last.organization.website))
		then.organization.website = NULL; /* stays what it is */
	then.version = now.version;
	return program_save_as(db, arena, &then, "program.restore", actor, note,
			       NULL);
}

enum status store_program_restore(struct db *db, struct arena *arena,
				  int64_t id, int64_t version,
				  const char *actor, const char *note)
{
	db_begin(db);
	return db_end(db, restore(db, arena, id, version, actor, note));
}
