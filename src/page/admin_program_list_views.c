/* Saving a filter under a name, and forgetting it. */
#include <string.h>

#include "page/admin_program_list.h"
#include "page/pages.h"
#include "store/saved_view.h"
#include "store/session.h"

static const char *label(struct ctx *c, const char *field)
{
	return strcmp(field, "name") == 0 ? tr(c->s, "Name") : NULL;
}

/* Nothing is saved: the form once more, alone on a page. */
static enum status show_again(struct ctx *c, const struct listing_query *query)
{
	struct admin_page page = {
		.title = tr(c->s, "Save this filter"),
		.nav = ADMIN_PROGRAMS,
		.crumbs = { { "/admin/programs", tr(c->s, "Listings") } },
	};
	struct view_dict *dict = page_dict(c);

	admin_problem(c, dict, label);
	admin_form(c, dict, "/admin/views");
	view_set(dict, "QUERY", listing_query_text(c, query));
	view_set(dict, "NAME", form_value(c->form, "name"));
	view_show_text(dict, "NAME_ERROR", admin_field_fix(c, "name"));
	return admin_show(c, &page, "pages/admin_program_list_view.tpl", dict);
}

/* POST /admin/views */
enum status page_admin_view_save(struct ctx *c)
{
	const char *name = form_line(c->form, "name", 1, 80);
	struct listing_query query;
	struct saved_view *views;
	size_t count;
	enum status st =
		listing_query_parse(c, form_value(c->form, "query"), &query);

	if (st == STATUS_OK)
		st = store_saved_view_list(c->db, c->arena, c->user->user_id,
					   "programs", &views, &count);
	if (st != STATUS_OK)
		return st;
	if (count >= SAVED_VIEWS_MAX)
		form_say(c->form, "name",
			 tr(c->s, "Remove another saved filter first"));
	if (!form_ok(c->form))
		return show_again(c, &query);
	st = store_saved_view_put(c->db, c->user->user_id, "programs", name,
				  listing_query_text(c, &query));
	if (st != STATUS_OK)
		return st;
	return admin_done(c, 0, "%s", listing_query_path(c, &query));
}

/* POST /admin/views/:id/remove */
enum status page_admin_view_remove(struct ctx *c)
{
	const char *list;
	enum status st = store_saved_view_remove(
		c->db, c->arena, c->user->user_id, ctx_id(c, "id"), &list);

	return st == STATUS_OK ? admin_done(c, 0, "/admin/programs") : st;
}
