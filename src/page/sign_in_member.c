#include "page/sign_in_member.h"

#include "page/admin_again.h"
#include "page/kept_form.h"
#include "page/render.h"
#include "page/sign_in.h"
#include "store/draft.h"
#include "store/member.h"
#include "util/utf8.h"

/* The comment form has a thread; other forms wait in their own way
 * (page/admin_again.h). */
static bool is_comment(const struct ctx *c, const char *kept)
{
	struct form form;

	return kept && kept_form_read(c->arena, kept, &form) &&
	       form_value(&form, "thread");
}

const char *sign_in_member_name(struct ctx *c, const char *name,
				const char *kept)
{
	struct form form;

	if (!name && kept_form_read(c->arena, kept, &form))
		name = form_value(&form, "name");
	name = name ? utf8_clean(c->arena, name, true) : "";
	if (!*name)
		return tr(c->s, "Reader");
	if (utf8_length(name) > MEMBER_NAME_MAX)
		name = utf8_shorten(c->arena, name, MEMBER_NAME_MAX - 1);
	return name;
}

enum status sign_in_member_enter(struct ctx *c, int64_t user_id,
				 const char *kept)
{
	enum status st = sign_in_let_member_in(c, user_id);

	if (st != STATUS_OK || !is_comment(c, kept))
		return st;
	return store_draft_put(c->db, user_id, "comment", kept, 0, c->now);
}

const char *sign_in_member_path(const struct ctx *c, const char *return_to,
				const char *kept)
{
	return is_comment(c, kept) ? SIGN_IN_COMMENT_PATH : return_to;
}

enum status sign_in_member_go_on(struct ctx *c, const char *return_to,
				 const char *kept)
{
	struct form form;

	if (kept && !is_comment(c, kept) &&
	    kept_form_read(c->arena, kept, &form)) {
		c->kept_to = form_value(&form, "kept_to");
		c->kept_fields = form_value(&form, "kept");
		if (admin_again_has(c))
			return admin_again_send(c);
	}
	return page_redirect(c, 303, "%s",
			     sign_in_member_path(c, return_to, kept));
}
