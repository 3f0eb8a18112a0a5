/* The ways to sign in for people who read and write here: the providers that
 * northstar.conf names, and a link by e-mail where this site sends mail. */
#ifndef PAGE_SIGN_IN_WAYS_H
#define PAGE_SIGN_IN_WAYS_H

#include "page/ctx.h"
#include "store/email_link.h"

#define SIGN_IN_EMAIL "email" /* stands where a provider's id does */

/* Is there any way? */
bool sign_in_ways_exist(const struct ctx *c);

/* Fill {{>SIGN_IN_WAYS}} of dict (templates/partials/sign_in_ways.tpl):
 * buttons for a form that holds what must not get lost, each named sign_in
 * with the way as its value. Nothing where there is no way, or for somebody
 * who is signed in. In a page it comes after the form's own first button, for
 * that is the one that Enter presses. */
void sign_in_ways_fill(struct ctx *c, struct view_dict *dict);

/* Fill {{>SIGN_IN_FORMS}} of dict (templates/partials/sign_in_forms.tpl):
 * the same as forms of their own, which lead back to return_to (NULL: to
 * where such people go) and take the form at hand along, if one waits
 * (page/admin_again.h). email: what was typed, or NULL. Nothing where there
 * is no way. */
void sign_in_forms_fill(struct ctx *c, struct view_dict *dict,
			const char *return_to, const char *email);

/* The answer to a press of such a button: the browser goes on to way
 * (a provider's id, or SIGN_IN_EMAIL) and comes back to return_to, a path of
 * this site, signed in. kept is a form's fields as JSON ([["name", "value"],
 * …], see store/draft.h) or NULL: once the person is in, it is their draft
 * "comment"; when they do not come in, they see the comment form filled with
 * it. c->db must write; begins a transaction of its own.
 *
 * Where none can begin just now (too many, or kept is over 40,000 bytes) the
 * answer says so, with the form filled. STATUS_NOT_FOUND: no such way. */
MUST_CHECK enum status sign_in_leave(struct ctx *c, const char *way,
				     const char *return_to, const char *kept);

/* Make link and mail it. In a transaction; as store_email_link_add(). */
MUST_CHECK enum status sign_in_mail_link(struct ctx *c,
					 const struct email_link *link);

#endif
