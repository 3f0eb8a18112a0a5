/* Posting a comment. */
#include <string.h>

#include "page/comment_post.h"
#include "page/guest.h"
#include "page/judge.h"
#include "page/kept_form.h"
#include "page/pages.h"
#include "page/sign_in_ways.h"
#include "page/staff_name.h"
#include "page/thread_way.h"
#include "store/draft.h"
#include "store/session.h"

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
static enum status show_again(struct ctx *c, const struct comment_post *post,
			      int code, const char *title, const char *text)
{
	struct view_dict *dict = page_dict(c);

	view_set(dict, "PROBLEM_TITLE", title);
	view_show_text(dict, "PROBLEM_TEXT", text);
	if (c->form->error_count)
		fill_fields(c, dict);
	c->response->code = code;
	return comment_post_show(c, post, tr(c->s, "Error: your comment"),
				 "pages/comment_again.tpl", dict);
}

static enum status show_preview(struct ctx *c, const struct comment_post *post)
{
	struct view_dict *dict = page_dict(c);

	comment_post_preview(c, dict, &post->draft);
	return comment_post_show(c, post, tr(c->s, "Preview of your comment"),
				 "pages/comment_preview.tpl", dict);
}

/* The form was made for somebody who was signed in, and nobody is now. */
static bool is_signed_out(const struct ctx *c)
{
	return !c->user && !form_value(c->form, "name") &&
	       !form_value(c->form, "email");
}

/* It was made for a guest, or asks to sign in, and somebody is signed in now:
 * they see under which name they write before it is posted. */
static bool is_signed_in_since(const struct ctx *c)
{
	const char *name = form_value(c->form, "name");

	return c->user && ((name && *name) || form_value(c->form, "sign_in"));
}

/* Nobody takes a name of ours. A reader's comes from elsewhere, so they are
 * led to where it can be changed. */
static enum status check_name(struct ctx *c, const char *name)
{
	bool is_ours = false;
	enum status st;

	if (!*name)
		return STATUS_OK;
	st = staff_name_is(c, c->user ? c->user->user_id : 0,
			   c->user ? c->user->role : ROLE_NONE, name, &is_ours);
	if (st == STATUS_OK && is_ours)
		form_say(c->form, "name",
			 c->user ? tr(c->s, "Change your name on the page of "
					    "your account: this one is our "
					    "staff's")
				 : tr(c->s, "Choose another name: this one is "
					    "our staff's"));
	return st;
}

/* Problems are named in the order of the fields. */
static enum status read_writer(struct ctx *c, struct comment_post *post)
{
	struct comment_draft *draft = &post->draft;
	enum status st;

	draft->author_name =
		c->user ? c->user->name
			: form_line(c->form, "name", 1, COMMENT_NAME_MAX);
	st = check_name(c, draft->author_name);
	if (c->user) {
		draft->user_id = c->user->user_id;
		draft->is_staff = comment_post_is_staff(c);
		draft->author_email = c->user->email;
	} else {
		draft->author_email = form_email(c->form, "email", true);
		draft->guest_hash = post->guest;
	}
	guest_address_hash(c, post->address);
	draft->address_hash = post->address;
	if (guest_customer_hash(c, post->customer))
		draft->customer_hash = post->customer;
	draft->per_hour = c->site->config->comments_per_hour;
	return st;
}

static void read_words(struct ctx *c, struct comment_post *post)
{
	struct comment_draft *draft = &post->draft;

	draft->thread_kind = post->form.kind;
	draft->thread_key = post->form.key;
	draft->parent_id = post->form.parent ? post->parent.id : 0;
	draft->body = form_text(c->form, "body", 1, COMMENT_BODY_MAX);
	draft->website = form_url(c->form, "website");
	draft->wants_mail =
		*c->site->config->mail_server && form_flag(c->form, "notify");
	draft->now = c->now;
}

/* Nobody is signed in any more: they see the fields of a guest. */
static enum status show_signed_out(struct ctx *c, struct comment_post *post)
{
	c->user = NULL;
	return show_again(c, post, 422,
			  tr(c->s, "You are not signed in any more"),
			  tr(c->s, "Your text is below. Sign in again, or post "
				   "it as a guest."));
}

/* What could not be stored, said with the words kept; what the visitor can do
 * nothing about goes to the error page, which keeps them too. */
