#include "page/admin.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "page/assets.h"
#include "page/change_words.h"
#include "page/form_token.h"
#include "page/guard.h"
#include "page/routes.h"
#include "store/change.h"
#include "store/session.h"
#include "store/who.h"
#include "util/clock.h"

/* The ways through the staff's pages; each is shown to whom its row lets in. */
static const struct {
	enum admin_nav nav;
	const char *path, *label;
} WAYS[] = {
	{ ADMIN_HOME, "/admin", TR("To do") },
	{ ADMIN_PROGRAMS, "/admin/programs", TR("Listings") },
	{ ADMIN_COMMENTS, "/admin/comments", TR("Comments") },
	{ ADMIN_PLAN, "/admin/dashboard", TR("Plan") },
	{ ADMIN_PAGES, "/admin/pages", TR("Pages") },
	{ ADMIN_IMPORT, "/admin/import", TR("Import") },
	{ ADMIN_EXPORT, "/admin/export", TR("Export") },
	{ ADMIN_SETTINGS, "/admin/settings", TR("Settings") },
	{ ADMIN_USERS, "/admin/users", TR("Accounts") },
	{ ADMIN_AUDIT, "/admin/audit", TR("Record") },
	{ ADMIN_MAIL, "/admin/mail", TR("Mail") },
};

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

bool admin_may_open(const struct ctx *c, enum method method, const char *path)
{
	struct router_params ignored;
	const struct route *route =
		routes_find(method, path, c->arena, &ignored);

	if (!route || !c->user)
		return false;
	return routes_lets_in(route, c->user->role);
}

static void show_ways(struct ctx *c, struct view_dict *frame,
		      enum admin_nav nav)
{
	for (size_t i = 0; i < COUNT(WAYS); i++) {
		struct view_dict *item;

		if (!admin_may_open(c, GET, WAYS[i].path))
			continue;
		item = view_section(frame, "WAY");
		view_set(item, "WAY_PATH", WAYS[i].path);
		view_set(item, "WAY_LABEL", tr(c->s, WAYS[i].label));
		if (WAYS[i].nav == nav)
			view_show(item, "WAY_CURRENT");
	}
}

static void show_person(struct ctx *c, struct view_dict *frame,
			enum admin_nav nav)
{
	struct view_dict *item;

	if (admin_may_open(c, GET, "/me")) {
		item = view_section(frame, "ACCOUNT");
		view_set(item, "NAME", c->user->name);
		if (nav == ADMIN_ACCOUNT)
			view_show(item, "ACCOUNT_CURRENT");
	}
	if (admin_may_open(c, POST, "/sign-out"))
		admin_form(c, view_section(frame, "SIGN_OUT"), "/sign-out");
}

/* What was done ------------------------------------------------------------ */

static void show_set(struct ctx *c, struct view_dict *frame, int64_t id)
{
	struct view_dict *band;
	struct change_set set;
	const char *path = arena_printf(c->arena, "/admin/undo/%" PRId64, id);

	if (store_change_get(c->db, c->arena, id, &set) != STATUS_OK ||
	    set.user_id != c->user->user_id)
		return;
	band = view_include(frame, "DONE", "partials/done.tpl");
	view_set(band, "WHAT", change_words(c, &set));
	if (change_may_undo(c, &set)) {
		band = view_section(band, "UNDO");
		view_set(band, "UNDO_PATH", path);
		admin_form(c, band, path);
	}
}

static void show_done(struct ctx *c, struct view_dict *frame)
{
	static const struct {
		const char *done, *words;
	} PLAIN[] = {
		{ "saved", TR("Saved.") },
		{ "deleted", TR("Deleted. Nobody sees it any more.") },
	};
	const char *done = form_value(&c->request->query, "done");
	int64_t id = form_id(&c->request->query, "done");

	if (!done || c->request->method != GET)
		return;
	if (id > 0)
		show_set(c, frame, id);
	for (size_t i = 0; i < COUNT(PLAIN); i++)
		if (strcmp(done, PLAIN[i].done) == 0)
			view_set(view_include(frame, "DONE",
					      "partials/done.tpl"),
				 "WHAT", tr(c->s, PLAIN[i].words));
}

enum status admin_done(struct ctx *c, int64_t change_set, const char *format,
		       ...)
{
	char *path, *fragment, *done = arena_strdup(c->arena, "saved");
	va_list ap;

	va_start(ap, format);
	path = arena_vprintf(c->arena, format, ap);
	va_end(ap);
	if (change_set > 0)
		done = arena_printf(c->arena, "%" PRId64, change_set);
	fragment = path + strcspn(path, "#");
	return page_redirect(
		c, 303, "%.*s%cdone=%s%s", (int)(fragment - path), path,
		memchr(path, '?', (size_t)(fragment - path)) ? '&' : '?', done,
		fragment);
}

