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
	int64_t ids[CLOSE_SHOWN];
	struct program *close;
	size_t count, i;
	enum status st = store_program_close_to(c->db, c->arena, slug,
						CLOSE_SHOWN, &close, &count);

	if (st != STATUS_OK)
		return st;
	for (i = 0; i < count; i++)
		ids[i] = close[i].id;
	st = page_entries(c, dict, "CLOSE", ids, count, NULL);
	if (st != STATUS_OK)
		return st;
	c->response->code = 404;
	return page_show(c, &page, "pages/program_missing.tpl", dict);
}

enum status program_show_closed(struct ctx *c, const struct program *p)
{
	struct page page = frame(c, p->name);
	struct view_dict *dict = page_dict(c), *county;
	enum status st = STATUS_OK;

	if (p->successor_id)
		st = page_entries(c, dict, "SUCCESSOR", &p->successor_id, 1,
				  NULL);
	if (st == STATUS_OK)
		st = program_show_similar(c, dict, p);
	if (st != STATUS_OK)
		return st;
	view_set(dict, "NAME", p->name);
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
