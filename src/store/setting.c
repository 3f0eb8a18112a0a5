#include "store/setting.h"

#include <string.h>

#include "store/audit.h"
#include "util/json.h"
#include "util/text.h"

static const char SQL_GET[] = "SELECT value FROM setting WHERE name = $1";

enum status store_setting_get(struct db *db, struct arena *arena,
			      const char *name, const char **value)
{
	struct db_query *q = db_query(db, SQL_GET);

	*value = NULL;
	db_bind_text(q, 1, name);
	if (db_row(q))
		*value = db_text(q, 0, arena);
	return db_finish(q);
}

enum status store_setting_is_on(struct db *db, const char *name, bool *is_on)
{
	struct db_query *q = db_query(db, SQL_GET);

	*is_on = false;
	db_bind_text(q, 1, name);
	if (db_row(q))
		*is_on = strcmp(db_peek_text(q, 0), "1") == 0;
	return db_finish(q);
}

static const char SQL_PUT[] =
	"INSERT INTO setting (name, value, updated_at) VALUES ($1, $2, $3)"
	" ON CONFLICT (name) DO UPDATE SET value = $2, updated_at = $3";

static enum status put(struct db *db, struct arena *arena, const char *name,
		       const char *value, const char *actor, int64_t now)
{
	struct audit_entry entry = {
		.actor = actor,
		.action = "setting.change",
		.object = arena_printf(arena, "setting %s", name),
	};
	json_t *detail = json_object();
	const char *before;
	struct db_query *q;
	enum status st = store_setting_get(db, arena, name, &before);

	json_set_change(detail, "value", json_text_or_null(before),
			json_string(value));
	entry.detail = json_text(arena, detail, 0);
	if (st != STATUS_OK || text_is_same(before, value))
		return st;
	q = db_query(db, SQL_PUT);
	db_bind_text(q, 1, name);
	db_bind_text(q, 2, value);
	db_bind_int(q, 3, now);
	st = db_finish(q);
	return st == STATUS_OK ? store_audit_add(db, &entry) : st;
}

enum status store_setting_put(struct db *db, const char *name,
			      const char *value, const char *actor, int64_t now)
{
	struct arena *arena = arena_new();
	enum status st;

	db_begin(db);
	st = db_end(db, put(db, arena, name, value, actor, now));
	arena_free(arena);
	return st;
}
