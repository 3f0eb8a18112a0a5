/* The frame around every page: head, header, footer, and what search engines
 * read. A handler fills a dictionary for its own template and hands it over. */
#ifndef PAGE_RENDER_H
#define PAGE_RENDER_H

#include "page/ctx.h"

enum nav {
	NAV_NONE,
	NAV_HOME,
	NAV_PROGRAMS,
	NAV_COUNTIES,
	NAV_DASHBOARD,
	NAV_ABOUT
};

struct crumb {
	const char *path, *label;
};

#define PAGE_CRUMBS_MAX 5

struct page {
	const char *title;       /* without the site's name */
	const char *description; /* for <meta name=description>, or NULL */
	const char *canonical;   /* path with query, or NULL for none */
	const char *prev, *next; /* paths, or NULL */
	char *json_ld;           /* from json_text(), or NULL */
	const char *feed;        /* Atom path besides /feed.atom, or NULL */
	const char *feed_title;
	enum nav nav;
	const char *refresh; /* an address to lead on to at once, or NULL */
	bool is_noindex;
	bool is_shore; /* uses shore.svg */
	/* The way here, for {{>CRUMBS}} of the page's template and for search
	 * engines; ends with a NULL path. */
	struct crumb crumbs[PAGE_CRUMBS_MAX];
};

/* An empty dictionary for the page's own template (templates/pages/…). */
struct view_dict *page_dict(struct ctx *c);

/* The choice of colors in a frame: HAS_THEME and which button is pressed. */
void page_theme(const struct ctx *c, struct view_dict *frame);

/* Expand templates/<file> with dict, put it into the frame
 * (templates/layout/page.tpl) and make that the answer; c->response->code
 * stays as it is. */
MUST_CHECK enum status page_show(struct ctx *c, const struct page *page,
				 const char *file, struct view_dict *dict);

/* The same for a page whose own part depends only on its path and on what is
 * public: a worker makes it once for each generation. fill sets dict and
 * page->json_ld, and is called only when the part must be made. No such page
 * may show anything of the reader's own. */
typedef enum status page_filler(struct ctx *c, struct page *page,
				struct view_dict *dict);
MUST_CHECK enum status page_show_kept(struct ctx *c, struct page *page,
				      const char *file, page_filler *fill);

/* The same for a page with a conversation in it: its own part is kept, and
 * where its template says {{THREAD_HTML:none}} stands thread, which was made
 * for this reader (page_thread()). */
MUST_CHECK enum status page_show_talk(struct ctx *c, struct page *page,
				      const char *file, page_filler *fill,
				      const struct buf *thread);

/* Answers without a frame: text is sent as it is. */
MUST_CHECK enum status page_send(struct ctx *c, const char *type,
				 const char *text, size_t len);

/* path, escaped, with the query that was asked for. */
const char *page_with_query(const struct ctx *c, const char *path);

/* To a local path: 301 for ever, 303 after a form. */
MUST_CHECK enum status page_redirect(struct ctx *c, int code,
				     const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The error page for st (page/error.c); works without database, and without
 * templates if it must. */
void page_error(struct ctx *c, enum status st);

/* URL of a static file by content hash: page_asset(c, "css/north.css"). */
const char *page_asset(const struct ctx *c, const char *name);

#endif
