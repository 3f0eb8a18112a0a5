/* Slugs: unique for ever, for an old one still leads somewhere. */
#include "store/program_row.h"

#include <inttypes.h>
#include <string.h>

#include "util/utf8.h"

#define SLUG_MAX 80

/* Is it another program's, or was it? */
static const char SQL_IS_TAKEN[] =
	"SELECT id FROM program WHERE slug = $1 AND id <> $2"
	" UNION ALL"
	" SELECT program_id FROM program_slug"
	"  WHERE slug = $1 AND program_id <> $2";
static const char SQL_ORGANIZATION_IS_TAKEN[] =
	"SELECT id FROM organization WHERE slug = $1 AND id <> $2";
static const char SQL_LAST[] = "SELECT max(id) FROM program";
static const char SQL_LAST_ORGANIZATION[] = "SELECT max(id) FROM organization";
static const char SQL_RETIRE[] =
	"INSERT INTO program_slug (slug, program_id) VALUES ($1, $2)"
	" ON CONFLICT (slug) DO NOTHING";
static const char SQL_RETURN[] =
	"DELETE FROM program_slug WHERE slug = $1 AND program_id = $2";
static const char SQL_MOVED[] = "SELECT p.slug FROM program_slug AS s"
				"  JOIN program AS p ON p.id = s.program_id"
				" WHERE s.slug = $1 AND p.stage <> 'draft'";

static const char SQL_BY_SLUG[] =
	"SELECT id FROM program WHERE slug = $1 AND stage <> 'draft'";
static const char SQL_BY_NAME[] =
	"SELECT id FROM program WHERE name_folded = $1 AND stage <> 'draft'"
	" LIMIT 2";

static enum status is_taken(struct db *db, const char *sql, const char *slug,
			    int64_t id, bool *out)
{
	struct db_query *q = db_query(db, sql);

	db_bind_text(q, 1, slug);
	db_bind_int(q, 2, id);
	*out = db_row(q);
	return db_finish(q);
}

/* "base-tail", cut in base where it would be too long. */
static const char *join(struct arena *arena, const char *base, const char *tail)
{
	int room = SLUG_MAX - 1 - (int)strlen(tail);
	int len = (int)strlen(base);

	if (room < 1)
		return arena_strndup(arena, tail, SLUG_MAX);
	if (len > room)
		len = room;
	while (len > 1 && base[len - 1] == '-')
		len--;
	return arena_printf(arena, "%.*s-%s", len, base, tail);
}

/* The first free one of: base, base with the organization's name, base with
 * the number of the next listing, which is free unless somebody's name ends
 * with it; so it is found after a few looks, however many share a name. */
static enum status find_free(struct db *db, struct arena *arena,
			     const char *taken_sql, const char *last_sql,
			     const char *base, const char *second, int64_t id,
			     const char **out)
{
	struct db_query *q;
	bool taken = true;
	int64_t number = 0;
	enum status st = is_taken(db, taken_sql, base, id, &taken);

	*out = base;
	if (st == STATUS_OK && taken && second) {
		*out = join(arena, base, second);
		st = is_taken(db, taken_sql, *out, id, &taken);
	}
	if (st != STATUS_OK || !taken)
		return st;
	q = db_query(db, last_sql);
	if (db_row(q))
		number = id ? id : db_int(q, 0) + 1;
	st = db_finish(q);
	for (; st == STATUS_OK && taken; number++) {
		*out = join(arena, base,
			    arena_printf(arena, "%" PRId64, number));
		st = is_taken(db, taken_sql, *out, id, &taken);
	}
	return st;
}

/* Does slug still say name? It may have had something added to be unique. */
static bool fits(const char *slug, const char *base)
{
	size_t len = strlen(base);

	return strncmp(slug, base, len) == 0 &&
	       (slug[len] == '\0' || slug[len] == '-');
}

enum status program_slug_choose(struct db *db, struct arena *arena,
				const struct program *program,
				const char *slug_before, const char **out)
{
	const char *base = utf8_slug(arena, program->name);
	bool taken = true;

	if (slug_before && fits(slug_before, base)) {
		*out = slug_before;
		return STATUS_OK;
	}
	if (!slug_before && program->slug) {
		enum status st =
			is_taken(db, SQL_IS_TAKEN, program->slug, 0, &taken);

		*out = utf8_slug(arena, program->slug);
		if (st != STATUS_OK ||
		    (!taken && strcmp(*out, program->slug) == 0))
			return st;
	}
	return find_free(db, arena, SQL_IS_TAKEN, SQL_LAST, base,
			 utf8_slug(arena, program->organization.name),
			 program->id, out);
}

enum status program_slug_organization(struct db *db, struct arena *arena,
				      const char *name, const char **out)
{
	return find_free(db, arena, SQL_ORGANIZATION_IS_TAKEN,
			 SQL_LAST_ORGANIZATION, utf8_slug(arena, name), NULL, 0,
			 out);
}

enum status program_slug_retire(struct db *db, int64_t id, const char *before,
				const char *after)
{
	struct db_query *q = db_query(db, SQL_RETIRE);
	enum status st;

	db_bind_text(q, 1, before);
	db_bind_int(q, 2, id);
	st = db_finish(q);
	if (st != STATUS_OK)
		return st;
	q = db_query(db, SQL_RETURN);
	db_bind_text(q, 1, after);
	db_bind_int(q, 2, id);
	return db_finish(q);
}

enum status program_slug_moved(struct db *db, struct arena *arena,
			       const char *slug, const char **out)
{
	struct db_query *q = db_query(db, SQL_MOVED);

	*out = NULL;
	db_bind_text(q, 1, slug);
	if (db_row(q))
		*out = db_text(q, 0, arena);
	return db_finish(q);
}

/* The one listing that sql finds for text; 0 for none, or more than one. */
static enum status find_one(struct db *db, const char *sql, const char *text,
			    int64_t *id)
{
	struct db_query *q = db_query(db, sql);

	*id = 0;
	db_bind_text(q, 1, text);
	if (db_row(q))
		*id = db_int(q, 0);
	if (*id && db_row(q))
		*id = 0;
	return db_finish(q);
}

enum status store_program_called(struct db *db, struct arena *arena,
				 const char *text, int64_t *id)
{
	const char *slug = strrchr(text, '/');
	enum status st = find_one(db, SQL_BY_SLUG, slug ? slug + 1 : text, id);

	if (st == STATUS_OK && !*id)
		st = find_one(db, SQL_BY_NAME, utf8_fold(arena, text), id);
	return st == STATUS_OK && !*id ? STATUS_NOT_FOUND : st;
}
