/* Authors change and delete their own comments, for a quarter of an hour. */
#include <inttypes.h>
#include <string.h>

#include "page/admin.h"
#include "page/comment_post.h"
#include "page/erasure.h"
#include "page/form_token.h"
#include "page/guest.h"
#include "page/judge.h"
#include "page/pages.h"
#include "page/post.h"
#include "page/words.h"
#include "store/comment_own.h"
#include "view/format.h"
#include "view/markdown.h"

#define DELETED "/comments/deleted"

struct edit {
	int64_t id;
	struct comment_reader reader;
	struct comment_own own;
	const struct form *typed; /* what the fields show */
	const char *path;         /* of this page */
	/* What stands above the form, or NULL. */
	const char *problem, *problem_text;
	bool is_stale; /* what was typed is about other words */
};

static enum status load(struct ctx *c, struct edit *e)
{
	*e = (struct edit){ .id = ctx_id(c, "id"),
			    .reader = guest_reader(c),
			    .typed = c->form };
	e->path = arena_printf(c->arena, "/comments/%" PRId64 "/edit", e->id);
	return e->id ? store_comment_own_get(c->db, c->arena, e->id, &e->reader,
					     c->now, &e->own)
		     : STATUS_NOT_FOUND;
}

static enum status show(struct ctx *c, const struct edit *e, const char *title,
			const char *file, struct view_dict *dict)
{
	const struct thread *thread = &e->own.note.thread;
	struct page page = {
		.title = title,
		.is_noindex = true,
		.crumbs = { { "/", tr(c->s, "Home") },
			    { thread->path, words_thread(c, thread) } },
	};

	view_set(dict, "PLACE_PATH", thread->path);
	return page_show(c, &page, file, dict);
}

/* It cannot be changed (any more): the page says why, and shows what was
 * typed. */
static enum status show_over(struct ctx *c, const struct edit *e, int code,
			     const char *title, const char *text)
{
	struct view_dict *dict = page_dict(c);
	const char *body = c->form ? form_value(c->form, "body") : NULL;

	view_set(dict, "OVER_TITLE", title);
	view_set(dict, "OVER_TEXT", text);
	if (e->own.note.state == COMMENT_PUBLISHED)
		view_set_int(view_section(dict, "ANSWER"), "ID", e->id);
	else if (!e->own.is_gone)
		view_show(dict, "WAITS");
	if (body && *body)
		view_set(view_section(dict, "KEPT"), "KEPT_TEXT", body);
	c->response->code = code;
	return show(c, e, title, "pages/comment_edit_over.tpl", dict);
}

static enum status show_late(struct ctx *c, const struct edit *e)
{
	return show_over(c, e, 403, tr(c->s, "It is too late to change it"),
			 tr(c->s, "You can change or delete a comment for 15 "
				  "minutes after you posted it."));
}

static enum status show_gone(struct ctx *c, const struct edit *e)
{
	return show_over(c, e, 409, tr(c->s, "Your comment was taken back"),
			 tr(c->s, "It was removed while you were writing, so "
				  "your change is not stored."));
}

/* What becomes of a change: a person reads it, unless they trust the writer. */
static void fill_effect(struct ctx *c, struct view_dict *dict,
			const struct edit *e)
{
	bool is_trusted = e->own.note.is_staff;

	if (e->own.note.state != COMMENT_PUBLISHED) {
		view_show(dict, "STAYS_HELD");
		return;
	}
	if (!is_trusted && e->own.user_id &&
	    store_comment_trusts(c->db, e->own.user_id, c->now, &is_trusted) !=
		    STATUS_OK)
		is_trusted = false;
	view_show(dict, is_trusted ? "STAYS_PUBLIC" : "IS_READ_AGAIN");
}

static void fill_problem(struct ctx *c, struct view_dict *dict,
			 const struct edit *e)
{
	static const char *const fields[] = { "body", "website" };
	struct view_dict *box, *list = NULL;

	if (!e->problem)
		return;
	box = view_section(dict, "PROBLEM");
	view_set(box, "PROBLEM_TITLE", e->problem);
	view_show_text(box, "PROBLEM_TEXT", e->problem_text);
	for (size_t i = 0; i < 2; i++) {
		const char *fix = reply_form_fix(c, e->typed, fields[i]);
		struct view_dict *item;

		if (!fix)
			continue;
		list = list ? list : view_section(box, "FIELDS");
		item = view_section(list, "FIELD");
		view_set(item, "FIELD_ID", reply_form_id(c, fields[i]));
		view_set(item, "FIELD_FIX", fix);
	}
}

