/* Finding listings for staff. One wide index (program_by_name) holds all that
 * a filter asks for, so the whole directory is walked without touching its
 * rows. Filters that are off let every value through. */
#include "store/staff_program.h"

#include <string.h>

#include "store/program_row.h"
#include "util/buf.h"
#include "util/utf8.h"

/* The plus signs keep SQLite on the wide index: walking all of it, and putting
 * the best thousand into order, costs less than reading rows by another. A
 * county's listings are read by id: most counties have few, and the one that
 * has half of them is not slower by it. What was typed stands first, for it
 * leaves least.
 * Filter values, by number: $2 is what was typed, folded as names
 * are; $3 not, for organizations, whose names are compared as SQL does. */
#define MATCHING                                                               \
	"SELECT p.id FROM program AS p"                                        \
	" WHERE (p.name_folded LIKE $2 ESCAPE '\\' OR +p.organization_id"      \
	"  IN (SELECT id FROM organization WHERE name LIKE $3"                 \
	"      ESCAPE '\\'))"                                                  \
	"   AND +p.stage BETWEEN $4 AND $5"                                    \
	"   AND +p.state BETWEEN $6 AND $7"                                    \
	"   AND +p.organization_id BETWEEN $8 AND $9"                          \
	"   AND coalesce(p.confirmed_at, 0) BETWEEN $10 AND $11"               \
	"   AND +p.needs_mentors >= $12"
#define ANY ""
#define SERVED                                                                 \
	" AND p.id IN (SELECT program_id FROM program_county"                  \
	"   WHERE county_id = $13"                                             \
	"   UNION ALL SELECT id FROM program WHERE county_id = $13)"
#define OWNED                                                                  \
	" AND p.id IN (SELECT program_id FROM program_owner"                   \
	"   WHERE user_id = $14)"
#define NAME    " p.name_folded, p.id"
#define CHANGED " +p.updated_at DESC, p.id DESC"
#define CHECKED " +coalesce(p.confirmed_at, 0), p.name_folded, p.id"
#define STAGE                                                                  \
	" CASE p.stage WHEN 'draft' THEN 0 WHEN 'published' THEN 1"            \
	"  WHEN 'paused' THEN 2 ELSE 3 END, p.name_folded, p.id"
#define IDS(scope, order) MATCHING scope " ORDER BY" order " LIMIT $1"
#define ORDERS(scope)                                                          \
	{                                                                      \
		IDS(scope, NAME), IDS(scope, CHANGED), IDS(scope, CHECKED),    \
			IDS(scope, STAGE)                                      \
	}

enum { HAS_COUNTY = 1, HAS_OWNER = 2 };
static const char *const SQL_IDS[4][4] = {
	[0] = ORDERS(ANY),
	[HAS_COUNTY] = ORDERS(SERVED),
	[HAS_OWNER] = ORDERS(OWNED),
	[HAS_COUNTY | HAS_OWNER] = ORDERS(SERVED OWNED),
};

static const char SQL_ROW[] =
	"SELECT p.version, p.slug, p.name, o.id, o.slug, o.name, p.stage,"
	"       p.confirmed_at, p.updated_at, r.actor"
	"  FROM program AS p"
	"  JOIN organization AS o ON o.id = p.organization_id"
	"  LEFT JOIN program_revision AS r"
	"    ON r.program_id = p.id AND r.version = p.version"
	" WHERE p.id = $1";
static const char SQL_ORGANIZATION[] =
	"SELECT id, slug, name, website FROM organization WHERE slug = $1";

/* Finding ------------------------------------------------------------- */

/* "%chess%club%": the words in this order, whatever stands between. */
static const char *pattern(struct arena *arena, const char *words)
{
	struct buf b;

	buf_init(&b, arena);
	buf_char(&b, '%');
	for (; *words; words++) {
		if (strchr("%_\\", *words))
			buf_char(&b, '\\');
		buf_char(&b, *words == ' ' ? '%' : *words);
	}
	buf_char(&b, '%');
	return b.data;
}

static void bind_range(struct db_query *q, int number, int64_t only)
{
	db_bind_int(q, number, only);
	db_bind_int(q, number + 1, only ? only : INT64_MAX);
}

