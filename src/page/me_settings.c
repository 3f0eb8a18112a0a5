/* One's name, and which mails one gets. */
#include "page/me.h"

#include <string.h>

#include "page/pages.h"
#include "page/staff_name.h"
#include "store/mail_address.h"
#include "store/member_self.h"
#include "store/session.h"
#include "view/format.h"

void me_fill_name(struct ctx *c, struct view_dict *dict,
		  const struct member_self *self)
{
	struct view_dict *form =
		view_include(dict, "NAME_FORM", "partials/me_name.tpl");
	const char *typed = c->form ? form_value(c->form, "name") : NULL;

	view_set(form, "NAME", typed ? typed : self->name);
	view_show_text(form, "NAME_ERROR",
		       c->form ? admin_field_fix(c, "name") : NULL);
	admin_form(c, form, "/me/name");
}

const char *me_provider(struct ctx *c, const char *id)
{
	const struct provider_configs *known =
		c->site->config->provider_sections;

	for (size_t i = 0; known && i < known->count; i++)
		if (strcmp(known->all[i].id, id) == 0)
			return known->all[i].label;
	return id;
}

void me_fill_ways(struct ctx *c, struct view_dict *dict,
		  const struct member_self *self)
{
	for (size_t i = 0; i < self->way_count; i++) {
		const struct member_way *way = &self->ways[i];
		struct view_dict *item = view_section(dict, "WAY");

		view_set(item, "PROVIDER", me_provider(c, way->provider));
		view_set(item, "SINCE",
			 format_date(c->arena, c->s, way->since));
	}
	view_show_text(dict, "SIGN_IN_EMAIL", self->email);
}

void me_fill_mails(struct ctx *c, struct view_dict *dict,
		   const struct member_self *self)
{
	struct view_dict *mails =
		view_include(dict, "MAILS", "partials/me_mails.tpl");
	struct view_dict *form;

	if (!self->mail_to) {
		view_show(mails, "NO_ADDRESS");
		return;
	}
	view_set(view_section(mails, "ADDRESS"), "EMAIL", self->mail_to);
	if (!*c->site->config->mail_server)
		view_show(mails, "NO_SERVER");
	if (self->stopped_at) {
		form = view_section(mails, "STOPPED");
		view_set(form, "STOPPED_DATE",
			 format_date(c->arena, c->s, self->stopped_at));
		admin_form(c, form, "/me/notifications");
		return;
	}
	form = view_section(mails, "CHOICES");
	if (self->wants_published)
		view_show(form, "PUBLISHED_ON");
	if (self->wants_replies)
		view_show(form, "REPLIES_ON");
	admin_form(c, form, "/me/notifications");
}

/* POST /me/name */
enum status page_me_name(struct ctx *c)
{
	const char *name = form_line(c->form, "name", 1, COMMENT_NAME_MAX);
	enum status st =
		staff_name_refuse(c, c->user->user_id, c->user->role, name);

	if (st == STATUS_OK && !form_ok(c->form))
		return me_show(c);
	if (st == STATUS_OK)
		st = store_member_set_name(c->db, c->user->user_id, name,
					   admin_actor(c));
	return st == STATUS_OK ? admin_done(c, 0, "/me") : st;
}

/* As if the link in a mail were opened: the address is known to be theirs. */
static enum status begin_again(struct ctx *c)
{
	struct mail_address address;
	struct member_self self;
	enum status st =
		store_member_self(c->db, c->arena, c->user->user_id, &self);

	if (st == STATUS_OK && self.mail_to)
		st = store_mail_address_find(c->db, c->arena, self.mail_to,
					     &address);
	if (st == STATUS_OK && self.mail_to)
		st = store_mail_address_confirm(c->db, address.id, c->now);
	return st;
}

/* POST /me/notifications: do=save, or do=begin after a stop. */
enum status page_me_notifications(struct ctx *c)
{
	const char *what = form_value(c->form, "do");
	enum status st = STATUS_BAD;

	if (what && strcmp(what, "begin") == 0)
		st = begin_again(c);
	else if (what && strcmp(what, "save") == 0)
		st = store_member_set_mails(c->db, c->user->user_id,
					    form_flag(c->form, "published"),
					    form_flag(c->form, "replies"));
	return st == STATUS_OK ? admin_done(c, 0, "/me#mails") : st;
}
