/* What the pages of signing in share. */
#ifndef PAGE_SIGN_IN_H
#define PAGE_SIGN_IN_H

#include "page/render.h"
#include "page/sign_in_delay.h"
#include "store/user_secret.h"
#include "util/password_rule.h"

#define SIGN_IN_PENDING_SECONDS 300 /* from the password to the code */
#define SIGN_IN_NAME_MAX        80

/* What went wrong, for the box on top of a page; its fields are those of
 * c->form. */
struct sign_in_problem {
	int code;                 /* HTTP; 0: none, nothing went wrong */
	const char *title, *text; /* text may be NULL */
};

/* A page in the public frame with a form that posts to action, which takes a
 * kept form along. */
MUST_CHECK enum status sign_in_show(struct ctx *c, const char *title,
				    const char *file, const char *action,
				    const struct sign_in_problem *problem,
				    struct view_dict *dict);
/* The box alone, for a page of the staff's frame. */
void sign_in_show_problem(struct ctx *c, struct view_dict *dict,
			  const struct sign_in_problem *problem);
/* Set <NAME>_ERROR, where field has a problem. */
void sign_in_show_error(struct ctx *c, struct view_dict *dict,
			const char *section, const char *field);

/* The problem of a try that has to wait, with Retry-After. */
struct sign_in_problem sign_in_wait(struct ctx *c, const struct sign_in_try *t);
/* Of a form whose token was not fine, or with fields to correct. */
struct sign_in_problem sign_in_form_problem(struct ctx *c);
/* Too many sign in just now. */
struct sign_in_problem sign_in_busy(struct ctx *c);

/* Look whether the new password of c->form's field is taken; a problem is
 * said in the form. */
const char *sign_in_new_password(struct ctx *c, const char *field,
				 const char *name, const char *email);

/* The address of an account in c->form, in lower case, or "". */
const char *sign_in_email(struct ctx *c);
/* An address as accounts have it: in lower case. */
const char *sign_in_lower(struct arena *arena, const char *email);

/* The person is who they say: a new session (an old one of this browser
 * ends), its cookies, and the form's token used up, its answer being location
 * (NULL: the caller has used it up). c->user is the new session then. t (or
 * NULL) is the try that worked. */
MUST_CHECK enum status sign_in_let_in(struct ctx *c,
				      const struct user_secret *user,
				      const struct sign_in_try *t,
				      const char *location);
/* The same for a reader, by id: no form token, no try, no known device. */
MUST_CHECK enum status sign_in_let_member_in(struct ctx *c, int64_t user_id);
/* Cookies of a session's new token; c->user is read anew. */
MUST_CHECK enum status sign_in_set_session(struct ctx *c, const char *token);

/* The password was right, or the link was: ask for the code. */
MUST_CHECK enum status sign_in_ask_code(struct ctx *c,
					const struct user_secret *user);

/* Was the form at hand carried out meanwhile, sent twice at once? The answer
 * is the first one's then. */
MUST_CHECK enum status sign_in_was_sent(struct ctx *c, bool *was_sent);

/* What a handler with a password in its form ends with: the answer of the
 * first of two forms sent at once, and the password overwritten in memory. */
MUST_CHECK enum status sign_in_finish(struct ctx *c, enum status st);

#endif
