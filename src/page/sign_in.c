/* Signing in with email and password, and signing out. */
#include "page/sign_in.h"

#include <string.h>

#include "page/admin.h"
#include "page/admin_again.h"
#include "page/guard.h"
#include "page/pages.h"
#include "page/sign_in_ways.h"
#include "store/session.h"
#include "util/log.h"
#include "util/password.h"

static enum status show(struct ctx *c, const struct sign_in_problem *problem,
			const char *ticket)
{
	struct view_dict *dict = page_dict(c), *ways;

	view_set(dict, "EMAIL", c->form ? form_value(c->form, "email") : NULL);
	view_show_text(dict, "TICKET", ticket);
	sign_in_show_error(c, dict, "EMAIL_ERROR", "email");
	sign_in_show_error(c, dict, "PASSWORD_ERROR", "password");
	ways = view_section(dict,
			    sign_in_ways_exist(c) ? "HAS_WAYS" : "NO_WAYS");
	sign_in_forms_fill(c, ways, admin_again_asked_to(c), NULL);
	return sign_in_show(c, tr(c->s, "Sign in"), "pages/sign_in.tpl",
			    "/sign-in", problem, dict);
}

/* GET /sign-in; also in the place of an answer to a form. */
enum status page_sign_in(struct ctx *c)
{
	static const struct sign_in_problem NONE;

	if (c->user && !admin_again_has(c))
		return page_redirect(c, 303, "%s", admin_again_to(c));
	return show(c, &NONE, NULL);
}

static enum status show_wrong(struct ctx *c)
{
	const struct sign_in_problem problem = {
		422, tr(c->s, "Email address and password do not match"),
		tr(c->s, "One of them is not right, or the account is not "
			 "open. Check both, or ask for a new password.")
	};

	log_info("a sign-in failed");
	return show(c, &problem, NULL);
}

/* The hash of a time when it was made with less work. The form that asks for
 * the code is signed with the new one. */
static enum status renew_hash(struct ctx *c, struct user_secret *user,
			      const char *password)
{
	char hash[PASSWORD_HASH];
	enum status st = password_hash(password, hash);

	if (st != STATUS_OK)
		return st == STATUS_BUSY ? STATUS_OK : st; /* next time */
	st = store_user_rehash(c->db, user->id, user->password_hash, hash);
	user->password_hash = arena_strdup(c->arena, hash);
	return st;
}

/* The password is right. */
static enum status go_on(struct ctx *c, const struct user_secret *user,
			 const struct sign_in_try *t)
{
	enum status st;

	if (user->totp_secret) {
		st = sign_in_worked(c, t);
		return st == STATUS_OK ? sign_in_ask_code(c, user) : st;
	}
	st = sign_in_let_in(c, user, t, admin_again_to(c));
	if (st == STATUS_NOT_FOUND) /* disabled or changed in this moment */
		return show_wrong(c);
	return st == STATUS_OK ? admin_again_send(c) : st;
}

static enum status try(struct ctx *c, const char *email, const char *password)
{
	struct user_secret user = { 0 };
	struct sign_in_problem problem;
	bool is_right, is_old;
	struct sign_in_try t;
	enum status st = sign_in_try(c, "password", email, &t);

	if (st != STATUS_OK)
		return st;
	if (t.wait) {
		problem = sign_in_wait(c, &t);
		return show(c, &problem, t.ticket);
	}
	st = store_user_secret_find(c->db, c->arena, email, &user);
	if (st != STATUS_OK && st != STATUS_NOT_FOUND)
		return st;
	st = password_check(password, user.password_hash, &is_right, &is_old);
	if (st == STATUS_BUSY) {
		st = sign_in_take_back(c, &t);
		problem = sign_in_busy(c);
		return st == STATUS_OK ? show(c, &problem, NULL) : st;
	}
	if (st == STATUS_OK && is_old)
		st = renew_hash(c, &user, password);
	if (st != STATUS_OK)
		return st;
	return is_right ? go_on(c, &user, &t) : show_wrong(c);
}

/* POST /sign-in */
enum status page_sign_in_save(struct ctx *c)
{
	const char *password = form_value(c->form, "password");
	const char *email = sign_in_email(c);
	struct sign_in_problem problem;
	enum status st;

	if (!password || !*password)
		form_say(c->form, "password", tr(c->s, "Enter your password"));
	if (form_ok(c->form)) {
		st = try(c, email, password);
	} else {
		problem = sign_in_form_problem(c);
		st = show(c, &problem, NULL);
	}
	return sign_in_finish(c, st);
}

/* POST /sign-out */
enum status page_sign_out(struct ctx *c)
{
	enum status st = store_session_end(c->db, c->user->user_id, c->user->id,
					   admin_actor(c));

	if (st != STATUS_OK && st != STATUS_NOT_FOUND)
		return st;
	response_cookie(c->response, c->site->config->is_https, SESSION_COOKIE,
			"", 0);
	return page_redirect(c, 303, "/sign-in");
}
