/* /counties/{slug}: what mentoring there is in one county. */
#include <string.h>

#include "page/county_counts.h"
#include "page/entry.h"
#include "page/pages.h"
#include "page/render.h"
#include "page/words.h"
#include "store/search.h"
#include "view/format.h"
#include "view/map.h"

#define PART_SHOWN 20 /* entries of each part; the list has the rest */

/* What the page is made of. */
struct county_page {
	struct ctx *c;
	struct county county;
	const char *name; /* "Itasca County" */
	struct county_programs programs;
	struct county *neighbors;
	size_t neighbor_count;
	struct view_dict *dict;
};

static enum status read_county(struct ctx *c, struct county_page *page)
{
	enum status st;

	*page = (struct county_page){ .c = c };
	st = store_county_get(c->db, c->arena, ctx_param(c, "slug"),
			      &page->county);
	if (st != STATUS_OK)
		return st;
	page->name = words_county(c, &page->county);
	st = store_county_neighbors(c->db, c->arena, page->county.id,
				    &page->neighbors, &page->neighbor_count);
	if (st != STATUS_OK)
		return st;
	return store_search_county(c->db, c->arena, &page->county,
				   &page->programs);
}

static void add_number(struct county_page *page, const char *name, size_t count)
{
	struct ctx *c = page->c;
	struct view_dict *item = view_section(page->dict, "NUMBER");

	view_set(item, "NUMBER_NAME", name);
	view_set(item, "NUMBER_COUNT",
		 format_int(c->arena, c->s, (int64_t)count));
}

static void show_numbers(struct county_page *page)
{
	const struct strings *s = page->c->s;
	const struct county_programs *p = &page->programs;

	add_number(page, tr(s, "Based here"), p->based_count);
	add_number(page, tr(s, "Serving it from elsewhere"), p->serves_count);
	add_number(page, tr(s, "Online or for the whole state"),
		   p->statewide_count + p->online_count);
}

/* "No program names Kittson County yet. Two serve it online." */
static void show_gap(struct county_page *page)
{
	const struct county_programs *p = &page->programs;
	struct ctx *c = page->c;
	size_t far = p->statewide_count + p->online_count;
	const char *none, *rest;

	if (p->based_count || p->serves_count)
		return;
	none = str_fill(c->arena,
			tr(c->s, "No program names {county} as a place it "
				 "serves yet."),
			"county", page->name, NULL);
	rest = !far ? tr(c->s, "The neighboring counties may have one.")
		    : str_fill(c->arena,
			       trn(c->s,
				   "{n} program serves it online or as "
				   "part of the state.",
				   "{n} programs serve it online or as part "
				   "of the state.",
				   (int64_t)far),
			       "n", format_int(c->arena, c->s, (int64_t)far),
			       NULL);
	view_show_text(page->dict, "GAP",
		       arena_printf(c->arena, "%s %s", none, rest));
}

static enum status show_part(struct county_page *page, const char *id,
			     const char *title, const int64_t *ids,
			     size_t count)
{
	struct ctx *c = page->c;
	size_t shown = count < PART_SHOWN ? count : PART_SHOWN;
	struct view_dict *part, *more;
	enum status st = page_entries(c, page->dict, "PART", ids, shown, &part);

	if (st != STATUS_OK || !part)
		return st;
	view_set(part, "PART_ID", id);
	view_set(part, "PART_TITLE", title);
	if (count <= PART_SHOWN)
		return STATUS_OK;
	more = view_section(part, "MORE");
	view_set(more, "MORE_HREF",
		 arena_printf(c->arena, "/programs?county=%s",
			      page->county.slug));
	view_set(more, "MORE_TEXT",
		 str_fill(c->arena, tr(c->s, "Show all programs for {county}"),
			  "county", page->name, NULL));
	return STATUS_OK;
}

static enum status show_parts(struct county_page *page)
{
	const struct strings *s = page->c->s;
	const struct county_programs *p = &page->programs;
	enum status st = show_part(page, "based", tr(s, "Based here"), p->based,
				   p->based_count);

	if (st == STATUS_OK)
		st = show_part(page, "serves",
			       tr(s, "Serving it from elsewhere"), p->serves,
			       p->serves_count);
	if (st == STATUS_OK)
		st = show_part(page, "statewide",
			       tr(s, "Serving the whole state"), p->statewide,
			       p->statewide_count);
	if (st == STATUS_OK)
		st = show_part(page, "online", tr(s, "Online"), p->online,
			       p->online_count);
	return st;
}

