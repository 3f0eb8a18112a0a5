#include "page/admin_again.h"

#include <string.h>

#include "http/form.h"
#include "http/url.h"
#include "page/admin.h"
#include "page/form_token.h"
#include "page/guard.h"
#include "page/post.h"
#include "page/routes.h"
#include "store/session.h"
#include "util/token.h"

#define SHORT_MAX 80 /* bytes; longer values get a box of their own */

static bool begins_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

static bool is_kept(const char *name)
{
	return strcmp(name, FORM_TOKEN_FIELD) != 0 &&
	       !begins_with(name, "password") && !begins_with(name, "code");
}

/* Fields that pages fill in and buttons send: nobody has typed them. */
static const char *const OURS[] = {
	"again",   "all",    "attack",  "back",   "comment", "digest",
	"do",      "draft",  "items",   "kept",   "kept_to", "key",
	"made",    "next",   "object",  "on",     "one",     "org",
	"page",    "parent", "pending", "pick",   "preview", "program",
	"publish", "q",      "query",   "sealed", "seen",    "shown",
	"sign_in", "step",   "sure",    "tab",    "target",  "theme",
	"thread",  "ticket", "to",      "user",   "version",
};

static bool is_typed(const char *name)
{
	for (size_t i = 0; i < sizeof(OURS) / sizeof(*OURS); i++)
		if (strcmp(name, OURS[i]) == 0)
			return false;
	return is_kept(name) && !begins_with(name, "pick-");
}

/* Fields on their way through a sign-in ------------------------------------ */

/* As one word of letters that no form changes on its way. */
static const char *pack(struct ctx *c, const struct form *form)
{
	struct buf b;

	buf_init(&b, c->arena);
	for (size_t i = 0; i < form->count; i++) {
		if (!is_kept(form->fields[i].name))
			continue;
		if (b.len)
			buf_char(&b, '&');
		url_escape(&b, form->fields[i].name);
		buf_char(&b, '=');
		url_escape(&b, form->fields[i].value);
	}
	return token_encode(c->arena, (unsigned char *)b.data, b.len);
}

static enum status unpack(struct ctx *c, const char *packed, struct form *form)
{
	size_t len = strlen(packed) / 4 * 3 + (strlen(packed) % 4 * 3) / 4;
	char *text = arena_alloc(c->arena, len + 1);

	if (!token_decode(packed, (unsigned char *)text, len))
		return STATUS_BAD;
	return form_parse_here(form, c->arena, text, len);
}

const char *admin_again_kept_to(const struct ctx *c)
{
	if (c->kept_to)
		return c->kept_to;
	return c->form ? form_value(c->form, "kept_to") : NULL;
}

const char *admin_again_kept_fields(const struct ctx *c)
{
	if (c->kept_fields)
		return c->kept_fields;
	return c->form ? form_value(c->form, "kept") : NULL;
}

/* Only a form of ours, which asks for its token once more. */
bool admin_again_has(const struct ctx *c)
{
	const char *to = admin_again_kept_to(c);
	struct router_params ignored;
	const struct route *route;

	if (!to || !*to || !admin_again_kept_fields(c))
		return false;
	route = routes_find(POST, to, c->arena, &ignored);
	return route && route->guard == FORM_TOKEN && routes_is_inside(route);
}

const char *admin_again_asked_to(const struct ctx *c)
{
	const char *to = c->form ? form_value(c->form, "to")
				 : form_value(&c->request->query, "to");

	return to && url_is_local(to) ? to : NULL;
}

const char *admin_again_to(const struct ctx *c)
{
	const char *to = admin_again_asked_to(c);

	if (to)
		return to;
	return c->user && c->user->role == ROLE_READER ? "/me" : "/admin";
}

void admin_again_carry(struct ctx *c, struct view_dict *form)
{
	struct view_dict *kept =
		view_include(form, "KEPT", "partials/kept.tpl");

	view_set(kept, "TO", admin_again_asked_to(c));
	if (!admin_again_has(c))
		return;
	kept = view_section(kept, "FIELDS");
	view_set(kept, "KEPT_TO", admin_again_kept_to(c));
	view_set(kept, "KEPT_FIELDS", admin_again_kept_fields(c));
}

enum status admin_again_ask(struct ctx *c, const char *path)
{
	const struct route *ask = routes_find(GET, path, c->arena, &c->params);
	enum status st;

	if (!ask)
		return STATUS_FORBIDDEN;
	st = post_give_up(c);
	if (st != STATUS_OK)
		return st;
	if (c->form && form_value(c->form, "kept")) { /* on its way already */
		c->kept_to = form_value(c->form, "kept_to");
		c->kept_fields = form_value(c->form, "kept");
	} else if (c->form) {
		c->kept_to = c->request->path;
		c->kept_fields = pack(c, c->form);
	}
	c->form = NULL; /* it is no answer to the page that asks */
	c->route = ask;
	st = ask->handle(c);
	if (st == STATUS_OK && c->response->code == 200)
		c->response->code = 403;
	return st;
}

