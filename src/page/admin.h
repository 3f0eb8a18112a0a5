/* What all admin pages share: the frame, the band that says what was done and
 * offers to undo it, forms, and what to do with a form that cannot be carried
 * out just now. */
#ifndef PAGE_ADMIN_H
#define PAGE_ADMIN_H

#include "page/render.h"

enum admin_nav {
	ADMIN_HOME,
	ADMIN_PROGRAMS,
	ADMIN_COMMENTS,
	ADMIN_PLAN,
	ADMIN_PAGES,
	ADMIN_IMPORT,
	ADMIN_EXPORT,
	ADMIN_SETTINGS,
	ADMIN_USERS,
	ADMIN_AUDIT,
	ADMIN_MAIL,
	ADMIN_ACCOUNT
};

struct admin_page {
	const char *title;
	enum admin_nav nav;
	struct crumb crumbs[PAGE_CRUMBS_MAX]; /* after "Staff pages" */
	bool is_wide; /* tables that want the whole width */
};

/* Expand templates/<file> with dict into the staff's frame
 * (templates/layout/admin.tpl): no-store, noindex, navigation by role, the
 * band of ?done= (see admin_done). For a reader it is the frame of all pages,
 * and the band is for {{>DONE}} of the template, if it has one. */
MUST_CHECK enum status admin_show(struct ctx *c, const struct admin_page *page,
				  const char *file, struct view_dict *dict);

/* Does a row for method and path exist that lets c->user's role in? For links
 * and buttons that are shown only to whom they serve. */
bool admin_may_open(const struct ctx *c, enum method method, const char *path);

/* 303 to path with done=<change_set> (0: done=saved; a handler that redirects
 * by itself may say done=deleted), so that the next page
 * says what was done ("3 listings paused.") and, for a change set, offers
 * Undo. */
MUST_CHECK enum status admin_done(struct ctx *c, int64_t change_set,
				  const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Set FORM_TOKEN in dict, for a form of this page that posts to path. In the
 * template: <input type="hidden" name="token" value="{{FORM_TOKEN}}">. A page
 * with several forms calls it in the section of each. */
void admin_form(struct ctx *c, struct view_dict *dict, const char *path);

/* The error summary ({{>PROBLEM}}, templates/partials/problem.tpl), from the
 * form's problems: label(field) is the field's name in words of the site, or
 * NULL for one that has no label; anchors are #f-<field>. Also sets 422 (409
 * when the form's token was not fine) and shows in words when the token
 * was the problem. False, and nothing shown, when the form has none.
 *
 * A store function that fails (STATUS_CONFLICT of a stale version) fails the
 * whole transaction of the POST, later reads too: call post_give_up()
 * (page/post.h) before reading what the page shows then. */
bool admin_problem(struct ctx *c, struct view_dict *dict,
		   const char *(*label)(struct ctx *c, const char *field));
/* The sentence for one field's error ("Enter a name"), or NULL. */
const char *admin_field_fix(struct ctx *c, const char *field);

/* Numbered links ({{>PAGES}}; nothing when there is one page): page n (from 1)
 * of pages, to the present address with page= changed. */
void admin_pages(struct ctx *c, struct view_dict *dict, size_t n,
		 size_t pages);

/* "user 12", for audit rows and revisions. */
const char *admin_actor(const struct ctx *c);

/* A person by "user 12", "guest", "import", …: their name, or what did it, in
 * words of the site. Looked up in c->db. */
const char *admin_who(struct ctx *c, const char *actor);

#endif