static enum status show_refusal(struct ctx *c, struct comment_post *post,
				enum status st)
{
	switch (st) {
	case STATUS_FORBIDDEN:
		return show_signed_out(c, post);
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
			tr(c->s, "Many comments came in the last hour. Your "
				 "text is below. Post it again in an hour."));
	case STATUS_BUSY:
		response_header(c->response, "Retry-After", "5");
		return show_again(
			c, post, 503, tr(c->s, "One moment, please"),
			tr(c->s, "The site is very busy. Your text is below. "
				 "Post it again in a few seconds."));
	case STATUS_TROUBLE:
		response_header(c->response, "Retry-After", "5");
		return show_again(
			c, post, 503, tr(c->s, "One moment, please"),
			tr(c->s, "The site could not read or write just now. "
				 "Your text is below. Post it again in a few "
				 "seconds: it is stored once."));
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

/* Since the request came somebody may have signed them out, deleted the
 * account, or given it another role: asked again where no other can write. */
static enum status check_session(struct ctx *c)
{
	struct session now = { 0 };
	enum status st;

	if (!c->user)
		return STATUS_OK;
	st = store_session_find(c->db, c->arena, c->session_token, c->now,
				&now);
	if (st == STATUS_NOT_FOUND ||
	    (st == STATUS_OK && now.role != c->user->role))
		return STATUS_FORBIDDEN;
	return st;
}

/* Where it stands is looked up before another press of the button can take
 * over the right to see it. Page 0: staff took it back before. */
static enum status add(struct ctx *c, struct comment_post *post, int64_t *id,
		       struct comment_spot *place)
{
	const struct comment_reader reader = {
		.guest_hash = post->draft.guest_hash,
		.user_id = post->draft.user_id,
	};
	bool is_repeat;
	enum status st;

	db_begin(c->db);
	st = check_session(c);
	if (st == STATUS_OK)
		st = store_comment_add(c->db, &post->draft, id, &is_repeat);
	if (st == STATUS_OK) {
		st = store_comment_place(c->db, c->arena, *id, &reader, false,
					 place);
		if (st == STATUS_NOT_FOUND) {
			place->view.page = 0;
			st = STATUS_OK;
		}
	}
	if (st == STATUS_OK && c->user && form_flag(c->form, "draft"))
		st = store_draft_drop(c->db, c->user->user_id, COMMENT_DRAFT);
	return db_end(c->db, st);
}

static enum status store(struct ctx *c, struct comment_post *post,
			 const char *token)
{
	struct comment_spot place;
	enum status st;
	int64_t id;

	st = add(c, post, &id, &place);
	if (st != STATUS_OK)
		return show_refusal(c, post, st);
	if (!c->user)
		guest_remember(c, token);
	if (place.view.page == 0)
		return page_redirect(c, 303, "%s#talk", post->thread.path);
	return thread_way_go(c, &place, id);
}

/* On to signing in, with all that was typed. */
static enum status leave(struct ctx *c, struct comment_post *post)
{
	form_text(c->form, "body", 0, COMMENT_BODY_MAX);
	if (!form_ok(c->form))
		return show_again(c, post, 422,
				  tr(c->s, "Your comment is not posted yet"),
				  NULL);
	return sign_in_leave(
		c, form_value(c->form, "sign_in"), "/comments/new",
		kept_form_write(c->arena, c->form, COMMENT_FIELDS));
}

/* POST /comments */
enum status page_comment_create(struct ctx *c)
{
	struct comment_post post = { .fields = c->form,
				     .form = { .typed = c->form,
					       .is_for_one = true } };
	const char *way = form_value(c->form, "sign_in"), *token;
	enum status st;

	st = comment_post_place(c, &post);
	if (st != STATUS_OK)
		return st;
	if (way && *way && !c->user)
		return leave(c, &post);
	if (is_signed_out(c))
		return show_signed_out(c, &post);
	token = guest_token(c, post.guest);
	st = read_writer(c, &post);
	read_words(c, &post);
	if (st != STATUS_OK)
		return st;
	if (!form_ok(c->form))
		return show_again(c, &post, 422,
				  tr(c->s, "Your comment is not posted yet"),
				  NULL);
	st = comment_judge(c, &post.draft);
	if (st != STATUS_OK)
		return st;
	if (form_flag(c->form, "preview") || is_signed_in_since(c))
		return show_preview(c, &post);
	return store(c, &post, token);
}
