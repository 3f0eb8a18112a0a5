/* The texts of pages: the list, and what its pages share. */
#include "page/admin_text.h"

#include <string.h>

#include "page/pages.h"
#include "page/words.h"
#include "store/draft.h"
#include "store/session.h"
#include "view/format.h"

#define HOME_MAX 400
#define AREA_MAX 600

const char *admin_text_page_name(struct ctx *c, const char *page)
{
	if (strcmp(page, "home") == 0)
		return tr(c->s, "Home");
	if (strcmp(page, "about") == 0)
		return tr(c->s, "About us");
	return words_area(c, page);
}

const char *admin_text_lang_name(const char *lang)
{
	static const char *const NAMES[PAGE_TEXT_LANGS] = {
		"English", "Español", "Soomaali", "Hmoob"
	};

	for (int i = 0; i < PAGE_TEXT_LANGS; i++)
		if (strcmp(page_text_langs[i], lang) == 0)
			return NAMES[i];
	return lang;
}

enum status admin_text_place(struct ctx *c, struct text_place *out)
{
	const char *page = ctx_param(c, "page");

	*out = (struct text_place){ .page = page,
				    .lang = ctx_param(c, "lang") };
	if (!store_page_text_is(page, out->lang))
		return STATUS_NOT_FOUND;
	out->name = admin_text_page_name(c, page);
	if (strcmp(page, "home") == 0) {
		out->public_path = "/";
		out->max = HOME_MAX;
		out->what = tr(c->s, "One or two sentences under the heading, "
				     "on the picture.");
	} else if (strcmp(page, "about") == 0) {
		out->public_path = "/about";
		out->max = PAGE_TEXT_MAX;
		out->heading = 2;
		out->what = tr(c->s, "The main text, from how it began to what "
				     "we do. Figures and the plan follow by "
				     "themselves.");
	} else {
		out->public_path =
			arena_printf(c->arena, "/dashboard/%s", page);
		out->max = AREA_MAX;
		out->what = tr(c->s, "Why the area matters, in two or three "
				     "sentences under its name.");
	}
	return STATUS_OK;
}

const char *admin_text_path(struct ctx *c, const struct text_place *place)
{
	return arena_printf(c->arena, "/admin/pages/%s/%s", place->page,
			    place->lang);
}

void admin_text_names(struct ctx *c, struct view_dict *dict,
		      struct admin_page *page, const struct text_place *place,
		      bool is_below)
{
	page->nav = ADMIN_PAGES;
	page->crumbs[0] =
		(struct crumb){ "/admin/pages", tr(c->s, "Texts of pages") };
	if (is_below)
		page->crumbs[1] = (struct crumb){ admin_text_path(c, place),
						  place->name };
	view_set(dict, "PAGE_NAME", place->name);
	view_set(dict, "PAGE_SLUG", place->page);
	view_set(dict, "PUBLIC_PATH", place->public_path);
	view_set(dict, "LANG_TAG", place->lang);
	view_set(dict, "LANG_NAME", admin_text_lang_name(place->lang));
}

enum status admin_text_store(struct ctx *c, const struct text_place *place,
			     const struct page_text *text, int64_t restored)
{
	struct change_item item;
	int64_t set = 0;
	enum status st =
		store_page_text_save(c->db, c->arena, text, restored, &item);

	if (st == STATUS_OK)
		st = store_draft_drop(c->db, c->user->user_id,
				      arena_printf(c->arena, "page %s %s",
						   place->page, place->lang));
	if (st == STATUS_OK && item.object_id) {
		st = store_change_begin(c->db, c->user->user_id,
					restored ? "page.restore" : "page.save",
					c->now, &set);
		if (st == STATUS_OK)
			st = store_change_add(c->db, set, &item);
	}
	if (st != STATUS_OK)
		return st;
	return admin_done(c, set, "%s", admin_text_path(c, place));
}

/* The list ------------------------------------------------------------ */

static const struct page_text *text_of(const struct page_text *texts,
				       size_t count, const char *page,
				       const char *lang)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(texts[i].page, page) == 0 &&
		    strcmp(texts[i].lang, lang) == 0)
			return &texts[i];
	return NULL;
}

static void fill_cell(struct ctx *c, struct view_dict *row, const char *page,
		      const char *lang, const struct page_text *text)
{
	struct view_dict *cell = view_section(row, "CELL"), *saved;

	view_set(cell, "PAGE_SLUG", page);
	view_set(cell, "LANG_TAG", lang);
	view_set(cell, "LANG_NAME", admin_text_lang_name(lang));
	view_show(cell, text && *text->body ? "OWN" : "SITE");
	if (!text)
		return;
	saved = view_section(cell, "SAVED");
	view_set(saved, "DAY", format_date(c->arena, c->s, text->at));
	view_set(saved, "WHO", admin_who(c, text->actor));
}

/* GET /admin/pages */
enum status page_admin_texts(struct ctx *c)
{
	struct admin_page page = { .title = tr(c->s, "Texts of pages"),
				   .nav = ADMIN_PAGES };
	struct view_dict *dict = page_dict(c);
	struct page_text *texts;
	size_t count;
	enum status st = store_page_text_list(c->db, c->arena, &texts, &count);

	if (st != STATUS_OK)
		return st;
	for (int i = 0; i < PAGE_TEXT_LANGS; i++) {
		struct view_dict *head = view_section(dict, "HEAD");

		view_set(head, "LANG_TAG", page_text_langs[i]);
		view_set(head, "LANG_NAME",
			 admin_text_lang_name(page_text_langs[i]));
	}
	for (int i = 0; i < PAGE_TEXT_PAGES; i++) {
		struct view_dict *row = view_section(dict, "ROW");
		const char *name = page_text_pages[i];

		view_set(row, "PAGE_NAME", admin_text_page_name(c, name));
		for (int k = 0; k < PAGE_TEXT_LANGS; k++)
			fill_cell(c, row, name, page_text_langs[k],
				  text_of(texts, count, name,
					  page_text_langs[k]));
	}
	return admin_show(c, &page, "pages/admin_texts.tpl", dict);
}
