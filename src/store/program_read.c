/* Reading listings. */
#include "store/program.h"

#include <string.h>

#include "store/lookup.h"
#include "store/program_row.h"

#define CARDS_MAX    100
#define COUNTIES_MAX 512 /* more than there are */
#define TERMS_MAX    64  /* of one listing */

#define COLUMNS \
	"p.id, p.slug, o.id, o.slug, o.name, o.website, p.name, p.summary," \
	" p.description, p.mentor_role, p.ages_min, p.ages_max, p.city," \
	" p.zip, p.address, p.state, p.county_id, p.lat, p.lon," \
	" p.is_statewide, p.is_online," \
	" p.commitment_months, p.hours_per_month, p.mentor_age_min," \
	" p.training_hours, p.cost, p.accessibility, p.contact_role, p.phone," \
	" p.email, p.website, p.needs_mentors, p.waiting_time, p.badge," \
	" p.badge_until, p.stage, p.pause_reason, p.returns_at," \
	" p.successor_id, p.source_url, p.confirmed_at, p.confirmed_how," \
	" p.created_at, p.updated_at, p.version, p.comment_count"
#define JOIN "  JOIN organization AS o ON o.id = p.organization_id"

/* Closed ones too: their page says where to go instead. */
static const char SQL_BY_SLUG[] = "SELECT " COLUMNS " FROM program AS p" JOIN
				  " WHERE p.slug = $1 AND p.stage <> 'draft'";
static const char SQL_BY_ID[] =
	"SELECT " COLUMNS " FROM program AS p" JOIN " WHERE p.id = $1";
static const char SQL_CARD[] =
	"SELECT " COLUMNS " FROM public_program AS p" JOIN " WHERE p.id = $1";
/* In steps, so that no statement stays open while others look on. */
static const char SQL_EACH[] =
	"SELECT id FROM public_program WHERE id > $1 ORDER BY id LIMIT 100";
static const char SQL_RECENT[] = "SELECT id FROM public_program"
				 " ORDER BY updated_at DESC, id DESC LIMIT $1";
/* Both in one statement: starting one costs as much as its rows. */
static const char SQL_LISTS[] =
	"SELECT 0, term_id FROM program_term WHERE program_id = $1"
	" UNION ALL"
	" SELECT 1, county_id FROM program_county WHERE program_id = $1";

const char *const program_stages[] = {
	[PROGRAM_DRAFT] = "draft",
	[PROGRAM_PUBLISHED] = "published",
	[PROGRAM_PAUSED] = "paused",
	[PROGRAM_CLOSED] = "closed",
};
const char *const program_badges[] = {
	[BADGE_NONE] = "none",
	[BADGE_DEDICATED] = "dedicated",
	[BADGE_EXPERT] = "expert",
};

static int index_of(const char *const *names, int count, const char *name)
{
	int i = 0;

	while (i < count - 1 && strcmp(names[i], name) != 0)
		i++;
	return i;
}

/* A row's next columns, one after the other. */
struct reader {
	struct db_query *q;
	struct arena *arena;
	int column;
};

static const char *text(struct reader *r)
{
	return db_text(r->q, r->column++, r->arena);
}

static int64_t integer(struct reader *r)
{
	return db_int(r->q, r->column++);
}

static int integer_or(struct reader *r, int missing)
{
	int column = r->column++;

	return db_is_null(r->q, column) ? missing : (int)db_int(r->q, column);
}

static double real_or(struct reader *r, double missing)
{
	int column = r->column++;

	return db_is_null(r->q, column) ? missing : db_real(r->q, column);
}

static void read_place(struct reader *r, struct program *p)
{
	p->city = text(r);
	p->zip = text(r);
	p->address = text(r);
	p->state = text(r);
	p->county.id = integer(r);
	p->has_point = !db_is_null(r->q, r->column);
	p->lat = real_or(r, 0);
	p->lon = real_or(r, 0);
	p->is_statewide = integer(r) != 0;
	p->is_online = integer(r) != 0;
}

static void read_asks(struct reader *r, struct program *p)
{
	p->commitment_months = integer_or(r, -1);
	p->hours_per_month = real_or(r, -1);
	p->mentor_age_min = integer_or(r, -1);
	p->training_hours = real_or(r, -1);
	p->cost = text(r);
	p->accessibility = text(r);
	p->contact_role = text(r);
	p->phone = text(r);
	p->email = text(r);
	p->website = text(r);
	p->needs_mentors = integer(r) != 0;
	p->waiting_time = text(r);
}

