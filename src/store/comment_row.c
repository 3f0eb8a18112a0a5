#include "store/comment_row.h"

#include <string.h>

static const char *const kind_names[] = {
	[THREAD_ABOUT] = "about",
	[THREAD_PROGRAM] = "program",
	[THREAD_AREA] = "area",
};

static const char *const state_names[] = {
	[COMMENT_HELD] = "held",
	[COMMENT_PUBLISHED] = "published",
	[COMMENT_SPAM] = "spam",
	[COMMENT_REMOVED] = "removed",
};

const char *store_thread_kind_name(enum thread_kind kind)
{
	return kind_names[kind];
}

bool store_thread_kind_of(const char *name, enum thread_kind *out)
{
	for (int i = THREAD_ABOUT; name && i <= THREAD_AREA; i++) {
		if (!strcmp(name, kind_names[i])) {
			*out = (enum thread_kind)i;
			return true;
		}
	}
	return false;
}

const char *store_comment_state_name(enum comment_state state)
{
	return state_names[state];
}

enum comment_state store_comment_state_of(const char *name)
{
	for (int i = COMMENT_HELD; name && i < COMMENT_REMOVED; i++)
		if (!strcmp(name, state_names[i]))
			return (enum comment_state)i;
	return COMMENT_REMOVED;
}

void store_thread_place(struct thread *thread, struct arena *arena,
			const char *slug, const char *name)
{
	thread->title = thread->key;
	if (thread->kind == THREAD_PROGRAM) {
		thread->path =
			arena_printf(arena, "/programs/%s", slug ? slug : "");
		thread->title = name ? name : "";
	} else if (thread->kind == THREAD_AREA) {
		thread->path =
			arena_printf(arena, "/dashboard/%s", thread->key);
	} else {
		thread->path = "/about";
	}
}

void store_thread_read(struct db_query *q, int column, struct arena *arena,
		       struct thread *out)
{
	*out = (struct thread){
		.id = db_int(q, column),
		.key = db_text(q, column + 2, arena),
		.comment_count = db_int(q, column + 3),
	};
	store_thread_kind_of(db_peek_text(q, column + 1), &out->kind);
	store_thread_place(out, arena, db_peek_text(q, column + 4),
			   db_text(q, column + 5, arena));
}

/* The first columns are the same in every query of rows. */
void store_comment_read_shown(struct db_query *q, struct arena *arena,
			      struct comment *out)
{
	*out = (struct comment){
		.id = db_int(q, 0),
		.root_id = db_int(q, 1),
		.parent_id = db_int(q, 2),
		.depth = (int)db_int(q, 3),
		.state = store_comment_state_of(db_peek_text(q, 4)),
		.author_name = db_text(q, 5, arena),
		.website = db_text(q, 6, arena),
		.body = db_text(q, 7, arena),
		.is_staff = db_int(q, 8) != 0,
		.created_at = db_int(q, 9),
		.edited_at = db_int(q, 10),
	};
}

void store_comment_read(struct db_query *q, struct arena *arena,
			struct comment *out)
{
	store_comment_read_shown(q, arena, out);
	out->flags = (unsigned)db_int(q, 11);
	out->author_email = db_text(q, 12, arena);
	out->published_at = db_int(q, 13);
	store_thread_read(q, 14, arena, &out->thread);
	out->thread_id = out->thread.id;
}

struct comment *store_comment_list_add(struct comment_list *list)
{
	if (list->count == list->capacity) {
		size_t capacity = list->capacity ? list->capacity * 2 : 16;
		struct comment *items =
			arena_array(list->arena, capacity, sizeof(*items));

		if (list->count)
			memcpy(items, list->items,
			       list->count * sizeof(*items));
		list->items = items;
		list->capacity = capacity;
	}
	return &list->items[list->count++];
}

static const char SQL_COUNT_THREAD[] =
	"UPDATE thread SET comment_count = comment_count + $2 WHERE id = $1"
	" RETURNING program_id";

static const char SQL_COUNT_PROGRAM[] =
	"UPDATE program SET comment_count = comment_count + $2 WHERE id = $1";

enum status store_comment_count(struct db *db, int64_t thread_id, int by)
{
	struct db_query *q = db_query(db, SQL_COUNT_THREAD);
	int64_t program_id = 0;
	enum status st;

	db_bind_int(q, 1, thread_id);
	db_bind_int(q, 2, by);
	if (db_row(q))
		program_id = db_int(q, 0);
	st = db_finish_one(q);
	if (st != STATUS_OK || !program_id)
		return st;
	q = db_query(db, SQL_COUNT_PROGRAM);
	db_bind_int(q, 1, program_id);
	db_bind_int(q, 2, by);
	return db_finish(q);
}
