#include "store/event.h"

static const char SQL_PUT[] =
	"INSERT INTO system_event (kind, at, is_fine, detail)"
	" VALUES ($1, $2, $3, $4)"
	" ON CONFLICT (kind) DO UPDATE SET at = excluded.at,"
	"  is_fine = excluded.is_fine, detail = excluded.detail";
static const char SQL_GET[] =
	"SELECT at, is_fine, detail FROM system_event WHERE kind = $1";

enum status store_event_put(struct db *db, const char *kind, bool is_fine,
			    const char *detail, int64_t now)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_PUT);
	db_bind_text(q, 1, kind);
	db_bind_int(q, 2, now);
	db_bind_int(q, 3, is_fine);
	db_bind_text(q, 4, detail);
	return db_end(db, db_finish(q));
}

enum status store_event_get(struct db *db, struct arena *arena,
			    const char *kind, struct system_event *out)
{
	struct db_query *q = db_query(db, SQL_GET);

	*out = (struct system_event){ 0 };
	db_bind_text(q, 1, kind);
	if (db_row(q)) {
		out->at = db_int(q, 0);
		out->is_fine = db_int(q, 1) != 0;
		out->detail = db_text(q, 2, arena);
	}
	return db_finish(q);
}
