/* Comments: posting one, and the way to one. */
#include <inttypes.h>
#include <string.h>

#include "page/guest.h"
#include "page/judge.h"
#include "page/pages.h"
#include "page/render.h"
#include "page/reply_form.h"
#include "page/safety.h"
#include "page/thread_view.h"
#include "page/words.h"
#include "store/comment.h"
#include "view/markdown.h"

/* A post being read. */
struct post {
	struct thread thread;
	struct comment parent;
	struct reply_form form;
	struct comment_draft draft;
};

static enum status go_to(struct ctx *c, const struct thread *thread,
			 size_t page, int64_t id)
{
	if (page > 1)
		return page_redirect(c, 303, "%s?comments=%zu#comment-%" PRId64,
				     thread->path, page, id);
	return page_redirect(c, 303, "%s#comment-%" PRId64, thread->path, id);
}

/* GET /comments/:id */
enum status page_comment_show(struct ctx *c)
{
	int64_t id = ctx_id(c, "id");
	const struct comment_reader reader = guest_reader(c);
	struct thread thread;
	enum status st;
	size_t page;

	if (!id)
		return STATUS_NOT_FOUND;
	st = store_comment_place(c->db, c->arena, id, &reader, &thread, &page);
	return st == STATUS_OK ? go_to(c, &thread, page, id) : st;
}

static const char *title_of(struct ctx *c, const struct thread *thread)
{
	if (thread->kind == THREAD_PROGRAM)
		return thread->title;
	if (thread->kind == THREAD_AREA)
		return words_area(c, thread->key);
	return tr(c->s, "About us");
}

static enum status show(struct ctx *c, const struct post *post,
			const char *title, const char *file,
			struct view_dict *dict)
{
	struct page page = {
		.title = title,
		.is_noindex = true,
		.crumbs = { { "/", tr(c->s, "Home") },
			    { post->thread.path, title_of(c, &post->thread) } },
	};

	reply_form_fill(c, dict, &post->form);
	return page_show(c, &page, file, dict);
}

static void fill_fields(struct ctx *c, struct view_dict *dict)
{
	struct view_dict *list = view_section(dict, "FIELDS");

	for (size_t i = 0; i < c->form->error_count; i++) {
		const char *field = c->form->errors[i].field;
		struct view_dict *item = view_section(list, "FIELD");

		view_set(item, "FIELD_ID", reply_form_id(c, field));
		view_set(item, "FIELD_FIX", reply_form_fix(c, c->form, field));
	}
}

/* The form once more with all that was typed, and what to do. */
static enum status show_again(struct ctx *c, const struct post *post, int code,
			      const char *title, const char *text)
{
	struct view_dict *dict = page_dict(c);

	view_set(dict, "PROBLEM_TITLE", title);
	view_show_text(dict, "PROBLEM_TEXT", text);
	if (c->form->error_count)
		fill_fields(c, dict);
	c->response->code = code;
	return show(c, post, tr(c->s, "Error: your comment"),
		    "pages/comment_again.tpl", dict);
}

static enum status show_preview(struct ctx *c, const struct post *post)
{
	const struct comment_draft *draft = &post->draft;
	struct view_dict *dict = page_dict(c);

	view_set(dict, "INITIALS",
		 page_note_initials(c->arena, draft->author_name));
	view_set(dict, "NAME", draft->author_name);
	view_set(dict, "BODY_HTML", markdown_comment(c->arena, draft->body));
	page_note_site(c, dict, draft->website);
	view_show_text(dict, "WHY", safety_reasons(c, draft->flags));
	return show(c, post, tr(c->s, "Preview of your comment"),
		    "pages/comment_preview.tpl", dict);
}

/* The thread and the comment that is answered. A parent that is not there (or
 * stands on another page) is a problem of the form: the words are kept. */
static enum status read_place(struct ctx *c, struct post *post)
{
	const char *kind = form_value(c->form, "thread");
	const char *key = form_value(c->form, "key");
	const char *parent = form_value(c->form, "parent");
	int64_t id = form_id(c->form, "parent");
	enum status st;

