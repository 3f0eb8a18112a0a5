#include "store/queue.h"

#include <inttypes.h>
#include <string.h>

#include "store/assignment.h"
#include "store/plan_edit.h"

/* Each gives id, object, title, place, since; $1 is how many. A comment's
 * place is the listing's name, or the key of another thread. The CASE is that
 * of the index comment_by_tab. */
#define COMMENTS                                                               \
	"SELECT comment.id, 'comment ' || comment.id, author_name,"            \
	"       coalesce(program.name, thread.key), comment.created_at"        \
	"  FROM comment JOIN thread ON thread.id = comment.thread_id"          \
	"  LEFT JOIN program ON program.id = thread.program_id"
#define HELD(tab)                                                              \
	COMMENTS " WHERE (CASE WHEN comment.state = 'held'"                    \
		 " AND (flags & 15) <> 0 THEN 'safety'"                        \
		 " ELSE comment.state END) = '" tab "'"                        \
		 "   AND comment.state <> 'published'"                         \
		 " ORDER BY comment.id LIMIT $1"

static const char SQL_SAFETY[] = HELD("safety");
static const char SQL_HELD[] = HELD("held");
static const char SQL_REPORTED[] =
	COMMENTS " WHERE reports > 0"
		 " ORDER BY comment.created_at, comment.id LIMIT $1";
/* Two ways through one index: never confirmed, and confirmed before $2. */
static const char SQL_RECONFIRM[] =
	"SELECT * FROM (SELECT id, 'program ' || id, name, city, created_at"
	"  FROM program"
	" WHERE stage IN ('published', 'paused') AND confirmed_at IS NULL"
	" ORDER BY id LIMIT $1)"
	" UNION ALL "
	"SELECT * FROM (SELECT id, 'program ' || id, name, city, confirmed_at"
	"  FROM program"
	" WHERE stage IN ('published', 'paused') AND confirmed_at < $2"
	" ORDER BY confirmed_at, id LIMIT $1) LIMIT $1";
static const char SQL_MAIL[] =
	"SELECT id, 'mail ' || id, recipient, error, created_at FROM outbox"
	" WHERE state = 'failed' ORDER BY id LIMIT $1";
static const char SQL_DRAFTS[] =
	"SELECT coalesce(program.id, 0), object, program.name, NULL,"
	"       draft.updated_at"
	"  FROM draft LEFT JOIN program ON program.id ="
	"       CASE WHEN object GLOB 'program [1-9]*'"
	"            THEN CAST(substr(object, 9) AS INTEGER) END"
	" WHERE user_id = $2 ORDER BY draft.updated_at LIMIT $1";

static struct db_query *query(struct db *db, enum queue_kind kind,
			      int64_t user_id, int64_t now)
{
	static const char *const SQL[QUEUE_KINDS] = {
		[QUEUE_SAFETY] = SQL_SAFETY,
		[QUEUE_COMMENT] = SQL_HELD,
		[QUEUE_REPORT] = SQL_REPORTED,
		[QUEUE_RECONFIRM] = SQL_RECONFIRM,
		[QUEUE_MAIL] = SQL_MAIL,
		[QUEUE_DRAFT] = SQL_DRAFTS,
	};
	struct db_query *q = db_query(db, SQL[kind]);

	db_bind_int(q, 1, QUEUE_MANY + 1);
	if (kind == QUEUE_RECONFIRM)
		db_bind_int(q, 2, now - QUEUE_STALE_SECONDS);
	if (kind == QUEUE_DRAFT)
		db_bind_int(q, 2, user_id);
	return q;
}

static enum status read_rows(struct db *db, struct arena *arena,
			     enum queue_kind kind, int64_t user_id, int64_t now,
			     struct queue_part *out)
{
	struct db_query *q = query(db, kind, user_id, now);

	for (; db_row(q); out->total++) {
		struct queue_item *item = &out->items[out->shown];

		if (out->shown == QUEUE_SHOWN)
			continue; /* only counted */
		item->id = db_int(q, 0);
		item->object = db_text(q, 1, arena);
		item->title = db_text(q, 2, arena);
		item->place = db_text(q, 3, arena);
		item->since = db_int(q, 4);
		out->shown++;
	}
	return db_finish(q);
}

static enum status read_measures(struct db *db, struct arena *arena,
				 int64_t now, struct queue_part *out)
{
	struct due_measure *due;
	enum status st = store_plan_due(db, arena, now, QUEUE_MANY + 1, &due,
					&out->total);

	if (st != STATUS_OK)
		return st;
	for (; out->shown < out->total && out->shown < QUEUE_SHOWN;
	     out->shown++) {
		const struct due_measure *from = &due[out->shown];

		out->items[out->shown] = (struct queue_item){
			.id = from->id,
			.object = arena_printf(arena, "measure %" PRId64,
					       from->id),
			.title = from->name,
			.place = from->area,
			.slug = from->slug,
			.since = from->due_at,
		};
	}
	return STATUS_OK;
}

enum status store_queue_read(struct db *db, struct arena *arena,
			     enum queue_kind kind, int64_t user_id, int64_t now,
			     struct queue_part *out)
{
	enum status st;

	memset(out, 0, sizeof(*out));
	st = kind == QUEUE_MEASURE
		     ? read_measures(db, arena, now, out)
		     : read_rows(db, arena, kind, user_id, now, out);
	for (size_t i = 0; i < out->shown && st == STATUS_OK; i++)
		st = store_assignment_get(db, arena, out->items[i].object,
					  &out->items[i].holder_id,
					  &out->items[i].holder);
	return st;
}
