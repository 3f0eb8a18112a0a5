/* Saving listings. */
#include "store/program.h"

#include <inttypes.h>
#include <string.h>

#include "store/audit.h"
#include "store/place_fold.h"
#include "store/program_row.h"
#include "store/search.h"
#include "util/clock.h"
#include "util/utf8.h"

#define COLUMNS                                                                \
	"slug, organization_id, name, name_folded, summary, "                  \
	"description, mentor_role, ages_min, ages_max, state, "                \
	"county_id, city, zip, address, lat, lon, is_statewide, "              \
	"is_online, commitment_months, hours_per_month, "                      \
	"mentor_age_min, training_hours, cost, accessibility, "                \
	"contact_role, phone, email, website, needs_mentors, "                 \
	"waiting_time, badge, badge_until, stage, pause_reason, "              \
	"returns_at, successor_id, source_url, confirmed_at, "                 \
	"confirmed_how, created_at, updated_at, version"
#define VALUES                                                                 \
	"$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, "             \
	"$14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, "              \
	"$25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, "              \
	"$36, $37, $38, $39, $40, $41, $42"

static const char SQL_ADD[] =
	"INSERT INTO program (" COLUMNS ") VALUES (" VALUES ") RETURNING id";
static const char SQL_CHANGE[] =
	"UPDATE program SET (" COLUMNS ") = (" VALUES ") WHERE id = $43";
static const char SQL_FIND[] =
	"SELECT p.id FROM organization AS o"
	"  JOIN program AS p ON p.organization_id = o.id AND p.name = $2"
	" WHERE o.name = $1 AND p.state = $3 ORDER BY p.id LIMIT 1";
static const char SQL_ORGANIZATION[] =
	"SELECT id, slug, website FROM organization WHERE name = $1";
static const char SQL_ADD_ORGANIZATION[] =
	"INSERT INTO organization (slug, name, website, created_at)"
	" VALUES ($1, $2, $3, $4) RETURNING id";
static const char SQL_CHANGE_ORGANIZATION[] =
	"UPDATE organization SET website = $2 WHERE id = $1";
static const char SQL_POINT_OF_ZIP[] =
	"SELECT lat, lon FROM zip WHERE zip = $1";
static const char SQL_POINT_OF_TOWN[] =
	"SELECT avg(lat), avg(lon) FROM zip"
	" WHERE city_folded = $1 AND state = $2 HAVING count(*) > 0";
static const char SQL_REMOVE_TERMS[] =
	"DELETE FROM program_term WHERE program_id = $1";
static const char SQL_ADD_TERM[] =
	"INSERT INTO program_term (program_id, term_id) VALUES ($1, $2)"
	" ON CONFLICT (program_id, term_id) DO NOTHING";
static const char SQL_REMOVE_COUNTIES[] =
	"DELETE FROM program_county WHERE program_id = $1";
static const char SQL_ADD_COUNTY[] =
	"INSERT INTO program_county (program_id, county_id) VALUES ($1, $2)"
	" ON CONFLICT (program_id, county_id) DO NOTHING";
static const char SQL_ADD_REVISION[] =
	"INSERT INTO program_revision"
	" (program_id, version, content, actor, note, created_at)"
	" VALUES ($1, $2, $3, $4, $5, $6)";

static const char bulk_here; /* kept with the connection during a bulk */

/* What it says about itself ------------------------------------------- */

static enum status find_id(struct db *db, const struct program *p, int64_t *id)
{
	struct db_query *q = db_query(db, SQL_FIND);

	*id = 0;
	db_bind_text(q, 1, p->organization.name);
	db_bind_text(q, 2, p->name);
	db_bind_text(q, 3, p->state);
	if (db_row(q))
		*id = db_int(q, 0);
	return db_finish(q);
}

