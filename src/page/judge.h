/* What a machine can say of a comment before a person reads it. It decides
 * nothing but who reads it, and when: it publishes nothing.
 *
 * Each sign speaks for spam with a weight; weights add up as chances do, so
 * no sum of weak signs is proof. What speaks almost surely, by two signs at
 * least, goes to the list of spam unread; anything that speaks at all is read
 * by a person, even when its writer is trusted. */
#ifndef PAGE_JUDGE_H
#define PAGE_JUDGE_H

#include "page/ctx.h"
#include "store/comment.h"

#define JUDGE_SPAM 80 /* points of 100 from which on it goes unread */
#define JUDGE_HOLD 20 /* from which on a trusted writer's waits, too */
#define JUDGE_LIKE 15 /* percent of likeness to spam, likewise */
#define JUDGE_FAST 3  /* seconds in which nobody writes a comment */

/* The site takes so many times as many comments an hour as one network address
 * may send (comments per_hour): above the first, a person reads each; above
 * the second, they are refused, text kept, but for those of writers whom a
 * person has trusted. One customer's network (of IPv6 a
 * /48) may send the first, so that none uses up the hour of all. */
#define JUDGE_CALM 10
#define JUDGE_MOST 100
/* With SETTING_ATTACK on, all these limits are a third. */
#define JUDGE_ATTACK 3

/* For the hidden field "made" of a form on a page made for one request: when
 * it was made, signed. NULL where the page may be kept for all. A form that is
 * shown again keeps its first stamp, for its words are written already. */
const char *judge_stamp(struct ctx *c);

/* Fill flags, verdict and the limits of a draft whose words,
 * writer, is_staff and is_trusted are there. What staff write is not judged.
 * With edited_id, the words are no repeat of those of that comment, and may
 * come quickly.
 * Reads c->db; is called before the transaction that stores it. */
MUST_CHECK enum status comment_judge(struct ctx *c,
				     struct comment_draft *draft);

/* The reasons of a verdict in words, for moderators: "4 links; the same words
 * came 12 times in 30 days". NULL when there are none to tell. */
const char *judge_reasons(const struct ctx *c, const char *json);
/* Did it come while every comment was held? That speaks for nothing, so it is
 * none of the reasons above. */
bool judge_held_all(const char *json);

#endif