/* The county lit, its neighbors outlined and linked. Other states' counties
 * are not in the picture. */
static void show_map(struct county_page *page)
{
	struct ctx *c = page->c;
	struct map_county *shapes;
	struct view_dict *dict;
	size_t i, n = page->neighbor_count;

	if (strcmp(page->county.state, "MN") != 0)
		return;
	shapes = arena_array(c->arena, n + 1, sizeof(*shapes));
	for (i = 0; i < n; i++) {
		shapes[i].id = page->neighbors[i].id;
		shapes[i].depth = -1;
		shapes[i].is_neighbor = true;
		shapes[i].title = words_county(c, &page->neighbors[i]);
		shapes[i].href = arena_printf(c->arena, "/counties/%s",
					      page->neighbors[i].slug);
	}
	shapes[n].id = page->county.id;
	shapes[n].depth = 3;
	shapes[n].is_here = true;
	shapes[n].title = page->name;
	dict = view_section(page->dict, "MAP");
	view_set(dict, "MAP_SVG",
		 map_svg(c->site->map, c->arena, shapes, n + 1, NULL, 0));
	if (page->county.seat)
		view_show_text(dict, "SEAT",
			       str_fill(c->arena,
					tr(c->s, "County seat: {town}."),
					"town", page->county.seat, NULL));
}

static enum status show_neighbors(struct county_page *page)
{
	struct ctx *c = page->c;
	struct directory_figures figures;
	struct view_dict *list, *item;
	enum status st;
	size_t i;

	if (!page->neighbor_count)
		return STATUS_OK;
	st = store_directory_figures(c->db, c->arena, c->now, &figures);
	if (st != STATUS_OK)
		return st;
	list = view_section(page->dict, "NEIGHBORS");
	for (i = 0; i < page->neighbor_count; i++) {
		const struct county *county = &page->neighbors[i];

		item = view_section(list, "NEIGHBOR");
		view_set(item, "NEIGHBOR_SLUG", county->slug);
		view_set(item, "NEIGHBOR_NAME", words_county(c, county));
		view_set(item, "NEIGHBOR_COUNT",
			 words_programs(c, county_count_of(&figures,
							   county->id)));
	}
	return STATUS_OK;
}

static const char *lede(struct county_page *page)
{
	const struct county_programs *p = &page->programs;
	struct ctx *c = page->c;
	size_t near = p->based_count + p->serves_count;

	if (!near)
		return str_fill(c->arena,
				tr(c->s, "No program names {county} yet."),
				"county", page->name, NULL);
	return str_fill(c->arena,
			trn(c->s, "{n} program works here.",
			    "{n} programs work here.", (int64_t)near),
			"n", format_int(c->arena, c->s, (int64_t)near), NULL);
}

static enum status fill(struct ctx *c, struct page *frame,
			struct view_dict *dict)
{
	struct county_page page;
	enum status st = read_county(c, &page);

	if (st != STATUS_OK)
		return st;
	page.dict = dict;
	view_set(dict, "HEADING", frame->title);
	view_set(dict, "LEDE", lede(&page));
	view_set(dict, "SLUG", page.county.slug);
	show_numbers(&page);
	show_gap(&page);
	show_map(&page);
	st = show_parts(&page);
	return st == STATUS_OK ? show_neighbors(&page) : st;
}

/* GET /counties/{slug} */
enum status page_county_show(struct ctx *c)
{
	struct page page = {
		.nav = NAV_COUNTIES,
		.crumbs = { { "/", tr(c->s, "Home") },
			    { "/counties", tr(c->s, "Counties") } },
	};
	struct county county;
	const char *name;
	enum status st = store_county_get(c->db, c->arena, ctx_param(c, "slug"),
					  &county);

	if (st != STATUS_OK)
		return st;
	name = words_county(c, &county);
	page.title = str_fill(c->arena, tr(c->s, "Mentoring in {county}"),
			      "county", name, NULL);
	page.description = str_fill(
		c->arena,
		tr(c->s, "Mentoring programs for young people in {county}: "
			 "based there, coming from elsewhere, and online."),
		"county", name, NULL);
	page.canonical = arena_printf(c->arena, "/counties/%s", county.slug);
	return page_show_kept(c, &page, "pages/county.tpl", fill);
}
