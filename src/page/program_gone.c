/* Programs that are not there: closed ones, and addresses nobody knows. */
#include "page/entry.h"
#include "page/program.h"
#include "page/render.h"
#include "page/words.h"

#define CLOSE_SHOWN 5

static struct page frame(const struct ctx *c, const char *title)
{
	return (struct page){
		.title = title,
		.nav = NAV_PROGRAMS,
		.is_noindex = true,
		.crumbs = { { "/", tr(c->s, "Home") },
			    { "/programs", tr(c->s, "Programs") } },
	};
}

enum status program_show_missing(struct ctx *c, const char *slug)
{
	struct page page = frame(c, tr(c->s, "No such program"));
	struct view_dict *dict = page_dict(c);
	struct program *close;
	size_t count;
	enum status st = store_program_close_to(c->db, c->arena, slug,
						CLOSE_SHOWN, &close, &count);

	if (st != STATUS_OK)
		return st;
	if (count)
		page_entries(c, view_section(dict, "CLOSE"), "ENTRY", close,
			     count);
	c->response->code = 404;
	return page_show(c, &page, "pages/program_missing.tpl", dict);
}

/* The program that took over, if it is public. */
static enum status show_successor(struct ctx *c, struct view_dict *dict,
				  const struct program *p)
{
	struct program *successor;
	size_t count = 0;
	enum status st;

	if (!p->successor_id)
		return STATUS_OK;
	st = store_program_cards(c->db, c->arena, &p->successor_id, 1,
				 &successor, &count);
	if (st == STATUS_OK && count)
		page_entries(c, view_section(dict, "SUCCESSOR"), "ENTRY",
			     successor, count);
	return st;
}

enum status program_show_closed(struct ctx *c, const struct program *p)
{
	struct page page = frame(c, p->name);
	struct view_dict *dict = page_dict(c), *county;
	struct program *similar;
	size_t count;
	enum status st = show_successor(c, dict, p);

	if (st == STATUS_OK)
		st = program_similar(c, p, CLOSE_SHOWN, &similar, &count);
	if (st != STATUS_OK)
		return st;
	view_set(dict, "NAME", p->name);
	if (count)
		page_entries(c, view_section(dict, "SIMILAR"), "ENTRY", similar,
			     count);
	if (p->county.id) {
		county = view_section(dict, "COUNTY");
		view_set(county, "COUNTY_SLUG", p->county.slug);
		view_set(county, "COUNTY_TEXT",
			 str_fill(c->arena,
				  tr(c->s, "All mentoring in {county}"),
				  "county", words_county(c, &p->county), NULL));
	}
	c->response->code = 410;
	return page_show(c, &page, "pages/program_closed.tpl", dict);
}
