/* Forms that could not be carried out just now: nobody was signed in any
 * more, the password had to be asked again, the form's token was used or old,
 * the database was busy. Nothing that was typed is lost.
 *
 * Who must sign in first meets the sign-in page in the place of the answer:
 * the handler of GET /sign-in (or GET /me/confirm) runs, with the posted
 * fields kept. Every page on the way (second factor) takes them along in two
 * hidden fields of its form; whoever let the person in calls
 * admin_again_send(), which shows what was typed and one button. Fields whose
 * name begins with "password" or "code" are never taken along. */
#ifndef PAGE_ADMIN_AGAIN_H
#define PAGE_ADMIN_AGAIN_H

#include "page/ctx.h"

/* The longest form that can be kept (a row's body_max), and what the rows on
 * the way need to take it along. */
#define ADMIN_KEPT_MAX  (128 * 1024)
#define ADMIN_KEPT_BODY (ADMIN_KEPT_MAX / 3 * 4 + 8192)

/* In a form on the way, {{>KEPT}} right after <form …>: the kept fields, when
 * there are any (with a sentence that nothing is lost), and the address to go
 * to, so that the next page knows both. */
void admin_again_carry(struct ctx *c, struct view_dict *form);

/* Is a form kept, in the request at hand? */
bool admin_again_has(const struct ctx *c);

/* It: where it posts to, and its fields packed. NULL: none. */
const char *admin_again_kept_to(const struct ctx *c);
const char *admin_again_kept_fields(const struct ctx *c);

/* Where to go when it is done: "to" of the query or of the form when that is
 * on this site, else NULL. */
const char *admin_again_asked_to(const struct ctx *c);
/* The same, and else "/admin", or of a reader "/me". */
const char *admin_again_to(const struct ctx *c);

/* The person is let in (c->user is their new session): show what they typed,
 * with a fresh token and one button that sends it; without a kept form, a
 * redirect to admin_again_to(). */
MUST_CHECK enum status admin_again_send(struct ctx *c);

/* For page/dispatch.c: the answer is the page that asks to sign in (or for the
 * password), with the form at hand kept. */
MUST_CHECK enum status admin_again_ask(struct ctx *c, const char *path);

/* The form at hand with all its fields, and a button that sends it once
 * more: its token was not fine (409), or st came in between. */
MUST_CHECK enum status admin_again_show(struct ctx *c, enum status st);

/* All fields at hand as text, for an error page without a button. */
const char *admin_again_text(struct ctx *c);

#endif
