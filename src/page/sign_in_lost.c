#include "page/sign_in_lost.h"

#include <inttypes.h>
#include <string.h>

#include "page/admin_again.h"
#include "page/kept_form.h"
#include "page/render.h"
#include "page/reply_form.h"
#include "page/sign_in_ways.h"
#include "store/comment.h"
#include "store/member.h"

/* The comment form once more; false when kept is none, or its page is gone
 * by now. */
static enum status show_comment(struct ctx *c, struct view_dict *dict,
				struct form *typed, bool *is_shown)
{
	struct reply_form form = { .typed = typed, .is_for_one = true };
	const char *kind = form_value(typed, "thread");
	int64_t parent_id = form_id(typed, "parent");
	struct comment parent;
	struct thread thread;
	enum status st;

	*is_shown = false;
	form.key = form_value(typed, "key");
	if (!kind || !form.key || !store_thread_kind_of(kind, &form.kind))
		return STATUS_OK;
	st = store_thread_get(c->db, c->arena, form.kind, form.key, &thread);
	if (st != STATUS_OK)
		return st == STATUS_NOT_FOUND ? STATUS_OK : st;
	st = parent_id && thread.id
		     ? store_comment_parent(c->db, c->arena, thread.id,
					    parent_id, &parent)
		     : STATUS_NOT_FOUND;
	if (st == STATUS_OK)
		form.parent = &parent;
	if (st != STATUS_OK && st != STATUS_NOT_FOUND)
		return st;
	reply_form_fill(c, dict, &form);
	*is_shown = true;
	return STATUS_OK;
}

/* Whatever it was that they typed, here it is. */
static void show_words(struct view_dict *dict, const struct form *typed)
{
	const char *body = form_value(typed, "body");

	if (body && *body)
		view_set(view_section(dict, "WORDS"), "KEPT_TEXT", body);
}

/* A form of somebody who was signed in once waits for them still. */
static void keep_waiting(struct ctx *c, const struct form *typed)
{
	c->kept_to = form_value(typed, "kept_to");
	c->kept_fields = form_value(typed, "kept");
}

static enum status fill(struct ctx *c, struct view_dict *dict,
			const struct sign_in_lost *lost)
{
	bool is_shown = false;
	struct form typed;
	enum status st = STATUS_OK;

	if (kept_form_read(c->arena, lost->kept, &typed)) {
		keep_waiting(c, &typed);
		st = show_comment(c, dict, &typed, &is_shown);
	}
	if (st != STATUS_OK)
		return st;
	if (is_shown) {
		view_show(dict, "HAS_COMMENT");
		return STATUS_OK;
	}
	show_words(dict, &typed);
	sign_in_forms_fill(c, dict, lost->return_to, NULL);
	if (lost->return_to && strcmp(lost->return_to, "/me") != 0)
		view_set(view_section(dict, "BACK_TO"), "RETURN_TO",
			 lost->return_to);
	return STATUS_OK;
}

enum status sign_in_lost_show(struct ctx *c, const struct sign_in_lost *lost)
{
	struct page page = { .title = lost->title,
			     .is_noindex = true,
			     .crumbs = { { "/", tr(c->s, "Home") } } };
	struct view_dict *dict = page_dict(c);
	enum status st;

	view_set(dict, "LOST_TITLE", lost->title);
	view_show_text(dict, "LOST_TEXT", lost->text);
	st = fill(c, dict, lost);
	if (st != STATUS_OK)
		return st;
	c->response->code = lost->code;
	if (lost->retry_after)
		response_header(
			c->response, "Retry-After",
			arena_printf(c->arena, "%d", lost->retry_after));
	return page_show(c, &page, "pages/sign_in_lost.tpl", dict);
}

enum status sign_in_lost_begin(struct ctx *c, enum status st,
			       struct sign_in_lost lost)
{
	switch (st) {
	case STATUS_TOO_FAST:
		lost.code = 429;
		lost.retry_after = 60;
		lost.title = tr(c->s, "Wait a moment, then try again");
		lost.text = tr(c->s, "Many people from your network have begun "
				     "to sign in. Try again in a minute.");
		break;
	case STATUS_BUSY:
		lost.code = 503;
		lost.retry_after = 60;
		lost.title = tr(c->s, "One moment, please");
		lost.text = tr(c->s, "Many people sign in just now. Try again "
				     "in a minute.");
		break;
	case STATUS_TOO_LARGE:
		lost.code = 413;
		lost.title = tr(c->s, "That was too long to keep");
		lost.text = tr(c->s, "Shorten your text, then sign in.");
		break;
	default:
		return st;
	}
	return sign_in_lost_show(c, &lost);
}

enum status sign_in_lost_member(struct ctx *c, const struct member *member,
				struct sign_in_lost lost)
{
	lost.code = 403;
	if (member->standing == MEMBER_IS_STAFF) {
		lost.title = tr(c->s, "Sign in with your password");
		lost.text = tr(c->s, "This is a staff account. It signs in "
				     "with email address and password, on the "
				     "page \"Sign in\".");
	} else {
		lost.title = tr(c->s, "This account is closed");
		lost.text = tr(c->s, "Our staff closed it, so it cannot sign "
				     "in. You can still read everything "
				     "here.");
	}
	return sign_in_lost_show(c, &lost);
}
