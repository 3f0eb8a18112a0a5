/* Addresses of threads: one for each part that our own links lead to, so that
 * ready-made pages are few. Names in a query stand in this order:
 *
 *   order=newest   newest top-level comments first
 *   branch=ID      one top-level comment with all its replies (in any order
 *                  of the others, so never beside order)
 *   comments=N     page, from 2
 *   reply_to=ID    the form answers this comment; the page is the one on which
 *                  it stands (so never beside branch and comments) */
#ifndef PAGE_THREAD_WAY_H
#define PAGE_THREAD_WAY_H

#include "page/ctx.h"
#include "store/comment_thread.h"

/* For the rows of routes of pages with a thread. */
#define THREAD_QUERIES "order branch comments reply_to"

/* The address of a part of a thread: "/about?order=newest&comments=2". */
char *thread_way(struct arena *arena, const struct thread *thread,
		 const struct comment_view *view);

/* Does the request ask for the newest first? */
bool thread_way_is_newest(const struct ctx *c);

/* Where its feed and its data are: "/about/comments.atom" with ".atom". */
char *thread_way_data(struct arena *arena, const struct thread *thread,
		      const char *suffix);

/* Answer with the way to a comment. */
MUST_CHECK enum status
thread_way_go(struct ctx *c, const struct comment_spot *place, int64_t id);

#endif
