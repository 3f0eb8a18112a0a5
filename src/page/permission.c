#include "page/permission.h"

#include "view/format.h"
#include "view/strings.h"

#define COUNT(table)    (sizeof(table) / sizeof(*(table)))
#define BIT(permission) (1u << (permission))

/* What each role may do; whoever is not here may do nothing. */
static const unsigned MAY[] = {
	[ROLE_NONE] = 0,
	[ROLE_READER] = 0,
	[ROLE_OWNER] = BIT(MAY_ENTER) | BIT(MAY_LIST_LISTINGS) |
		       BIT(MAY_EDIT_OWN_LISTINGS),
	[ROLE_MODERATOR] = BIT(MAY_ENTER) | BIT(MAY_MODERATE) | BIT(MAY_EXPORT),
	[ROLE_EDITOR] = BIT(MAY_ENTER) | BIT(MAY_EDIT_LISTINGS) |
			BIT(MAY_LIST_LISTINGS) | BIT(MAY_EDIT_OWN_LISTINGS) |
			BIT(MAY_EDIT_PLAN) | BIT(MAY_EDIT_PAGES) |
			BIT(MAY_IMPORT) | BIT(MAY_EXPORT),
	[ROLE_ADMIN] = ~BIT(MAY_NOTHING),
};

static const char *const NAMES[PERMISSIONS] = {
	[MAY_NOTHING] = "-",
	[MAY_ENTER] = "enter",
	[MAY_EDIT_LISTINGS] = "edit-listings",
	[MAY_LIST_LISTINGS] = "list-listings",
	[MAY_EDIT_OWN_LISTINGS] = "edit-own-listings",
	[MAY_MODERATE] = "moderate",
	[MAY_EDIT_PLAN] = "edit-plan",
	[MAY_EDIT_PAGES] = "edit-pages",
	[MAY_IMPORT] = "import",
	[MAY_EXPORT] = "export",
	[MAY_READ_AUDIT] = "read-audit",
	[MAY_MANAGE_USERS] = "manage-users",
	[MAY_ERASE] = "erase",
};

bool permission_has(enum role role, enum permission permission)
{
	return role >= ROLE_NONE && (size_t)role < COUNT(MAY) &&
	       permission > MAY_NOTHING && permission < PERMISSIONS &&
	       (MAY[role] & BIT(permission));
}

/* Administrators stand first, for they may do everything. */
const char *permission_roles(struct arena *arena, const struct strings *s,
			     enum permission permission)
{
	static const struct {
		enum role role;
		const char *plural;
	} ROLES[] = {
		{ ROLE_ADMIN, TR("Administrators") },
		{ ROLE_EDITOR, TR("editors") },
		{ ROLE_MODERATOR, TR("moderators") },
		{ ROLE_OWNER, TR("program owners") },
	};
	const char *names[COUNT(ROLES)];
	size_t count = 0;

	for (size_t i = 0; i < COUNT(ROLES); i++)
		if (permission_has(ROLES[i].role, permission))
			names[count++] = tr(s, ROLES[i].plural);
	return format_list(arena, s, names, count);
}

const char *permission_role_words(const struct strings *s, enum role role)
{
	static const char *const WORDS[] = {
		[ROLE_NONE] = "",
		[ROLE_READER] = TR("a reader"),
		[ROLE_OWNER] = TR("a program owner"),
		[ROLE_MODERATOR] = TR("a moderator"),
		[ROLE_EDITOR] = TR("an editor"),
		[ROLE_ADMIN] = TR("an administrator"),
	};

	return tr(s, WORDS[role]);
}

const char *permission_name(enum permission permission)
{
	return permission < PERMISSIONS ? NAMES[permission] : NAMES[0];
}
