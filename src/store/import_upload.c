#include "store/import_upload.h"

#include <string.h>

#define COLUMNS                                                                \
	"SELECT u.id, u.user_id, u.created_at, u.name, u.report,"              \
	"       u.change_set_id, c.undone_at"                                  \
	"  FROM import_upload AS u"                                            \
	"  LEFT JOIN change_set AS c ON c.id = u.change_set_id"

static const char SQL_ADD[] =
	"INSERT INTO import_upload (user_id, created_at, name, report, content)"
	" VALUES ($1, $2, $3, $4, $5) RETURNING id";
static const char SQL_RENEW[] =
	"UPDATE import_upload SET report = $2"
	" WHERE id = $1 AND change_set_id IS NULL RETURNING id";
static const char SQL_DONE[] =
	"UPDATE import_upload"
	"   SET report = $2, change_set_id = $3, content = ''"
	" WHERE id = $1 AND change_set_id IS NULL RETURNING id";
static const char SQL_GET[] = COLUMNS " WHERE u.id = $1";
static const char SQL_RECENT[] = COLUMNS " ORDER BY u.id DESC LIMIT $1";
static const char SQL_CONTENT[] =
	"SELECT content FROM import_upload WHERE id = $1";

/* No such row: it was imported before, or never was. */
static enum status finish_change(struct db_query *q)
{
	enum status st;

	db_row(q);
	st = db_finish_one(q);
	return st == STATUS_NOT_FOUND ? STATUS_CONFLICT : st;
}

enum status store_import_add(struct db *db, int64_t user_id, const char *name,
			     const char *content, const char *report,
			     int64_t now, int64_t *id)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_ADD);
	db_bind_int(q, 1, user_id);
	db_bind_int(q, 2, now);
	db_bind_text(q, 3, name);
	db_bind_text(q, 4, report);
	db_bind_text(q, 5, content);
	if (db_row(q))
		*id = db_int(q, 0);
	return db_end(db, db_finish_one(q));
}

enum status store_import_renew(struct db *db, int64_t id, const char *report)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_RENEW);
	db_bind_int(q, 1, id);
	db_bind_text(q, 2, report);
	return db_end(db, finish_change(q));
}

enum status store_import_done(struct db *db, int64_t id, int64_t change_set_id,
			      const char *report)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_DONE);
	db_bind_int(q, 1, id);
	db_bind_text(q, 2, report);
	db_bind_int(q, 3, change_set_id);
	return db_end(db, finish_change(q));
}

static struct import_upload read_upload(struct db_query *q, struct arena *arena)
{
	return (struct import_upload){
		.id = db_int(q, 0),
		.user_id = db_int(q, 1),
		.created_at = db_int(q, 2),
		.name = db_text(q, 3, arena),
		.report = db_text(q, 4, arena),
		.change_set_id = db_int(q, 5),
		.undone_at = db_int(q, 6),
	};
}

enum status store_import_get(struct db *db, struct arena *arena, int64_t id,
			     struct import_upload *out)
{
	struct db_query *q = db_query(db, SQL_GET);

	db_bind_int(q, 1, id);
	if (db_row(q))
		*out = read_upload(q, arena);
	return db_finish_one(q);
}

enum status store_import_content(struct db *db, struct arena *arena, int64_t id,
				 char **content, size_t *len)
{
	struct db_query *q = db_query(db, SQL_CONTENT);

	db_bind_int(q, 1, id);
	if (db_row(q)) {
		const char *text = db_peek_text(q, 0);

		*len = strlen(text);
		*content = arena_strndup(arena, text, *len);
	}
	return db_finish_one(q);
}

enum status store_import_recent(struct db *db, struct arena *arena,
				size_t limit, struct import_upload **out,
				size_t *count)
{
	struct db_query *q = db_query(db, SQL_RECENT);

	*out = arena_array(arena, limit + 1, sizeof(**out));
	*count = 0;
	db_bind_int(q, 1, (int64_t)limit);
	while (*count < limit && db_row(q))
		(*out)[(*count)++] = read_upload(q, arena);
	return db_finish(q);
}