/* The frame ---------------------------------------------------------------- */

static void show_crumbs(struct ctx *c, struct view_dict *dict,
			const struct admin_page *page)
{
	struct view_dict *list, *item;

	if (page->nav == ADMIN_HOME)
		return;
	list = view_include(dict, "CRUMBS", "partials/crumbs.tpl");
	item = view_section(list, "CRUMB");
	view_set(item, "CRUMB_PATH", "/admin");
	view_set(item, "CRUMB_LABEL", tr(c->s, "Staff pages"));
	for (const struct crumb *at = page->crumbs; at->path; at++) {
		item = view_section(list, "CRUMB");
		view_set(item, "CRUMB_PATH", at->path);
		view_set(item, "CRUMB_LABEL", at->label);
	}
}

/* Only pages that answer GET can be come back to. */
static const char *own_path(const struct ctx *c)
{
	return c->request->method == GET ? page_with_query(c, c->request->path)
					 : "/admin";
}

static enum status show_inside(struct ctx *c, const struct admin_page *page,
			       const char *file, struct view_dict *dict)
{
	struct view_dict *frame = view_dict_new(c->arena);
	struct buf main;
	enum status st;

	buf_init(&main, c->arena);
	show_crumbs(c, dict, page);
	st = view_expand(c->site->view, file, dict, &main);
	if (st != STATUS_OK)
		return st;
	view_set(frame, "LANG", strings_language(c->s));
	view_set(frame, "ASSETS", c->site->assets->prefix);
	view_set(frame, "TITLE", page->title);
	view_set(frame, "BACK", own_path(c));
	if (page->is_wide)
		view_show(frame, "WIDE");
	if (!c->user->has_shortcuts)
		view_show(frame, "NO_SHORTCUTS");
	page_theme(c, frame);
	show_ways(c, frame, page->nav);
	show_person(c, frame, page->nav);
	if (c->db)
		show_done(c, frame);
	view_set_n(frame, "MAIN_HTML", main.data, main.len);
	c->response->type = "text/html; charset=utf-8";
	return view_expand(c->site->view, "layout/admin.tpl", frame,
			   &c->response->body);
}

/* A reader is not of the staff: the frame is that of all pages, and what was
 * done stands in the page's own part. */
static enum status show_outside(struct ctx *c, const struct admin_page *page,
				const char *file, struct view_dict *dict)
{
	struct page outside = {
		.title = page->title,
		.is_noindex = true,
		.crumbs = { { "/", tr(c->s, "Home") } },
	};

	for (size_t i = 0; page->crumbs[i].path && i < PAGE_CRUMBS_MAX - 2; i++)
		outside.crumbs[i + 1] = page->crumbs[i];
	if (c->db)
		show_done(c, dict);
	return page_show(c, &outside, file, dict);
}

enum status admin_show(struct ctx *c, const struct admin_page *page,
		       const char *file, struct view_dict *dict)
{
	if (!permission_has(c->user->role, MAY_ENTER))
		return show_outside(c, page, file, dict);
	return show_inside(c, page, file, dict);
}

/* People ------------------------------------------------------------------- */

const char *admin_actor(const struct ctx *c)
{
	return arena_printf(c->arena, "user %" PRId64, c->user->user_id);
}

static const char *person(struct ctx *c, int64_t id)
{
	const char *name;

	if (store_who_name(c->db, c->arena, id, &name) == STATUS_OK && name)
		return name;
	return tr(c->s, "Somebody whose account is gone");
}

const char *admin_who(struct ctx *c, const char *actor)
{
	static const struct {
		const char *actor, *words;
	} OTHERS[] = {
		{ "guest", TR("A guest") },
		{ "reports", TR("Several reports") },
		{ "author", TR("Its author") },
		{ "import", TR("An import") },
		{ "command", TR("The command line") },
		{ "setup", TR("The first start") },
		{ "job", TR("The site itself") },
		{ "migration", TR("An update of the site") },
	};

	if (strncmp(actor, "user ", 5) == 0)
		return person(c, strtoll(actor + 5, NULL, 10));
	for (size_t i = 0; i < COUNT(OTHERS); i++)
		if (strcmp(OTHERS[i].actor, actor) == 0)
			return tr(c->s, OTHERS[i].words);
	return actor;
}
