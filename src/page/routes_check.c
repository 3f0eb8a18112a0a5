/* A look at the route table before anybody is served: `northstar routes
 * --check`, which the build runs. */
#include <string.h>

#include "page/admin_again.h"
#include "page/routes.h"

bool routes_is_inside(const struct route *r)
{
	return r->who == FOR_MEMBER || r->who == FOR_COLLEAGUE ||
	       r->who == FOR_STAFF;
}

/* Addresses under which nothing is read without being somebody, or becoming
 * it. */
static const char *const STAFF_FOLDERS[] = {
	"/admin", "/me", "/moderate", "/sign-in", "/sign-out", "/comments/new",
};

static bool is_below(const char *pattern, const char *folder)
{
	size_t len = strlen(folder);

	return strncmp(pattern, folder, len) == 0 &&
	       (pattern[len] == '\0' || pattern[len] == '/');
}

enum pool routes_pool(const struct route *r)
{
	size_t count = sizeof(STAFF_FOLDERS) / sizeof(STAFF_FOLDERS[0]);

	if (r->flags & ROUTE_OUTSIDE)
		return POOL_OUTSIDE;
	for (size_t i = 0; i < count; i++)
		if (is_below(r->pattern, STAFF_FOLDERS[i]))
			return POOL_STAFF;
	return POOL_APP;
}

bool routes_lets_in(const struct route *r, enum role role)
{
	if (r->who == FOR_STAFF)
		return permission_has(role, r->may);
	return r->who != FOR_COLLEAGUE || permission_has(role, MAY_ENTER);
}

static const char *reading_fault(const struct route *r)
{
	if (r->guard != FORM_NONE || r->body_max != 0)
		return "only a POST has a form";
	if (r->flags & (ROUTE_WRITES | ROUTE_OWN_TRANSACTION | ROUTE_UPLOAD |
			ROUTE_SHOWS_AGAIN | ROUTE_KEEPS_TOKEN))
		return "reading writes nothing";
	return NULL;
}

static const char *form_fault(const struct route *r)
{
	if (r->guard == FORM_NONE)
		return "a POST needs a guard";
	if (routes_is_inside(r) && r->guard != FORM_TOKEN)
		return "a POST of somebody signed in needs a token";
	/* No cookie may add to what a signed link allows. */
	if (r->guard == FORM_SIGNED &&
	    (r->who != FOR_ANYONE || !(r->flags & ROUTE_PRIVATE)))
		return "a signed link is for FOR_ANYONE and ROUTE_PRIVATE";
	if (r->body_max == 0)
		return "a POST needs a limit for its body";
	if (!(r->flags & (ROUTE_WRITES | ROUTE_NO_DATABASE)))
		return "a POST needs ROUTE_WRITES";
	/* A form that takes another along is not kept itself. */
	if (routes_is_inside(r) && r->body_max > ADMIN_KEPT_MAX &&
	    r->body_max != ADMIN_KEPT_BODY && !(r->flags & ROUTE_UPLOAD))
		return "so long a form cannot be kept through a sign-in";
	return NULL;
}

static const char *access_fault(const struct route *r)
{
	if (r->who == FOR_NOBODY)
		return "nobody may enter";
	if (r->who == FOR_STAFF &&
	    (r->may <= MAY_NOTHING || r->may >= PERMISSIONS))
		return "a row FOR_STAFF needs .may";
	if (r->who != FOR_STAFF && r->may != MAY_NOTHING)
		return "only a row FOR_STAFF asks for a permission";
	if (r->may == MAY_EDIT_OWN_LISTINGS && !strstr(r->pattern, "/:id"))
		return "whose own listing is it, without :id?";
	if (routes_is_inside(r) && routes_pool(r) != POOL_STAFF)
		return "whoever is signed in is served by the staff's pool";
	if (routes_is_inside(r) &&
	    (r->flags & (ROUTE_READY_MADE | ROUTE_NO_DATABASE)))
		return "who may enter stands in the database, and the page is "
		       "nobody else's";
	if ((r->flags & ROUTE_CONFIRMED) && r->who != FOR_STAFF &&
	    r->who != FOR_COLLEAGUE)
		return "only staff have a password to confirm";
	return NULL;
}

/* A page that waits for another site is nobody else's, and nothing is done
 * twice when it is asked for again. */
static const char *outside_fault(const struct route *r)
{
	if (!(r->flags & ROUTE_OUTSIDE))
		return NULL;
	if (r->methods != GET || r->who != FOR_ANYONE ||
	    !(r->flags & ROUTE_PRIVATE) || (r->flags & ROUTE_READY_MADE))
		return "a row ROUTE_OUTSIDE is for GET, FOR_ANYONE and "
		       "ROUTE_PRIVATE";
	return NULL;
}

static const char *row_fault(const struct route *r)
{
	const char *fault = access_fault(r);

	if (!fault)
		fault = outside_fault(r);
	if (!r->pattern || *r->pattern != '/' || !r->handle)
		return "it has no address or no handler";
	if (r->methods != GET && r->methods != POST)
		return "a row is for GET or for POST";
	if (fault)
		return fault;
	return r->methods == POST ? form_fault(r) : reading_fault(r);
}

const char *routes_fault(struct arena *arena, const struct route *rows,
			 size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct route *r = &rows[i];
		const char *fault = row_fault(r);

		if (fault)
			return arena_printf(arena, "%s %s: %s",
					    r->methods == POST ? "POST" : "GET",
					    r->pattern ? r->pattern : "?",
					    fault);
		for (size_t j = 0; j < i; j++)
			if (rows[j].methods == r->methods &&
			    strcmp(rows[j].pattern, r->pattern) == 0)
				return arena_printf(arena,
						    "%s stands there twice",
						    r->pattern);
	}
	return NULL;
}
