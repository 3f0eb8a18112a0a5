#include "page/render.h"

#include <stdio.h>
#include <string.h>

#include "http/url.h"
#include "page/assets.h"
#include "page/fragment.h"
#include "page/permission.h"
#include "store/session.h"
#include "util/json.h"
#include "util/log.h"

const char *ctx_param(const struct ctx *c, const char *name)
{
	return router_param(&c->params, name);
}

int64_t ctx_id(const struct ctx *c, const char *name)
{
	const char *text = ctx_param(c, name);
	int64_t id = 0;

	if (*text < '1' || *text > '9' || strlen(text) > 18)
		return 0;
	for (; *text >= '0' && *text <= '9'; text++)
		id = id * 10 + (*text - '0');
	return *text ? 0 : id;
}

char *ctx_absolute(const struct ctx *c, const char *path)
{
	return arena_printf(c->arena, "%s%s", c->site->config->base_url, path);
}

const char *page_asset(const struct ctx *c, const char *name)
{
	return arena_printf(c->arena, "%s/%s", c->site->assets->prefix, name);
}

/* This page's own address, for forms that come back to it. */
static const char *own_path(const struct ctx *c)
{
	if (!*c->request->query_text)
		return c->request->path;
	return arena_printf(c->arena, "%s?%s", c->request->path,
			    c->request->query_text);
}

struct view_dict *page_dict(struct ctx *c)
{
	return view_dict_new(c->arena);
}

static void show_crumbs(struct view_dict *dict, const struct crumb *crumbs)
{
	struct view_dict *list;

	if (!crumbs[0].path)
		return;
	list = view_include(dict, "CRUMBS", "partials/crumbs.tpl");
	for (; crumbs->path; crumbs++) {
		struct view_dict *item = view_section(list, "CRUMB");

		view_set(item, "CRUMB_PATH", crumbs->path);
		view_set(item, "CRUMB_LABEL", crumbs->label);
	}
}

/* schema.org BreadcrumbList; the page itself is the last item. */
static char *crumbs_json(struct ctx *c, const struct page *page)
{
	json_t *items = json_array();
	int position = 0;

	for (const struct crumb *at = page->crumbs; at->path; at++)
		json_array_append_new(
			items,
			json_pack("{s:s, s:i, s:s, s:s}", "@type", "ListItem",
				  "position", ++position, "name", at->label,
				  "item", ctx_absolute(c, at->path)));
	json_array_append_new(
		items, json_pack("{s:s, s:i, s:s}", "@type", "ListItem",
				 "position", ++position, "name", page->title));
	return json_text(c->arena,
			 json_pack("{s:s, s:s, s:o}", "@context",
				   "https://schema.org", "@type",
				   "BreadcrumbList", "itemListElement", items),
			 0);
}

static void set_nav(struct view_dict *frame, enum nav nav)
{
	static const char *const CURRENT[] = {
		NULL,
		"HOME_CURRENT",
		"PROGRAMS_CURRENT",
		"COUNTIES_CURRENT",
		"DASHBOARD_CURRENT",
		"ABOUT_CURRENT",
	};

	if (CURRENT[nav])
		view_show(frame, CURRENT[nav]);
}

void page_theme(const struct ctx *c, struct view_dict *frame)
{
	bool is_light = strcmp(c->theme, "light") == 0;
	bool is_dark = strcmp(c->theme, "dark") == 0;

	if (*c->theme)
		view_set(view_section(frame, "HAS_THEME"), "THEME", c->theme);
	view_set(frame, "AUTO_PRESSED", is_light || is_dark ? "false" : "true");
	view_set(frame, "LIGHT_PRESSED", is_light ? "true" : "false");
	view_set(frame, "DARK_PRESSED", is_dark ? "true" : "false");
}

/* A section of one absolute URL, when there is one to show. */
static void set_link(struct ctx *c, struct view_dict *frame,
		     const char *section, const char *name, const char *path)
{
	if (path)
		view_set(view_section(frame, section), name,
			 ctx_absolute(c, path));
}

static void set_head(struct ctx *c, struct view_dict *frame,
		     const struct page *page)
{
	view_set(frame, "TITLE", page->title);
	if (page->description)
		view_set(view_section(frame, "HAS_DESCRIPTION"), "DESCRIPTION",
			 page->description);
	set_link(c, frame, "HAS_CANONICAL", "CANONICAL", page->canonical);
	set_link(c, frame, "HAS_PREV", "PREV", page->prev);
	set_link(c, frame, "HAS_NEXT", "NEXT", page->next);
	if (page->is_noindex)
		view_show(frame, "NOINDEX");
	if (page->refresh)
		view_set(view_section(frame, "HAS_REFRESH"), "REFRESH",
			 page->refresh);
	if (page->is_shore)
		view_show(frame, "SHORE");
	if (page->feed) {
		struct view_dict *feed = view_section(frame, "FEED");

		view_set(feed, "FEED_PATH", page->feed);
		view_set(feed, "FEED_TITLE", page->feed_title);
	}
	view_set(frame, "OG_IMAGE",
		 ctx_absolute(c, page_asset(c, "img/og.png")));
}

static void add_structured(struct view_dict *dict, const char *json)
{
	if (json)
		view_set(view_section(dict, "STRUCTURED"), "JSON_LD", json);
}