/* draft: to be shown as a preview, or NULL. */
static enum status show_form(struct ctx *c, const struct edit *e,
			     const struct comment_draft *draft)
{
	const char *title = tr(c->s, "Change your comment");
	struct view_dict *dict = page_dict(c);
	int64_t until = e->own.note.created_at + COMMENT_EDIT_SECONDS;

	if (e->problem)
		title = tr(c->s, "Error: your comment");
	view_set(dict, "EDIT_PATH", e->path);
	view_set_int(dict, "ID", e->id);
	if (!e->own.note.is_staff)
		view_show(dict, "DELETE");
	else
		view_set_int(view_section(dict, "COLLEAGUES"), "ID", e->id);
	view_set_int(dict, "VERSION", e->own.version);
	view_set(dict, "UNTIL", format_moment(c->arena, c->s, until));
	admin_form(c, dict, e->path);
	fill_effect(c, dict, e);
	fill_problem(c, dict, e);
	view_show_text(dict, "MADE", judge_stamp(c));
	reply_form_words(c, dict, e->typed);
	if (e->is_stale)
		view_set(view_section(dict, "NOW"), "BODY_HTML",
			 markdown_comment(c->arena, e->own.note.body));
	if (draft)
		comment_post_preview(c, dict, draft);
	return show(c, e, title, "pages/comment_edit.tpl", dict);
}

static enum status show_problem(struct ctx *c, struct edit *e, int code,
				const char *title, const char *text)
{
	e->problem = title;
	e->problem_text = text;
	c->response->code = code;
	return show_form(c, e, NULL);
}

/* GET /comments/:id/edit */
enum status page_comment_edit(struct ctx *c)
{
	struct form_field fields[2];
	struct form stored = { .fields = fields, .count = 2 };
	struct edit e;
	enum status st = load(c, &e);

	if (st != STATUS_OK)
		return st;
	if (e.own.is_gone)
		return STATUS_NOT_FOUND;
	if (e.own.is_late)
		return show_late(c, &e);
	fields[0] = (struct form_field){ "body", e.own.note.body };
	fields[1] = (struct form_field){ "website", e.own.note.website
							    ? e.own.note.website
							    : "" };
	e.typed = &stored;
	return show_form(c, &e, NULL);
}

/* Deleting cannot be undone, so it is asked for twice. */
static enum status show_sure(struct ctx *c, const struct edit *e)
{
	struct view_dict *dict = page_dict(c);

	view_set(dict, "EDIT_PATH", e->path);
	admin_form(c, dict, e->path);
	view_set(dict, "BODY_HTML",
		 markdown_comment(c->arena, e->own.note.body));
	if (c->token_state != FORM_TOKEN_FINE)
		c->response->code = 409;
	return show(c, e, tr(c->s, "Delete your comment?"),
		    "pages/comment_delete.tpl", dict);
}

static enum status delete_it(struct ctx *c, const struct edit *e)
{
	const struct thread *thread = &e->own.note.thread;
	enum status st;

	if (c->token_state != FORM_TOKEN_FINE)
		return show_sure(c, e);
	st = erasure_run_comment(c->db, c->arena, c->site->config, c->site->key,
				 e->id, c->user ? admin_actor(c) : "author",
				 c->now);
	return st == STATUS_OK
		       ? page_redirect(c, 303, DELETED "?thread=%s&key=%s",
				       store_thread_kind_name(thread->kind),
				       thread->key)
		       : st;
}

