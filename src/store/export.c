#include "store/export.h"

#include <inttypes.h>

#include "store/comment.h"
#include "util/clock.h"

#define COLUMNS_MAX  20
#define COUNT(table) (sizeof(table) / sizeof(*(table)))

/* Addresses and guests are hashes, and of no use outside. */
static const char SQL_COMMENTS[] =
	"SELECT c.id, t.kind, t.key, c.parent_id, c.state, c.author_name,"
	"       c.author_email, c.website, c.body, c.is_staff, c.flags,"
	"       c.reason, c.reports, c.created_at, c.published_at, c.edited_at,"
	"       c.score"
	"  FROM comment AS c JOIN thread AS t ON t.id = c.thread_id"
	" WHERE c.id > $1 AND c.id <= $2 ORDER BY c.id";
static const char SQL_FIGURES[] =
	"SELECT f.id, m.area, m.slug, m.name, m.unit, m.is_retired, f.period,"
	"       f.year, f.is_target, f.value, f.qualifier, f.source, f.note,"
	"       f.is_published, f.updated_at"
	"  FROM figure AS f JOIN measure AS m ON m.id = f.measure_id"
	" WHERE f.id > $1 AND f.id <= $2 ORDER BY f.id";
static const char SQL_AUDIT[] =
	"SELECT a.id, a.at, a.actor, a.action, a.object,"
	"       COALESCE(d.detail, a.detail)"
	"  FROM audit AS a LEFT JOIN audit_detail AS d ON d.audit_id = a.id"
	" WHERE a.id > $1 AND a.id <= $2 ORDER BY a.id";
static const char SQL_PROGRAMS[] =
	"SELECT id FROM program WHERE id > $1 AND id <= $2 ORDER BY id";

static const char SQL_COUNT_PROGRAMS[] =
	"SELECT count(*), max(id) FROM program";
static const char SQL_COUNT_COMMENTS[] =
	"SELECT count(*), max(id) FROM comment";
static const char SQL_COUNT_FIGURES[] = "SELECT count(*), max(id) FROM figure";
/* Its ids are its numbers: none is ever missing. */
static const char SQL_COUNT_AUDIT[] = "SELECT max(id), max(id) FROM audit";

static const struct export_column comment_columns[] = {
	{ "id", EXPORT_NUMBER },      { "page", EXPORT_TEXT },
	{ "page_key", EXPORT_TEXT },  { "answers", EXPORT_NUMBER },
	{ "state", EXPORT_TEXT },     { "name", EXPORT_TEXT },
	{ "email", EXPORT_TEXT },     { "website", EXPORT_TEXT },
	{ "text", EXPORT_TEXT },      { "staff", EXPORT_FLAG },
	{ "held_for", EXPORT_TEXT },  { "reason", EXPORT_TEXT },
	{ "reports", EXPORT_NUMBER }, { "written", EXPORT_TIME },
	{ "published", EXPORT_TIME }, { "edited", EXPORT_TIME },
	{ "score", EXPORT_NUMBER },
};
static const struct export_column figure_columns[] = {
	{ "id", EXPORT_NUMBER },      { "area", EXPORT_TEXT },
	{ "measure", EXPORT_TEXT },   { "measure_name", EXPORT_TEXT },
	{ "unit", EXPORT_TEXT },      { "retired", EXPORT_FLAG },
	{ "period", EXPORT_TEXT },    { "year", EXPORT_NUMBER },
	{ "target", EXPORT_FLAG },    { "value", EXPORT_NUMBER },
	{ "qualifier", EXPORT_TEXT }, { "source", EXPORT_TEXT },
	{ "note", EXPORT_TEXT },      { "published", EXPORT_FLAG },
	{ "updated", EXPORT_TIME },
};
static const struct export_column audit_columns[] = {
	{ "id", EXPORT_NUMBER },   { "at", EXPORT_TIME },
	{ "actor", EXPORT_TEXT },  { "action", EXPORT_TEXT },
	{ "object", EXPORT_TEXT }, { "detail", EXPORT_TEXT },
};

#define HELD_FOR 10 /* the column of comments that is a set of bits */

static const struct table {
	const char *sql, *count_sql;
	const struct export_column *columns;
	size_t column_count;
} tables[EXPORT_KINDS] = {
	[EXPORT_PROGRAMS] = { SQL_PROGRAMS, SQL_COUNT_PROGRAMS, NULL, 0 },
	[EXPORT_COMMENTS] = { SQL_COMMENTS, SQL_COUNT_COMMENTS, comment_columns,
			      COUNT(comment_columns) },
	[EXPORT_FIGURES] = { SQL_FIGURES, SQL_COUNT_FIGURES, figure_columns,
			     COUNT(figure_columns) },
	[EXPORT_AUDIT] = { SQL_AUDIT, SQL_COUNT_AUDIT, audit_columns,
			   COUNT(audit_columns) },
};

