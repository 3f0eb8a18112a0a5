#include "store/comment_import.h"

#include <inttypes.h>
#include <string.h>

#include "store/audit.h"
#include "store/comment_row.h"
#include "store/program_row.h"
#include "util/clock.h"
#include "util/json.h"
#include "util/token.h"

/* What an erased one leaves (erase.c) has no source any more. */
static const char SQL_WRITTEN_HERE[] =
	"SELECT 1 FROM comment WHERE source IS NULL"
	" AND NOT (state = 'removed' AND author_name = 'erased'"
	"          AND body = 'erased') LIMIT 1";
static const char SQL_THREAD_GET[] =
	"SELECT id FROM thread WHERE kind = $1 AND key = $2";
static const char SQL_THREAD_ADD[] =
	"INSERT INTO thread (kind, key, program_id) VALUES ($1, $2, $3)"
	" RETURNING id";

static const char SQL_KNOWN[] = "SELECT id FROM comment WHERE source = $1";

static const char SQL_PARENT[] =
	"SELECT depth, root_id FROM comment WHERE id = $1 AND thread_id = $2";

static const char SQL_ADD[] =
	"INSERT INTO comment (thread_id, parent_id, root_id, depth, state,"
	"       is_shown, author_name, author_email, website, body, flags,"
	"       reason, created_at, published_at, content_key, source,"
	"       closed_at)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
	"       $15, $16, CASE WHEN $5 IN ('spam', 'removed') THEN $17 END)"
	" RETURNING id";

static const char SQL_ROOT[] = "UPDATE comment SET root_id = id WHERE id = $1";

/* The empty places above what is shown, up to the first that is. */
static const char SQL_ABOVE[] =
	"SELECT parent_id, is_shown FROM comment WHERE id = $1";
static const char SQL_SHOW[] = "UPDATE comment SET is_shown = 1 WHERE id = $1";

/* Pages -------------------------------------------------------------------- */

static const char *behind(const char *path, const char *beginning)
{
	size_t len = strlen(beginning);

	return strncmp(path, beginning, len) == 0 && path[len] ? path + len
							       : NULL;
}

enum status store_comment_import_page(struct db *db, struct arena *arena,
				      const char *path, struct thread *out)
{
	const char *slug = behind(path, "/programs/");
	const char *area = behind(path, "/dashboard/");
	int64_t id = 0;
	enum status st;

	if (area)
		return store_thread_get(db, arena, THREAD_AREA, area, out);
	if (!slug)
		return strcmp(path, "/about") == 0
			       ? store_thread_get(db, arena, THREAD_ABOUT,
						  "about", out)
			       : STATUS_NOT_FOUND;
	if (strchr(slug, '/'))
		return STATUS_NOT_FOUND;
	st = store_program_called(db, arena, path, &id);
	if (st == STATUS_NOT_FOUND) /* an old slug of one? */
		st = program_slug_moved(db, arena, slug, &slug);
	if (st == STATUS_OK && !id)
		st = slug ? store_program_called(db, arena, slug, &id)
			  : STATUS_NOT_FOUND;
	*out = (struct thread){
		.kind = THREAD_PROGRAM,
		.key = arena_printf(arena, "%" PRId64, id),
		.path = arena_strdup(arena, path),
	};
	return st;
}

enum status store_comment_import_thread(struct db *db, struct thread *thread)
{
	const char *kind = store_thread_kind_name(thread->kind);
	struct db_query *q = db_query(db, SQL_THREAD_GET);
	int64_t program_id = 0;
	enum status st;

	db_bind_text(q, 1, kind);
	db_bind_text(q, 2, thread->key);
	thread->id = db_row(q) ? db_int(q, 0) : 0;
	st = db_finish(q);
	if (st != STATUS_OK || thread->id)
		return st;
	if (thread->kind == THREAD_PROGRAM)
		sscanf(thread->key, "%" SCNd64, &program_id);
	db_begin(db);
	q = db_query(db, SQL_THREAD_ADD);
	db_bind_text(q, 1, kind);
	db_bind_text(q, 2, thread->key);
	db_bind_int_or_null(q, 3, program_id, program_id == 0);
	if (db_row(q))
		thread->id = db_int(q, 0);
	return db_end(db, db_finish_one(q));
}

/* Comments ----------------------------------------------------------------- */

/* Where it stands: below its parent. */
struct spot {
	int64_t parent_id, root_id;
	int depth;
};

static enum status find_known(struct db *db, const char *source, int64_t *id)
{
	struct db_query *q = db_query(db, SQL_KNOWN);

	db_bind_text(q, 1, source);
	if (db_row(q))
		*id = db_int(q, 0);
	return db_finish_one(q);
}