static void read_state(struct reader *r, struct program *p)
{
	p->badge = (enum badge)index_of(program_badges, 3,
					db_peek_text(r->q, r->column));
	r->column++;
	p->badge_until = integer(r);
	p->stage = (enum program_stage)index_of(program_stages, 4,
						db_peek_text(r->q, r->column));
	r->column++;
	p->pause_reason = text(r);
	p->returns_at = integer(r);
	p->successor_id = integer(r);
	p->source_url = text(r);
	p->confirmed_at = integer(r);
	p->confirmed_how = text(r);
	p->created_at = integer(r);
	p->updated_at = integer(r);
	p->version = integer(r);
	p->comment_count = integer(r);
}

static struct program read_program(struct db_query *q, struct arena *arena)
{
	struct reader r = { q, arena, 0 };
	struct program p = { 0 };

	p.id = integer(&r);
	p.slug = text(&r);
	p.organization.id = integer(&r);
	p.organization.slug = text(&r);
	p.organization.name = text(&r);
	p.organization.website = text(&r);
	p.name = text(&r);
	p.summary = text(&r);
	p.description = text(&r);
	p.mentor_role = text(&r);
	p.ages_min = integer_or(&r, -1);
	p.ages_max = integer_or(&r, -1);
	read_place(&r, &p);
	read_asks(&r, &p);
	read_state(&r, &p);
	return p;
}

/* What hangs on a listing, as places in the lookup. */
struct lists {
	int64_t terms[TERMS_MAX];
	size_t counties[COUNTIES_MAX]; /* rising, which is by name */
	size_t term_count, county_count;
};

static void add_county(struct lists *lists, size_t at)
{
	size_t k = lists->county_count++;

	for (; k > 0 && lists->counties[k - 1] > at; k--)
		lists->counties[k] = lists->counties[k - 1];
	lists->counties[k] = at;
}

static enum status read_lists(struct db *db, const struct lookup *lookup,
			      int64_t id, struct lists *lists)
{
	struct db_query *q = db_query(db, SQL_LISTS);

	lists->term_count = lists->county_count = 0;
	db_bind_int(q, 1, id);
	while (db_row(q)) {
		size_t at = lookup->county_count;

		if (db_int(q, 0) == 0) {
			if (lists->term_count < TERMS_MAX)
				lists->terms[lists->term_count++] =
					db_int(q, 1);
			continue;
		}
		at = lookup_county(lookup, db_int(q, 1));
		if (at < lookup->county_count &&
		    lists->county_count < COUNTIES_MAX)
			add_county(lists, at);
	}
	return db_finish(q);
}

static void copy_terms(struct arena *arena, const struct lookup *lookup,
		       const struct lists *lists, struct program *p)
{
	p->terms = arena_array(arena, lists->term_count + 1, sizeof(*p->terms));
	for (size_t i = 0; i < lookup->term_count; i++)
		for (size_t k = 0; k < lists->term_count; k++)
			if (lists->terms[k] == lookup->terms[i].id)
				p->terms[p->term_count++] = lookup_term_copy(
					arena, &lookup->terms[i]);
}

static enum status add_lists(struct db *db, struct arena *arena,
			     const struct lookup *lookup, struct program *p)
{
	struct lists lists;
	size_t at = lookup_county(lookup, p->county.id);
	enum status st = read_lists(db, lookup, p->id, &lists);

	if (st != STATUS_OK)
		return st;
	if (at < lookup->county_count)
		p->county = lookup_county_copy(arena, &lookup->counties[at]);
	copy_terms(arena, lookup, &lists, p);
	p->counties = arena_array(arena, lists.county_count + 1,
				  sizeof(*p->counties));
	for (size_t i = 0; i < lists.county_count; i++)
		p->counties[p->county_count++] = lookup_county_copy(
			arena, &lookup->counties[lists.counties[i]]);
	return STATUS_OK;
}

/* The one row of q, with everything that hangs on it. */
static enum status finish_program(struct db *db, struct db_query *q,
				  struct arena *arena,
				  const struct lookup *lookup,
				  struct program *out)
{
	enum status st;

