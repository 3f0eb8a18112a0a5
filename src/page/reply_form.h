/* The "Leave a reply" form, on a page with a thread and on the pages that
 * answer a post: for a guest, or for whoever is signed in. */
#ifndef PAGE_REPLY_FORM_H
#define PAGE_REPLY_FORM_H

#include "page/ctx.h"
#include "store/comment.h"

struct reply_form {
	enum thread_kind kind;
	const char *key;
	const struct comment *parent; /* what it answers, or NULL */
	const struct form *typed;     /* what was typed, or NULL */
	bool is_for_one; /* the page is made for this request and kept for no
			  * other: the form may say when that was */
};

/* Fill {{>REPLY_FORM}} of dict (templates/partials/comment_form.tpl). */
void reply_form_fill(struct ctx *c, struct view_dict *dict,
		     const struct reply_form *form);

/* Its words alone, {{>WORDS}} of dict (templates/partials/comment_words.tpl),
 * for another form; typed may be NULL. */
void reply_form_words(struct ctx *c, struct view_dict *dict,
		      const struct form *typed);

/* What to do about what is wrong with a field, or NULL: "Enter your name". */
const char *reply_form_fix(const struct ctx *c, const struct form *typed,
			   const char *field);

/* The field's id on the page, for links of a summary: "c-name". */
const char *reply_form_id(const struct ctx *c, const char *field);

#endif
