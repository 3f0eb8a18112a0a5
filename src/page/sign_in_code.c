/* The second step of signing in: a code of the phone, or a recovery code.
 * Until it was right there is no session; that the password was right stands
 * in a signed field of the form, for five minutes, and ends with the
 * password. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "page/admin_again.h"
#include "page/pages.h"
#include "page/second_factor.h"
#include "page/sign_in.h"
#include "util/log.h"

/* "<id>.<seconds>.<code>" */
static const char *pending_of(const struct ctx *c,
			      const struct user_secret *user, int64_t at)
{
	unsigned char key[32], hash[TOKEN_HASH];
	char *head =
		arena_printf(c->arena, "%" PRId64 ".%" PRId64, user->id, at);

	token_subkey(c->site->key, "sgnincod", key);
	token_mac(hash, key, head,
		  user->password_hash ? user->password_hash : "", NULL);
	explicit_bzero(key, sizeof(key));
	return arena_printf(c->arena, "%s.%s", head,
			    token_encode(c->arena, hash, sizeof(hash)));
}

/* Whose password was right; STATUS_NOT_FOUND when that is not so, or was too
 * long ago. */
static enum status read_pending(struct ctx *c, struct user_secret *user)
{
	const char *typed = form_value(c->form, "pending"), *dot, *good;
	int64_t at;
	enum status st;

	dot = typed ? strchr(typed, '.') : NULL;
	if (!dot)
		return STATUS_NOT_FOUND;
	at = strtoll(dot + 1, NULL, 10);
	if (at <= 0 || at > c->now || c->now - at > SIGN_IN_PENDING_SECONDS)
		return STATUS_NOT_FOUND;
	st = store_user_secret_get(c->db, c->arena, strtoll(typed, NULL, 10),
				   user);
	if (st != STATUS_OK)
		return st;
	good = pending_of(c, user, at);
	return strlen(good) == strlen(typed) &&
			       token_equal((const unsigned char *)good,
					   (const unsigned char *)typed,
					   strlen(good))
		       ? STATUS_OK
		       : STATUS_NOT_FOUND;
}

static enum status show(struct ctx *c, const char *pending,
			const struct sign_in_problem *problem,
			const char *ticket)
{
	struct view_dict *dict = page_dict(c);

	view_set(dict, "PENDING", pending);
	view_show_text(dict, "TICKET", ticket);
	sign_in_show_error(c, dict, "CODE_ERROR", "code");
	return sign_in_show(c, tr(c->s, "Your sign-in code"),
			    "pages/sign_in_code.tpl", "/sign-in/code", problem,
			    dict);
}

enum status sign_in_ask_code(struct ctx *c, const struct user_secret *user)
{
	static const struct sign_in_problem NONE;

	return show(c, pending_of(c, user, c->now), &NONE, NULL);
}

static enum status try(struct ctx *c, const struct user_secret *user,
		       const char *pending)
{
	const char *typed = form_value(c->form, "code");
	struct sign_in_problem problem;
	struct sign_in_try t;
	bool was_sent;
	enum status st = sign_in_try(c, "code", user->email, &t);

	if (st != STATUS_OK)
		return st;
	if (t.wait) {
		problem = sign_in_wait(c, &t);
		return show(c, pending, &problem, t.ticket);
	}
	st = second_factor_use(c, user, typed ? typed : "");
	if (st == STATUS_OK)
		st = sign_in_let_in(c, user, &t, admin_again_to(c));
	if (st == STATUS_OK)
		return admin_again_send(c);
	if (st != STATUS_NOT_FOUND)
		return st;
	st = sign_in_was_sent(c, &was_sent);
	if (st != STATUS_OK || was_sent)
		return st;
	log_info("a sign-in code failed");
	form_say(c->form, "code",
		 tr(c->s, "Enter the code that your phone shows now. Each "
			  "code works once"));
	problem = (struct sign_in_problem){ 422,
					    tr(c->s, "That code does not fit"),
					    NULL };
	return show(c, pending, &problem, NULL);
}

/* GET /sign-in/code: only the form comes here. */
enum status page_sign_in_code(struct ctx *c)
{
	return page_redirect(c, 303, "/sign-in");
}

/* POST /sign-in/code */
enum status page_sign_in_code_save(struct ctx *c)
{
	const char *pending = form_value(c->form, "pending");
	struct sign_in_problem problem;
	struct user_secret user;
	enum status st = read_pending(c, &user);

	if (st == STATUS_NOT_FOUND) {
		problem = (struct sign_in_problem){
			422, tr(c->s, "Enter your password once more"),
			tr(c->s, "More than five minutes went by.")
		};
		return sign_in_show(c, tr(c->s, "Sign in"), "pages/sign_in.tpl",
				    "/sign-in", &problem, page_dict(c));
	}
	if (st != STATUS_OK)
		return st;
	if (form_ok(c->form))
		return try(c, &user, pending);
	problem = sign_in_form_problem(c);
	return show(c, pending, &problem, NULL);
}
