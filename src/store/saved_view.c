#include "store/saved_view.h"

static const char SQL_LIST[] =
	"SELECT id, name, query FROM saved_view"
	" WHERE user_id = $1 AND list = $2 ORDER BY name LIMIT $3";
static const char SQL_OTHERS[] =
	"SELECT count(*) FROM saved_view"
	" WHERE user_id = $1 AND list = $2 AND name <> $3";
static const char SQL_PUT[] =
	"INSERT INTO saved_view (user_id, list, name, query)"
	" VALUES ($1, $2, $3, $4)"
	" ON CONFLICT (user_id, list, name)"
	" DO UPDATE SET query = excluded.query";
static const char SQL_REMOVE[] =
	"DELETE FROM saved_view WHERE id = $1 AND user_id = $2 RETURNING list";

enum status store_saved_view_list(struct db *db, struct arena *arena,
				  int64_t user_id, const char *list,
				  struct saved_view **out, size_t *count)
{
	struct db_query *q = db_query(db, SQL_LIST);

	*count = 0;
	*out = arena_array(arena, SAVED_VIEWS_MAX + 1, sizeof(**out));
	db_bind_int(q, 1, user_id);
	db_bind_text(q, 2, list);
	db_bind_int(q, 3, SAVED_VIEWS_MAX);
	while (*count < SAVED_VIEWS_MAX && db_row(q))
		(*out)[(*count)++] = (struct saved_view){
			.id = db_int(q, 0),
			.name = db_text(q, 1, arena),
			.query = db_text(q, 2, arena),
		};
	return db_finish(q);
}

static enum status others(struct db *db, int64_t user_id, const char *list,
			  const char *name, int64_t *count)
{
	struct db_query *q = db_query(db, SQL_OTHERS);

	db_bind_int(q, 1, user_id);
	db_bind_text(q, 2, list);
	db_bind_text(q, 3, name);
	*count = db_row(q) ? db_int(q, 0) : 0;
	return db_finish(q);
}

enum status store_saved_view_put(struct db *db, int64_t user_id,
				 const char *list, const char *name,
				 const char *query)
{
	struct db_query *q;
	int64_t count;
	enum status st = others(db, user_id, list, name, &count);

	if (st != STATUS_OK)
		return st;
	if (count >= SAVED_VIEWS_MAX)
		return STATUS_TOO_LARGE;
	db_begin(db);
	q = db_query(db, SQL_PUT);
	db_bind_int(q, 1, user_id);
	db_bind_text(q, 2, list);
	db_bind_text(q, 3, name);
	db_bind_text(q, 4, query);
	return db_end(db, db_finish(q));
}

enum status store_saved_view_remove(struct db *db, struct arena *arena,
				    int64_t user_id, int64_t id,
				    const char **list)
{
	struct db_query *q;
	enum status st;

	*list = NULL;
	db_begin(db);
	q = db_query(db, SQL_REMOVE);
	db_bind_int(q, 1, id);
	db_bind_int(q, 2, user_id);
	if (db_row(q))
		*list = db_text(q, 0, arena);
	st = db_finish_one(q);
	return db_end(db, st);
}
