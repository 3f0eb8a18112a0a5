/* A comment thread with its "Leave a reply" form, for any page that has one. */
#ifndef PAGE_THREAD_VIEW_H
#define PAGE_THREAD_VIEW_H

#include "page/ctx.h"
#include "store/comment.h"

/* Fill {{>THREAD}} of dict (templates/partials/thread.tpl) with the thread of
 * kind and key, page ?comments=N, and the form; ?reply_to=ID makes the form
 * answer that comment. With form (a failed or previewed post) it is shown
 * with what was typed and what is wrong. *thread tells the count. */
MUST_CHECK enum status page_thread(struct ctx *c, struct view_dict *dict,
				   enum thread_kind kind, const char *key,
				   struct thread *thread);

#endif