	if (!store_thread_kind_of(kind, &post->form.kind) || !key)
		return STATUS_BAD;
	post->form.key = key;
	st = store_thread_get(c->db, c->arena, post->form.kind, key,
			      &post->thread);
	if (st != STATUS_OK || !parent || !*parent)
		return st;
	st = id && post->thread.id
		     ? store_comment_parent(c->db, c->arena, post->thread.id,
					    id, &post->parent)
		     : STATUS_NOT_FOUND;
	if (st == STATUS_OK)
		post->form.parent = &post->parent;
	else if (st == STATUS_NOT_FOUND)
		form_fail(c->form, "parent", FORM_NOT_CHOICE, 0);
	return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

static void read_words(struct ctx *c, struct post *post)
{
	struct comment_draft *draft = &post->draft;

	draft->thread_kind = post->form.kind;
	draft->thread_key = post->form.key;
	draft->parent_id = post->form.parent ? post->parent.id : 0;
	draft->author_name = form_line(c->form, "name", 1, COMMENT_NAME_MAX);
	draft->author_email = form_email(c->form, "email", true);
	draft->body = form_text(c->form, "body", 1, COMMENT_BODY_MAX);
	draft->website = form_url(c->form, "website");
	draft->wants_mail =
		*c->site->config->mail_server && form_flag(c->form, "notify");
	draft->now = c->now;
}

/* What could not be stored, said with the words kept; what the visitor can do
 * nothing about goes to the error page, which keeps them too. */
static enum status show_refusal(struct ctx *c, struct post *post,
				enum status st)
{
	switch (st) {
	case STATUS_CONFLICT:
		post->form.parent = NULL;
		form_fail(c->form, "parent", FORM_NOT_CHOICE, 0);
		return show_again(c, post, 422,
				  tr(c->s, "Your comment is not posted yet"),
				  NULL);
	case STATUS_TOO_FAST:
		response_header(c->response, "Retry-After", "3600");
		return show_again(
			c, post, 429, tr(c->s, "Too many messages at once"),
			tr(c->s, "Many comments came from your network in the "
				 "last hour. Your text is below. Post it again "
				 "in an hour."));
	case STATUS_BUSY:
		response_header(c->response, "Retry-After", "5");
		return show_again(
			c, post, 503, tr(c->s, "One moment, please"),
			tr(c->s, "The site is very busy. Your text is below. "
				 "Post it again in a few seconds."));
	case STATUS_FULL:
		response_header(c->response, "Retry-After", "3600");
		return show_again(
			c, post, 507,
			tr(c->s, "We cannot store anything just now"),
			tr(c->s, "Your text is below. Keep a copy and post it "
				 "again later."));
	default:
		return st;
	}
}

/* Where it stands is looked up before another press of the button can take
 * over the right to see it. *page 0: staff took it back before. */
static enum status add(struct ctx *c, struct post *post, int64_t *id,
		       struct thread *thread, size_t *page)
{
	const struct comment_reader reader = {
		.guest_hash = post->draft.guest_hash,
		.user_id = post->draft.user_id,
	};
	bool is_repeat;
	enum status st;

	db_begin(c->db);
	st = store_comment_add(c->db, &post->draft, id, &is_repeat);
	if (st == STATUS_OK) {
		st = store_comment_place(c->db, c->arena, *id, &reader, thread,
					 page);
		if (st == STATUS_NOT_FOUND) {
			*page = 0;
			st = STATUS_OK;
		}
	}
	return db_end(c->db, st);
}

static enum status store(struct ctx *c, struct post *post)
{
	unsigned char guest[TOKEN_HASH], address[TOKEN_HASH];
	const char *token = guest_token(c, guest);
	struct thread thread;
	enum status st;
	int64_t id;
	size_t page;

	guest_address_hash(c, address);
	post->draft.guest_hash = guest;
	post->draft.address_hash = address;
	post->draft.per_hour = c->site->config->comments_per_hour;
	st = add(c, post, &id, &thread, &page);
	if (st != STATUS_OK)
		return show_refusal(c, post, st);
	guest_remember(c, token);
	if (page == 0)
		return page_redirect(c, 303, "%s#talk", post->thread.path);
	return go_to(c, &thread, page, id);
}

/* POST /comments */
enum status page_comment_create(struct ctx *c)
{
	struct post post = { .form.typed = c->form };
	enum status st;

	st = read_place(c, &post);
	if (st != STATUS_OK)
		return st;
	read_words(c, &post);
	if (!form_ok(c->form))
		return show_again(c, &post, 422,
				  tr(c->s, "Your comment is not posted yet"),
				  NULL);
	st = comment_judge(c, &post.draft);
	if (st != STATUS_OK)
		return st;
	if (form_flag(c->form, "preview"))
		return show_preview(c, &post);
	return store(c, &post);
}