/* The page ----------------------------------------------------------------- */

static void show_field(struct view_dict *dict, int64_t id,
		       const struct form_field *field, bool has_typed)
{
	bool is_long =
		strlen(field->value) > SHORT_MAX || strchr(field->value, '\n');
	struct view_dict *item = view_section(dict, !has_typed ? "OURS"
						    : is_long  ? "LONG"
							       : "SHORT");

	view_set_int(item, "FIELD_ID", id);
	view_set(item, "FIELD_NAME", field->name);
	view_set(item, "FIELD_VALUE", field->value);
}

static void show_fields(struct view_dict *dict, const struct form *form)
{
	bool is_any_typed = false;

	for (size_t i = 0; i < form->count; i++) {
		bool has_typed = is_typed(form->fields[i].name);

		is_any_typed |= has_typed && *form->fields[i].value;
		if (is_kept(form->fields[i].name))
			show_field(dict, (int64_t)i, &form->fields[i],
				   has_typed);
	}
	view_show(dict, is_any_typed ? "TYPED" : "PRESSED");
}

static enum status show(struct ctx *c, const char *title, const char *text,
			const char *path, const struct form *form)
{
	struct view_dict *dict = page_dict(c);
	struct admin_page page = { .title = title, .nav = ADMIN_HOME };
	struct page outside = { .title = title, .is_noindex = true };

	view_set(dict, "AGAIN_TITLE", title);
	view_set(dict, "AGAIN_TEXT", text);
	view_set(dict, "ACTION", url_escape_path(c->arena, path));
	admin_form(c, dict, path);
	show_fields(dict, form);
	return c->user ? admin_show(c, &page, "pages/admin_again.tpl", dict)
		       : page_show(c, &outside, "pages/admin_again.tpl", dict);
}

enum status admin_again_send(struct ctx *c)
{
	struct form form;

	if (!admin_again_has(c) ||
	    unpack(c, admin_again_kept_fields(c), &form) != STATUS_OK)
		return page_redirect(c, 303, "%s", admin_again_to(c));
	return show(c, tr(c->s, "You are signed in. Send it now?"),
		    tr(c->s, "Nothing is stored yet."), admin_again_kept_to(c),
		    &form);
}

static const char *token_words(const struct ctx *c)
{
	switch (c->token_state) {
	case FORM_TOKEN_OLD:
		return tr(c->s, "The form was open for more than 12 hours, so "
				"nothing is stored yet.");
	case FORM_TOKEN_USED:
		return tr(c->s, "This form was sent before, and what it said "
				"then is stored. What you sent now is not.");
	case FORM_TOKEN_MISSING:
	case FORM_TOKEN_FINE:
	case FORM_TOKEN_REPEATED:
	default:
		return tr(c->s, "The form was made for another sign-in, so "
				"nothing is stored yet.");
	}
}

static enum status show_token_trouble(struct ctx *c)
{
	c->response->code = 409;
	return show(c, tr(c->s, "Send it once more?"), token_words(c),
		    c->request->path, c->form);
}

enum status admin_again_show(struct ctx *c, enum status st)
{
	static const struct {
		enum status st;
		int code;
		const char *title, *text, *retry_after;
	} WORDS[] = {
		{ STATUS_CONFLICT, 409, TR("Somebody else was faster"),
		  TR("This changed while you were writing, so nothing is "
		     "stored yet."),
		  NULL },
		{ STATUS_BUSY, 503, TR("One moment, please"),
		  TR("The site is very busy, so nothing is stored yet. Send it "
		     "again in a few seconds."),
		  "5" },
		{ STATUS_TROUBLE, 503, TR("One moment, please"),
		  TR("The site could not read or write just now. Send it again "
		     "in a few seconds: whatever happened, it is stored once."),
		  "5" },
		{ STATUS_FULL, 507, TR("We cannot store anything just now"),
		  TR("There is no room left, so nothing is stored yet. Keep a "
		     "copy and send it again later."),
		  "3600" },
		{ STATUS_FAILED, 500, TR("Something broke on our side"),
		  TR("It is written down, and nothing is stored yet."), NULL },
	};
	size_t i = 0;

	if (c->token_state != FORM_TOKEN_FINE)
		return show_token_trouble(c);
	while (WORDS[i].st != st && WORDS[i].st != STATUS_FAILED)
		i++;
	c->response->code = WORDS[i].code;
	if (WORDS[i].retry_after)
		response_header(c->response, "Retry-After",
				WORDS[i].retry_after);
	return show(c, tr(c->s, WORDS[i].title), tr(c->s, WORDS[i].text),
		    c->request->path, c->form);
}

const char *admin_again_text(struct ctx *c)
{
	struct buf b;

	buf_init(&b, c->arena);
	for (size_t i = 0; i < c->form->count; i++)
		if (is_typed(c->form->fields[i].name))
			buf_printf(&b, "%s: %s\n", c->form->fields[i].name,
				   c->form->fields[i].value);
	return b.data;
}
