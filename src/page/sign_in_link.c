/* One-time links: an invitation, or a forgotten password. Looking at a link
 * uses nothing up, for mail programs look too. */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "page/admin.h"
#include "page/admin_again.h"
#include "page/form_token.h"
#include "page/pages.h"
#include "page/sign_in.h"
#include "page/sign_in_attempt.h"
#include "page/sign_in_ways.h"
#include "page/staff_name.h"
#include "store/outbox.h"
#include "store/session.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/password.h"

#define FORGOT_MS 60 /* the answer takes as long, account or not */

static enum status show_over(struct ctx *c)
{
	static const struct sign_in_problem NONE;

	c->response->code = 410;
	return sign_in_show(c, tr(c->s, "This link is over"),
			    "pages/sign_in_over.tpl", "/sign-in/forgot", &NONE,
			    page_dict(c));
}

static enum status show(struct ctx *c, const struct user_secret *user,
			const struct sign_in_problem *problem)
{
	struct view_dict *dict = page_dict(c), *name;

	view_set(dict, "EMAIL", user->email);
	if (!user->name) {
		name = view_section(dict, "ASKS_NAME");
		view_set(name, "NAME",
			 c->form ? form_value(c->form, "name") : NULL);
		sign_in_show_error(c, name, "NAME_ERROR", "name");
	}
	sign_in_show_error(c, dict, "PASSWORD_ERROR", "password");
	return sign_in_show(c, tr(c->s, "Choose your password"),
			    "pages/sign_in_link.tpl", c->request->path, problem,
			    dict);
}

/* GET /sign-in/link/:token */
enum status page_sign_in_link(struct ctx *c)
{
	static const struct sign_in_problem NONE;
	struct user_secret user;
	enum status st = store_user_link_find(
		c->db, c->arena, ctx_param(c, "token"), c->now, &user);

	if (st == STATUS_NOT_FOUND)
		return show_over(c);
	return st == STATUS_OK ? show(c, &user, &NONE) : st;
}

static enum status use(struct ctx *c, const struct user_secret *user,
		       const char *name, const char *hash)
{
	const char *actor = arena_printf(c->arena, "user %" PRId64, user->id);
	int64_t id;
	enum status st =
		form_token_spend(c, user->totp_secret ? "/sign-in" : "/admin");

	if (st == STATUS_OK)
		st = store_user_link_use(c->db, ctx_param(c, "token"), c->now,
					 &id);
	if (st == STATUS_OK && name)
		st = store_user_set_name(c->db, id, name);
	if (st == STATUS_OK)
		st = store_user_set_password(c->db, id, hash, c->now, actor);
	/* All sign-ins of the account are over, this browser's too. */
	if (st == STATUS_OK && c->user && c->user->user_id == id)
		c->user = NULL;
	return st;
}

/* With a second factor the link alone lets nobody in: it stands for the
 * password. */
static enum status carry_out(struct ctx *c, struct user_secret *user,
			     const char *name, const char *hash)
{
	const struct session *before = c->user;
	enum status st;

	db_begin(c->db);
	st = use(c, user, name, hash);
	if (st == STATUS_OK && !user->totp_secret)
		st = sign_in_let_in(c, user, NULL, NULL);
	st = db_end(c->db, st);
	if (st != STATUS_OK) {
		c->user = before; /* whose form it is */
		return st;
	}
	if (!user->totp_secret)
		return page_redirect(c, 303, "/admin");
	st = store_user_secret_get(c->db, c->arena, user->id, user);
	return st == STATUS_OK ? sign_in_ask_code(c, user) : st;
}

static enum status set_password(struct ctx *c, struct user_secret *user,
				const char *name, const char *password)
{
	struct sign_in_problem problem;
	char hash[PASSWORD_HASH];
	bool was_sent;
	enum status st = password_hash(password, hash);

	if (st == STATUS_BUSY) {
		problem = sign_in_busy(c);
		return show(c, user, &problem);
	}
	if (st == STATUS_OK)
		st = carry_out(c, user, name, hash);
	explicit_bzero(hash, sizeof(hash));
	if (st != STATUS_NOT_FOUND)
		return st;
	st = sign_in_was_sent(c, &was_sent); /* used in this moment */
	return st != STATUS_OK || was_sent ? st : show_over(c);
}

/* Whoever is invited says it; owners of programs take no name of ours. */
static enum status read_name(struct ctx *c, const struct user_secret *user,
			     const char **name)
{
	*name = form_line(c->form, "name", 0, SIGN_IN_NAME_MAX);
	if (!**name)
		form_say(c->form, "name", tr(c->s, "Enter your name"));
	return staff_name_refuse(c, user->id, user->role, *name);
}

