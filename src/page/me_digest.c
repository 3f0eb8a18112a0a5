#include "page/me_digest.h"

#include "page/admin.h"
#include "page/pages.h"
#include "page/permission.h"
#include "store/digest.h"
#include "store/session.h"

enum status me_digest_fill(struct ctx *c, struct view_dict *dict)
{
	struct view_dict *part;
	bool is_on;
	enum status st;

	if (!permission_has(c->user->role, MAY_MODERATE))
		return STATUS_OK;
	st = store_digest_is_on(c->db, c->user->user_id, &is_on);
	if (st != STATUS_OK)
		return st;
	part = view_include(dict, "DIGEST", "partials/me_digest.tpl");
	admin_form(c, view_section(part, is_on ? "DIGEST_ON" : "DIGEST_OFF"),
		   "/me/digest");
	if (!*c->site->config->mail_server)
		view_show(part, "NO_SERVER");
	return STATUS_OK;
}

/* POST /me/digest */
enum status page_me_digest_save(struct ctx *c)
{
	enum status st;

	if (!permission_has(c->user->role, MAY_MODERATE))
		return STATUS_FORBIDDEN;
	st = store_digest_switch(c->db, c->user->user_id,
				 form_flag(c->form, "digest"), admin_actor(c));
	return st == STATUS_OK ? admin_done(c, 0, "/me") : st;
}
