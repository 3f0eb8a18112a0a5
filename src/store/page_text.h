/* The text that staff give a part of a page, in a language: Markdown, with
 * all of its versions. A text that was never written, or is empty, leaves the
 * page's own words in place. */
#ifndef STORE_PAGE_TEXT_H
#define STORE_PAGE_TEXT_H

#include "store/change.h"

/* "home", "about", then the plan's areas by their slugs. */
#define PAGE_TEXT_PAGES 8
extern const char *const page_text_pages[PAGE_TEXT_PAGES];
/* "en", "es", "so", "hmn". */
#define PAGE_TEXT_LANGS 4
extern const char *const page_text_langs[PAGE_TEXT_LANGS];

#define PAGE_TEXT_MAX      10000 /* code points */
#define PAGE_TEXT_NOTE_MAX 500

struct page_text {
	const char *page, *lang;  /* of the lists above */
	const char *body;         /* never NULL */
	int64_t version;          /* 0: never written */
	int64_t at;               /* of this version */
	const char *actor, *note; /* of this version; note may be NULL */
};

/* Is there such a text to write? */
bool store_page_text_is(const char *page, const char *lang);

/* The present text; version 0 and an empty body when there is none. */
MUST_CHECK enum status store_page_text_get(struct db *db, struct arena *arena,
					   const char *page, const char *lang,
					   struct page_text *out);

/* Every text that was ever written, as it is now, by page and language. */
MUST_CHECK enum status store_page_text_list(struct db *db, struct arena *arena,
					    struct page_text **out,
					    size_t *count);

/* Its versions, newest first, at most limit; and one of them. */
MUST_CHECK enum status
store_page_text_revisions(struct db *db, struct arena *arena, const char *page,
			  const char *lang, size_t limit,
			  struct page_text **out, size_t *count);
MUST_CHECK enum status
store_page_text_revision(struct db *db, struct arena *arena, const char *page,
			 const char *lang, int64_t version,
			 struct page_text *out);

/* Save text as the next version: page, lang, body, version (the one that was
 * seen), actor and note count, and at. STATUS_CONFLICT when there is another
 * version by now; STATUS_OK with item->object_id 0 when the body is the same
 * already. restored is the version that it goes back to, or 0. */
MUST_CHECK enum status store_page_text_save(struct db *db, struct arena *arena,
					    const struct page_text *text,
					    int64_t restored,
					    struct change_item *item);

/* Undo one item of a change set, unless it changed since (STATUS_CONFLICT):
 * a new version with the words of the one before. */
MUST_CHECK enum status store_page_text_undo(struct db *db, struct arena *arena,
					    const struct change_item *item,
					    const char *actor, int64_t now);

#endif
