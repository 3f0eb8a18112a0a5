/* Signing in at a provider: OpenID Connect Core 1.0 (authorization code,
 * §3.1), OAuth 2.0 (RFC 6749) with PKCE (RFC 7636) and iss (RFC 9207). The
 * protocol is net/provider.c's; here is who comes back, with what, and what
 * becomes of them. */
#include <string.h>

#include "net/provider.h"
#include "page/admin_again.h"
#include "page/outside.h"
#include "page/pages.h"
#include "page/render.h"
#include "page/sign_in.h"
#include "page/sign_in_attempt.h"
#include "page/sign_in_lost.h"
#include "page/sign_in_member.h"
#include "page/sign_in_ways.h"
#include "page/site.h"
#include "store/member.h"
#include "util/log.h"

#define CODE_MAX 2000 /* bytes, as net/provider.h has it */
#define ISS_MAX  300
#define QUERY_MS 4000 /* of the database, as page/dispatch.c has it */

/* Somebody on their way, and back. */
struct trip {
	const struct provider_config *provider;
	const char *state;
	struct sign_in_attempt attempt;
	struct sign_in_secrets secrets;
	struct provider_way way;
};

/* POST /sign-in/:provider */
enum status page_sign_in_provider_begin(struct ctx *c)
{
	const char *way = ctx_param(c, "provider");

	if (!config_provider(c->site->config, way))
		return STATUS_NOT_FOUND;
	return sign_in_leave(c, way, admin_again_asked_to(c),
			     sign_in_kept_form(c));
}

/* Failing ------------------------------------------------------------------ */

static const char *with_label(struct ctx *c, const struct trip *trip,
			      const char *words)
{
	return str_fill(c->arena, tr(c->s, words), "provider",
			trip->provider->label, NULL);
}

/* title and text are msgids with {provider}. */
static enum status lose(struct ctx *c, struct trip *trip, int code,
			const char *title, const char *text, int retry_after)
{
	const struct sign_in_lost lost = {
		.code = code,
		.title = with_label(c, trip, title),
		.text = with_label(c, trip, text),
		.return_to = trip->attempt.return_to,
		.kept = trip->attempt.kept,
		.retry_after = retry_after,
	};

	/* What stands in the address is worth nothing any more, but this. */
	c->request->query_text =
		trip->attempt.return_to
			? arena_printf(c->arena, "state=%s", trip->state)
			: "";
	return sign_in_lost_show(c, &lost);
}

/* What went wrong at the provider, in words for the log. */
static enum status lose_to(struct ctx *c, struct trip *trip, enum status st,
			   const char *problem)
{
	log_warning("sign-in at %s: %s", trip->provider->id,
		    problem ? problem : status_name(st));
	if (st == STATUS_BUSY)
		return lose(c, trip, 503, TR("{provider} takes long just now"),
			    TR("Many people wait for {provider}. Try again in "
			       "a few seconds, sign in another way, or write "
			       "as a guest."),
			    10);
	if (st == STATUS_BAD)
		return lose(c, trip, 502,
			    TR("{provider} could not tell us who you are"),
			    TR("The answer that came from {provider} does not "
			       "fit what we asked, so nobody was signed in. "
			       "Try again, sign in another way, or write as a "
			       "guest."),
			    0);
	if (st != STATUS_FAILED)
		return st;
	return lose(c, trip, 502, TR("{provider} does not answer"),
		    TR("We asked {provider} and got no answer that we could "
		       "use. It is not your fault. Try again in a few "
		       "minutes, sign in another way, or write as a guest."),
		    0);
}

/* The attempt is another browser's, another provider's, or nobody's. */
static enum status lose_unknown(struct ctx *c, struct trip *trip)
{
	return lose(c, trip, 400, TR("We do not know this sign-in"),
		    TR("It began in another browser, or very long ago, or your "
		       "browser keeps no cookies for us. Nobody was signed in. "
		       "Begin again here, or write as a guest."),
		    0);
}

static enum status lose_over(struct ctx *c, struct trip *trip)
{
	return lose(c, trip, 410, TR("This sign-in is over"),
		    TR("It was used before, or took longer than ten minutes. "
		       "Begin again, or write as a guest."),
		    0);
}

