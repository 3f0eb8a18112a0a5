#include "page/dispatch.h"

#include <string.h>
#include <time.h>

#include "http/last_words.h"
#include "http/url.h"
#include "page/admin_again.h"
#include "page/form_token.h"
#include "page/guard.h"
#include "page/kept_page.h"
#include "page/outside.h"
#include "page/post.h"
#include "page/ready_made.h"
#include "page/render.h"
#include "page/routes.h"
#include "page/security_headers.h"
#include "page/site.h"
#include "store/session.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/memory.h"
#include "util/token.h"

/* A page that takes longer is broken; the supervisor's kill comes later. */
#define QUERY_MS 4000

static int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* Nothing that the visitor did. */
static bool is_ours(enum status st)
{
	return st == STATUS_BUSY || st == STATUS_TROUBLE || st == STATUS_FULL ||
	       st == STATUS_FAILED;
}

/* A reader sees one moment of the database from the generation it notes to
 * the last row it reads: that is what makes a kept page true. */
static enum status open_database(struct ctx *c)
{
	bool may_write = c->route->flags & ROUTE_WRITES;
	enum status st =
		site_database(c->site, may_write ? DB_WRITE : DB_READ, &c->db);

	if (st != STATUS_OK)
		return is_ours(st) ? st : STATUS_FAILED;
	db_deadline(c->db, QUERY_MS);
	if (may_write)
		return STATUS_OK;
	db_begin_read(c->db);
	return db_generation(c->db, &c->generation, &c->directory);
}

static void close_database(struct ctx *c)
{
	if (!c->db)
		return;
	if (c->db == c->site->reader)
		db_end_read(c->db);
	db_deadline(c->db, 0);
}

/* The long text of a form is kept from here on, whatever goes wrong. */
static enum status read_form(struct ctx *c)
{
	enum status st;

	c->form = arena_alloc(c->arena, sizeof(*c->form));
	if (c->route->flags & ROUTE_UPLOAD)
		st = request_read_upload(c->request, c->route->body_max,
					 c->form);
	else
		st = request_read_form(c->request, c->route->body_max, c->form);
	/* Mail programs send what they like along with a signed link. */
	if (c->route->guard == FORM_SIGNED &&
	    (st == STATUS_BAD || st == STATUS_WRONG_TYPE)) {
		form_init(c->form, c->arena);
		return STATUS_OK;
	}
	if (st != STATUS_OK)
		return st;
	c->kept_text = form_value(c->form, "body");
	last_words_form(c->form);
	return STATUS_OK;
}

static bool is_form(const struct ctx *c)
{
	return c->request->method == POST;
}

/* A form must not get lost: who has to sign in (or to give the password)
 * first does so in the place of the answer. A large upload is sent anew. */
static enum status ask_first(struct ctx *c, const char *path)
{
	struct buf escaped;

	if (is_form(c))
		return admin_again_ask(c, path);
	buf_init(&escaped, c->arena);
	url_escape(&escaped, page_with_query(c, c->request->path));
	return page_redirect(c, 303, "%s?to=%s", path, escaped.data);
}

/* Nobody is signed in any more: perhaps because this very form has signed them
 * out, and was sent twice. */
static enum status ask_to_sign_in(struct ctx *c)
{
	const char *location = NULL;
	enum status st = STATUS_OK;

	if (is_form(c))
		st = form_token_answer(c, &location);
	if (st != STATUS_OK)
		return st;
	return location ? page_redirect(c, 303, "%s", location)
			: ask_first(c, "/sign-in");
}

/* Everything that the row demands of the person; *may_run when all is met, else
 * the answer is made. */
static enum status admit(struct ctx *c, bool *may_run)
{
	enum status st = guard_person(c);

	*may_run = false;
	if (st != STATUS_OK)
		return st;
	if (guard_needs_sign_in(c))
		return ask_to_sign_in(c);
	if (c->user)
		st = guard_permission(c);
	if (st != STATUS_OK)
		return st;
	if (c->user && guard_needs_second_factor(c))
		return is_form(c) ? STATUS_FORBIDDEN
				  : page_redirect(c, 303, "/me/second-factor");
	if (c->user && guard_needs_password(c))
		return ask_first(c, "/me/confirm");
	*may_run = true;
	return STATUS_OK;
}

/* Links to the site before this one end in "/", and so does what people type:
 * the path without it, when there is such a page, else NULL. */
static const char *without_slash(struct ctx *c)
{
	const char *path = c->request->path;
	size_t len = strlen(path);
	struct router_params params;
	char *shorter;

	if (c->request->method != GET || len < 2 || path[len - 1] != '/')
		return NULL;
	shorter = arena_strndup(c->arena, path, len - 1);
	return routes_find(GET, shorter, c->arena, &params) ? shorter : NULL;
}

static enum status answer(struct ctx *c)
{
	const char *allow, *shorter;
	bool may_run;
	enum status st = guard_find(c, &allow);

	if (st == STATUS_NOT_FOUND && (shorter = without_slash(c)))
		return page_redirect(c, 301, "%s", page_with_query(c, shorter));
	if (allow) {
		response_header(c->response, "Allow", allow);
		c->response->code = 405;
	}
	if (st == STATUS_OK)
		st = guard_pool(c);
	if (st == STATUS_OK)
		st = guard_enter(c);
	/* A large upload is read once its sender is known. */
	if (st == STATUS_OK && is_form(c) && !(c->route->flags & ROUTE_UPLOAD))
		st = read_form(c);
	memory_may_borrow(false); /* what is kept for this is read */
	if (st == STATUS_OK && !(c->route->flags & ROUTE_NO_DATABASE))
		st = open_database(c);
	if (st != STATUS_OK || kept_page_show(c))
		return st;
	st = admit(c, &may_run);
	if (st != STATUS_OK || !may_run)
		return st;
	if (is_form(c)) {
		if (c->route->flags & ROUTE_UPLOAD)
			st = read_form(c);
		return st == STATUS_OK ? post_carry_out(c) : st;
	}
	st = c->route->handle(c);
	if (st == STATUS_OK)
		kept_page_keep(c);
	return st;
}

