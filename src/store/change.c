#include "store/change.h"

#include <string.h>

#include "util/clock.h"

#define CHANGE_SECONDS ((int64_t)CHANGE_DAYS * CLOCK_DAY)

static const char SQL_BEGIN[] =
	"INSERT INTO change_set (user_id, action, at) VALUES ($1, $2, $3)"
	" RETURNING id";
/* Twice in one set: it goes back to what it was before the first. */
static const char SQL_ADD[] =
	"INSERT INTO change_item"
	" (change_set_id, kind, object_id, before, after_version)"
	" VALUES ($1, $2, $3, $4, $5)"
	" ON CONFLICT (change_set_id, kind, object_id)"
	" DO UPDATE SET after_version = excluded.after_version";
static const char SQL_STATE[] =
	"SELECT at, undone_at FROM change_set WHERE id = $1";
static const char SQL_UNDONE[] =
	"UPDATE change_set SET undone_at = $2 WHERE id = $1";
#define COLUMNS                                                                \
	"id, user_id, action, at, undone_at,"                                  \
	" (SELECT count(*) FROM change_item"                                   \
	"   WHERE change_set_id = change_set.id)"
static const char SQL_GET[] =
	"SELECT " COLUMNS " FROM change_set WHERE id = $1";
static const char SQL_RECENT[] =
	"SELECT " COLUMNS " FROM change_set WHERE EXISTS"
	" (SELECT 1 FROM change_item WHERE change_set_id = change_set.id)"
	" ORDER BY id DESC LIMIT $1";
static const char SQL_ITEMS[] =
	"SELECT kind, object_id, before, after_version FROM change_item"
	" WHERE change_set_id = $1 ORDER BY kind, object_id";
static const char *const kind_names[] = {
	[CHANGE_PROGRAM] = "program", [CHANGE_COMMENT] = "comment",
	[CHANGE_MEASURE] = "measure", [CHANGE_FIGURE] = "figure",
	[CHANGE_PAGE] = "page",
};
#define KINDS (int)(sizeof(kind_names) / sizeof(kind_names[0]))

static enum change_kind kind_of(const char *name)
{
	int i = 0;

	while (i < KINDS - 1 && strcmp(kind_names[i], name) != 0)
		i++;
	return (enum change_kind)i;
}

/* Writing ------------------------------------------------------------- */

enum status store_change_begin(struct db *db, int64_t user_id,
			       const char *action, int64_t now, int64_t *id)
{
	struct db_query *q = db_query(db, SQL_BEGIN);

	*id = 0;
	db_bind_int(q, 1, user_id);
	db_bind_text(q, 2, action);
	db_bind_int(q, 3, now);
	if (db_row(q))
		*id = db_int(q, 0);
	return db_finish(q);
}

enum status store_change_add(struct db *db, int64_t id,
			     const struct change_item *item)
{
	struct db_query *q = db_query(db, SQL_ADD);

	db_bind_int(q, 1, id);
	db_bind_text(q, 2, kind_names[item->kind]);
	db_bind_int(q, 3, item->object_id);
	db_bind_text(q, 4, item->before);
	db_bind_int(q, 5, item->after_version);
	return db_finish(q);
}

enum status store_change_undone(struct db *db, int64_t id, int64_t now)
{
	struct db_query *q = db_query(db, SQL_STATE);
	bool is_open = false;
	enum status st;

	db_bind_int(q, 1, id);
	if (db_row(q))
		is_open = db_is_null(q, 1) &&
			  db_int(q, 0) >= now - CHANGE_SECONDS;
	st = db_finish_one(q);
	if (st != STATUS_OK)
		return st;
	if (!is_open)
		return STATUS_CONFLICT;
	q = db_query(db, SQL_UNDONE);
	db_bind_int(q, 1, id);
	db_bind_int(q, 2, now);
	return db_finish(q);
}

/* Reading ------------------------------------------------------------- */

static struct change_set read_set(struct db_query *q, struct arena *arena)
{
	return (struct change_set){
		.id = db_int(q, 0),
		.user_id = db_int(q, 1),
		.action = db_text(q, 2, arena),
		.at = db_int(q, 3),
		.undone_at = db_int(q, 4),
		.count = (size_t)db_int(q, 5),
	};
}

enum status store_change_get(struct db *db, struct arena *arena, int64_t id,
			     struct change_set *out)
{
	struct db_query *q = db_query(db, SQL_GET);

	*out = (struct change_set){ 0 };
	db_bind_int(q, 1, id);
	if (db_row(q))
		*out = read_set(q, arena);
	return db_finish_one(q);
}

enum status store_change_items(struct db *db, struct arena *arena, int64_t id,
			       struct change_item **out, size_t *count)
{
	struct change_set set;
	struct db_query *q;
	enum status st = store_change_get(db, arena, id, &set);

	*out = NULL;
	*count = 0;
	if (st != STATUS_OK)
		return st;
	*out = arena_array(arena, set.count + 1, sizeof(**out));
	q = db_query(db, SQL_ITEMS);
	db_bind_int(q, 1, id);
	while (*count < set.count && db_row(q))
		(*out)[(*count)++] = (struct change_item){
			.kind = kind_of(db_peek_text(q, 0)),
			.object_id = db_int(q, 1),
			.before = db_text(q, 2, arena),
			.after_version = db_int(q, 3),
		};
	return db_finish(q);
}

enum status store_change_recent(struct db *db, struct arena *arena,
				size_t limit, struct change_set **out,
				size_t *count)
{
	struct db_query *q = db_query(db, SQL_RECENT);

	*count = 0;
	*out = arena_array(arena, limit + 1, sizeof(**out));
	db_bind_int(q, 1, (int64_t)limit);
	while (*count < limit && db_row(q))
		(*out)[(*count)++] = read_set(q, arena);
	return db_finish(q);
}
