#include "store/program_revision.h"

#define COLUMNS "version, created_at, actor, note, public_note"

static const char SQL_LIST[] = "SELECT " COLUMNS " FROM program_revision"
			       " WHERE program_id = $1 AND version < $2"
			       " ORDER BY version DESC LIMIT $3";

static const char SQL_ONE[] = "SELECT " COLUMNS " FROM program_revision"
			      " WHERE program_id = $1 AND version = $2";

static const char SQL_TELL[] =
	"UPDATE program_revision SET public_note = $3"
	" WHERE program_id = $1 AND version = $2 RETURNING version";

static const char SQL_NEWS[] = "SELECT public_note, created_at"
			       "  FROM public_program_note"
			       " WHERE program_id = $1"
			       " ORDER BY version DESC LIMIT 1";

static struct program_revision read_revision(struct db_query *q,
					     struct arena *arena)
{
	return (struct program_revision){
		.version = db_int(q, 0),
		.created_at = db_int(q, 1),
		.actor = db_text(q, 2, arena),
		.note = db_text(q, 3, arena),
		.public_note = db_text(q, 4, arena),
	};
}

enum status store_program_revisions(struct db *db, struct arena *arena,
				    int64_t program_id, int64_t before,
				    size_t limit, struct program_revision **out,
				    size_t *count)
{
	struct db_query *q = db_query(db, SQL_LIST);

	*out = arena_array(arena, limit + 1, sizeof(**out));
	*count = 0;
	db_bind_int(q, 1, program_id);
	db_bind_int(q, 2, before > 0 ? before : INT64_MAX);
	db_bind_int(q, 3, (int64_t)limit);
	while (*count < limit && db_row(q))
		(*out)[(*count)++] = read_revision(q, arena);
	return db_finish(q);
}

enum status store_program_revision(struct db *db, struct arena *arena,
				   int64_t program_id, int64_t version,
				   struct program_revision *out)
{
	struct db_query *q = db_query(db, SQL_ONE);

	db_bind_int(q, 1, program_id);
	db_bind_int(q, 2, version);
	if (db_row(q))
		*out = read_revision(q, arena);
	return db_finish_one(q);
}

enum status store_program_revision_tell(struct db *db, int64_t program_id,
					int64_t version,
					const char *public_note)
{
	struct db_query *q;

	db_begin(db);
	q = db_query(db, SQL_TELL);
	db_bind_int(q, 1, program_id);
	db_bind_int(q, 2, version);
	db_bind_text(q, 3, public_note);
	db_row(q);
	return db_end(db, db_finish_one(q));
}

enum status store_program_news(struct db *db, struct arena *arena,
			       int64_t program_id, const char **note,
			       int64_t *at)
{
	struct db_query *q = db_query(db, SQL_NEWS);

	*note = NULL;
	*at = 0;
	db_bind_int(q, 1, program_id);
	if (db_row(q)) {
		*note = db_text(q, 0, arena);
		*at = db_int(q, 1);
	}
	return db_finish(q);
}
