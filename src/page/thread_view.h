/* A comment thread with its "Leave a reply" form, for any page that has one. */
#ifndef PAGE_THREAD_VIEW_H
#define PAGE_THREAD_VIEW_H

#include "page/ctx.h"
#include "store/comment.h"

/* The HTML of the thread of kind and key (templates/partials/thread.tpl), page
 * ?comments=N, and the form, appended to out; ?reply_to=ID makes the form
 * answer that comment, and without a page shows the one it stands on. For
 * page_show_talk(). STATUS_NOT_FOUND: the page is not public, or the thread
 * has no page N. */
MUST_CHECK enum status page_thread(struct ctx *c, enum thread_kind kind,
				   const char *key, struct buf *out);

/* Shared with the preview: the author's initials, and SITE with the link to
 * the author's own page. */
const char *page_note_initials(struct arena *arena, const char *name);
void page_note_site(struct ctx *c, struct view_dict *dict, const char *website);

#endif