	if (db_row(q))
		*out = read_program(q, arena);
	st = db_finish_one(q);
	return st == STATUS_OK ? add_lists(db, arena, lookup, out) : st;
}

enum status program_by_id(struct db *db, struct arena *arena, int64_t id,
			  struct program *out)
{
	const struct lookup *lookup;
	struct db_query *q;
	enum status st = lookup_get(db, &lookup);

	if (st != STATUS_OK)
		return st;
	q = db_query(db, SQL_BY_ID);
	db_bind_int(q, 1, id);
	return finish_program(db, q, arena, lookup, out);
}

enum status store_program_get(struct db *db, struct arena *arena,
			      const char *slug, struct program *out,
			      const char **moved_to)
{
	const struct lookup *lookup;
	struct db_query *q;
	enum status st = lookup_get(db, &lookup);

	*moved_to = NULL;
	if (st != STATUS_OK)
		return st;
	q = db_query(db, SQL_BY_SLUG);
	db_bind_text(q, 1, slug);
	st = finish_program(db, q, arena, lookup, out);
	if (st == STATUS_OK && out->stage == PROGRAM_CLOSED)
		return STATUS_GONE;
	if (st != STATUS_NOT_FOUND)
		return st;
	st = program_slug_moved(db, arena, slug, moved_to);
	return st == STATUS_OK ? STATUS_NOT_FOUND : st;
}

enum status store_program_cards(struct db *db, struct arena *arena,
				const int64_t *ids, size_t count,
				struct program **out, size_t *out_count)
{
	const struct lookup *lookup;
	enum status st = lookup_get(db, &lookup);

	*out_count = 0;
	*out = NULL;
	if (st != STATUS_OK)
		return st;
	if (count > CARDS_MAX)
		count = CARDS_MAX;
	*out = arena_array(arena, count + 1, sizeof(**out));
	for (size_t i = 0; i < count; i++) {
		struct db_query *q = db_query(db, SQL_CARD);

		db_bind_int(q, 1, ids[i]);
		st = finish_program(db, q, arena, lookup, &(*out)[*out_count]);
		if (st == STATUS_OK)
			(*out_count)++;
		else if (st != STATUS_NOT_FOUND)
			return st;
	}
	return STATUS_OK;
}

/* Ids above *last, 100 at most; *last moves to the end of them. */
static enum status next_ids(struct db *db, int64_t *last, int64_t ids[100],
			    size_t *count)
{
	struct db_query *q = db_query(db, SQL_EACH);

	*count = 0;
	db_bind_int(q, 1, *last);
	while (db_row(q))
		ids[(*count)++] = *last = db_int(q, 0);
	return db_finish(q);
}

static enum status visit_all(struct db *db, struct arena *arena,
			     enum status (*visit)(void *context,
						  const struct program *p),
			     void *context)
{
	int64_t ids[CARDS_MAX], last = 0;
	struct program *programs;
	size_t count;
	enum status st;

	do {
		arena_reset(arena);
		st = next_ids(db, &last, ids, &count);
		if (st == STATUS_OK)
			st = store_program_cards(db, arena, ids, count,
						 &programs, &count);
		for (size_t i = 0; st == STATUS_OK && i < count; i++)
			st = visit(context, &programs[i]);
	} while (st == STATUS_OK && count > 0);
	return st;
}

enum status store_program_each(struct db *db,
			       enum status (*visit)(void *context,
						    const struct program *p),
			       void *context)
{
	struct arena *arena = arena_new();
	enum status st;

	db_begin_read(db); /* all of it as of one moment */
	st = visit_all(db, arena, visit, context);
	db_end_read(db);
	arena_free(arena);
	return st;
}

enum status store_program_recent(struct db *db, struct arena *arena,
				 size_t limit, struct program **out,
				 size_t *count)
{
	struct db_query *q = db_query(db, SQL_RECENT);
	int64_t ids[CARDS_MAX];
	size_t n = 0;
	enum status st;

	db_bind_int(q, 1, limit < CARDS_MAX ? (int64_t)limit : CARDS_MAX);
	while (n < CARDS_MAX && db_row(q))
		ids[n++] = db_int(q, 0);
	st = db_finish(q);
	if (st != STATUS_OK)
		return st;
	return store_program_cards(db, arena, ids, n, out, count);
}
