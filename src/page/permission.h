/* Roles as data: what each may do. A route's row names the permission that it
 * takes; page/guard.c asks here and nowhere else. */
#ifndef PAGE_PERMISSION_H
#define PAGE_PERMISSION_H

#include <stdbool.h>

#include "store/user.h"

enum permission {
	MAY_NOTHING = 0, /* a row that forgot: closed */
	MAY_ENTER,       /* the admin's home, one's own account */
	MAY_EDIT_LISTINGS,
	MAY_LIST_LISTINGS, /* with MAY_EDIT_LISTINGS all; else only one's own:
			    * the handler sees to it */
	MAY_EDIT_OWN_LISTINGS, /* with MAY_EDIT_LISTINGS any; else only those
				* of program_owner: the row's :id is one */
	MAY_MODERATE,
	MAY_EDIT_PLAN,
	MAY_EDIT_PAGES,
	MAY_IMPORT,
	MAY_EXPORT, /* each kind of data asks for its own permission too */
	MAY_READ_AUDIT,
	MAY_MANAGE_USERS,
	MAY_ERASE
};
#define PERMISSIONS (MAY_ERASE + 1)

bool permission_has(enum role role, enum permission permission);

/* The roles that have it, in words of the site ("Administrators and
 * editors"), for the page that says no. */
struct strings;
struct arena;
const char *permission_roles(struct arena *arena, const struct strings *s,
			     enum permission permission);

/* "an editor", for "You are signed in as …". */
const char *permission_role_words(const struct strings *s, enum role role);

/* "edit-listings", as `northstar routes` prints it. */
const char *permission_name(enum permission permission);

#endif
