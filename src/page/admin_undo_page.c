/* One press of a button and what became of it: GET and POST /admin/undo/:id */
#include <inttypes.h>
#include <string.h>

#include "http/form.h"
#include "http/url.h"
#include "page/admin.h"
#include "page/admin_undo.h"
#include "page/change_words.h"
#include "page/pages.h"
#include "store/session.h"
#include "store/staff_program.h"
#include "util/buf.h"
#include "view/format.h"

#define SHOWN_MAX 100

/* The page ------------------------------------------------------------ */

static const char *thing_path(struct ctx *c, const struct change_item *item)
{
	static const char *const PATHS[] = {
		[CHANGE_PROGRAM] = "/admin/programs",
		[CHANGE_COMMENT] = "/admin/comments",
		[CHANGE_MEASURE] = "/admin/dashboard",
		[CHANGE_FIGURE] = "/admin/dashboard",
		[CHANGE_PAGE] = "/admin/pages",
	};
	const char *path = PATHS[item->kind];

	if (item->kind == CHANGE_PROGRAM || item->kind == CHANGE_COMMENT)
		path = arena_printf(c->arena, "%s/%" PRId64, path,
				    item->object_id);
	return admin_may_open(c, GET, path) ? path : NULL;
}

static const char *thing_words(struct ctx *c, const struct change_item *item)
{
	static const char *const WORDS[] = {
		[CHANGE_PROGRAM] = TR("Listing {n}"),
		[CHANGE_COMMENT] = TR("Comment {n}"),
		[CHANGE_MEASURE] = TR("Measure {n}"),
		[CHANGE_FIGURE] = TR("Figure {n}"),
		[CHANGE_PAGE] = TR("Page text {n}"),
	};

	return str_fill(c->arena, tr(c->s, WORDS[item->kind]), "n",
			arena_printf(c->arena, "%" PRId64, item->object_id),
			NULL);
}

static enum status show_item(struct ctx *c, struct view_dict *dict,
			     const struct change_item *item)
{
	const char *path = thing_path(c, item);
	struct view_dict *row = view_section(dict, "ITEM");
	struct view_dict *to = view_section(row, path ? "LINK" : "PLAIN");
	struct staff_program *listing;
	size_t count = 0;
	enum status st = STATUS_OK;

	if (item->kind == CHANGE_PROGRAM)
		st = store_staff_program_rows(c->db, c->arena, &item->object_id,
					      1, &listing, &count);
	if (path)
		view_set(to, "THING_PATH", path);
	if (count)
		view_show_text(to, "NAME", listing->name);
	else
		view_show_text(to, "WORDS", thing_words(c, item));
	return st;
}

/* The items of a set; those of another (an undoing) are left out. */
static enum status show_items(struct ctx *c, struct view_dict *dict, int64_t id,
			      const struct change_item *but, size_t but_count)
{
	struct change_item *items;
	size_t count, shown = 0;
	enum status st =
		store_change_items(c->db, c->arena, id, &items, &count);

	for (size_t i = 0; st == STATUS_OK && i < count; i++) {
		bool is_out = false;

		for (size_t k = 0; !is_out && k < but_count; k++)
			is_out = but[k].kind == items[i].kind &&
				 but[k].object_id == items[i].object_id;
		if (!is_out && ++shown <= SHOWN_MAX)
			st = show_item(c, dict, &items[i]);
	}
	if (shown > SHOWN_MAX)
		view_show_text(dict, "MORE",
			       str_fill(c->arena, tr(c->s, "and {n} more"), "n",
					format_int(c->arena, c->s,
						   (int64_t)shown - SHOWN_MAX),
					NULL));
	return st;
}

