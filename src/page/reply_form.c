#include "page/reply_form.h"

#include <string.h>

#include "page/comment_post.h"
#include "page/judge.h"
#include "page/sign_in_ways.h"
#include "store/member_self.h"
#include "store/session.h"
#include "store/setting.h"
#include "util/utf8.h"
#include "view/format.h"
#include "view/markdown.h"

#define QUOTE_MAX 200 /* characters of what is answered */

/* What to do about each problem of each field; {n} is the limit. */
static const struct {
	const char *field;
	enum form_problem problem;
	const char *fix;
} FIXES[] = {
	{ "name", FORM_MISSING, TR("Enter your name") },
	{ "name", FORM_TOO_LONG, TR("Shorten your name to {n} characters") },
	{ "email", FORM_MISSING, TR("Enter your email address") },
	{ "email", FORM_TOO_LONG,
	  TR("Shorten your email address to {n} characters") },
	{ "email", FORM_NOT_EMAIL,
	  TR("Enter an email address such as name@example.org") },
	{ "body", FORM_MISSING, TR("Enter your comment") },
	{ "body", FORM_TOO_LONG, TR("Shorten your comment to {n} characters") },
	{ "website", FORM_NOT_URL,
	  TR("Enter a web address such as https://example.org") },
	{ "website", FORM_TOO_LONG,
	  TR("Shorten the web address to {n} characters") },
	{ "parent", FORM_NOT_CHOICE,
	  TR("The comment you answered is gone. Post yours as a new one") },
};

const char *reply_form_fix(const struct ctx *c, const struct form *typed,
			   const char *field)
{
	const struct form_error *error = form_error_of(typed, field);

	if (!error)
		return NULL;
	if (error->problem == FORM_SAID)
		return error->words;
	for (size_t i = 0; i < sizeof(FIXES) / sizeof(FIXES[0]); i++)
		if (!strcmp(FIXES[i].field, field) &&
		    FIXES[i].problem == error->problem)
			return str_fill(c->arena, tr(c->s, FIXES[i].fix), "n",
					format_int(c->arena, c->s,
						   (int64_t)error->limit),
					NULL);
	return tr(c->s, "Check this field");
}

const char *reply_form_id(const struct ctx *c, const char *field)
{
	if (!strcmp(field, "parent"))
		field = "body";
	return arena_printf(c->arena, "c-%s", field);
}

static void fill_parent(struct ctx *c, struct view_dict *dict,
			const struct comment *parent)
{
	struct view_dict *answering = view_section(dict, "ANSWERING");
	const char *words = markdown_plain(c->arena, parent->body);

	view_set_int(answering, "PARENT_ID", parent->id);
	view_set(answering, "PARENT_NAME", parent->author_name);
	view_set(answering, "PARENT_TEXT",
		 utf8_shorten(c->arena, words, QUOTE_MAX));
}

/* A field of what was typed, and what to do about it. */
struct field {
	const char *name, *value, *error;
};

static void fill_fields(struct ctx *c, struct view_dict *dict,
			const struct form *typed, const struct field *fields,
			size_t count)
{
	for (size_t i = 0; typed && i < count; i++) {
		view_set(dict, fields[i].value,
			 form_value(typed, fields[i].name));
		view_show_text(dict, fields[i].error,
			       reply_form_fix(c, typed, fields[i].name));
	}
}

void reply_form_words(struct ctx *c, struct view_dict *dict,
		      const struct form *typed)
{
	static const struct field fields[] = {
		{ "body", "BODY", "BODY_ERROR" },
		{ "website", "WEBSITE", "WEBSITE_ERROR" },
	};

	fill_fields(c,
		    view_include(dict, "WORDS", "partials/comment_words.tpl"),
		    typed, fields, 2);
}

/* Only a sentence hangs on it, so a fault is no more than its row in the
 * log. */
static bool shows_at_once(struct ctx *c)
{
	bool is_trusted = comment_post_is_staff(c), is_attack = false;

	if (!is_trusted && store_comment_trusts(c->db, c->user->user_id, c->now,
						&is_trusted) != STATUS_OK)
		return false;
	return is_trusted &&
	       store_setting_is_on(c->db, SETTING_ATTACK, &is_attack) ==
		       STATUS_OK &&
	       !is_attack;
}

static void fill_writer(struct ctx *c, struct view_dict *dict,
			const struct form *typed)
{
	static const struct field fields[] = {
		{ "name", "NAME", "NAME_ERROR" },
		{ "email", "EMAIL", "EMAIL_ERROR" },
	};
	struct view_dict *member;

	fill_fields(c, dict, typed, fields, 2);
	if (!c->user) {
		view_show(dict, "IS_READ");
		view_show(dict, "GUEST");
		return;
	}
	view_show(dict, shows_at_once(c) ? "AT_ONCE" : "IS_READ");
	member = view_section(dict, "MEMBER");
	view_set(member, "WRITER", c->user->name);
	if (comment_post_is_staff(c))
		view_show(member, "STAFF");
}

/* A member chooses on the page of their account. As above, a fault leaves a
 * sentence out. */
static bool gets_replies(struct ctx *c)
{
	struct member_self self;

	return store_member_self(c->db, c->arena, c->user->user_id, &self) ==
		       STATUS_OK &&
	       self.mail_to && self.wants_replies && !self.stopped_at;
}

static void fill_notify(struct ctx *c, struct view_dict *dict,
			const struct form *typed)
{
	if (!*c->site->config->mail_server)
		return;
	if (c->user) {
		if (gets_replies(c))
			view_show(dict, "MAILED");
		return;
	}
	dict = view_section(dict, "NOTIFY");
	if (typed && form_flag(typed, "notify"))
		view_show(dict, "NOTIFY_ON");
}

void reply_form_fill(struct ctx *c, struct view_dict *dict,
		     const struct reply_form *form)
{
	struct view_dict *own =
		view_include(dict, "REPLY_FORM", "partials/comment_form.tpl");

	view_set(own, "KIND", store_thread_kind_name(form->kind));
	view_set(own, "KEY", form->key);
	if (form->parent)
		fill_parent(c, own, form->parent);
	if (form->typed && form_flag(form->typed, "draft"))
		view_show(own, "DRAFT");
	fill_writer(c, own, form->typed);
	reply_form_words(c, own, form->typed);
	fill_notify(c, own, form->typed);
	sign_in_ways_fill(c, own);
	if (form->is_for_one)
		view_show_text(own, "MADE", judge_stamp(c));
}
