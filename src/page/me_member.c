/* A reader's own account: what they wrote, what others answered, and what is
 * kept of them. */
#include "page/me.h"

#include "page/pages.h"
#include "store/member_self.h"
#include "store/session.h"
#include "view/format.h"

static void fill_account(struct ctx *c, struct view_dict *dict,
			 const struct member_self *self)
{
	view_set(dict, "SHOWN_NAME", self->name ? self->name : c->user->name);
	view_set(dict, "MEMBER_SINCE",
		 format_date(c->arena, c->s, self->created_at));
	me_fill_ways(c, dict, self);
	me_fill_name(c, dict, self);
	me_fill_mails(c, dict, self);
	admin_form(c, view_section(dict, "SIGN_OUT"), "/sign-out");
}

enum status me_fill_reader(struct ctx *c, struct view_dict *dict)
{
	struct member_self self;
	enum status st =
		store_member_self(c->db, c->arena, c->user->user_id, &self);

	if (st != STATUS_OK)
		return st;
	fill_account(c, dict, &self);
	st = me_fill_talk(c, dict, false);
	return st == STATUS_OK ? me_fill_sessions(c, dict) : st;
}
