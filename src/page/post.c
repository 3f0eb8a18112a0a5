#include "page/post.h"

#include <string.h>

#include "http/form.h"
#include "page/admin_again.h"
#include "page/form_token.h"
#include "page/guard.h"
#include "page/render.h"
#include "page/site.h"

enum status post_give_up(struct ctx *c)
{
	enum status st;

	if (c->is_given_up)
		return STATUS_OK;
	c->is_given_up = true;
	if (c->has_transaction && db_end(c->db, STATUS_CONFLICT) == STATUS_OK)
		return STATUS_FAILED; /* cannot be */
	c->has_transaction = false;
	db_deadline(c->db, 0);
	st = site_database(c->site, DB_READ, &c->db);
	if (st != STATUS_OK)
		return st;
	db_begin_read(c->db);
	return db_generation(c->db, &c->generation, &c->directory);
}

/* The answers that say "done"; all others leave no trace. What is nowhere to
 * go to can only be repeated, so 204 is for rows that keep their token. */
static bool is_done(const struct ctx *c, enum status st)
{
	int code = c->response->code;

	if (st != STATUS_OK || c->is_given_up)
		return false;
	return code == 303 ||
	       (code == 204 && (c->route->flags & ROUTE_KEEPS_TOKEN));
}

/* The handler shows its form again, or a page does that knows no more than
 * the fields. */
static enum status show_again(struct ctx *c)
{
	enum status st = post_give_up(c);

	if (st != STATUS_OK)
		return st;
	if (!(c->route->flags & ROUTE_SHOWS_AGAIN))
		return admin_again_show(c, STATUS_CONFLICT);
	form_fail(c->form, FORM_TOKEN_FIELD, FORM_NOT_CHOICE, 0);
	return c->route->handle(c);
}

static enum status check_and_run(struct ctx *c)
{
	const char *location;
	enum status st = form_token_check(c, &c->token_state, &location);

	if (st != STATUS_OK)
		return st;
	if (c->token_state == FORM_TOKEN_REPEATED)
		return page_redirect(c, 303, "%s", location);
	if (c->token_state != FORM_TOKEN_FINE)
		return show_again(c);
	st = c->route->handle(c);
	if (!is_done(c, st) || c->route->flags & ROUTE_OWN_TRANSACTION ||
	    c->route->flags & ROUTE_KEEPS_TOKEN)
		return st;
	return form_token_spend(c, response_find(c->response, "Location"));
}

/* Two workers got the same form at the same time: the second finds out when
 * it spends the token, and gives the first one's answer. */
static enum status run_by_itself(struct ctx *c)
{
	enum status st = check_and_run(c), look;
	const char *location;

	if (st != STATUS_CONFLICT || c->is_given_up)
		return st;
	look = form_token_check(c, &c->token_state, &location);
	if (look != STATUS_OK || c->token_state != FORM_TOKEN_REPEATED)
		return st;
	response_clear(c->response);
	return page_redirect(c, 303, "%s", location);
}

/* Whoever was signed out a moment ago, by somebody else's press, does nothing
 * more: asked again where no other can write. */
static enum status run_in_transaction(struct ctx *c)
{
	const struct session *before = c->user;
	enum status st, end;
	bool has_effect;

	db_begin(c->db);
	c->has_transaction = true;
	c->user = NULL;
	st = guard_person(c);
	if (st == STATUS_OK && before && !c->user)
		st = STATUS_FORBIDDEN;
	if (st == STATUS_OK && before)
		st = guard_permission(c);
	if (st == STATUS_OK)
		st = check_and_run(c);
	if (!c->user)
		c->user = before;
	if (c->is_given_up)
		return st;
	c->has_transaction = false;
	has_effect = is_done(c, st) && c->token_state == FORM_TOKEN_FINE;
	end = has_effect || st != STATUS_OK ? st : STATUS_CONFLICT;
	end = db_end(c->db, end);
	return has_effect ? end : st;
}

enum status post_carry_out(struct ctx *c)
{
	if (c->route->guard != FORM_TOKEN)
		return c->route->handle(c);
	if (c->route->flags & ROUTE_OWN_TRANSACTION)
		return run_by_itself(c);
	return run_in_transaction(c);
}
