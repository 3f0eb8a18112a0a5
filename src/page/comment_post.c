#include "page/comment_post.h"

#include "page/note.h"
#include "page/permission.h"
#include "page/safety.h"
#include "page/words.h"
#include "store/session.h"
#include "view/markdown.h"

static enum status find_parent(struct ctx *c, struct comment_post *post)
{
	const char *parent = form_value(post->fields, "parent");
	int64_t id = form_id(post->fields, "parent");
	enum status st = STATUS_NOT_FOUND;

	if (!parent || !*parent)
		return STATUS_OK;
	if (id && post->thread.id)
		st = store_comment_parent(c->db, c->arena, post->thread.id, id,
					  &post->parent);
	if (st == STATUS_OK)
		post->form.parent = &post->parent;
	if (st != STATUS_NOT_FOUND)
		return st;
	form_fail(post->fields, "parent", FORM_NOT_CHOICE, 0);
	return STATUS_OK;
}

enum status comment_post_place(struct ctx *c, struct comment_post *post)
{
	const char *kind = form_value(post->fields, "thread");
	const char *key = form_value(post->fields, "key");
	enum status st;

	if (!store_thread_kind_of(kind, &post->form.kind) || !key)
		return STATUS_BAD;
	post->form.key = key;
	st = store_thread_get(c->db, c->arena, post->form.kind, key,
			      &post->thread);
	return st == STATUS_OK ? find_parent(c, post) : st;
}

/* An administrator without a second factor is nobody's voice yet. */
bool comment_post_is_staff(const struct ctx *c)
{
	return c->user && permission_has(c->user->role, MAY_MODERATE) &&
	       (c->user->role != ROLE_ADMIN || c->user->has_second_factor);
}

enum status comment_post_show(struct ctx *c, const struct comment_post *post,
			      const char *title, const char *file,
			      struct view_dict *dict)
{
	struct page page = {
		.title = title,
		.is_noindex = true,
		.crumbs = { { "/", tr(c->s, "Home") },
			    { post->thread.path,
			      words_thread(c, &post->thread) } },
	};

	reply_form_fill(c, dict, &post->form);
	return page_show(c, &page, file, dict);
}

void comment_post_preview(struct ctx *c, struct view_dict *dict,
			  const struct comment_draft *draft)
{
	struct view_dict *note =
		view_include(dict, "PREVIEW", "partials/comment_preview.tpl");

	view_set(note, "NAME", page_note_name(c, draft->author_name));
	view_set(note, "BODY_HTML", markdown_comment(c->arena, draft->body));
	page_note_site(c, note, draft->website);
	if (draft->is_staff)
		view_show(note, "STAFF");
	else
		page_note_face(c, view_section(note, "PERSON"),
			       draft->author_name);
	view_show_text(note, "WHY", safety_reasons(c, draft->flags));
}
