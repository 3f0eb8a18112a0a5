/* One's own second factor: setting it up, new recovery codes, turning it off.
 * Until a code proved that the phone knows the secret, nothing is stored: it
 * goes along in the form, sealed for this account. */
#include <string.h>

#include "page/admin.h"
#include "page/form_token.h"
#include "page/pages.h"
#include "page/second_factor.h"
#include "page/sign_in.h"
#include "store/session.h"
#include "util/log.h"
#include "view/qr.h"

static enum status show(struct ctx *c, const unsigned char *secret,
			const struct sign_in_problem *problem)
{
	struct admin_page page = {
		.title = tr(c->s, "Sign in with your phone, too"),
		.nav = ADMIN_ACCOUNT,
		.crumbs = { { "/me", tr(c->s, "Your account") } },
	};
	unsigned char sealed[SECOND_FACTOR_SEALED];
	struct view_dict *dict = page_dict(c);

	second_factor_seal(c, c->user->user_id, secret, sealed);
	view_set(dict, "SEALED",
		 token_encode(c->arena, sealed, sizeof(sealed)));
	view_set(dict, "SECRET", totp_words(c->arena, secret));
	view_set(dict, "QR_SVG",
		 qr_svg(c->arena,
			totp_uri(c->arena, secret,
				 tr(c->s, "Mentoring Partnership of Minnesota"),
				 c->user->email)));
	if (c->user->role == ROLE_ADMIN && !c->user->has_second_factor)
		view_show(dict, "IS_DUE");
	sign_in_show_error(c, dict, "CODE_ERROR", "code");
	admin_form(c, dict, "/me/second-factor");
	sign_in_show_problem(c, dict, problem);
	return admin_show(c, &page, "pages/me_factor.tpl", dict);
}

/* GET /me/second-factor */
enum status page_me_factor(struct ctx *c)
{
	static const struct sign_in_problem NONE;
	unsigned char secret[TOTP_SECRET];
	enum status st;

	token_random(secret, sizeof(secret));
	st = show(c, secret, &NONE);
	explicit_bzero(secret, sizeof(secret));
	return st;
}

/* The one page that ever shows them. */
static enum status show_codes(struct ctx *c,
			      const char *const codes[USER_RECOVERY_CODES])
{
	struct admin_page page = {
		.title = tr(c->s, "Your recovery codes"),
		.nav = ADMIN_ACCOUNT,
		.crumbs = { { "/me", tr(c->s, "Your account") } },
	};
	struct view_dict *dict = page_dict(c);

	for (int i = 0; i < USER_RECOVERY_CODES; i++)
		view_set(view_section(dict, "ONE"), "CODE", codes[i]);
	return admin_show(c, &page, "pages/me_codes.tpl", dict);
}

/* Who sends the form twice, once with a lost answer, makes new codes on the
 * page of the account. */
static enum status make_codes(struct ctx *c,
			      const char *codes[USER_RECOVERY_CODES])
{
	enum status st = form_token_spend(c, "/me");

	if (st == STATUS_OK)
		st = second_factor_codes(c, c->user->user_id, admin_actor(c),
					 codes);
	return st;
}

static enum status turn_on(struct ctx *c, const unsigned char *secret,
			   int64_t step)
{
	const char *codes[USER_RECOVERY_CODES];
	unsigned char sealed[SECOND_FACTOR_SEALED];
	struct session *session;
	enum status st;

	second_factor_seal(c, c->user->user_id, secret, sealed);
	db_begin(c->db);
	st = store_user_set_second_factor(c->db, c->user->user_id, sealed,
					  sizeof(sealed), step, admin_actor(c));
	if (st == STATUS_OK)
		st = make_codes(c, codes);
	st = db_end(c->db, st);
	if (st != STATUS_OK)
		return st;
	session = arena_alloc(c->arena, sizeof(*session));
	*session = *c->user;
	session->has_second_factor = true;
	c->user = session;
	return show_codes(c, codes);
}

static bool read_secret(const struct ctx *c, unsigned char secret[TOTP_SECRET])
{
	const char *typed = form_value(c->form, "sealed");
	unsigned char sealed[SECOND_FACTOR_SEALED];

	return typed && token_decode(typed, sealed, sizeof(sealed)) &&
	       second_factor_open(c, c->user->user_id, sealed, sizeof(sealed),
				  secret);
}

/* POST /me/second-factor */
enum status page_me_factor_save(struct ctx *c)
{
	const char *code = form_value(c->form, "code");
	unsigned char secret[TOTP_SECRET];
	struct sign_in_problem problem;
	int64_t step = 0;
	enum status st;

	if (!read_secret(c, secret))
		return page_redirect(c, 303, "/me/second-factor");
	if (form_ok(c->form)) {
		step = totp_check(secret, code ? code : "", c->now, 0);
		if (!step)
			form_say(c->form, "code",
				 tr(c->s, "Enter the 6 digits that your phone "
					  "shows now"));
	}
	if (form_ok(c->form)) {
		st = turn_on(c, secret, step);
	} else {
		problem = sign_in_form_problem(c);
		st = show(c, secret, &problem);
	}
	explicit_bzero(secret, sizeof(secret));
	return st;
}

/* POST /me/second-factor/codes */
enum status page_me_factor_codes(struct ctx *c)
{
	const char *codes[USER_RECOVERY_CODES];
	enum status st;

	if (!form_ok(c->form) || !c->user->has_second_factor)
		return page_redirect(c, 303, "/me");
	db_begin(c->db);
	st = db_end(c->db, make_codes(c, codes));
	return st == STATUS_OK ? show_codes(c, codes) : st;
}

/* POST /me/second-factor/off. An administrator has to have one, and moves it
 * to another phone instead. */
enum status page_me_factor_off(struct ctx *c)
{
	enum status st;

	if (c->user->role == ROLE_ADMIN)
		return STATUS_FORBIDDEN;
	st = store_user_drop_second_factor(c->db, c->user->user_id,
					   admin_actor(c));
	return st == STATUS_OK ? admin_done(c, 0, "/me") : st;
}
