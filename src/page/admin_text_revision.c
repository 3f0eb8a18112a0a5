/* A version of a page's text, and going back to it. */
#include "http/form.h"
#include "page/admin_text.h"
#include "page/admin_words.h"
#include "page/pages.h"
#include "view/format.h"

static enum status load(struct ctx *c, struct text_place *place,
			struct page_text *present, struct page_text *old)
{
	enum status st = admin_text_place(c, place);

	if (st == STATUS_OK)
		st = store_page_text_get(c->db, c->arena, place->page,
					 place->lang, present);
	if (st == STATUS_OK)
		st = store_page_text_revision(c->db, c->arena, place->page,
					      place->lang, ctx_id(c, "version"),
					      old);
	return st;
}

/* GET /admin/pages/:page/:lang/revisions/:version */
enum status page_admin_text_revision(struct ctx *c)
{
	struct page_text present, text, before;
	struct view_dict *dict = page_dict(c), *old;
	struct admin_page page = { 0 };
	struct text_place place;
	enum status st = load(c, &place, &present, &text);

	before = text; /* of the first nothing is marked */
	if (st == STATUS_OK && text.version > 1)
		st = store_page_text_revision(c->db, c->arena, place.page,
					      place.lang, text.version - 1,
					      &before);
	if (st != STATUS_OK)
		return st;
	page.title = place.name;
	admin_text_names(c, dict, &page, &place, true);
	view_set_int(dict, "NUMBER", text.version);
	view_set(dict, "DAY", format_date(c->arena, c->s, text.at));
	view_set(dict, "WHO", admin_who(c, text.actor));
	view_show_text(dict, "REVISION_NOTE", text.note);
	view_show(dict, text.version > 1 ? "LATER" : "FIRST");
	if (!*text.body)
		view_show(dict, "EMPTY");
	admin_words_show(c, dict, "WORDS", before.body, text.body, WORDS_BOTH);
	if (text.version == present.version) {
		view_show(dict, "IS_PRESENT");
	} else {
		old = view_section(dict, "IS_OLD");
		view_set_int(old, "VERSION", present.version);
		admin_form(c, old,
			   arena_printf(c->arena, "%s/revisions/%lld",
					admin_text_path(c, &place),
					(long long)text.version));
	}
	return admin_show(c, &page, "pages/admin_text_revision.tpl", dict);
}

/* POST /admin/pages/:page/:lang/revisions/:version */
enum status page_admin_text_restore(struct ctx *c)
{
	struct page_text present, text;
	struct text_place place;
	int64_t restored;
	enum status st = load(c, &place, &present, &text);

	if (st != STATUS_OK)
		return st;
	/* somebody saved since: to the editor, which shows what stands now */
	if (form_id(c->form, "version") != present.version)
		return page_redirect(c, 303, "%s", admin_text_path(c, &place));
	restored = text.version;
	text.version = present.version;
	text.at = c->now;
	text.actor = admin_actor(c);
	text.note = NULL;
	return admin_text_store(c, &place, &text, restored);
}
