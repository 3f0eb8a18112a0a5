/* What the staff's pages of page texts share. */
#ifndef PAGE_ADMIN_TEXT_H
#define PAGE_ADMIN_TEXT_H

#include "page/admin.h"
#include "store/page_text.h"

/* A text that staff may write, as its page uses it. */
struct text_place {
	const char *page, *lang; /* as in the address */
	const char *name;        /* of the page, in words of the site */
	const char *public_path;
	const char *what; /* which part of it, in a sentence */
	size_t max;       /* code points */
	int heading;      /* level of its first heading; 0: none */
};

/* The one that :page and :lang of the address name; STATUS_NOT_FOUND. */
MUST_CHECK enum status admin_text_place(struct ctx *c, struct text_place *out);

const char *admin_text_page_name(struct ctx *c, const char *page);
const char *admin_text_lang_name(const char *lang); /* in that language */

/* PAGE_NAME PAGE_SLUG PUBLIC_PATH LANG_TAG LANG_NAME, and the crumbs. */
void admin_text_names(struct ctx *c, struct view_dict *dict,
		      struct admin_page *page, const struct text_place *place,
		      bool is_below);

/* "/admin/pages/about/en". */
const char *admin_text_path(struct ctx *c, const struct text_place *place);

/* Save text, note the change so that it can be undone, and go to the editor;
 * restored is as in store_page_text_save(). */
MUST_CHECK enum status admin_text_store(struct ctx *c,
					const struct text_place *place,
					const struct page_text *text,
					int64_t restored);

#endif
