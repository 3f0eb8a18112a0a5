/* Reading listings. */
#include "store/program.h"

#include <string.h>

#include "store/program_row.h"
#include "store/term_table.h"

#define CARDS_MAX 100
#define TERMS_MAX 64 /* of one listing */

#define COLUMNS                                                                \
	"p.id, p.slug, o.id, o.slug, o.name, o.website, p.name, p.summary,"    \
	" p.description, p.mentor_role, p.ages_min, p.ages_max, p.city, p.zip,"\
	" p.address, p.state, c.id, c.slug, c.name, c.state, c.seat, c.lat,"   \
	" c.lon, p.lat, p.lon, p.is_statewide, p.is_online,"                   \
	" p.commitment_months, p.hours_per_month, p.mentor_age_min,"           \
	" p.training_hours, p.cost, p.accessibility, p.contact_role, p.phone," \
	" p.email, p.website, p.needs_mentors, p.waiting_time, p.badge,"       \
	" p.badge_until, p.stage, p.pause_reason, p.returns_at,"               \
	" p.successor_id, p.source_url, p.confirmed_at, p.confirmed_how,"      \
	" p.created_at, p.updated_at, p.version, p.comment_count"
#define JOINS                                                                  \
	"  JOIN organization AS o ON o.id = p.organization_id"                 \
	"  LEFT JOIN county AS c ON c.id = p.county_id"

/* Closed ones too: their page says where to go instead. */
static const char SQL_BY_SLUG[] =
	"SELECT " COLUMNS " FROM program AS p" JOINS
	" WHERE p.slug = $1 AND p.stage <> 'draft'";
static const char SQL_BY_ID[] =
	"SELECT " COLUMNS " FROM program AS p" JOINS " WHERE p.id = $1";
static const char SQL_CARD[] =
	"SELECT " COLUMNS " FROM public_program AS p" JOINS " WHERE p.id = $1";
/* In steps, so that no statement stays open while others look on. */
static const char SQL_EACH[] =
	"SELECT id FROM public_program WHERE id > $1 ORDER BY id LIMIT 100";
static const char SQL_RECENT[] =
	"SELECT id FROM public_program"
	" ORDER BY updated_at DESC, id DESC LIMIT $1";
static const char SQL_TERMS[] =
	"SELECT term_id FROM program_term WHERE program_id = $1";
static const char SQL_COUNTIES[] =
	"SELECT c.id, c.slug, c.name, c.state, c.seat, c.lat, c.lon"
	"  FROM program_county AS s JOIN county AS c ON c.id = s.county_id"
	" WHERE s.program_id = $1 ORDER BY c.name, c.id";

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
	p->county.slug = text(r);
	p->county.name = text(r);
	p->county.state = text(r);
	p->county.seat = text(r);
	p->county.lat = real_or(r, 0);
	p->county.lon = real_or(r, 0);
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

/* The terms of p in the table's order. */
static enum status add_terms(struct db *db, struct arena *arena,
			     struct program *p)
{
	const struct term_table *table;
	int64_t ids[TERMS_MAX];
	size_t count = 0;
	struct db_query *q;
	enum status st = term_table_get(db, &table);

	if (st != STATUS_OK)
		return st;
	q = db_query(db, SQL_TERMS);
	db_bind_int(q, 1, p->id);
	while (count < TERMS_MAX && db_row(q))
		ids[count++] = db_int(q, 0);
	st = db_finish(q);
	if (st != STATUS_OK || count == 0)
		return st;
	p->terms = arena_array(arena, count, sizeof(*p->terms));
	for (size_t i = 0; i < table->count; i++) {
		const struct term *term = &table->terms[i];

		for (size_t k = 0; k < count; k++) {
			if (ids[k] != term->id)
				continue;
			p->terms[p->term_count] = *term;
			p->terms[p->term_count].slug =
				arena_strdup(arena, term->slug);
			p->terms[p->term_count++].name =
				arena_strdup(arena, term->name);
		}
	}
	return STATUS_OK;
}

static enum status add_counties(struct db *db, struct arena *arena,
				struct program *p)
{
	struct db_query *q = db_query(db, SQL_COUNTIES);
	size_t room = 0;

	db_bind_int(q, 1, p->id);
	while (db_row(q)) {
		if (p->county_count == room) {
			struct county *more;

			room = room ? room * 4 : 8;
			more = arena_array(arena, room, sizeof(*more));
			if (p->county_count)
				memcpy(more, p->counties,
				       p->county_count * sizeof(*more));
			p->counties = more;
		}
		p->counties[p->county_count++] = (struct county){
			.id = db_int(q, 0),
			.slug = db_text(q, 1, arena),
			.name = db_text(q, 2, arena),
			.state = db_text(q, 3, arena),
			.seat = db_text(q, 4, arena),
			.lat = db_real(q, 5),
			.lon = db_real(q, 6),
		};
	}
	return db_finish(q);
}

/* The one row of q, with everything that hangs on it. */
static enum status finish_program(struct db *db, struct db_query *q,
				  struct arena *arena, struct program *out)
{
	enum status st;

	if (db_row(q))
		*out = read_program(q, arena);
	st = db_finish_one(q);
	if (st == STATUS_OK)
		st = add_terms(db, arena, out);
	if (st == STATUS_OK)
		st = add_counties(db, arena, out);
	return st;
}

enum status program_by_id(struct db *db, struct arena *arena, int64_t id,
			  struct program *out)
{
	struct db_query *q = db_query(db, SQL_BY_ID);

	db_bind_int(q, 1, id);
	return finish_program(db, q, arena, out);
}

enum status store_program_get(struct db *db, struct arena *arena,
			      const char *slug, struct program *out,
			      const char **moved_to)
{
	struct db_query *q = db_query(db, SQL_BY_SLUG);
	enum status st;

	*moved_to = NULL;
	db_bind_text(q, 1, slug);
	st = finish_program(db, q, arena, out);
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
	*out_count = 0;
	if (count > CARDS_MAX)
		count = CARDS_MAX;
	*out = arena_array(arena, count + 1, sizeof(**out));
	for (size_t i = 0; i < count; i++) {
		struct db_query *q = db_query(db, SQL_CARD);
		enum status st;

		db_bind_int(q, 1, ids[i]);
		st = finish_program(db, q, arena, &(*out)[*out_count]);
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
