#include <string.h>

#include "page/pages.h"
#include "page/render.h"
#include "util/json.h"

enum status page_robots(struct ctx *c)
{
	char *text = arena_printf(c->arena,
				  "User-agent: *\n"
				  "Disallow: /admin\n"
				  "Disallow: /comments/\n"
				  "Disallow: /me\n"
				  "Disallow: /sign-in\n"
				  "Sitemap: %s/sitemap.xml\n",
				  c->site->config->base_url);

	return page_send(c, "text/plain; charset=utf-8", text, strlen(text));
}

/* OpenSearch 1.1 description: browsers offer the search in their own bar. */
enum status page_opensearch(struct ctx *c)
{
	const char *base = c->site->config->base_url;
	struct buf b;

	buf_init(&b, c->arena);
	buf_text(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		     "<OpenSearchDescription "
		     "xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">"
		     "<ShortName>");
	buf_html(&b, tr(c->s, "MN mentoring")); /* 16 letters at most */
	buf_text(&b, "</ShortName><Description>");
	buf_html(&b, tr(c->s, "Mentoring programs in Minnesota"));
	buf_text(&b, "</Description><InputEncoding>UTF-8</InputEncoding>"
		     "<Image width=\"32\" height=\"32\" "
		     "type=\"image/x-icon\">");
	buf_html(&b, base);
	buf_text(&b, "/favicon.ico</Image><Url type=\"text/html\" template=\"");
	buf_html(&b, base);
	buf_text(&b, "/programs?q={searchTerms}\"/>"
		     "<Url type=\"application/atom+xml\" template=\"");
	buf_html(&b, base);
	buf_text(&b, "/programs.atom?q={searchTerms}\"/>"
		     "</OpenSearchDescription>\n");
	return page_send(c, "application/opensearchdescription+xml", b.data,
			 b.len);
}

static json_t *icon(struct ctx *c, const char *name, const char *sizes,
		    const char *type)
{
	return json_pack("{s:s, s:s, s:s}", "src", page_asset(c, name),
			 "sizes", sizes, "type", type);
}

enum status page_manifest(struct ctx *c)
{
	json_t *root = json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:s, s:[o, o, o]}", "name",
		tr(c->s, "Mentoring Partnership of Minnesota"), "short_name",
		tr(c->s, "MN mentoring"), "start_url", "/", "display",
		"browser", "background_color", "#f1f6f6", "theme_color",
		"#0b2a3a", "icons",
		icon(c, "img/icon-192.png", "192x192", "image/png"),
		icon(c, "img/icon-512.png", "512x512", "image/png"),
		icon(c, "img/favicon.svg", "any", "image/svg+xml"));
	char *text = json_text(c->arena, root, 1);

	return page_send(c, "application/manifest+json", text, strlen(text));
}

/* Browsers ask for these two by name; everything else has a hashed address. */
enum status page_favicon(struct ctx *c)
{
	return page_redirect(c, 302, "%s", page_asset(c, "img/favicon.svg"));
}

enum status page_favicon_ico(struct ctx *c)
{
	return page_redirect(c, 302, "%s", page_asset(c, "img/favicon.ico"));
}

/* The dispatcher has asked the database for its generation already; a broken
 * one never gets here. */
enum status page_health(struct ctx *c)
{
	char *text = arena_printf(c->arena, "ok %lld\n",
				  (long long)c->generation);

	response_header(c->response, "Cache-Control", "no-store");
	return page_send(c, "text/plain; charset=utf-8", text, strlen(text));
}
