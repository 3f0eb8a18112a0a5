#include "page/kept_page.h"

#include <string.h>

#include "page/fragment.h"
#include "page/routes.h"

/* A cookie of ours that tells more than the colors may change the page. */
static bool is_only_theme(const char *cookies)
{
	static const char theme[] = "ns_theme=";

	while ((cookies = strstr(cookies, "ns_"))) {
		if (strncmp(cookies, theme, strlen(theme)) != 0)
			return false;
		cookies += strlen(theme);
	}
	return true;
}

static bool may_be_kept(const struct ctx *c)
{
	return c->request->method == GET &&
	       (c->route->flags & ROUTE_READY_MADE) && c->generation &&
	       !*c->request->query_text && !c->guest_hash &&
	       is_only_theme(c->request->cookies);
}

static char *key_of(const struct ctx *c)
{
	return arena_printf(c->arena, "%s %s", c->theme, c->request->path);
}

bool kept_page_show(struct ctx *c)
{
	const char *html;
	size_t len;

	if (!may_be_kept(c))
		return false;
	html = fragment_find(c, FRAGMENT_PAGES, key_of(c), &len);
	if (!html)
		return false;
	c->response->type = "text/html; charset=utf-8";
	buf_add(&c->response->body, html, len);
	return true;
}

void kept_page_keep(struct ctx *c)
{
	const struct response *r = c->response;

	if (may_be_kept(c) && r->code == 200 && r->header_count == 0)
		fragment_keep(c, FRAGMENT_PAGES, key_of(c), r->body.data,
			      r->body.len);
}
