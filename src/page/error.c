#include <string.h>

#include "page/guard.h"
#include "page/render.h"
#include "page/routes.h"
#include "store/session.h"
#include "util/log.h"

/* What each status means to a visitor. Words are msgids. */
static const struct explanation {
	enum status st;
	int code;
	const char *title, *text, *retry_after;
} EXPLANATIONS[] = {
	{ STATUS_NOT_FOUND, 404, TR("We looked for that page"),
	  TR("There is no page at this address. It may have moved, or a "
	     "letter in the address may be wrong."),
	  NULL },
	{ STATUS_GONE, 410, TR("This page is closed"),
	  TR("It was here once and will not come back."), NULL },
	{ STATUS_BAD, 400, TR("We could not read that address"),
	  TR("Something in it cannot be meant. Start again from the list."),
	  NULL },
	{ STATUS_FORBIDDEN, 403, TR("This page is for staff"),
	  TR("Your browser is not signed in to see it."), NULL },
	{ STATUS_CROSS_SITE, 403, TR("Send the form from our own page"),
	  TR("Your browser did not say that the form came from this site, so "
	     "nothing was stored. Go back and copy what you wrote, then open "
	     "the page again and send it from there."),
	  NULL },
	{ STATUS_TOO_FAST, 429, TR("Too many messages at once"),
	  TR("Many messages came from your network in the last hour. Nothing "
	     "was stored. Try again in an hour."),
	  "3600" },
	{ STATUS_TOO_LARGE, 413, TR("That was too long to read"),
	  TR("Shorten your text and send it again. Nothing was stored."),
	  NULL },
	{ STATUS_WRONG_TYPE, 415, TR("We read only forms from our own pages"),
	  TR("What was sent is not a form, so nothing was stored."), NULL },
	{ STATUS_CONFLICT, 409, TR("Somebody else was faster"),
	  TR("This changed while you were writing. Open the page again."),
	  NULL },
	{ STATUS_BUSY, 503, TR("One moment, please"),
	  TR("The site is very busy. Nothing was stored. Try again in a few "
	     "seconds."),
	  "5" },
	{ STATUS_TROUBLE, 503, TR("One moment, please"),
	  TR("The site could not read or write just now. Try again in a few "
	     "seconds. What you send twice is stored once."),
	  "5" },
	{ STATUS_FULL, 507, TR("We cannot store anything just now"),
	  TR("Reading works; writing does not, until our staff make room. Keep "
	     "your text and try again later."),
	  "3600" },
	{ STATUS_FAILED, 500, TR("Something broke on our side"),
	  TR("It is written down, and a person will look at it. Try again, or "
	     "start from the home page."),
	  NULL },
};

static const struct explanation METHOD_NOT_ALLOWED = {
	STATUS_BAD, 405, TR("This address does not work that way"),
	TR("Your browser asked in a way that this address has no answer for."),
	NULL
};

static const struct explanation FORM_UNREADABLE = {
	STATUS_BAD, 400, TR("We could not read that form"),
	TR("Something in it is not as our pages send it, so nothing was "
	   "stored. Go back, open the page again and send it from there."),
	NULL
};

static const struct explanation *explain(const struct ctx *c, enum status st)
{
	size_t count = sizeof(EXPLANATIONS) / sizeof(EXPLANATIONS[0]);

	if (c->response->code == 405)
		return &METHOD_NOT_ALLOWED;
	if (st == STATUS_BAD && c->request->method == POST)
		return &FORM_UNREADABLE;
	for (size_t i = 0; i < count; i++)
		if (EXPLANATIONS[i].st == st)
			return &EXPLANATIONS[i];
	return &EXPLANATIONS[count - 1];
}

/* Somebody signed in is told who may, and what they are themselves. */
static const char *who_may(const struct ctx *c)
{
	enum permission may = c->route->may;

	if (guard_needs_second_factor(c))
		return tr(c->s, "Administrators need a second step at sign-in. "
				"Set it up on the page of your account first.");
	if (c->route->who == FOR_COLLEAGUE)
		may = MAY_ENTER;
	return str_fill(c->arena,
			tr(c->s, "{roles} may do this. You are signed in as "
				 "{role}."),
			"roles", permission_roles(c->arena, c->s, may), "role",
			permission_role_words(c->s, c->user->role), NULL);
}

static bool is_about_role(const struct ctx *c, const struct explanation *what)
{
	return what->st == STATUS_FORBIDDEN && c->user && c->route &&
	       (c->route->who == FOR_STAFF || c->route->who == FOR_COLLEAGUE);
}

/* Without templates there are still words. */
static void show_bare(struct ctx *c, const struct explanation *what)
{
	struct buf *body = &c->response->body;

	body->len = 0;
	buf_text(body, "<!doctype html><html lang=\"en\"><meta "
		       "charset=\"utf-8\"><title>");
	buf_html(body, tr(c->s, what->title));
	buf_text(body, "</title><h1>");
	buf_html(body, tr(c->s, what->title));
	buf_text(body, "</h1><p>");
	buf_html(body, tr(c->s, what->text));
	buf_text(body, "</p>");
	c->response->type = "text/html; charset=utf-8";
}

void page_error(struct ctx *c, enum status st)
{
	const struct explanation *what = explain(c, st);
	const char *allow =
		what->code == 405 ? response_find(c->response, "Allow") : NULL;
	bool is_role = is_about_role(c, what);
	struct page page = { .title = is_role ? tr(c->s, "Not with your role")
					      : tr(c->s, what->title),
			     .is_noindex = true };
	struct view_dict *dict;

	response_clear(c->response);
	c->response->code = what->code;
	if (allow)
		response_header(c->response, "Allow", allow);
	if (what->retry_after)
		response_header(c->response, "Retry-After", what->retry_after);
	dict = page_dict(c);
	view_set(dict, "ERROR_TITLE", page.title);
	view_set(dict, "ERROR_TEXT",
		 is_role ? who_may(c) : tr(c->s, what->text));
	view_set(dict, "REQUEST_ID", c->request->id);
	if (what->code == 404)
		view_show(dict, "SEARCH");
	if (what->code >= 500)
		view_show(dict, "FAULT");
	if (c->kept_text && *c->kept_text)
		view_set(view_section(dict, "KEPT"), "KEPT_TEXT", c->kept_text);
	if (page_show(c, &page, "pages/error.tpl", dict) != STATUS_OK)
		show_bare(c, what);
}