static enum status find_place(struct db *db,
			      const struct imported_comment *comment,
			      struct spot *out)
{
	struct db_query *q;

	*out = (struct spot){ .depth = 1 };
	if (!comment->parent_id)
		return STATUS_OK;
	q = db_query(db, SQL_PARENT);
	db_bind_int(q, 1, comment->parent_id);
	db_bind_int(q, 2, comment->thread_id);
	if (db_row(q)) {
		out->parent_id = comment->parent_id;
		out->depth = (int)db_int(q, 0) + 1;
		out->root_id = db_int(q, 1);
	}
	if (out->depth > COMMENT_DEPTH_MAX)
		out->depth = COMMENT_DEPTH_MAX;
	return db_finish(q);
}

static enum status add_row(struct db *db,
			   const struct imported_comment *comment,
			   const struct spot *place, int64_t *id)
{
	bool is_public = comment->state == COMMENT_PUBLISHED;
	struct db_query *q = db_query(db, SQL_ADD);
	unsigned char key[TOKEN_HASH];
	enum status st;

	token_digest(comment->source, strlen(comment->source), key);
	db_bind_int(q, 1, comment->thread_id);
	db_bind_int_or_null(q, 2, place->parent_id, place->parent_id == 0);
	db_bind_int_or_null(q, 3, place->root_id, place->root_id == 0);
	db_bind_int(q, 4, place->depth);
	db_bind_text(q, 5, store_comment_state_name(comment->state));
	db_bind_int(q, 6, is_public);
	db_bind_text(q, 7, comment->author_name);
	db_bind_text(q, 8, comment->author_email);
	db_bind_text(q, 9, comment->website);
	db_bind_text(q, 10, comment->body);
	db_bind_int(q, 11, comment->flags);
	db_bind_text(q, 12, comment->reason);
	db_bind_int(q, 13, comment->created_at);
	db_bind_int_or_null(q, 14, comment->created_at, !is_public);
	db_bind_blob(q, 15, key, sizeof(key));
	db_bind_text(q, 16, comment->source);
	db_bind_int(q, 17, clock_now()); /* kept as long as those of today */
	if (db_row(q))
		*id = db_int(q, 0);
	st = db_finish_one(q);
	if (st != STATUS_OK || place->root_id)
		return st;
	q = db_query(db, SQL_ROOT);
	db_bind_int(q, 1, *id);
	return db_finish(q);
}

static enum status show_above(struct db *db, int64_t id)
{
	enum status st = STATUS_OK;

	while (st == STATUS_OK && id) {
		struct db_query *q = db_query(db, SQL_ABOVE);
		int64_t above = 0;
		bool is_shown = true;

		db_bind_int(q, 1, id);
		if (db_row(q)) {
			above = db_int(q, 0);
			is_shown = db_int(q, 1) != 0;
		}
		st = db_finish(q);
		if (st != STATUS_OK || is_shown)
			return st;
		q = db_query(db, SQL_SHOW);
		db_bind_int(q, 1, id);
		st = db_finish(q);
		id = above;
	}
	return st;
}

static enum status add(struct db *db, const struct imported_comment *comment,
		       int64_t *id)
{
	struct spot place;
	enum status st = find_place(db, comment, &place);

	if (st == STATUS_OK)
		st = add_row(db, comment, &place, id);
	if (st != STATUS_OK || comment->state != COMMENT_PUBLISHED)
		return st;
	st = show_above(db, place.parent_id);
	return st == STATUS_OK ? store_comment_count(db, comment->thread_id, 1)
			       : st;
}

enum status store_comment_import_add(struct db *db,
				     const struct imported_comment *comment,
				     int64_t *id, bool *is_new)
{
	enum status st;

	db_begin(db);
	st = find_known(db, comment->source, id);
	*is_new = st == STATUS_NOT_FOUND;
	if (*is_new)
		st = add(db, comment, id);
	return db_end(db, st);
}

enum status store_comment_import_is_late(struct db *db, bool *is_late)
{
	struct db_query *q = db_query(db, SQL_WRITTEN_HERE);

	*is_late = db_row(q);
	return db_finish(q);
}

enum status store_comment_import_record(struct db *db, const char *site,
					int64_t count)
{
	struct arena *arena = arena_new();
	struct audit_entry entry = {
		.actor = "import",
		.action = "import.comments",
		.object = "import",
		.detail = json_text(arena,
				    json_pack("{s:s, s:I}", "site", site,
					      "imported", (json_int_t)count),
				    0),
	};
	enum status st;

	db_begin(db);
	st = db_end(db, store_audit_add(db, &entry));
	arena_free(arena);
	return st;
}