enum status store_program_find(struct db *db, struct arena *arena,
			       const char *name, const char *organization,
			       const char *state, struct program *out)
{
	const struct program wanted = {
		.name = name,
		.organization.name = organization,
		.state = state,
	};
	int64_t id;
	enum status st = find_id(db, &wanted, &id);

	if (st == STATUS_OK && id == 0)
		return STATUS_NOT_FOUND;
	return st == STATUS_OK ? program_by_id(db, arena, id, out) : st;
}

static enum status add_organization(struct db *db, struct arena *arena,
				    struct organization *o)
{
	struct db_query *q;
	enum status st =
		program_slug_organization(db, arena, o->name, &o->slug);

	if (st != STATUS_OK)
		return st;
	q = db_query(db, SQL_ADD_ORGANIZATION);
	db_bind_text(q, 1, o->slug);
	db_bind_text(q, 2, o->name);
	db_bind_text(q, 3, o->website);
	db_bind_int(q, 4, clock_now());
	if (db_row(q))
		o->id = db_int(q, 0);
	return db_finish(q);
}

/* The organization called o->name, made when there is none. A website that
 * is not said stays what it was. */
static enum status settle_organization(struct db *db, struct arena *arena,
				       struct organization *o)
{
	struct db_query *q = db_query(db, SQL_ORGANIZATION);
	const char *website = NULL;
	enum status st;

	o->id = 0;
	db_bind_text(q, 1, o->name);
	if (db_row(q)) {
		o->id = db_int(q, 0);
		o->slug = db_text(q, 1, arena);
		website = db_text(q, 2, arena);
	}
	st = db_finish(q);
	if (st != STATUS_OK)
		return st;
	if (o->id == 0)
		return add_organization(db, arena, o);
	if (!o->website)
		o->website = website;
	if (!o->website || (website && strcmp(website, o->website) == 0))
		return STATUS_OK;
	q = db_query(db, SQL_CHANGE_ORGANIZATION);
	db_bind_int(q, 1, o->id);
	db_bind_text(q, 2, o->website);
	return db_finish(q);
}

static enum status read_point(struct db_query *q, struct program *p)
{
	if (db_row(q)) {
		p->has_point = true;
		p->lat = db_real(q, 0);
		p->lon = db_real(q, 1);
	}
	return db_finish(q);
}

/* Where it is: its ZIP code's point, else the mean of its town's. */
static enum status settle_point(struct db *db, struct arena *arena,
				struct program *p)
{
	struct db_query *q;
	enum status st = STATUS_OK;

	if (!p->has_point && p->zip) {
		q = db_query(db, SQL_POINT_OF_ZIP);
		db_bind_text(q, 1, p->zip);
		st = read_point(q, p);
	}
	if (st == STATUS_OK && !p->has_point && p->city) {
		q = db_query(db, SQL_POINT_OF_TOWN);
		db_bind_text(q, 1, place_fold(arena, p->city));
		db_bind_text(q, 2, p->state);
		st = read_point(q, p);
	}
	return st;
}

/* Writing ------------------------------------------------------------- */

static void bind_known(struct db_query *q, int number, int value)
{
	db_bind_int_or_null(q, number, value, value < 0);
}

static void bind_amount(struct db_query *q, int number, double value)
{
	if (value < 0)
		db_bind_null(q, number);
	else
		db_bind_real(q, number, value);
}

static void bind_nonzero(struct db_query *q, int number, int64_t value)
{
	db_bind_int_or_null(q, number, value, value == 0);
}

static void bind_first_half(struct db_query *q, struct arena *arena,
			    const struct program *p)
{
	db_bind_text(q, 1, p->slug);
	db_bind_int(q, 2, p->organization.id);
	db_bind_text(q, 3, p->name);
	db_bind_text(q, 4, utf8_fold(arena, p->name));
	db_bind_text(q, 5, p->summary);
	db_bind_text(q, 6, p->description);
	db_bind_text(q, 7, p->mentor_role);
	bind_known(q, 8, p->ages_min);
	bind_known(q, 9, p->ages_max);
	db_bind_text(q, 10, p->state);
	bind_nonzero(q, 11, p->county.id);
	db_bind_text(q, 12, p->city);
	db_bind_text(q, 13, p->zip);
	db_bind_text(q, 14, p->address);
	if (p->has_point) {
		db_bind_real(q, 15, p->lat);
		db_bind_real(q, 16, p->lon);
	}
	db_bind_int(q, 17, p->is_statewide);
	db_bind_int(q, 18, p->is_online);
	bind_known(q, 19, p->commitment_months);
	bind_amount(q, 20, p->hours_per_month);
	bind_known(q, 21, p->mentor_age_min);
	bind_amount(q, 22, p->training_hours);
}

