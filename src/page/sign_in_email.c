/* Signing in with a link by e-mail. Who asks learns nothing about who has an
 * account; looking at a link uses nothing up, for mail programs look too. */
#include <inttypes.h>
#include <string.h>

#include "page/admin_again.h"
#include "page/form_token.h"
#include "page/kept_form.h"
#include "page/pages.h"
#include "page/sign_in.h"
#include "page/sign_in_attempt.h"
#include "page/sign_in_lost.h"
#include "page/sign_in_member.h"
#include "page/sign_in_ways.h"
#include "page/staff_name.h"
#include "store/email_link.h"
#include "store/member.h"
#include "store/member_self.h"
#include "store/outbox.h"
#include "util/log.h"

#define TRIES "email link" /* for page/sign_in_delay.h */

static const struct sign_in_problem NONE;

static bool has_mail(const struct ctx *c)
{
	return *c->site->config->mail_server != '\0';
}

/* Asking ------------------------------------------------------------------- */

/* What was typed elsewhere waits in an attempt; state, in the query or the
 * form, names it. Without one *out is empty. */
static enum status find_kept(struct ctx *c, const char **state,
			     struct sign_in_attempt *out)
{
	enum status st;

	*state = c->form ? form_value(c->form, "state")
			 : form_value(&c->request->query, "state");
	st = sign_in_attempt_find(c, SIGN_IN_EMAIL, *state, out);
	if (st == STATUS_NOT_FOUND)
		*state = NULL;
	return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

static const char *typed_email(struct ctx *c, const struct sign_in_attempt *a)
{
	struct form form;

	if (c->form)
		return form_value(c->form, "email");
	return kept_form_read(c->arena, a->kept, &form)
		       ? form_value(&form, "email")
		       : NULL;
}

static enum status show(struct ctx *c, const struct sign_in_problem *problem,
			const char *ticket)
{
	struct view_dict *dict = page_dict(c);
	struct sign_in_attempt attempt;
	const char *state;
	enum status st = find_kept(c, &state, &attempt);

	if (st != STATUS_OK)
		return st;
	view_set(dict, "EMAIL", typed_email(c, &attempt));
	if (state && attempt.kept)
		view_show_text(dict, "STATE", state);
	view_show_text(dict, "TICKET", ticket);
	sign_in_show_error(c, dict, "EMAIL_ERROR", "email");
	return sign_in_show(c, tr(c->s, "Sign in with a link by email"),
			    "pages/sign_in_email.tpl", "/sign-in/email",
			    problem, dict);
}

/* GET /sign-in/email */
enum status page_sign_in_email(struct ctx *c)
{
	return has_mail(c) ? show(c, &NONE, NULL) : STATUS_NOT_FOUND;
}

/* A staff account's address gets a mail, too, but one without a link that
 * lets in: a mailbox is no password and no second step. */
static enum status queue_mail(struct ctx *c, const struct email_link *link,
			      const char *token)
{
	unsigned char hash[TOKEN_HASH];
	const char *object;
	bool is_staff;
	enum status st = store_member_is_staff(c->db, link->email, &is_staff);

	if (st != STATUS_OK)
		return st;
	token_hash(token, hash);
	object = arena_printf(c->arena, "sign-in %.16s",
			      token_encode(c->arena, hash, sizeof(hash)));
	if (is_staff)
		return store_outbox_add(c->db, "sign-in-staff", link->email,
					object, "{\"link\":\"\"}", c->now);
	return store_outbox_add(
		c->db, "sign-in-link", link->email, object,
		arena_printf(c->arena, "{\"link\":\"%s\"}", token), c->now);
}

enum status sign_in_mail_link(struct ctx *c, const struct email_link *link)
{
	char token[TOKEN_TEXT];
	enum status st = store_email_link_add(c->db, link, token);

	if (st == STATUS_OK)
		st = queue_mail(c, link, token);
	explicit_bzero(token, sizeof(token));
	return st;
}

static enum status make_link(struct ctx *c, const struct email_link *link,
			     const struct sign_in_attempt *attempt)
{
	enum status st = sign_in_mail_link(c, link);

	if (st == STATUS_OK)
		st = store_sign_in_attempt_drop(c->db, attempt->state_hash);
	return st == STATUS_OK ? form_token_spend(c, "/sign-in/email/sent")
			       : st;
}

static enum status ask(struct ctx *c, const char *email)
{
	struct email_link link = { .email = email, .created_at = c->now };
	struct sign_in_problem problem;
	struct sign_in_attempt attempt;
	const char *state;
	enum status st = find_kept(c, &state, &attempt);