/* Nothing that a column holds comes before "" or after "~". */
static void bind_text_range(struct db_query *q, int number, const char *only)
{
	db_bind_text(q, number, only ? only : "");
	db_bind_text(q, number + 1, only ? only : "~");
}

static void bind_checked(struct db_query *q, int number,
			 const struct staff_program_filter *f)
{
	int64_t from = 0, to = INT64_MAX;

	if (f->checked == STAFF_CHECKED_NEVER)
		to = 0;
	else if (f->checked == STAFF_CHECKED_LONG_AGO)
		to = f->checked_before - 1;
	else if (f->checked == STAFF_CHECKED_SINCE)
		from = f->checked_before;
	db_bind_int(q, number, from);
	db_bind_int(q, number + 1, to);
}

enum status store_staff_program_ids(struct db *db, struct arena *arena,
				    const struct staff_program_filter *f,
				    size_t limit, int64_t **ids, size_t *count)
{
	int scope =
		(f->county_id ? HAS_COUNTY : 0) | (f->owner_id ? HAS_OWNER : 0);
	const char *words = utf8_clean(arena, f->words, true);
	struct db_query *q = db_query(db, SQL_IDS[scope][f->sort]);

	*count = 0;
	*ids = arena_array(arena, limit + 1, sizeof(**ids));
	db_bind_int(q, 1, (int64_t)limit);
	db_bind_text(q, 2, pattern(arena, utf8_fold(arena, words)));
	db_bind_text(q, 3, pattern(arena, words));
	bind_text_range(q, 4, f->has_stage ? program_stages[f->stage] : NULL);
	bind_text_range(q, 6, f->state);
	bind_range(q, 8, f->organization_id);
	bind_checked(q, 10, f);
	db_bind_int(q, 12, f->needs_mentors);
	if (f->county_id)
		db_bind_int(q, 13, f->county_id);
	if (f->owner_id)
		db_bind_int(q, 14, f->owner_id);
	while (*count < limit && db_row(q))
		(*ids)[(*count)++] = db_int(q, 0);
	return db_finish(q);
}

static enum program_stage stage_of(const char *name)
{
	int i = PROGRAM_CLOSED;

	while (i > 0 && strcmp(program_stages[i], name) != 0)
		i--;
	return (enum program_stage)i;
}

static void read_row(struct db_query *q, struct arena *arena,
		     struct staff_program *out)
{
	out->version = db_int(q, 0);
	out->slug = db_text(q, 1, arena);
	out->name = db_text(q, 2, arena);
	out->organization.id = db_int(q, 3);
	out->organization.slug = db_text(q, 4, arena);
	out->organization.name = db_text(q, 5, arena);
	out->stage = stage_of(db_peek_text(q, 6));
	out->confirmed_at = db_int(q, 7);
	out->updated_at = db_int(q, 8);
	out->actor = db_text(q, 9, arena);
}

enum status store_staff_program_rows(struct db *db, struct arena *arena,
				     const int64_t *ids, size_t count,
				     struct staff_program **out,
				     size_t *out_count)
{
	*out_count = 0;
	*out = arena_array(arena, count + 1, sizeof(**out));
	for (size_t i = 0; i < count; i++) {
		struct db_query *q = db_query(db, SQL_ROW);
		struct staff_program *row = &(*out)[*out_count];
		enum status st;

		db_bind_int(q, 1, ids[i]);
		if (db_row(q)) {
			row->id = ids[i];
			read_row(q, arena, row);
			(*out_count)++;
		}
		st = db_finish(q);
		if (st != STATUS_OK)
			return st;
	}
	return STATUS_OK;
}

enum status store_organization_get(struct db *db, struct arena *arena,
				   const char *slug, struct organization *out)
{
	struct db_query *q = db_query(db, SQL_ORGANIZATION);

	db_bind_text(q, 1, slug);
	if (db_row(q))
		*out = (struct organization){
			.id = db_int(q, 0),
			.slug = db_text(q, 1, arena),
			.name = db_text(q, 2, arena),
			.website = db_text(q, 3, arena),
		};
	return db_finish_one(q);
}