/* RFC 6749 §4.1.2.1. What the provider says besides is for nobody. */
static enum status lose_error(struct ctx *c, struct trip *trip,
			      const char *error)
{
	if (strcmp(error, "access_denied") == 0)
		return lose(c, trip, 403,
			    TR("You are not signed in with {provider}"),
			    TR("You stopped, or {provider} did. That is fine: "
			       "you can write as a guest, or sign in another "
			       "way."),
			    0);
	if (strcmp(error, "temporarily_unavailable") == 0)
		return lose_to(c, trip, STATUS_BUSY, "it is unavailable");
	return lose_to(c, trip, STATUS_FAILED, "it answers with an error");
}

/* Going -------------------------------------------------------------------- */

/* While the network is asked nothing is held in the database, and no time of
 * its queries runs. */
static void leave_database(struct ctx *c)
{
	if (c->db == c->site->reader)
		db_end_read(c->db);
	db_deadline(c->db, 0);
}

static void enter_database(struct ctx *c)
{
	db_deadline(c->db, QUERY_MS);
	if (c->db == c->site->reader)
		db_begin_read(c->db);
}

/* The one GET that writes: a provider leads back by a link, not by a form.
 * What it writes hangs on a state that is good once. */
static enum status begin_writing(struct ctx *c)
{
	enum status st;

	leave_database(c);
	st = site_database(c->site, DB_WRITE, &c->db);
	if (st == STATUS_OK)
		db_deadline(c->db, QUERY_MS);
	return st == STATUS_NOT_FOUND ? STATUS_FAILED : st;
}

static bool find_provider(struct ctx *c, struct trip *trip)
{
	*trip = (struct trip){ .provider = config_provider(
				       c->site->config,
				       ctx_param(c, "provider")) };
	return trip->provider != NULL;
}

/* The trip that the request names; STATUS_NOT_FOUND: none of this browser. */
static enum status find(struct ctx *c, struct trip *trip)
{
	const struct form *query = &c->request->query;

	trip->state = form_value(query, "state");
	if (form_value_at(query, "state", 1))
		trip->state = NULL; /* RFC 6749 §3.1: each at most once */
	return sign_in_attempt_find(c, trip->provider->id, trip->state,
				    &trip->attempt);
}

static bool is_open(struct ctx *c, struct trip *trip)
{
	if (!store_sign_in_attempt_is_open(&trip->attempt, c->now) ||
	    !sign_in_attempt_secrets(c, trip->state, &trip->attempt,
				     &trip->secrets))
		return false;
	trip->way = (struct provider_way){
		.state = trip->state,
		.nonce = trip->secrets.nonce,
		.verifier = trip->secrets.verifier,
		.redirect_uri = ctx_absolute(
			c, arena_printf(c->arena, "/sign-in/%s/return",
					trip->provider->id)),
	};
	return true;
}

static enum status show_connecting(struct ctx *c, const struct trip *trip,
				   const char *url)
{
	struct page page = {
		.title = with_label(c, trip, TR("Connecting to {provider}…")),
		.refresh = url,
		.is_noindex = true,
	};
	struct view_dict *dict = page_dict(c);

	view_set(dict, "LABEL", trip->provider->label);
	view_set(dict, "URL", url);
	view_set(dict, "WAY_ID", trip->provider->id);
	view_set(dict, "STATE", trip->state);
	return page_show(c, &page, "pages/sign_in_connect.tpl", dict);
}

/* GET /sign-in/:provider?state= : the page between. */
enum status page_sign_in_provider(struct ctx *c)
{
	const char *url = NULL, *problem = NULL;
	struct trip trip;
	enum status st;

	if (!find_provider(c, &trip))
		return STATUS_NOT_FOUND;
	st = find(c, &trip);
	if (st == STATUS_NOT_FOUND)
		return trip.state ? lose_unknown(c, &trip)
				  : page_redirect(c, 303, "/sign-in");
	if (st != STATUS_OK)
		return st;
	if (!is_open(c, &trip))
		return lose_over(c, &trip);
	leave_database(c);
	st = outside_enter(c, trip.provider);
	if (st == STATUS_OK)
		st = net_provider_begin(c->arena, trip.provider, &trip.way,
					&url, &problem);
	outside_leave(c);
	enter_database(c);
	return st == STATUS_OK ? show_connecting(c, &trip, url)
			       : lose_to(c, &trip, st, problem);
}

/* Coming back -------------------------------------------------------------- */