	if (st != STATUS_OK)
		return st;
	link.return_to = state ? attempt.return_to
			       : sign_in_return_to(admin_again_asked_to(c));
	link.kept = state ? attempt.kept : sign_in_kept_tied(c);
	db_begin(c->db);
	st = db_end(c->db, make_link(c, &link, &attempt));
	if (st == STATUS_OK)
		return page_redirect(c, 303, "/sign-in/email/sent");
	if (st != STATUS_TOO_FAST && st != STATUS_BUSY)
		return st;
	response_header(c->response, "Retry-After", "600");
	problem = (struct sign_in_problem){
		st == STATUS_BUSY ? 503 : 429,
		tr(c->s, "Wait a moment, then try again"),
		st == STATUS_BUSY
			? tr(c->s, "Many people ask for a link just now. Try "
				   "again in ten minutes.")
			: tr(c->s, "Three links are on their way to this "
				   "address. Use the newest, or try again in "
				   "ten minutes.")
	};
	return show(c, &problem, NULL);
}

/* POST /sign-in/email */
enum status page_sign_in_email_save(struct ctx *c)
{
	const char *email;
	struct sign_in_problem problem;
	struct sign_in_try t;
	enum status st;

	if (!has_mail(c))
		return STATUS_NOT_FOUND;
	email = sign_in_lower(c->arena, form_email(c->form, "email", true));
	if (!form_ok(c->form)) {
		problem = sign_in_form_problem(c);
		return show(c, &problem, NULL);
	}
	st = sign_in_try(c, TRIES, email, &t);
	if (st == STATUS_OK && t.wait) {
		problem = sign_in_wait(c, &t);
		return show(c, &problem, t.ticket);
	}
	return sign_in_finish(c, st == STATUS_OK ? ask(c, email) : st);
}

/* GET /sign-in/email/sent */
enum status page_sign_in_email_sent(struct ctx *c)
{
	return sign_in_show(c, tr(c->s, "Look for our mail"),
			    "pages/sign_in_email_sent.tpl", "/sign-in/email",
			    &NONE, page_dict(c));
}

/* The link ----------------------------------------------------------------- */

static enum status show_over(struct ctx *c, const struct email_link *link)
{
	const struct sign_in_lost lost = {
		.code = 410,
		.title = tr(c->s, "This link is over"),
		.text = tr(c->s, "It was used before, or is older than ten "
				 "minutes. Ask for another one."),
		.return_to = link->return_to,
		.kept = link->kept,
	};

	return sign_in_lost_show(c, &lost);
}

/* As typed here, or below a comment before. */
static const char *typed_name(struct ctx *c, const struct email_link *link)
{
	struct form form;

	if (c->form)
		return form_value(c->form, "name");
	return kept_form_read(c->arena, link->kept, &form)
		       ? form_value(&form, "name")
		       : NULL;
}

static enum status look_at_name(struct ctx *c, const struct email_link *link,
				bool *lacks_name)
{
	return store_member_lacks_name(c->db, link->email, tr(c->s, "Reader"),
				       lacks_name);
}

static enum status show_link(struct ctx *c, const struct email_link *link,
			     const struct sign_in_problem *problem,
			     bool lacks_name)
{
	struct view_dict *dict = page_dict(c);

	view_set(dict, "EMAIL", link->email);
	if (link->kept)
		view_show(dict, "HAS_KEPT");
	if (lacks_name) {
		struct view_dict *field = view_section(dict, "NAME_FIELD");

		view_set(field, "NAME", typed_name(c, link));
		sign_in_show_error(c, field, "NAME_ERROR", "name");
	}
	return sign_in_show(c, tr(c->s, "Sign in"),
			    "pages/sign_in_email_link.tpl", c->request->path,
			    problem, dict);
}

static enum status find_link(struct ctx *c, struct email_link *out)
{
	enum status st;

