/* What somebody had typed before they went to sign in. */
#include <string.h>

#include "page/comment_post.h"
#include "page/kept_form.h"
#include "page/pages.h"
#include "page/words.h"
#include "store/draft.h"
#include "store/session.h"

/* The page is gone since: the words are shown, for there is no other place
 * where they could be read. */
static enum status show_lost(struct ctx *c, const struct form *typed)
{
	c->kept_text = form_value(typed, "body");
	return STATUS_NOT_FOUND;
}

/* The form says that it holds the draft: posting it drops that one. */
static void mark(struct ctx *c, struct form *form)
{
	struct form_field *fields =
		arena_array(c->arena, form->count + 1, sizeof(*fields));

	if (form->count)
		memcpy(fields, form->fields, form->count * sizeof(*fields));
	fields[form->count++] = (struct form_field){ "draft", "1" };
	form->fields = fields;
}

/* GET /comments/new. Without the time when the page was made: nobody types
 * here what is there already. */
enum status page_comment_new(struct ctx *c)
{
	struct comment_post post = { 0 };
	struct view_dict *dict = page_dict(c);
	struct form typed;
	struct draft draft;
	enum status st;

	st = store_draft_get(c->db, c->arena, c->user->user_id, COMMENT_DRAFT,
			     &draft);
	if (st == STATUS_NOT_FOUND ||
	    (st == STATUS_OK &&
	     !kept_form_read(c->arena, draft.fields, &typed)))
		return page_redirect(c, 303, "/me");
	if (st != STATUS_OK)
		return st;
	mark(c, &typed);
	post.fields = &typed;
	post.form.typed = &typed;
	st = comment_post_place(c, &post);
	if (st == STATUS_BAD || st == STATUS_NOT_FOUND)
		return show_lost(c, &typed);
	if (st != STATUS_OK)
		return st;
	view_set(dict, "PLACE_PATH", post.thread.path);
	view_set(dict, "PLACE_TITLE", words_thread(c, &post.thread));
	return comment_post_show(c, &post, tr(c->s, "Your comment"),
				 "pages/comment_new.tpl", dict);
}
