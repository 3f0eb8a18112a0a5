/* A comment on its way in: what the form said, and the pages that answer it.
 * Shared by the pages that write comments. */
#ifndef PAGE_COMMENT_POST_H
#define PAGE_COMMENT_POST_H

#include "page/render.h"
#include "page/reply_form.h"
#include "store/comment.h"
#include "util/token.h"

/* Words that wait for their writer to sign in (store/draft.h), and the fields
 * of the form that go with them. */
#define COMMENT_DRAFT  "comment"
#define COMMENT_FIELDS "thread key parent name email website body notify"

struct comment_post {
	struct thread thread;
	struct comment parent;
	struct form *fields; /* form.typed is the same */
	struct reply_form form;
	struct comment_draft draft;
	/* What the draft's hashes point to. */
	unsigned char guest[TOKEN_HASH], address[TOKEN_HASH];
	unsigned char customer[TOKEN_HASH];
};

/* The thread and the comment that is answered, from post->fields. A parent
 * that is not there (or stands on another page) is a problem of the form: the
 * words are kept. STATUS_BAD or STATUS_NOT_FOUND: there is no such page. */
MUST_CHECK enum status comment_post_place(struct ctx *c,
					  struct comment_post *post);

/* Does c->user write as our staff? */
bool comment_post_is_staff(const struct ctx *c);

/* A page with the form on it, below the page of its thread. */
MUST_CHECK enum status comment_post_show(struct ctx *c,
					 const struct comment_post *post,
					 const char *title, const char *file,
					 struct view_dict *dict);

/* PREVIEW of dict: the words as they will look, and what they had better not
 * hold (templates/partials/comment_preview.tpl). */
void comment_post_preview(struct ctx *c, struct view_dict *dict,
			  const struct comment_draft *draft);

#endif