	*out = (struct email_link){ 0 };
	st = store_email_link_get(c->db, c->arena, ctx_param(c, "token"),
				  c->now, out);
	if (st == STATUS_OK && !sign_in_kept_is_here(c, out->kept))
		out->kept = NULL;
	return st;
}

/* GET /sign-in/email/:token */
enum status page_sign_in_email_link(struct ctx *c)
{
	struct email_link link;
	bool lacks_name;
	enum status st = find_link(c, &link);

	if (st != STATUS_OK && st != STATUS_NOT_FOUND)
		return st;
	if (!link.is_open)
		return show_over(c, &link);
	st = look_at_name(c, &link, &lacks_name);
	return st == STATUS_OK ? show_link(c, &link, &NONE, lacks_name) : st;
}

/* What a new account is called, or one that had no name yet: nobody takes a
 * name of ours. */
static enum status read_name(struct ctx *c, const char **name)
{
	*name = form_line(c->form, "name", 1, MEMBER_NAME_MAX);
	return staff_name_refuse(c, 0, ROLE_READER, *name);
}

/* The account of the link, made when there is none. name: NULL when it has
 * one. */
static enum status find_member(struct ctx *c, const struct email_link *link,
			       const char *name, struct member *member)
{
	bool lacks_name;
	enum status st = look_at_name(c, link, &lacks_name);

	if (st == STATUS_OK)
		st = store_member_of_email(
			c->db, link->email,
			sign_in_member_name(c, name, link->kept), c->now,
			member);
	if (st != STATUS_OK || member->standing != MEMBER_FINE ||
	    member->is_new || !lacks_name || !name)
		return st;
	return store_member_set_name(
		c->db, member->id, name,
		arena_printf(c->arena, "user %" PRId64, member->id));
}

/* Its token is spent first, while c->user is still who sent the form. */
static enum status use(struct ctx *c, const struct email_link *link,
		       const char *name, struct member *member)
{
	enum status st = form_token_spend(
		c, sign_in_member_path(c, link->return_to, link->kept));

	if (st == STATUS_OK)
		st = store_email_link_use(c->db, ctx_param(c, "token"), c->now);
	if (st == STATUS_OK)
		st = find_member(c, link, name, member);
	if (st != STATUS_OK || member->standing != MEMBER_FINE)
		return st;
	st = sign_in_worked_at(c, TRIES, link->email);
	return st == STATUS_OK ? sign_in_member_enter(c, member->id, link->kept)
			       : st;
}

static enum status carry_out(struct ctx *c, const struct email_link *link,
			     const char *name)
{
	const struct sign_in_lost lost = { .return_to = link->return_to,
					   .kept = link->kept };
	const struct session *before = c->user;
	struct member member = { 0 };
	bool was_sent;
	enum status st;

	db_begin(c->db);
	st = db_end(c->db, use(c, link, name, &member));
	if (st != STATUS_OK)
		c->user = before;     /* whose form it is */
	if (st == STATUS_NOT_FOUND) { /* used in this moment */
		st = sign_in_was_sent(c, &was_sent);
		return st != STATUS_OK || was_sent ? st : show_over(c, link);
	}
	if (st != STATUS_OK)
		return st;
	if (member.standing != MEMBER_FINE)
		return sign_in_lost_member(c, &member, lost);
	return sign_in_member_go_on(c, link->return_to, link->kept);
}

/* POST /sign-in/email/:token */
enum status page_sign_in_email_link_save(struct ctx *c)
{
	struct sign_in_problem problem;
	const char *name = NULL;
	struct email_link link;
	bool lacks_name;
	enum status st = find_link(c, &link);

	if (st != STATUS_OK && st != STATUS_NOT_FOUND)
		return st;
	if (!link.is_open)
		return show_over(c, &link);
	st = look_at_name(c, &link, &lacks_name);
	if (st == STATUS_OK && lacks_name)
		st = read_name(c, &name);
	if (st != STATUS_OK)
		return st;
	if (form_ok(c->form))
		return sign_in_finish(c, carry_out(c, &link, name));
	problem = sign_in_form_problem(c);
	return show_link(c, &link, &problem, lacks_name);
}