/* POST /sign-in/link/:token */
enum status page_sign_in_link_save(struct ctx *c)
{
	const char *name = NULL, *password;
	struct sign_in_problem problem;
	struct user_secret user;
	enum status st = store_user_link_find(
		c->db, c->arena, ctx_param(c, "token"), c->now, &user);

	if (st == STATUS_NOT_FOUND)
		return show_over(c);
	if (st != STATUS_OK)
		return st;
	if (!user.name)
		st = read_name(c, &user, &name);
	if (st != STATUS_OK)
		return st;
	password = sign_in_new_password(
		c, "password", user.name ? user.name : name, user.email);
	if (form_ok(c->form)) {
		st = set_password(c, &user, name, password);
	} else {
		problem = sign_in_form_problem(c);
		st = show(c, &user, &problem);
	}
	return sign_in_finish(c, st);
}

/* Forgotten ---------------------------------------------------------------- */

static enum status show_forgot(struct ctx *c,
			       const struct sign_in_problem *problem,
			       const char *ticket)
{
	struct view_dict *dict = page_dict(c);

	view_set(dict, "EMAIL", c->form ? form_value(c->form, "email") : NULL);
	view_show_text(dict, "TICKET", ticket);
	if (!*c->site->config->mail_server)
		view_show(dict, "NO_MAIL");
	sign_in_show_error(c, dict, "EMAIL_ERROR", "email");
	return sign_in_show(c, tr(c->s, "Choose a new password"),
			    "pages/sign_in_forgot.tpl", "/sign-in/forgot",
			    problem, dict);
}

/* GET /sign-in/forgot */
enum status page_sign_in_forgot(struct ctx *c)
{
	static const struct sign_in_problem NONE;

	return show_forgot(c, &NONE, NULL);
}

/* GET /sign-in/forgot/sent */
enum status page_sign_in_sent(struct ctx *c)
{
	static const struct sign_in_problem NONE;

	struct view_dict *dict = page_dict(c);
	bool has_mail = *c->site->config->mail_server;
	const char *title = has_mail ? tr(c->s, "Look at your mail")
				     : tr(c->s, "Ask an administrator");

	view_set(dict, "TITLE", title);
	view_show(dict, has_mail ? "MAILED" : "NO_MAIL");
	return sign_in_show(c, title, "pages/sign_in_sent.tpl",
			    "/sign-in/forgot", &NONE, dict);
}

static enum status queue_mail(struct ctx *c, const struct user_secret *user)
{
	char token[TOKEN_TEXT];
	enum status st = store_user_link_reset(c->db, user->id, c->now, token);

	if (st != STATUS_OK)
		return st;
	return store_outbox_add(
		c->db, "password-reset", user->email,
		arena_printf(c->arena, "user %" PRId64 " %" PRId64, user->id,
			     c->now),
		arena_printf(c->arena, "{\"link\":\"%s\"}", token), c->now);
}

/* Readers have no password: they get a link that lets them in. Where nothing is
 * mailed, nothing is said: whether there is an account is nobody's business.
 * Without a mail server no link is made, for it would only
 * lie about. */
static enum status ask(struct ctx *c, const char *email)
{
	const struct email_link in = {
		.email = email,
		.return_to = sign_in_return_to(NULL),
		.created_at = c->now,
	};
	struct user_secret user;
	enum status st = store_user_secret_find(c->db, c->arena, email, &user);

	if (st == STATUS_OK && *c->site->config->mail_server) {
		db_begin(c->db);
		st = db_end(c->db, user.role == ROLE_READER
					   ? sign_in_mail_link(c, &in)
					   : queue_mail(c, &user));
	}
	if (st != STATUS_OK && st != STATUS_NOT_FOUND &&
	    st != STATUS_TOO_FAST && st != STATUS_BUSY)
		return st;
	db_begin(c->db);
	return db_end(c->db, form_token_spend(c, "/sign-in/forgot/sent"));
}

/* POST /sign-in/forgot */
enum status page_sign_in_forgot_save(struct ctx *c)
{
	int64_t until = clock_monotonic_ms() + FORGOT_MS, left;
	const char *email = sign_in_email(c);
	struct sign_in_problem problem;
	struct sign_in_try t;
	enum status st;

	if (!form_ok(c->form)) {
		problem = sign_in_form_problem(c);
		return show_forgot(c, &problem, NULL);
	}
	/* Mailboxes are not to be flooded: every one counts, none is right. */
	st = sign_in_try(c, "forgot", email, &t);
	if (st == STATUS_OK && t.wait) {
		problem = sign_in_wait(c, &t);
		return show_forgot(c, &problem, t.ticket);
	}
	if (st == STATUS_OK)
		st = ask(c, email);
	left = until - clock_monotonic_ms();
	if (left > 0)
		usleep((useconds_t)left * 1000);
	return st == STATUS_OK ? page_redirect(c, 303, "/sign-in/forgot/sent")
			       : st;
}
