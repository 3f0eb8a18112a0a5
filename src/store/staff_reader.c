#include "store/staff_reader.h"

#include "store/session.h"

#define READER_COLUMNS                                                         \
	"SELECT user.id, user.name, user.email, user.contact_email,"           \
	"       user.is_disabled, user.created_at, coalesce(user.seen_at, 0)," \
	"       (SELECT count(*) FROM comment"                                 \
	"         WHERE comment.user_id = user.id),"                           \
	"       (SELECT count(*) FROM session"                                 \
	"         WHERE session.user_id = user.id"                             \
	"           AND session.ends_at > $1 AND session.seen_at > $2)"
#define IS_READER "user.role = 'reader' AND user.erased_at IS NULL"

static const char SQL_LIST[] =
	READER_COLUMNS " FROM user WHERE " IS_READER " AND user.id < $3"
		       " ORDER BY user.id DESC LIMIT $4";
/* $5: words in lower case; $6: how far a search looks. */
static const char SQL_SEARCH[] = READER_COLUMNS
	" FROM (SELECT id FROM"
	"        (SELECT id, name, email, contact_email FROM user"
	"          WHERE " IS_READER " AND user.id < $3"
	"          ORDER BY id DESC LIMIT $6) AS newest"
	"        WHERE instr(lower(coalesce(newest.name, '')), $5) > 0"
	"           OR instr(coalesce(newest.email, ''), $5) > 0"
	"           OR instr(lower(coalesce(newest.contact_email, '')), $5) > 0"
	"        ORDER BY id DESC LIMIT $4) AS found"
	" JOIN user ON user.id = found.id ORDER BY user.id DESC";
static const char SQL_BY_ADDRESS[] = READER_COLUMNS
	" FROM user WHERE user.id IN"
	"  (SELECT id FROM user WHERE email = $3"
	"   UNION SELECT id FROM user"
	"    WHERE contact_email IS NOT NULL AND lower(contact_email) = $3)"
	"   AND " IS_READER " ORDER BY user.id DESC LIMIT $4";
static const char SQL_COUNT[] =
	"SELECT count(*) FROM (SELECT 1 FROM user WHERE " IS_READER
	"  AND user.id < $1 ORDER BY id DESC LIMIT $2) AS newest";
static const char SQL_GET[] =
	READER_COLUMNS " FROM user WHERE " IS_READER " AND user.id = $3";

static struct staff_reader read_reader(struct db_query *q, struct arena *arena)
{
	return (struct staff_reader){
		.id = db_int(q, 0),
		.name = db_text(q, 1, arena),
		.email = db_text(q, 2, arena),
		.contact = db_text(q, 3, arena),
		.is_disabled = db_int(q, 4) != 0,
		.created_at = db_int(q, 5),
		.seen_at = db_int(q, 6),
		.comment_count = db_int(q, 7),
		.session_count = db_int(q, 8),
	};
}

static void bind_now(struct db_query *q, int64_t now)
{
	db_bind_int(q, 1, now);
	db_bind_int(q, 2, now - SESSION_READER_IDLE_SECONDS);
}

static enum status read_list(struct db_query *q, struct arena *arena,
			     struct staff_reader_list *out)
{
	while (!out->has_more && db_row(q)) {
		out->has_more = out->count == STAFF_READERS_PAGE;
		if (!out->has_more)
			out->items[out->count++] = read_reader(q, arena);
	}
	return db_finish(q);
}

static enum status read_ways(struct db *db, struct arena *arena,
			     struct staff_reader_list *list)
{
	enum status st = STATUS_OK;

	for (size_t i = 0; st == STATUS_OK && i < list->count; i++)
		st = store_member_ways(db, arena, list->items[i].id,
				       &list->items[i].ways,
				       &list->items[i].way_count);
	return st;
}

static enum status list_all(struct db *db, struct arena *arena, int64_t before,
			    int64_t now, struct staff_reader_list *out)
{
	struct db_query *q = db_query(db, SQL_LIST);

	bind_now(q, now);
	db_bind_int(q, 3, before);
	db_bind_int(q, 4, STAFF_READERS_PAGE + 1);
	return read_list(q, arena, out);
}

static enum status search(struct db *db, struct arena *arena, const char *words,
			  int64_t before, int64_t now,
			  struct staff_reader_list *out)
{
	struct db_query *q = db_query(db, SQL_BY_ADDRESS);
	enum status st;

	bind_now(q, now);
	db_bind_text(q, 3, words);
	db_bind_int(q, 4, STAFF_READERS_PAGE);
	st = read_list(q, arena, out);
	if (st != STATUS_OK || out->count > 0)
		return st;
	q = db_query(db, SQL_SEARCH);
	bind_now(q, now);
	db_bind_int(q, 3, before);
	db_bind_int(q, 4, STAFF_READERS_PAGE + 1);
	db_bind_text(q, 5, words);
	db_bind_int(q, 6, STAFF_READERS_SEARCH);
	st = read_list(q, arena, out);
	if (st != STATUS_OK || out->has_more)
		return st;
	q = db_query(db, SQL_COUNT);
	db_bind_int(q, 1, before);
	db_bind_int(q, 2, STAFF_READERS_SEARCH + 1);
	if (db_row(q))
		out->is_cut = db_int(q, 0) > STAFF_READERS_SEARCH;
	return db_finish_one(q);
}

enum status store_staff_reader_list(struct db *db, struct arena *arena,
				    const char *words, int64_t before,
				    int64_t now, struct staff_reader_list *out)
{
	enum status st;

	*out = (struct staff_reader_list){
		.items = arena_array(arena, STAFF_READERS_PAGE,
				     sizeof(*out->items)),
	};
	if (before <= 0)
		before = INT64_MAX;
	st = words && *words ? search(db, arena, words, before, now, out)
			     : list_all(db, arena, before, now, out);
	return st == STATUS_OK ? read_ways(db, arena, out) : st;
}

enum status store_staff_reader_get(struct db *db, struct arena *arena,
				   int64_t id, int64_t now,
				   struct staff_reader *out)
{
	struct db_query *q = db_query(db, SQL_GET);
	enum status st;

	bind_now(q, now);
	db_bind_int(q, 3, id);
	if (db_row(q))
		*out = read_reader(q, arena);
	st = db_finish_one(q);
	return st == STATUS_OK ? store_member_ways(db, arena, id, &out->ways,
						   &out->way_count)
			       : st;
}
