/* A comment thread with its "Leave a reply" form, for any page that has one. */
#ifndef PAGE_THREAD_VIEW_H
#define PAGE_THREAD_VIEW_H

#include "page/ctx.h"
#include "page/render.h"
#include "store/comment.h"

/* The HTML of the thread of kind and key (templates/partials/talk.tpl), in the
 * order and the part that the request asks for (page/thread_way.h), and the
 * form, appended to out, for page_show_talk(). page gets the thread's feed,
 * and for a later page of comments a title and an address of its own.
 * STATUS_NOT_FOUND: the page is not public, or the thread has no such part. */
MUST_CHECK enum status page_thread(struct ctx *c, enum thread_kind kind,
				   const char *key, struct page *page,
				   struct buf *out);

#endif