static void bind_second_half(struct db_query *q, const struct program *p)
{
	db_bind_text(q, 23, p->cost);
	db_bind_text(q, 24, p->accessibility);
	db_bind_text(q, 25, p->contact_role);
	db_bind_text(q, 26, p->phone);
	db_bind_text(q, 27, p->email);
	db_bind_text(q, 28, p->website);
	db_bind_int(q, 29, p->needs_mentors);
	db_bind_text(q, 30, p->waiting_time);
	db_bind_text(q, 31, program_badges[p->badge]);
	bind_nonzero(q, 32, p->badge_until);
	db_bind_text(q, 33, program_stages[p->stage]);
	db_bind_text(q, 34, p->pause_reason);
	bind_nonzero(q, 35, p->returns_at);
	bind_nonzero(q, 36, p->successor_id);
	db_bind_text(q, 37, p->source_url);
	bind_nonzero(q, 38, p->confirmed_at);
	db_bind_text(q, 39, p->confirmed_how);
	db_bind_int(q, 40, p->created_at);
	db_bind_int(q, 41, p->updated_at);
	db_bind_int(q, 42, p->version);
}

static enum status write_row(struct db *db, struct arena *arena,
			     struct program *p)
{
	struct db_query *q = db_query(db, p->id ? SQL_CHANGE : SQL_ADD);

	bind_first_half(q, arena, p);
	bind_second_half(q, p);
	if (p->id)
		db_bind_int(q, 43, p->id);
	else if (db_row(q))
		p->id = db_int(q, 0);
	return db_finish(q);
}

static enum status write_pair(struct db *db, const char *sql, int64_t a,
			      int64_t b)
{
	struct db_query *q = db_query(db, sql);

	db_bind_int(q, 1, a);
	if (b)
		db_bind_int(q, 2, b);
	return db_finish(q);
}

static enum status write_lists(struct db *db, const struct program *p,
			       bool is_new)
{
	enum status st = STATUS_OK;

	if (!is_new)
		st = write_pair(db, SQL_REMOVE_TERMS, p->id, 0);
	if (st == STATUS_OK && !is_new)
		st = write_pair(db, SQL_REMOVE_COUNTIES, p->id, 0);
	for (size_t i = 0; st == STATUS_OK && i < p->term_count; i++)
		st = write_pair(db, SQL_ADD_TERM, p->id, p->terms[i].id);
	for (size_t i = 0; st == STATUS_OK && i < p->county_count; i++)
		st = write_pair(db, SQL_ADD_COUNTY, p->id, p->counties[i].id);
	return st;
}

static enum status write_revision(struct db *db, const struct program *p,
				  const char *content, const char *actor,
				  const char *note)
{
	struct db_query *q = db_query(db, SQL_ADD_REVISION);

	db_bind_int(q, 1, p->id);
	db_bind_int(q, 2, p->version);
	db_bind_text(q, 3, content);
	db_bind_text(q, 4, actor);
	db_bind_text(q, 5, note);
	db_bind_int(q, 6, p->updated_at);
	return db_finish(q);
}

/* How a save goes into the books. */
struct record {
	const char *action; /* NULL: found out */
	const char *actor, *note;
};

