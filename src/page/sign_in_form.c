/* What the pages of signing in share. */
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "page/admin.h"
#include "page/admin_again.h"
#include "page/form_token.h"
#include "page/guard.h"
#include "page/sign_in.h"
#include "store/session.h"
#include "util/device.h"
#include "util/log.h"
#include "util/password.h"
#include "view/format.h"

void sign_in_show_problem(struct ctx *c, struct view_dict *dict,
			  const struct sign_in_problem *problem)
{
	struct view_dict *box, *list = NULL;

	if (!problem->code)
		return;
	c->response->code = problem->code;
	box = view_include(dict, "PROBLEM", "partials/sign_in_problem.tpl");
	view_set(box, "PROBLEM_TITLE", problem->title);
	view_show_text(box, "PROBLEM_TEXT", problem->text);
	for (size_t i = 0; c->form && i < c->form->error_count; i++) {
		const char *field = c->form->errors[i].field;
		struct view_dict *item;

		if (strcmp(field, FORM_TOKEN_FIELD) == 0)
			continue;
		if (!list)
			list = view_section(box, "FIELDS");
		item = view_section(list, "FIELD");
		view_set(item, "FIELD_ID",
			 arena_printf(c->arena, "f-%s", field));
		view_set(item, "FIELD_FIX", admin_field_fix(c, field));
	}
}

void sign_in_show_error(struct ctx *c, struct view_dict *dict,
			const char *section, const char *field)
{
	view_show_text(dict, section, admin_field_fix(c, field));
}

enum status sign_in_show(struct ctx *c, const char *title, const char *file,
			 const char *action,
			 const struct sign_in_problem *problem,
			 struct view_dict *dict)
{
	struct page page = { .title = title,
			     .is_noindex = true,
			     .crumbs = { { "/", tr(c->s, "Home") } } };

	if (problem->code)
		page.title = str_fill(c->arena, tr(c->s, "Error: {title}"),
				      "title", title, NULL);
	view_set(dict, "ACTION", action);
	admin_form(c, dict, action);
	admin_again_carry(c, dict);
	sign_in_show_problem(c, dict, problem);
	return page_show(c, &page, file, dict);
}

/* Problems ----------------------------------------------------------------- */

struct sign_in_problem sign_in_wait(struct ctx *c, const struct sign_in_try *t)
{
	int64_t minutes = (t->wait + 59) / 60;
	struct sign_in_problem problem = {
		.code = 429,
		.title = tr(c->s, "Wait a moment, then try again"),
	};

	response_header(c->response, "Retry-After",
			arena_printf(c->arena, "%" PRId64, t->wait));
	if (t->wait < 60)
		problem.text = str_fill(
			c->arena,
			trn(c->s,
			    "This was tried too often without success. Try "
			    "again in {n} second.",
			    "This was tried too often without success. Try "
			    "again in {n} seconds.",
			    t->wait),
			"n", format_int(c->arena, c->s, t->wait), NULL);
	else
		problem.text = str_fill(
			c->arena,
			trn(c->s,
			    "This was tried too often without success. Try "
			    "again in {n} minute.",
			    "This was tried too often without success. Try "
			    "again in {n} minutes.",
			    minutes),
			"n", format_int(c->arena, c->s, minutes), NULL);
	return problem;
}

struct sign_in_problem sign_in_form_problem(struct ctx *c)
{
	if (c->token_state != FORM_TOKEN_FINE)
		return (struct sign_in_problem){
			409, tr(c->s, "Send it once more, please"),
			tr(c->s, "This page was open for long, or was used "
				 "before, so nothing has happened yet.")
		};
	return (struct sign_in_problem){ 422, tr(c->s, "Please check this"),
					 NULL };
}

struct sign_in_problem sign_in_busy(struct ctx *c)
{
	response_header(c->response, "Retry-After", "5");
	return (struct sign_in_problem){
		503, tr(c->s, "One moment, please"),
		tr(c->s, "Many people sign in just now. Try again in a few "
			 "seconds.")
	};
}

/* Fields ------------------------------------------------------------------- */

