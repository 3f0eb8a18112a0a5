/* One's own password: changing it, and giving it once more before something
 * that another must not do on an open screen. */
#include <string.h>

#include "page/admin.h"
#include "page/admin_again.h"
#include "page/form_token.h"
#include "page/pages.h"
#include "page/sign_in.h"
#include "store/session.h"
#include "util/device.h"
#include "util/password.h"

static enum status show(struct ctx *c, const struct sign_in_problem *problem,
			const char *ticket)
{
	struct admin_page page = {
		.title = tr(c->s, "Change your password"),
		.nav = ADMIN_ACCOUNT,
		.crumbs = { { "/me", tr(c->s, "Your account") } },
	};
	struct view_dict *dict = page_dict(c);

	view_set(dict, "EMAIL", c->user->email);
	view_show_text(dict, "TICKET", ticket);
	sign_in_show_error(c, dict, "OLD_ERROR", "password-old");
	sign_in_show_error(c, dict, "PASSWORD_ERROR", "password");
	admin_form(c, dict, "/me/password");
	sign_in_show_problem(c, dict, problem);
	return admin_show(c, &page, "pages/me_password.tpl", dict);
}

static enum status show_confirm(struct ctx *c,
				const struct sign_in_problem *problem,
				const char *ticket)
{
	struct admin_page page = {
		.title = tr(c->s, "Your password, once more"),
		.nav = ADMIN_ACCOUNT,
		.crumbs = { { "/me", tr(c->s, "Your account") } },
	};
	struct view_dict *dict = page_dict(c);

	view_set(dict, "EMAIL", c->user->email);
	view_show_text(dict, "TICKET", ticket);
	sign_in_show_error(c, dict, "PASSWORD_ERROR", "password");
	admin_form(c, dict, "/me/confirm");
	admin_again_carry(c, dict);
	sign_in_show_problem(c, dict, problem);
	return admin_show(c, &page, "pages/me_confirm.tpl", dict);
}

typedef enum status shower(struct ctx *c, const struct sign_in_problem *problem,
			   const char *ticket);

/* Is it theirs? *is_right, or the answer is made. */
static enum status check(struct ctx *c, const char *field, shower *show_form,
			 struct sign_in_try *t, bool *is_right)
{
	const char *password = form_value(c->form, field);
	struct sign_in_problem problem;
	struct user_secret user;
	bool is_old;
	enum status st = sign_in_try(c, "password", c->user->email, t);

	*is_right = false;
	if (st != STATUS_OK)
		return st;
	if (t->wait) {
		problem = sign_in_wait(c, t);
		return show_form(c, &problem, t->ticket);
	}
	st = store_user_secret_get(c->db, c->arena, c->user->user_id, &user);
	if (st == STATUS_OK)
		st = password_check(password ? password : "",
				    user.password_hash, is_right, &is_old);
	if (st == STATUS_BUSY) {
		st = sign_in_take_back(c, t);
		problem = sign_in_busy(c);
		return st == STATUS_OK ? show_form(c, &problem, NULL) : st;
	}
	if (st != STATUS_OK || *is_right)
		return st;
	form_say(c->form, field, tr(c->s, "Enter your present password"));
	problem = sign_in_form_problem(c);
	return show_form(c, &problem, NULL);
}

/* GET /me/password */
enum status page_me_password(struct ctx *c)
{
	static const struct sign_in_problem NONE;

	return show(c, &NONE, NULL);
}

/* Everything that was open ends, and this browser gets a new sign-in. */
static enum status change(struct ctx *c, const struct sign_in_try *t,
			  const char *hash, char *token)
{
	int64_t id = c->user->user_id;
	enum status st = form_token_spend(c, "/me?done=saved");

	if (st == STATUS_OK)
		st = store_user_set_password(c->db, id, hash, c->now,
					     admin_actor(c));
	if (st == STATUS_OK)
		st = sign_in_worked(c, t);
	if (st == STATUS_OK)
		st = store_session_begin(
			c->db, id,
			device_name(c->arena, c->request->user_agent), c->now,
			token);
	return st;
}

static enum status carry_out(struct ctx *c, const struct sign_in_try *t,
			     const char *password)
{
	char hash[PASSWORD_HASH], token[TOKEN_TEXT];
	struct sign_in_problem problem;
	enum status st = password_hash(password, hash);

	if (st == STATUS_BUSY) {
		problem = sign_in_busy(c);
		return show(c, &problem, NULL);
	}
	if (st == STATUS_OK) {
		db_begin(c->db);
		st = db_end(c->db, change(c, t, hash, token));
	}
	explicit_bzero(hash, sizeof(hash));
	if (st == STATUS_OK)
		st = sign_in_set_session(c, token);
	return st == STATUS_OK ? admin_done(c, 0, "/me") : st;
}

/* POST /me/password */
enum status page_me_password_save(struct ctx *c)
{
	const char *password = sign_in_new_password(
		c, "password", c->user->name, c->user->email);
	struct sign_in_problem problem;
	struct sign_in_try t;
	bool is_right;
	enum status st;

	if (form_ok(c->form)) {
		st = check(c, "password-old", show, &t, &is_right);
		if (st == STATUS_OK && is_right)
			st = carry_out(c, &t, password);
	} else {
		problem = sign_in_form_problem(c);
		st = show(c, &problem, NULL);
	}
	return sign_in_finish(c, st);
}

/* GET /me/confirm; also in the place of an answer to a form. */
enum status page_me_confirm(struct ctx *c)
{
	static const struct sign_in_problem NONE;

	return show_confirm(c, &NONE, NULL);
}

static enum status confirm(struct ctx *c, const struct sign_in_try *t)
{
	char token[TOKEN_TEXT];
	enum status st;

	db_begin(c->db);
	st = store_session_renew(c->db, c->user->id, true, c->now, token);
	if (st == STATUS_OK)
		st = sign_in_worked(c, t);
	if (st == STATUS_OK)
		st = form_token_spend(c, admin_again_to(c));
	st = db_end(c->db, st);
	if (st == STATUS_OK)
		st = sign_in_set_session(c, token);
	return st == STATUS_OK ? admin_again_send(c) : st;
}

/* POST /me/confirm */
enum status page_me_confirm_save(struct ctx *c)
{
	struct sign_in_problem problem;
	struct sign_in_try t;
	bool is_right;
	enum status st;

	if (form_ok(c->form)) {
		st = check(c, "password", show_confirm, &t, &is_right);
		if (st == STATUS_OK && is_right)
			st = confirm(c, &t);
	} else {
		problem = sign_in_form_problem(c);
		st = show_confirm(c, &problem, NULL);
	}
	return sign_in_finish(c, st);
}