/* Weak, for the same page is sent with several encodings. */
static void tell_caches(struct ctx *c)
{
	struct response *r = c->response;
	char *tag;

	if (guard_is_private(c)) {
		response_header(r, "Cache-Control", "no-store");
		response_header(r, "X-Robots-Tag", "noindex");
		return;
	}
	if (response_find(r, "Cache-Control"))
		return; /* the handler knows better */
	if (c->request->method != GET || r->code != 200 || !c->route ||
	    !(c->route->flags & (ROUTE_READY_MADE | ROUTE_TAGGED)) ||
	    c->has_cookies) {
		response_header(r, "Cache-Control", "private, no-cache");
		return;
	}
	tag = arena_printf(
		c->arena, "W/\"%llx-%zx\"",
		(long long)ready_made_stamp(c->site->ready_made, c->generation),
		r->body.len);
	response_header(r, "Cache-Control", "no-cache");
	response_header(r, "Vary", "Cookie");
	response_header(r, "ETag", tag);
	if (strstr(c->request->if_none_match, tag)) {
		r->code = 304;
		r->body.len = 0;
	}
}

static struct ctx *begin(struct dispatcher *d, struct request *request,
			 struct response *response)
{
	struct ctx *c = arena_alloc(request->arena, sizeof(*c));

	c->site = d->site;
	c->request = request;
	c->response = response;
	c->arena = request->arena;
	c->s = d->site->strings;
	c->now = clock_now();
	guard_cookies(c);
	return c;
}

static void add_headers(struct ctx *c)
{
	for (size_t i = 0; i < security_header_count; i++)
		response_header(c->response, security_headers[i].name,
				security_headers[i].value);
	response_header(c->response, "X-Request-Id", c->request->id);
	tell_caches(c);
}

/* What somebody at work has typed is shown again, whatever went wrong; where
 * it helps, with a button that sends it once more. So is what anybody typed
 * when the trouble is ours: perhaps we could not even read who it is. */
static void show_trouble(struct ctx *c, enum status st)
{
	bool has_form = c->form && c->form->count > 0;
	bool has_typed = c->user && has_form;

	if (has_typed && (is_ours(st) || st == STATUS_CONFLICT)) {
		response_clear(c->response);
		if (admin_again_show(c, st) == STATUS_OK)
			return;
	}
	if (has_typed ||
	    (has_form && is_ours(st) && !(c->kept_text && *c->kept_text)))
		c->kept_text = admin_again_text(c);
	page_error(c, st);
}

void dispatch_handle(void *dispatcher, struct request *request,
		     struct response *response)
{
	struct dispatcher *d = dispatcher;
	struct ctx *c;
	enum status st;

	d->started_us = now_us();
	log_set_request(request->id);
	c = d->at_hand = begin(d, request, response);
	st = answer(c);
	if (st != STATUS_OK)
		show_trouble(c, st);
	outside_leave(c);
	close_database(c);
	add_headers(c);
}

/* A one-time link is as good as a password. */
static bool is_secret(const struct ctx *c)
{
	return c->route && strstr(c->route->pattern, ":token");
}

/* Also one that a mail program spoiled, so that it leads nowhere. */
static const char *path_of(const struct ctx *c)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789-_";

	if (is_secret(c))
		return c->route->pattern;
	for (const char *at = c->request->path; !c->route && *at;) {
		size_t len = strspn(at, letters);

		if (len >= TOKEN_TEXT - 1)
			return "(an address with a token)";
		at += len ? len : 1;
	}
	return c->request->path;
}

static void log_request(const struct dispatcher *d)
{
	const struct ctx *c = d->at_hand;
	const struct request *request = c->request;
	const struct response *response = c->response;
	struct log_access line = {
		.method = request->method_name,
		.path = path_of(c),
		.route = c->route ? c->route->pattern : "",
		.address = request->address,
		.status = response->code,
		.bytes = (int64_t)response->body.len,
		.microseconds = now_us() - d->started_us,
	};

	log_access(&line);
}

void dispatch_refuse(void *dispatcher, struct request *request,
		     struct response *response, int code)
{
	struct dispatcher *d = dispatcher;
	struct ctx *c;

	d->started_us = now_us();
	c = d->at_hand = begin(d, request, response);
	page_error(c, STATUS_BAD);
	response->code = code;
	add_headers(c);
	log_request(d);
	d->at_hand = NULL;
}

/* After the answer is out, for it may have to wait for its turn. */
static void note_seen(struct ctx *c)
{
	struct db *db;

	if (site_database(c->site, DB_WRITE, &db) == STATUS_OK &&
	    store_session_seen(db, c->user->id, c->now) != STATUS_OK)
		log_warning("a session's use could not be noted");
}

void dispatch_after(void *dispatcher, struct request *request,
		    struct response *response)
{
	struct dispatcher *d = dispatcher;
	struct ctx *c = d->at_hand;

	(void)request;
	(void)response;
	log_request(d);
	if (ready_made_wants(c))
		ready_made_keep(c);
	if (c->user && c->now - c->user->seen_at >= SESSION_SEEN_SECONDS)
		note_seen(c);
	d->at_hand = NULL;
	log_set_request(NULL);
}