const char *sign_in_lower(struct arena *arena, const char *email)
{
	char *lower = arena_strdup(arena, email);

	for (char *at = lower; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	return lower;
}

const char *sign_in_email(struct ctx *c)
{
	return sign_in_lower(c->arena, form_account(c->form, "email"));
}

const char *sign_in_new_password(struct ctx *c, const char *field,
				 const char *name, const char *email)
{
	const char *password = form_value(c->form, field);

	switch (password_problem(c->arena, password ? password : "", name,
				 email)) {
	case PASSWORD_FINE:
		break;
	case PASSWORD_MISSING:
		form_say(c->form, field, tr(c->s, "Enter a new password"));
		break;
	case PASSWORD_SHORT:
		form_say(c->form, field,
			 tr(c->s, "Choose a password of 8 characters or "
				  "more"));
		break;
	case PASSWORD_LONG:
		form_say(c->form, field,
			 tr(c->s, "Choose a password of at most 1,024 "
				  "characters"));
		break;
	case PASSWORD_NAMED:
		form_say(c->form, field,
			 tr(c->s, "Choose a password without your name or "
				  "email address in it"));
		break;
	case PASSWORD_COMMON:
	default:
		form_say(c->form, field,
			 tr(c->s, "Choose another password: this one is among "
				  "those that are guessed first"));
		break;
	}
	return password ? password : "";
}

/* Letting in --------------------------------------------------------------- */

enum status sign_in_set_session(struct ctx *c, const char *token)
{
	struct session *session = arena_alloc(c->arena, sizeof(*session));
	enum status st =
		store_session_find(c->db, c->arena, token, c->now, session);

	if (st != STATUS_OK)
		return st;
	response_cookie(c->response, c->site->config->is_https, SESSION_COOKIE,
			token, store_session_longest(session->role));
	c->user = session;
	c->session_token = arena_strdup(c->arena, token);
	return STATUS_OK;
}

/* The browser's old session ends: whoever has it must not become somebody
 * else with it. */
static enum status end_old(struct ctx *c)
{
	enum status st;

	if (!c->user)
		return STATUS_OK;
	st = store_session_end(c->db, c->user->user_id, c->user->id,
			       admin_actor(c));
	return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

static enum status begin(struct ctx *c, const struct user_secret *user,
			 const struct sign_in_try *t, const char *location,
			 char *token)
{
	enum status st = t ? store_user_secret_same(c->db, user) : STATUS_OK;

	if (st == STATUS_OK)
		st = end_old(c);
	if (st == STATUS_OK)
		st = store_session_begin(
			c->db, user->id,
			device_name(c->arena, c->request->user_agent), c->now,
			token);
	if (st == STATUS_OK && t)
		st = sign_in_worked(c, t);
	if (st == STATUS_OK && location)
		st = form_token_spend(c, location);
	return st;
}

enum status sign_in_let_in(struct ctx *c, const struct user_secret *user,
			   const struct sign_in_try *t, const char *location)
{
	char token[TOKEN_TEXT];
	enum status st;

	db_begin(c->db);
	st = db_end(c->db, begin(c, user, t, location, token));
	if (st == STATUS_OK)
		st = sign_in_set_session(c, token);
	if (st != STATUS_OK)
		return st;
	sign_in_know_device(c, user->email);
	log_info("user %" PRId64 " signed in", user->id);
	return STATUS_OK;
}

enum status sign_in_let_member_in(struct ctx *c, int64_t user_id)
{
	const struct user_secret user = { .id = user_id };
	char token[TOKEN_TEXT];
	enum status st;

	db_begin(c->db);
	st = db_end(c->db, begin(c, &user, NULL, NULL, token));
	if (st == STATUS_OK)
		st = sign_in_set_session(c, token);
	if (st == STATUS_OK)
		log_info("user %" PRId64 " signed in", user_id);
	return st;
}

enum status sign_in_was_sent(struct ctx *c, bool *was_sent)
{
	enum form_token_state state;
	const char *location;
	enum status st = form_token_check(c, &state, &location);

	*was_sent = st == STATUS_OK && state == FORM_TOKEN_REPEATED;
	return *was_sent ? page_redirect(c, 303, "%s", location) : st;
}

enum status sign_in_finish(struct ctx *c, enum status st)
{
	bool was_sent;

	if (st == STATUS_CONFLICT) {
		st = sign_in_was_sent(c, &was_sent);
		if (st == STATUS_OK && !was_sent)
			st = STATUS_CONFLICT;
	}
	for (size_t i = 0; i < c->form->count; i++)
		if (strncmp(c->form->fields[i].name, "password", 8) == 0)
			password_wipe(c->form->fields[i].value);
	return st;
}
