/* A thread as data: feed (Atom), JSON, and schema.org for search engines. Only
 * what everybody may see: no address of anybody, no held comment. */
#ifndef PAGE_THREAD_DATA_H
#define PAGE_THREAD_DATA_H

#include "page/atom.h"
#include "page/ctx.h"
#include "store/comment_thread.h"

/* "Comments on Kinship", as feeds are called. */
const char *thread_data_title(struct ctx *c, const struct thread *thread);

/* Add a published comment, with its thread, to a feed; what it answers by
 * RFC 4685. */
void thread_data_add(struct atom *feed, const struct thread *thread,
		     const struct comment *comment);

/* The first published comments of a page of thread as schema.org's Comment. */
char *thread_json_ld(struct ctx *c, const struct thread *thread,
		     const struct comment_page *page);

#endif
