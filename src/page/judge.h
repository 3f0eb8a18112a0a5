/* What a machine can say of a comment before a person reads it. It decides
 * nothing but who reads it, and when. */
#ifndef PAGE_JUDGE_H
#define PAGE_JUDGE_H

#include "page/ctx.h"
#include "store/comment.h"

/* For the hidden field "made" of a form on a page made for one request: when
 * it was made, signed. NULL where the page may be kept for all. */
const char *judge_stamp(struct ctx *c);

/* Fill flags and verdict of a draft whose words, writer and address are
 * there. Reads c->db; is called before the transaction that stores it. */
MUST_CHECK enum status comment_judge(struct ctx *c,
				     struct comment_draft *draft);

#endif