static enum status write_audit(struct db *db, struct arena *arena,
			       const struct program *p,
			       const struct program *old, const char *before,
			       const char *content, const struct record *how)
{
	const struct audit_entry entry = {
		.actor = how->actor,
		.action = how->action ? how->action
				      : program_content_action(arena, old, p),
		.object = arena_printf(arena, "program %" PRId64, p->id),
		.detail = program_content_changes(arena, before, content,
						  p->version),
	};

	return store_audit_add(db, &entry);
}

static enum status write_all(struct db *db, struct arena *arena,
			     struct program *p, const struct program *old,
			     const char *before, const char *content,
			     const struct record *how)
{
	enum status st;

	p->updated_at = clock_now();
	p->version = old ? old->version + 1 : 1;
	if (old)
		p->created_at = old->created_at;
	else if (p->created_at == 0)
		p->created_at = p->updated_at;
	st = write_row(db, arena, p);
	if (st == STATUS_OK)
		st = write_lists(db, p, !old);
	if (st == STATUS_OK && old && strcmp(old->slug, p->slug) != 0)
		st = program_slug_retire(db, p->id, old->slug, p->slug);
	if (st == STATUS_OK)
		st = write_revision(db, p, content, how->actor, how->note);
	if (st == STATUS_OK)
		st = write_audit(db, arena, p, old, before, content, how);
	if (st == STATUS_OK && !db_kept(db, &bulk_here))
		st = store_search_program_changed(db, p->id);
	return st;
}

/* Saving -------------------------------------------------------------- */

/* What is there already: old->id 0 for nothing. */
static enum status read_old(struct db *db, struct arena *arena,
			    struct program *p, struct program *old)
{
	int64_t id = p->id;
	enum status st = STATUS_OK;

	*old = (struct program){ 0 };
	if (id == 0)
		st = find_id(db, p, &id);
	if (st != STATUS_OK || id == 0)
		return st;
	st = program_by_id(db, arena, id, old);
	if (st == STATUS_OK && p->version > 0 && p->version != old->version)
		return STATUS_CONFLICT;
	p->id = id;
	return st;
}

static enum status save(struct db *db, struct arena *arena, struct program *p,
			const struct record *how, enum program_change *change)
{
	const char *before = NULL, *content;
	struct program old;
	enum status st = read_old(db, arena, p, &old);

	if (st == STATUS_OK && old.id)
		before = program_content(arena, &old);
	if (st == STATUS_OK)
		st = settle_organization(db, arena, &p->organization);
	if (st == STATUS_OK)
		st = settle_point(db, arena, p);
	if (st == STATUS_OK)
		st = program_slug_choose(db, arena, p, old.slug, &p->slug);
	if (st != STATUS_OK)
		return st;
	content = program_content(arena, p);
	p->comment_count = old.comment_count;
	if (before && strcmp(before, content) == 0) {
		p->version = old.version;
		p->created_at = old.created_at;
		p->updated_at = old.updated_at;
		return STATUS_OK;
	}
	*change = before ? PROGRAM_CHANGED : PROGRAM_ADDED;
	return write_all(db, arena, p, old.id ? &old : NULL, before, content,
			 how);
}

enum status program_save_as(struct db *db, struct arena *arena,
			    struct program *program, const char *action,
			    const char *actor, const char *note,
			    enum program_change *change)
{
	const struct record how = { action, actor, note };
	enum program_change done = PROGRAM_UNCHANGED;
	enum status st;

	db_begin(db);
	st = db_end(db, save(db, arena, program, &how, &done));
	if (change)
		*change = done;
	return st;
}

enum status store_program_save(struct db *db, struct arena *arena,
			       struct program *program, const char *actor,
			       const char *note, enum program_change *change)
{
	return program_save_as(db, arena, program, NULL, actor, note, change);
}

static void release_nothing(void *thing)
{
	(void)thing;
}

void store_program_bulk_begin(struct db *db)
{
	static char is_bulk;

	db_keep(db, &bulk_here, &is_bulk, release_nothing);
}

enum status store_program_bulk_end(struct db *db)
{
	db_keep(db, &bulk_here, NULL, release_nothing);
	return store_search_rebuild(db);
}
