#include "store/outbox.h"

static const char SQL_ADD[] =
	"INSERT INTO outbox (kind, recipient, object, created_at)"
	" VALUES ($1, $2, $3, $4)"
	" ON CONFLICT (kind, recipient, object) DO NOTHING";

enum status store_outbox_add(struct db *db, const char *kind,
			     const char *recipient, const char *object,
			     int64_t now)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_ADD);
	db_bind_text(q, 1, kind);
	db_bind_text(q, 2, recipient);
	db_bind_text(q, 3, object);
	db_bind_int(q, 4, now);
	return db_end(db, db_finish(q));
}