/* The page's own part: its template, and what search engines read. */
static enum status expand_main(struct ctx *c, const struct page *page,
			       const char *file, struct view_dict *dict,
			       struct buf *out)
{
	struct view_dict *data = view_dict_new(c->arena);
	enum status st;

	show_crumbs(dict, page->crumbs);
	st = view_expand(c->site->view, file, dict, out);
	if (st != STATUS_OK)
		return st;
	add_structured(data, page->json_ld);
	if (page->crumbs[0].path)
		add_structured(data, crumbs_json(c, page));
	return view_expand(c->site->view, "partials/structured.tpl", data, out);
}

/* The only thing on a public page that tells who reads it. */
static void show_person(const struct ctx *c, struct view_dict *frame)
{
	struct view_dict *reader;

	view_show(frame, c->user ? "MEMBER" : "GUEST");
	if (!c->user)
		return;
	if (permission_has(c->user->role, MAY_ENTER)) {
		view_show(frame, "STAFF");
		return;
	}
	reader = view_section(frame, "READER");
	if (strncmp(c->request->path, "/me", 3) == 0)
		view_show(reader, "ACCOUNT_CURRENT");
}

static enum status show_frame(struct ctx *c, const struct page *page,
			      const char *main, size_t len)
{
	struct view_dict *frame = view_dict_new(c->arena);

	view_set(frame, "LANG", strings_language(c->s));
	view_set(frame, "ASSETS", c->site->assets->prefix);
	view_set(frame, "BACK", own_path(c));
	set_head(c, frame, page);
	set_nav(frame, page->nav);
	page_theme(c, frame);
	show_person(c, frame);
	view_set_n(frame, "MAIN_HTML", main, len);
	c->response->type = "text/html; charset=utf-8";
	return view_expand(c->site->view, "layout/page.tpl", frame,
			   &c->response->body);
}

enum status page_show(struct ctx *c, const struct page *page, const char *file,
		      struct view_dict *dict)
{
	struct buf main;
	enum status st;

	buf_init(&main, c->arena);
	st = expand_main(c, page, file, dict, &main);
	return st == STATUS_OK ? show_frame(c, page, main.data, main.len) : st;
}

/* Where the thread goes in a kept part; no text holds such a letter. */
#define THREAD_MARK "\x01"

/* The page's own part, kept or made. */
static enum status own_part(struct ctx *c, struct page *page, const char *file,
			    page_filler *fill, struct view_dict *dict,
			    struct buf *out)
{
	const char *key = c->request->path;
	size_t len;
	const char *kept = fragment_find(c, FRAGMENT_OF_PUBLIC, key, &len);
	enum status st;

	buf_init(out, c->arena);
	if (kept) {
		buf_add(out, kept, len);
		return STATUS_OK;
	}
	st = fill(c, page, dict);
	if (st == STATUS_OK)
		st = expand_main(c, page, file, dict, out);
	/* Not for a query: addresses anybody can make up. */
	if (st == STATUS_OK && !*c->request->query_text)
		fragment_keep(c, FRAGMENT_OF_PUBLIC, key, out->data, out->len);
	return st;
}

enum status page_show_kept(struct ctx *c, struct page *page, const char *file,
			   page_filler *fill)
{
	struct buf main;
	enum status st = own_part(c, page, file, fill, page_dict(c), &main);

	return st == STATUS_OK ? show_frame(c, page, main.data, main.len) : st;
}

enum status page_show_talk(struct ctx *c, struct page *page, const char *file,
			   page_filler *fill, const struct buf *thread)
{
	struct view_dict *dict = page_dict(c);
	struct buf own, whole;
	const char *mark;
	enum status st;

	view_set(dict, "THREAD_HTML", THREAD_MARK);
	st = own_part(c, page, file, fill, dict, &own);
	if (st != STATUS_OK)
		return st;
	mark = strstr(own.data, THREAD_MARK);
	if (!mark) {
		log_error("%s has no place for the thread", file);
		return STATUS_FAILED;
	}
	buf_init(&whole, c->arena);
	buf_add(&whole, own.data, (size_t)(mark - own.data));
	buf_add(&whole, thread->data, thread->len);
	buf_text(&whole, mark + strlen(THREAD_MARK));
	return show_frame(c, page, whole.data, whole.len);
}

enum status page_send(struct ctx *c, const char *type, const char *text,
		      size_t len)
{
	c->response->type = type;
	buf_add(&c->response->body, text, len);
	return STATUS_OK;
}

const char *page_with_query(const struct ctx *c, const char *path)
{
	const char *escaped = url_escape_path(c->arena, path);

	return *c->request->query_text
		       ? arena_printf(c->arena, "%s?%s", escaped,
				      c->request->query_text)
		       : escaped;
}

enum status page_redirect(struct ctx *c, int code, const char *format, ...)
{
	va_list ap;
	char *path;

	va_start(ap, format);
	path = arena_vprintf(c->arena, format, ap);
	va_end(ap);
	if (!url_is_local(path)) {
		log_error("a redirect that leaves the site was refused");
		return STATUS_FAILED;
	}
	c->response->code = code;
	c->response->type = "text/plain; charset=utf-8";
	response_header(c->response, "Location", path);
	return STATUS_OK;
}
