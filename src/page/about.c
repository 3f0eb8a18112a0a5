#include "page/facts.h"
#include "page/pages.h"
#include "page/render.h"
#include "page/text_view.h"
#include "page/thread_view.h"
#include "store/search.h"
#include "util/json.h"
#include "view/format.h"

static const char REACH[] =
	TR("We work with {programs} mentor programs. Together they serve "
	   "{people} young people across Minnesota, most of them 8 to 18 "
	   "years old.");

static char *organization_json(struct ctx *c)
{
	json_t *root = json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:{s:s, s:s}}", "@context",
		"https://schema.org", "@type", "NGO", "name",
		"Mentoring Partnership of Minnesota", "url",
		ctx_absolute(c, "/"), "foundingDate", "1994", "areaServed",
		"@type", "AdministrativeArea", "name", "Minnesota");

	return json_text(c->arena, root, 0);
}

static enum status fill(struct ctx *c, struct page *page,
			struct view_dict *dict)
{
	struct directory_figures figures;
	const char *reach;
	bool is_own;
	enum status st = facts_reach(c, REACH, &reach);

	page->json_ld = organization_json(c);
	if (st == STATUS_OK && reach)
		view_set(view_section(dict, "REACH"), "REACH_TEXT", reach);
	if (st == STATUS_OK)
		st = text_fill(c, dict, "about", 2, &is_own);
	if (st == STATUS_OK && !is_own)
		view_show(dict, "SITE_TEXT");
	if (st == STATUS_OK)
		st = facts_why(c, dict);
	facts_areas(c, dict);
	if (st == STATUS_OK)
		st = store_directory_figures(c->db, c->arena, c->now, &figures);
	if (st != STATUS_OK)
		return st;
	view_set(dict, "FIND_TEXT",
		 str_fill(c->arena,
			  trn(c->s, "One program is in the directory now.",
			      "{n} programs are in the directory now.",
			      (int64_t)figures.programs),
			  "n",
			  format_int(c->arena, c->s, (int64_t)figures.programs),
			  NULL));
	return STATUS_OK;
}

/* GET /about */
enum status page_about(struct ctx *c)
{
	struct page page = {
		.title = tr(c->s, "About us"),
		.description = tr(c->s, "Who we are, what we do, and the plan "
					"for 2014 to 2016."),
		.canonical = "/about",
		.nav = NAV_ABOUT,
		.crumbs = { { "/", tr(c->s, "Home") } },
	};
	struct buf thread;
	enum status st;

	buf_init(&thread, c->arena);
	st = page_thread(c, THREAD_ABOUT, "about", &page, &thread);
	if (st != STATUS_OK)
		return st;
	return page_show_talk(c, &page, "pages/about.tpl", fill, &thread);
}
