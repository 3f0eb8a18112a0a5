/* GET /admin/programs/:id/preview: the public page as it would be with the
 * draft. What is wrong in the draft is left as it is stored. */
#include <inttypes.h>

#include "page/admin_program.h"
#include "page/pages.h"
#include "page/program.h"

/* A draft may lack what every listing has. */
static void fill_gaps(struct ctx *c, struct program *p)
{
	if (!p->name)
		p->name = tr(c->s, "A new listing");
	if (!p->organization.name)
		p->organization.name = "";
	if (!p->summary)
		p->summary = "";
	if (!p->state)
		p->state = "MN";
}

static enum status show(struct ctx *c, struct program_edit *edit)
{
	struct page page = { .nav = NAV_PROGRAMS, .is_noindex = true };
	struct view_dict *dict = page_dict(c), *note;
	struct form ignored = { .arena = c->arena };
	struct draft draft;
	struct program p;
	enum status st = admin_program_kept(c, edit, &draft);

	c->form = &ignored; /* its problems are not what one came for */
	if (st == STATUS_OK || st == STATUS_NOT_FOUND)
		st = admin_program_parse(c, edit, &p);
	c->form = NULL;
	if (st != STATUS_OK)
		return st;
	fill_gaps(c, &p);
	page.title = str_fill(c->arena, tr(c->s, "Preview of {name}"), "name",
			      p.name, NULL);
	note = view_include(dict, "PREVIEW",
			    "partials/admin_program_preview.tpl");
	view_set(note, "PREVIEW_ID",
		 p.id ? arena_printf(c->arena, "%" PRId64, p.id) : "new");
	view_set(dict, "THREAD_HTML", "");
	st = program_fill(c, &page, dict, &p);
	page.json_ld = NULL;
	if (st != STATUS_OK)
		return st;
	response_header(c->response, "Cache-Control", "no-store");
	return page_show(c, &page, "pages/program.tpl", dict);
}

/* GET /admin/programs/new/preview */
enum status page_admin_program_preview_new(struct ctx *c)
{
	struct program_edit edit;
	enum status st = admin_program_load_new(c, &edit);

	return st == STATUS_OK ? show(c, &edit) : st;
}

/* GET /admin/programs/:id/preview */
enum status page_admin_program_preview(struct ctx *c)
{
	struct program_edit edit;
	enum status st = admin_program_load(c, &edit);

	return st == STATUS_OK ? show(c, &edit) : st;
}