/* As forms take one, in lower case; NULL for what mail cannot be sent to. */
static const char *address_of(struct ctx *c, const char *email)
{
	struct form_field field = { .name = "email", .value = email };
	struct form form;
	const char *typed;

	if (!email)
		return NULL;
	form_init(&form, c->arena);
	form.fields = &field;
	form.count = 1;
	typed = form_email(&form, "email", true);
	return *typed ? sign_in_lower(c->arena, typed) : NULL;
}

static enum status enter(struct ctx *c, const struct trip *trip,
			 const struct provider_person *person,
			 struct member *member)
{
	const char *kept = trip->attempt.kept;
	const struct member_identity identity = {
		.provider = trip->provider->id,
		.issuer = person->issuer,
		.subject = person->subject,
		.email = address_of(c, person->email),
		.name = sign_in_member_name(c, person->name, kept),
	};
	enum status st =
		store_member_of_identity(c->db, &identity, c->now, member);

	if (st != STATUS_OK || member->standing != MEMBER_FINE)
		return st;
	st = sign_in_member_enter(c, member->id, kept);
	return st == STATUS_OK ? store_sign_in_attempt_drop(
					 c->db, trip->attempt.state_hash)
			       : st;
}

static enum status come_in(struct ctx *c, struct trip *trip,
			   const struct provider_person *person)
{
	const struct session *before = c->user;
	struct member member;
	enum status st;

	db_begin(c->db);
	st = db_end(c->db, enter(c, trip, person, &member));
	if (st != STATUS_OK)
		c->user = before;
	if (st == STATUS_BAD)
		return lose_to(c, trip, st, "no row can hold who it is");
	if (st != STATUS_OK)
		return st;
	if (member.standing != MEMBER_FINE) {
		const struct sign_in_lost lost = {
			.return_to = trip->attempt.return_to,
			.kept = trip->attempt.kept,
		};

		return sign_in_lost_member(c, &member, lost);
	}
	return sign_in_member_go_on(c, trip->attempt.return_to,
				    trip->attempt.kept);
}

/* The value of a parameter that stands there once, and is no longer than max;
 * else NULL. */
static const char *once(const struct ctx *c, const char *name, size_t max)
{
	const struct form *query = &c->request->query;
	const char *value = form_value(query, name);

	return value && *value && strlen(value) <= max &&
			       !form_value_at(query, name, 1)
		       ? value
		       : NULL;
}

static enum status finish(struct ctx *c, struct trip *trip, const char *code,
			  struct provider_person *person, const char **problem)
{
	const char *iss = once(c, "iss", ISS_MAX);
	enum status st;

	if (!iss && form_value(&c->request->query, "iss")) {
		*problem = "iss stands there twice, or is no issuer";
		return STATUS_BAD;
	}
	leave_database(c);
	st = outside_enter(c, trip->provider);
	if (st == STATUS_OK)
		st = net_provider_finish(c->arena, trip->provider, &trip->way,
					 code, iss, person, problem);
	outside_leave(c);
	enter_database(c);
	return st;
}

/* Its state is right, and it is used up from here on. */
static enum status take(struct ctx *c, struct trip *trip)
{
	const struct form *query = &c->request->query;
	const char *code = once(c, "code", CODE_MAX), *problem = NULL;
	struct provider_person person;
	enum status st = begin_writing(c);

	if (st == STATUS_OK)
		st = store_sign_in_attempt_use(c->db, trip->attempt.state_hash,
					       c->now);
	if (st == STATUS_NOT_FOUND)
		return lose_over(c, trip);
	if (st != STATUS_OK)
		return st;
	if (form_value(query, "error"))
		return lose_error(c, trip, form_value(query, "error"));
	if (!code)
		return lose_to(c, trip, STATUS_BAD, "it sends no code");
	st = finish(c, trip, code, &person, &problem);
	return st == STATUS_OK ? come_in(c, trip, &person)
			       : lose_to(c, trip, st, problem);
}

/* GET /sign-in/:provider/return */
enum status page_sign_in_provider_return(struct ctx *c)
{
	struct trip trip;
	enum status st;

	if (!find_provider(c, &trip))
		return STATUS_NOT_FOUND;
	st = find(c, &trip);
	/* The address of a sign-in that worked, loaded again: its attempt is
	 * gone, whoever is in is in. */
	if (st == STATUS_NOT_FOUND && c->user)
		return page_redirect(c, 303, "/me");
	if (st == STATUS_NOT_FOUND)
		return lose_unknown(c, &trip);
	if (st != STATUS_OK)
		return st;
	return is_open(c, &trip) ? take(c, &trip) : lose_over(c, &trip);
}
