#include "page/text_view.h"

#include "store/page_text.h"
#include "view/markdown.h"

void text_show(struct ctx *c, struct view_dict *dict, const char *lang,
	       const char *body, int heading)
{
	struct view_dict *own = view_section(dict, "OWN_TEXT");

	view_set(own, "TEXT_LANG", lang);
	view_set(own, "TEXT_HTML", markdown_text(c->arena, body, heading));
}

enum status text_fill(struct ctx *c, struct view_dict *dict, const char *page,
		      int heading, bool *is_own)
{
	struct page_text text;
	enum status st = store_page_text_get(c->db, c->arena, page,
					     strings_language(c->s), &text);

	*is_own = st == STATUS_OK && *text.body;
	if (*is_own)
		text_show(c, dict, text.lang, text.body, heading);
	return st;
}