/* After an undoing that could not take everything back: what stays. */
static enum status show_left(struct ctx *c, struct view_dict *dict,
			     const struct change_set *set)
{
	int64_t done = form_id(&c->request->query, "done");
	struct change_item *undone;
	struct change_set undo;
	struct view_dict *left;
	size_t count;
	enum status st;

	if (!done || !set->undone_at)
		return STATUS_OK;
	st = store_change_get(c->db, c->arena, done, &undo);
	if (st != STATUS_OK)
		return st == STATUS_NOT_FOUND ? STATUS_OK : st;
	if (strcmp(undo.action, "change.undo") != 0 ||
	    undo.at != set->undone_at || undo.count >= set->count)
		return STATUS_OK;
	st = store_change_items(c->db, c->arena, done, &undone, &count);
	if (st != STATUS_OK)
		return st;
	left = view_section(dict, "LEFT");
	view_set(left, "LEFT_TEXT",
		 str_fill(c->arena,
			  trn(c->s, "{n} was changed since and stays as it is.",
			      "{n} were changed since and stay as they are.",
			      (int64_t)(set->count - count)),
			  "n",
			  format_int(c->arena, c->s,
				     (int64_t)(set->count - count)),
			  NULL));
	return show_items(c, left, set->id, undone, count);
}

/* GET /admin/undo/:id */
enum status page_admin_undo_show(struct ctx *c)
{
	struct admin_page page = { .title = tr(c->s, "What was changed"),
				   .nav = ADMIN_HOME };
	struct view_dict *dict = page_dict(c), *form;
	const char *path = c->request->path;
	struct change_set set;
	enum status st =
		store_change_get(c->db, c->arena, ctx_id(c, "id"), &set);

	if (st != STATUS_OK)
		return st;
	if (set.user_id != c->user->user_id &&
	    !permission_has(c->user->role, change_permission(set.action)))
		return STATUS_FORBIDDEN;
	view_set(dict, "WHAT", change_words(c, &set));
	view_set(dict, "WHO",
		 admin_who(c, arena_printf(c->arena, "user %" PRId64,
					   set.user_id)));
	view_set(dict, "DATE", format_date(c->arena, c->s, set.at));
	st = show_left(c, dict, &set);
	if (st == STATUS_OK)
		st = show_items(c, view_section(dict, "ALL"), set.id, NULL, 0);
	if (change_may_undo(c, &set)) {
		form = view_section(dict, "UNDO");
		view_set(form, "UNDO_PATH", path);
		admin_form(c, form, path);
	}
	return st == STATUS_OK
		       ? admin_show(c, &page, "pages/admin_undo.tpl", dict)
		       : st;
}

/* Undoing ------------------------------------------------------------- */

/* The staff's page with the button, without what it said was done. */
static const char *back(struct ctx *c)
{
	const char *base = c->site->config->base_url;
	const char *from = c->request->referer;
	size_t len = strlen(base);
	struct buf b;
	char mark = '?';

	if (strncmp(from, base, len) != 0 ||
	    strncmp(from + len, "/admin/", 7) != 0 ||
	    strncmp(from + len, "/admin/undo/", 12) == 0)
		return "/admin";
	from += len;
	buf_init(&b, c->arena);
	buf_add(&b, from, strcspn(from, "?#"));
	from += strcspn(from, "?#");
	while (*from == '?' || *from == '&') {
		size_t end = strcspn(++from, "&#");

		if (end && strncmp(from, "done=", 5) != 0 &&
		    strncmp(from, "left=", 5) != 0) {
			buf_char(&b, mark);
			buf_add(&b, from, end);
			mark = '&';
		}
		from += end;
	}
	return url_is_local(b.data) ? b.data : "/admin";
}

/* POST /admin/undo/:id */
enum status page_admin_undo(struct ctx *c)
{
	int64_t id = ctx_id(c, "id"), undo;
	struct change_set set;
	size_t left;
	enum status st = store_change_get(c->db, c->arena, id, &set);

	if (st != STATUS_OK)
		return st;
	if (set.undone_at) /* by another press */
		return page_redirect(c, 303, "/admin/undo/%" PRId64, id);
	if (!change_may_undo(c, &set))
		return STATUS_FORBIDDEN;
	st = admin_undo(c, &set, &undo, &left);
	if (st != STATUS_OK)
		return st;
	if (left)
		return admin_done(c, undo, "/admin/undo/%" PRId64, id);
	return admin_done(c, undo, "%s", back(c));
}