enum status store_export_count(struct db *db, enum export_kind kind,
			       int64_t *rows, int64_t *parts)
{
	struct db_query *q = db_query(db, tables[kind].count_sql);
	int64_t last = 0;

	*rows = 0;
	if (db_row(q)) {
		*rows = db_int(q, 0);
		last = db_int(q, 1);
	}
	*parts = last > 0 ? (last + EXPORT_PART - 1) / EXPORT_PART : 1;
	return db_finish(q);
}

const struct export_column *store_export_columns(enum export_kind kind,
						 size_t *count)
{
	*count = tables[kind].column_count;
	return tables[kind].columns;
}

/* Why a comment was held, as words with semicolons. */
static const char *held_for(struct arena *arena, int64_t flags)
{
	static const struct {
		enum comment_flag flag;
		const char *word;
	} words[] = {
		{ COMMENT_HAS_PHONE, "phone" },
		{ COMMENT_HAS_EMAIL, "email" },
		{ COMMENT_HAS_ADDRESS, "address" },
		{ COMMENT_HAS_CHILD, "child" },
		{ COMMENT_HAS_LINKS, "links" },
		{ COMMENT_IS_BAIT, "bait" },
		{ COMMENT_IS_BLOCKED, "blocked" },
		{ COMMENT_IS_REPORTED, "reported" },
		{ COMMENT_IS_CALLED_SPAM, "filter" },
	};
	const char *text = "";

	for (size_t i = 0; i < COUNT(words); i++)
		if (flags & words[i].flag)
			text = arena_printf(arena, "%s%s%s", text,
					    *text ? ";" : "", words[i].word);
	return text;
}

static const char *time_text(struct arena *arena, int64_t at)
{
	char *text = arena_alloc(arena, 21);

	clock_rfc3339(at, text);
	return text;
}

static const char *cell_text(struct db_query *q, int i, enum export_type type,
			     struct arena *arena)
{
	if (db_is_null(q, i))
		return NULL;
	switch (type) {
	case EXPORT_NUMBER:
		return arena_printf(arena, "%.15g", db_real(q, i));
	case EXPORT_FLAG:
		return db_int(q, i) ? "yes" : "no";
	case EXPORT_TIME:
		return time_text(arena, db_int(q, i));
	case EXPORT_TEXT:
	default:
		return db_text(q, i, arena);
	}
}

static struct db_query *query_part(struct db *db, enum export_kind kind,
				   int64_t part)
{
	struct db_query *q = db_query(db, tables[kind].sql);

	db_bind_int(q, 1, (part - 1) * EXPORT_PART);
	db_bind_int(q, 2, part * EXPORT_PART);
	return q;
}

enum status store_export_rows(struct db *db, enum export_kind kind,
			      int64_t part, export_visit *visit, void *context)
{
	const struct table *table = &tables[kind];
	struct arena *arena = arena_new();
	struct db_query *q = query_part(db, kind, part);
	enum status st = STATUS_OK, end;

	while (st == STATUS_OK && db_row(q)) {
		const char *cells[COLUMNS_MAX];

		for (size_t i = 0; i < table->column_count; i++)
			cells[i] = kind == EXPORT_COMMENTS && i == HELD_FOR
					   ? held_for(arena, db_int(q, (int)i))
					   : cell_text(q, (int)i,
						       table->columns[i].type,
						       arena);
		st = visit(context, cells);
		arena_reset(arena);
	}
	end = db_finish(q);
	arena_free(arena);
	return st == STATUS_OK ? end : st;
}

static enum status read_ids(struct db *db, int64_t part, int64_t *ids,
			    size_t *count)
{
	struct db_query *q = query_part(db, EXPORT_PROGRAMS, part);

	*count = 0;
	while (*count < EXPORT_PART && db_row(q))
		ids[(*count)++] = db_int(q, 0);
	return db_finish(q);
}

enum status store_export_programs(struct db *db, int64_t part,
				  export_visit_program *visit, void *context)
{
	struct arena *arena = arena_new(), *row_arena = arena_new();
	int64_t *ids = arena_array(arena, EXPORT_PART, sizeof(*ids));
	struct program program;
	size_t count;
	enum status st = read_ids(db, part, ids, &count);

	for (size_t i = 0; st == STATUS_OK && i < count; i++) {
		st = store_program_by_id(db, row_arena, ids[i], &program);
		if (st == STATUS_OK)
			st = visit(context, &program);
		arena_reset(row_arena);
	}
	arena_free(row_arena);
	arena_free(arena);
	return st;
}
