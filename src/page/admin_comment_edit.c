/* Correcting a comment, and answering it. */
#include <inttypes.h>
#include <string.h>

#include "page/admin_comment_view.h"
#include "page/admin_words.h"
#include "page/pages.h"
#include "page/safety.h"
#include "store/change.h"
#include "store/session.h"

/* What the form of a correction shows. */
struct typed {
	const char *name, *website, *body;
};

static const char *label_of(struct ctx *c, const char *field)
{
	if (!strcmp(field, "name"))
		return tr(c->s, "Name");
	return !strcmp(field, "website") ? tr(c->s, "Website")
					 : tr(c->s, "Comment");
}

static enum status show_edit(struct ctx *c, const struct staff_comment *comment,
			     const struct comment_place *place,
			     const struct typed *typed, int64_t seen_version)
{
	struct admin_page page = {
		.title = str_fill(c->arena,
				  tr(c->s, "Correct the comment by {name}"),
				  "name", comment->note.author_name, NULL),
		.nav = ADMIN_COMMENTS,
		.crumbs = { { comment_place_list(c, place),
			      tr(c->s, "Comments") } },
	};
	const char *one = arena_printf(c->arena, "/admin/comments/%" PRId64,
				       comment->note.id);
	const char *path = arena_printf(c->arena, "%s/edit", one);
	struct view_dict *dict = page_dict(c), *texts;

	page.crumbs[1] = (struct crumb){ one, comment->note.author_name };
	view_set(dict, "HEADING", page.title);
	view_set(dict, "EDIT_PATH", path);
	view_set(dict, "COMMENT_PATH", one);
	admin_form(c, dict, path);
	comment_place_fill(dict, place);
	view_set_int(dict, "VERSION", comment->version);
	view_set(dict, "NAME", typed->name);
	view_set(dict, "WEBSITE", typed->website);
	view_set(dict, "BODY", typed->body);
	view_show_text(dict, "NAME_FIX", admin_field_fix(c, "name"));
	view_show_text(dict, "WEBSITE_FIX", admin_field_fix(c, "website"));
	view_show_text(dict, "BODY_FIX", admin_field_fix(c, "body"));
	if (seen_version) {
		c->response->code = 409;
		texts = view_section(dict, "CONFLICT");
		admin_words_show(c, texts, "THEIRS", typed->body,
				 comment->note.body, WORDS_AFTER);
		admin_words_show(c, texts, "YOURS", comment->note.body,
				 typed->body, WORDS_AFTER);
	}
	admin_problem(c, dict, label_of);
	return admin_show(c, &page, "pages/admin_comment_edit.tpl", dict);
}

/* GET /admin/comments/:id/edit */
enum status page_admin_comment_edit(struct ctx *c)
{
	struct staff_comment comment;
	struct comment_place place;
	struct typed typed;
	enum status st;

	st = store_staff_comment_get(c->db, c->arena, ctx_id(c, "id"),
				     &comment);
	if (st != STATUS_OK)
		return st;
	comment_place_read(&c->request->query, &place);
	typed = (struct typed){ comment.note.author_name, comment.note.website,
				comment.note.body };
	return show_edit(c, &comment, &place, &typed, 0);
}

static const char *as_typed(const struct ctx *c, const char *field)
{
	const char *value = form_value(c->form, field);

	return value ? value : "";
}

/* POST /admin/comments/:id/edit */
enum status page_admin_comment_edit_save(struct ctx *c)
{
	struct staff_comment comment;
	struct comment_place place;
	struct comment_edit edit = { .id = ctx_id(c, "id") };
	struct typed typed;
	enum status st;

	st = store_staff_comment_get(c->db, c->arena, edit.id, &comment);
	if (st != STATUS_OK)
		return st;
	comment_place_read(c->form, &place);
	typed = (struct typed){ as_typed(c, "name"), as_typed(c, "website"),
				as_typed(c, "body") };
	edit.version = comment_seen_version(c);
	edit.author_name = form_line(c->form, "name", 1, COMMENT_NAME_MAX);
	edit.website = form_url(c->form, "website");
	edit.body = form_text(c->form, "body", 1, COMMENT_BODY_MAX);
	if (!form_ok(c->form))
		return show_edit(c, &comment, &place, &typed, 0);
	if (comment.version != edit.version)
		return show_edit(c, &comment, &place, &typed, edit.version);
	edit.flags =
		safety_flags(c->arena,
			     arena_printf(c->arena, "%s\n%s", edit.author_name,
					  edit.body)) |
		(comment.note.flags & (COMMENT_IS_BAIT | COMMENT_IS_BLOCKED));
	edit.actor = admin_actor(c);
	edit.now = c->now;
	st = store_comment_edit(c->db, &edit);
	if (st != STATUS_OK)
		return st;
	return admin_done(c, 0, "/admin/comments/%" PRId64 "?tab=%s", edit.id,
			  store_comment_tab_name(place.tab));
}

/* Undoing a reply removes it. */
static enum status add_reply(struct ctx *c, const struct staff_reply *reply,
			     int64_t *set)
{
	struct change_item item = { .kind = CHANGE_COMMENT,
				    .before = "removed",
				    .after_version = 1 };
	enum status st = store_comment_reply(c->db, reply, &item.object_id);

	if (st == STATUS_OK && !*set)
		st = store_change_begin(c->db, c->user->user_id,
					"comment.reply", c->now, set);
	return st == STATUS_OK ? store_change_add(c->db, *set, &item) : st;
}

/* POST /admin/comments/:id/reply */
enum status page_admin_comment_reply(struct ctx *c)
{
	struct staff_reply reply = { .parent_id = ctx_id(c, "id"),
				     .user_id = c->user->user_id,
				     .author_name = c->user->name,
				     .now = c->now };
	int64_t set = 0, seen = comment_seen_version(c);
	struct staff_comment comment;
	struct comment_place place;
	enum status st;

	st = store_staff_comment_get(c->db, c->arena, reply.parent_id,
				     &comment);
	if (st != STATUS_OK)
		return st;
	comment_place_read(c->form, &place);
	reply.body = form_text(c->form, "body", 1, COMMENT_BODY_MAX);
	if (!form_ok(c->form))
		return comment_show(c, &comment, &place, 0);
	if (comment.version != seen ||
	    (comment.note.state != COMMENT_PUBLISHED &&
	     (!form_flag(c->form, "publish") ||
	      (comment.parent_name &&
	       comment.parent_state != COMMENT_PUBLISHED))))
		return comment_show(c, &comment, &place, seen);
	st = store_staff_comment_next(c->db, place.tab, reply.parent_id,
				      &place.next);
	if (st == STATUS_OK && comment.note.state != COMMENT_PUBLISHED)
		st = comment_decide(c, &comment, COMMENT_PUBLISHED, NULL, &set);
	if (st == STATUS_OK)
		st = add_reply(c, &reply, &set);
	return st == STATUS_OK ? comment_place_go_on(c, &place, set) : st;
}
