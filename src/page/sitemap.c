/* Sitemaps (sitemaps.org protocol 0.9). Up to 40,000 listings stand in
 * /sitemap.xml itself; a larger directory gets an index there, with parts at
 * /sitemap/<n>.xml, where n is the id after which the part begins. */
#include <stdlib.h>
#include <string.h>

#include "page/pages.h"
#include "page/render.h"
#include "store/address.h"
#include "store/place.h"
#include "store/plan.h"
#include "util/clock.h"

#define PART_SIZE 40000

#define XMLNS "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""

static void add(struct ctx *c, struct buf *b, const char *kind,
		const char *path, const char *name, int64_t changed_at)
{
	char when[21];

	buf_printf(b, "<%s><loc>", kind);
	buf_html(b, c->site->config->base_url);
	buf_html(b, path);
	buf_html(b, name);
	buf_text(b, "</loc>");
	if (changed_at) {
		clock_rfc3339(changed_at, when);
		buf_printf(b, "<lastmod>%s</lastmod>", when);
	}
	buf_printf(b, "</%s>\n", kind);
}

static enum status add_programs(struct ctx *c, struct buf *b, int64_t after)
{
	struct address *list;
	size_t count;
	enum status st = store_address_list(c->db, c->arena, after, PART_SIZE,
					    &list, &count);

	for (size_t i = 0; st == STATUS_OK && i < count; i++)
		add(c, b, "url", "/programs/", list[i].slug,
		    list[i].updated_at);
	return st;
}

static enum status add_fixed(struct ctx *c, struct buf *b)
{
	static const char *const PATHS[] = { "/",
					     "/about",
					     "/programs",
					     "/counties",
					     "/dashboard",
					     "/dashboard/corrections",
					     "/about/privacy" };
	struct county *counties;
	size_t count;
	enum status st =
		store_county_list(c->db, c->arena, "MN", &counties, &count);

	for (size_t i = 0; i < sizeof(PATHS) / sizeof(PATHS[0]); i++)
		add(c, b, "url", PATHS[i], "", 0);
	for (size_t i = 0; i < PLAN_AREAS; i++)
		add(c, b, "url", "/dashboard/", plan_areas[i], 0);
	for (size_t i = 0; st == STATUS_OK && i < count; i++)
		add(c, b, "url", "/counties/", counties[i].slug, 0);
	return st;
}

static enum status send(struct ctx *c, enum status st, struct buf *b)
{
	if (st != STATUS_OK)
		return st;
	return page_send(c, "application/xml; charset=utf-8", b->data, b->len);
}

static void begin(struct ctx *c, struct buf *b, const char *root)
{
	buf_init(b, c->arena);
	buf_printf(b,
		   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		   "<%s " XMLNS ">\n",
		   root);
}

static enum status send_index(struct ctx *c, const int64_t *parts, size_t count)
{
	struct buf b;

	begin(c, &b, "sitemapindex");
	add(c, &b, "sitemap", "/sitemap/0.xml", "", 0);
	for (size_t i = 0; i < count; i++)
		add(c, &b, "sitemap", "/sitemap/",
		    arena_printf(c->arena, "%lld.xml", (long long)parts[i]), 0);
	buf_text(&b, "</sitemapindex>\n");
	return send(c, STATUS_OK, &b);
}

/* GET /sitemap.xml */
enum status page_sitemap(struct ctx *c)
{
	int64_t *parts;
	size_t count;
	struct buf b;
	enum status st =
		store_address_parts(c->db, c->arena, PART_SIZE, &parts, &count);

	if (st != STATUS_OK)
		return st;
	if (count > 0)
		return send_index(c, parts, count);
	begin(c, &b, "urlset");
	st = add_fixed(c, &b);
	if (st == STATUS_OK)
		st = add_programs(c, &b, 0);
	buf_text(&b, "</urlset>\n");
	return send(c, st, &b);
}

/* GET /sitemap/:after.xml */
enum status page_sitemap_part(struct ctx *c)
{
	const char *text = ctx_param(c, "after");
	char *end;
	long long after = strtoll(text, &end, 10);
	enum status st = STATUS_OK;
	struct buf b;

	if (after < 0 || *end || end == text || strlen(text) > 12)
		return STATUS_NOT_FOUND;
	begin(c, &b, "urlset");
	if (after == 0)
		st = add_fixed(c, &b);
	if (st == STATUS_OK)
		st = add_programs(c, &b, after);
	buf_text(&b, "</urlset>\n");
	return send(c, st, &b);
}
