#include "page/guard.h"

#include <string.h>

#include "http/url.h"
#include "page/preferences.h"
#include "store/owner.h"
#include "store/session.h"
#include "util/log.h"
#include "util/token.h"

static const char *allowed_methods(const char *path, struct arena *arena)
{
	struct router_params ignored;
	unsigned methods = 0;

	for (size_t i = 0; i < page_route_count; i++)
		if (router_match(page_routes[i].pattern, path, arena, &ignored))
			methods |= page_routes[i].methods;
	if (methods == (GET | POST))
		return "GET, HEAD, POST";
	return methods == POST ? "POST" : methods == GET ? "GET, HEAD" : NULL;
}

const struct route *routes_find(enum method method, const char *path,
				struct arena *arena,
				struct router_params *params)
{
	for (size_t i = 0; i < page_route_count; i++)
		if ((page_routes[i].methods & method) &&
		    router_match(page_routes[i].pattern, path, arena, params))
			return &page_routes[i];
	return NULL;
}

enum status guard_find(struct ctx *c, const char **allow)
{
	const struct request *request = c->request;

	*allow = NULL;
	c->route = routes_find(request->method, request->path, c->arena,
			       &c->params);
	if (c->route)
		return STATUS_OK;
	*allow = allowed_methods(request->path, c->arena);
	return *allow ? STATUS_BAD : STATUS_NOT_FOUND;
}

enum status guard_pool(struct ctx *c)
{
	if (routes_pool(c->route) == c->site->pool)
		return STATUS_OK;
	log_warning("%s came to another pool: nginx's configuration is of "
		    "another version, or somebody made up an address",
		    c->route->pattern);
	return STATUS_NOT_FOUND;
}

static bool is_loopback(const char *address)
{
	return strncmp(address, "127.", 4) == 0 || strcmp(address, "::1") == 0;
}

/* Is origin this site: the configured one, or the very host the browser
 * asked, by the configured scheme? (An Origin whose host equals Host cannot be
 * another site's.) */
static bool is_own_origin(const struct ctx *c, const char *origin)
{
	const struct config *config = c->site->config;
	const char *own = url_origin(c->arena, config->base_url);
	const char *asked = arena_printf(c->arena, "%s://%s",
					 config->is_https ? "https" : "http",
					 c->request->host);

	return (own && strcmp(origin, own) == 0) || strcmp(origin, asked) == 0;
}

/* Browsers say where a form comes from, in Origin, Sec-Fetch-Site (W3C Fetch
 * Metadata) or both; what says neither is refused, as is any doubt. */
static bool is_same_site(const struct ctx *c)
{
	const struct request *request = c->request;

	if (*request->fetch_site &&
	    strcmp(request->fetch_site, "same-origin") != 0)
		return false;
	if (*request->origin)
		return is_own_origin(c, request->origin);
	return *request->fetch_site != '\0';
}

enum status guard_enter(struct ctx *c)
{
	const struct route *route = c->route;

	switch (route->who) {
	case FOR_ANYONE:
		break;
	case FOR_LOOPBACK:
		if (!is_loopback(c->request->address))
			return STATUS_NOT_FOUND;
		break;
	case FOR_MEMBER:
	case FOR_COLLEAGUE:
	case FOR_STAFF: /* guard_person() and guard_permission() ask more */
		break;
	case FOR_NOBODY:
	default:
		return STATUS_FORBIDDEN;
	}
	if (c->request->method != POST || route->guard == FORM_SIGNED)
		return STATUS_OK;
	if (route->guard == FORM_NONE || !is_same_site(c))
		return STATUS_CROSS_SITE;
	return STATUS_OK;
}

static const char *own_cookie(const struct ctx *c, const char *name)
{
	return request_cookie(
		c->request, response_cookie_name(
				    c->arena, c->site->config->is_https, name));
}

enum status guard_person(struct ctx *c)
{
	const char *token = own_cookie(c, SESSION_COOKIE);
	struct session *session;
	enum status st;

	if (!token || !*token || !c->db)
		return STATUS_OK;
	session = arena_alloc(c->arena, sizeof(*session));
	st = store_session_find(c->db, c->arena, token, c->now, session);
	if (st == STATUS_NOT_FOUND)
		return STATUS_OK;
	if (st == STATUS_OK) {
		c->user = session;
		c->session_token = token;
	}
	return st;
}

/* Of the row's :id; whether there is such a listing, others never learn. */
static enum status own_listing(struct ctx *c)
{
	int64_t id = ctx_id(c, "id");
	bool has = false;
	enum status st;

	if (!id)
		return STATUS_FORBIDDEN;
	st = store_owner_has(c->db, c->user->user_id, id, &has);
	if (st != STATUS_OK)
		return st;
	return has ? STATUS_OK : STATUS_FORBIDDEN;
}

enum status guard_permission(struct ctx *c)
{
	const struct route *route = c->route;

	if (!routes_lets_in(route, c->user->role))
		return STATUS_FORBIDDEN;
	if (route->may == MAY_EDIT_OWN_LISTINGS &&
	    !permission_has(c->user->role, MAY_EDIT_LISTINGS))
		return own_listing(c);
	return STATUS_OK;
}

bool guard_needs_sign_in(const struct ctx *c)
{
	return routes_is_inside(c->route) && !c->user;
}

bool guard_needs_second_factor(const struct ctx *c)
{
	return c->route->who == FOR_STAFF && c->user->role == ROLE_ADMIN &&
	       !c->user->has_second_factor;
}

bool guard_needs_password(const struct ctx *c)
{
	return (c->route->flags & ROUTE_CONFIRMED) &&
	       c->now - c->user->confirmed_at > SESSION_CONFIRM_SECONDS;
}

bool guard_is_private(const struct ctx *c)
{
	return c->route && (routes_is_inside(c->route) ||
			    (c->route->flags & ROUTE_PRIVATE));
}

void guard_cookies(struct ctx *c)
{
	const char *theme, *guest;
	unsigned char raw[TOKEN_HASH], *hash;

	c->theme = "";
	if (!*c->request->cookies)
		return;
	c->has_cookies = strstr(c->request->cookies, "ns_") != NULL;
	theme = own_cookie(c, THEME_COOKIE);
	if (theme &&
	    (strcmp(theme, "light") == 0 || strcmp(theme, "dark") == 0))
		c->theme = theme;
	guest = own_cookie(c, "ns_guest");
	if (guest && token_decode(guest, raw, sizeof(raw))) {
		hash = arena_alloc(c->arena, TOKEN_HASH);
		token_hash(guest, hash);
		c->guest_hash = hash;
	}
}