static void read_draft(struct ctx *c, const struct edit *e,
		       struct comment_draft *draft,
		       unsigned char address[TOKEN_HASH])
{
	const struct comment *note = &e->own.note;

	guest_address_hash(c, address);
	*draft = (struct comment_draft){
		.edited_id = e->id,
		.thread_kind = note->thread.kind,
		.thread_key = note->thread.key,
		.parent_id = note->parent_id,
		.author_name = note->author_name,
		.author_email = note->author_email,
		.body = form_text(c->form, "body", 1, COMMENT_BODY_MAX),
		.website = form_url(c->form, "website"),
		.user_id = e->own.user_id,
		.is_staff = note->is_staff,
		.guest_hash = e->own.user_id ? NULL : c->guest_hash,
		.address_hash = address,
		.now = c->now,
	};
}

static enum status save(struct ctx *c, struct edit *e,
			const struct comment_draft *draft)
{
	enum status st = store_comment_own_edit(c->db, draft, &e->reader,
						e->own.version);

	if (st != STATUS_TOO_FAST)
		return st == STATUS_OK
			       ? page_redirect(c, 303, "/comments/%" PRId64,
					       e->id)
			       : st;
	st = post_give_up(c);
	if (st != STATUS_OK)
		return st;
	return show_problem(
		c, e, 429, tr(c->s, "You changed this comment many times"),
		tr(c->s, "It cannot be changed any more. Answer your own "
			 "comment if something is missing."));
}

static enum status change(struct ctx *c, struct edit *e)
{
	unsigned char address[TOKEN_HASH];
	struct comment_draft draft;
	enum status st;

	read_draft(c, e, &draft, address);
	if (c->token_state != FORM_TOKEN_FINE)
		return show_problem(
			c, e, 409, tr(c->s, "Your change is not stored yet"),
			tr(c->s, "This form was open for a long time, or sent "
				 "before. Look at your text and save it "
				 "again."));
	if (!form_ok(c->form))
		return show_problem(c, e, 422,
				    tr(c->s, "Your change is not stored yet"),
				    NULL);
	e->is_stale = form_id(c->form, "version") != e->own.version;
	if (e->is_stale)
		return show_problem(
			c, e, 409, tr(c->s, "Your comment changed meanwhile"),
			tr(c->s, "Our staff published or corrected it, or you "
				 "changed it in another window. What you typed "
				 "is below: save it if you still want to."));
	st = comment_judge(c, &draft);
	if (st != STATUS_OK)
		return st;
	if (!strcmp(form_value(c->form, "do") ? form_value(c->form, "do") : "",
		    "preview"))
		return show_form(c, e, &draft);
	return save(c, e, &draft);
}

/* POST /comments/:id/edit */
enum status page_comment_edit_save(struct ctx *c)
{
	const char *what = form_value(c->form, "do");
	bool is_sure = what && !strcmp(what, "delete-now");
	struct edit e;
	enum status st = load(c, &e);

	if (st != STATUS_OK)
		return st;
	if (e.own.is_late)
		return e.own.is_gone ? show_gone(c, &e) : show_late(c, &e);
	if (what && !strncmp(what, "delete", 6) && e.own.note.is_staff)
		return STATUS_NOT_FOUND;
	if (is_sure) /* what staff took back, too: its words go for good */
		return delete_it(c, &e);
	if (e.own.is_gone)
		return show_gone(c, &e);
	if (what && !strcmp(what, "delete"))
		return show_sure(c, &e);
	return change(c, &e);
}

/* GET /comments/deleted: the page that it stood on may be a ready-made one,
 * which says nothing to one reader alone. */
enum status page_comment_deleted(struct ctx *c)
{
	const char *key = form_value(&c->request->query, "key");
	struct page page = {
		.title = tr(c->s, "Your comment is deleted"),
		.is_noindex = true,
		.crumbs = { { "/", tr(c->s, "Home") } },
	};
	struct view_dict *dict = page_dict(c);
	struct thread thread;
	enum thread_kind kind;
	enum status st;

	if (key && store_thread_kind_of(
			   form_value(&c->request->query, "thread"), &kind)) {
		st = store_thread_get(c->db, c->arena, kind, key, &thread);
		if (st != STATUS_OK && st != STATUS_NOT_FOUND)
			return st;
		if (st == STATUS_OK)
			view_set(view_section(dict, "PLACE"), "PLACE_PATH",
				 thread.path);
	}
	return page_show(c, &page, "pages/comment_deleted.tpl", dict);
}
