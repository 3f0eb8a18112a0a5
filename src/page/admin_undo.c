/* Taking changes back. A kind of thing has a row here; what changed since
 * says STATUS_CONFLICT and stays as it is. */
#include "page/admin_undo.h"

#include <inttypes.h>
#include <stdlib.h>

#include "page/admin.h"
#include "store/audit.h"
#include "store/page_text.h"
#include "store/plan_edit.h"
#include "store/program.h"
#include "store/session.h"
#include "store/staff_comment.h"
#include "store/staff_program.h"

/* For the history of a listing, which is in the language of its content. */
#define NOTE "Undone"

struct undoing {
	struct ctx *c;
	struct arena *arena; /* for one item */
	const char *actor;
	const struct change_set *set;
};

/* A listing that is new becomes a draft: what was made stays findable. */
static enum status hide_program(const struct undoing *u, struct program *p)
{
	const struct staff_program_change change = { .what = STAFF_UNPUBLISH };

	store_staff_program_apply(p, &change);
	return store_program_save(u->c->db, u->arena, p, u->actor, NOTE, NULL);
}

static enum status undo_program(const struct undoing *u,
				const struct change_item *item)
{
	int64_t version = strtoll(item->before, NULL, 10);
	struct program p;
	enum status st =
		store_program_by_id(u->c->db, u->arena, item->object_id, &p);

	if (st != STATUS_OK)
		return st;
	if (p.version != item->after_version)
		return STATUS_CONFLICT;
	if (version == 0)
		return hide_program(u, &p);
	return store_program_restore(u->c->db, u->arena, p.id, version,
				     u->actor, NOTE);
}

static enum status undo_comment(const struct undoing *u,
				const struct change_item *item)
{
	return store_staff_comment_undo(u->c->db, item->object_id, item->before,
					item->after_version, u->set->at,
					u->actor, u->c->now);
}

static enum status undo_measure(const struct undoing *u,
				const struct change_item *item)
{
	return store_measure_undo(u->c->db, u->arena, item, u->actor);
}

static enum status undo_figure(const struct undoing *u,
			       const struct change_item *item)
{
	return store_figure_undo(u->c->db, u->arena, item, u->actor, u->c->now);
}

static enum status undo_page(const struct undoing *u,
			     const struct change_item *item)
{
	return store_page_text_undo(u->c->db, u->arena, item, u->actor,
				    u->c->now);
}

static enum status (*const UNDOERS[])(const struct undoing *u,
				      const struct change_item *item) = {
	[CHANGE_PROGRAM] = undo_program, [CHANGE_COMMENT] = undo_comment,
	[CHANGE_MEASURE] = undo_measure, [CHANGE_FIGURE] = undo_figure,
	[CHANGE_PAGE] = undo_page,
};

static bool is_refusal(enum status st)
{
	return st == STATUS_CONFLICT || st == STATUS_NOT_FOUND ||
	       st == STATUS_BAD;
}

static enum status undo_item(struct undoing *u, const struct change_item *item)
{
	enum status st;

	arena_reset(u->arena);
	db_try(u->c->db);
	st = UNDOERS[item->kind](u, item);
	return db_try_end(u->c->db, st);
}

/* The last first: what was built on something goes before it. */
static enum status undo_items(struct undoing *u, int64_t undo,
			      const struct change_item *items, size_t count,
			      size_t *left)
{
	enum status st = STATUS_OK;

	*left = 0;
	for (size_t i = count; st == STATUS_OK && i-- > 0;) {
		st = undo_item(u, &items[i]);
		if (st == STATUS_OK) {
			st = store_change_add(u->c->db, undo, &items[i]);
		} else if (is_refusal(st)) {
			(*left)++;
			st = STATUS_OK;
		}
	}
	return st;
}

static enum status record(const struct undoing *u, size_t undone, size_t left)
{
	struct arena *arena = u->c->arena;
	const struct audit_entry entry = {
		.actor = u->actor,
		.action = "change.undo",
		.object = arena_printf(arena, "change %" PRId64, u->set->id),
		.detail = arena_printf(arena,
				       "{\"action\":\"%s\",\"undone\":%zu,"
				       "\"left\":%zu}",
				       u->set->action, undone, left),
	};

	return store_audit_add(u->c->db, &entry);
}

enum status admin_undo(struct ctx *c, const struct change_set *set,
		       int64_t *undo, size_t *left)
{
	struct undoing u = { .c = c, .actor = admin_actor(c), .set = set };
	struct change_item *items;
	size_t count;
	enum status st =
		store_change_items(c->db, c->arena, set->id, &items, &count);

	if (st == STATUS_OK)
		st = store_change_undone(c->db, set->id, c->now);
	if (st == STATUS_OK)
		st = store_change_begin(c->db, c->user->user_id, "change.undo",
					c->now, undo);
	if (st != STATUS_OK)
		return st;
	u.arena = arena_new();
	st = undo_items(&u, *undo, items, count, left);
	arena_free(u.arena);
	return st == STATUS_OK ? record(&u, count - *left, *left) : st;
}
