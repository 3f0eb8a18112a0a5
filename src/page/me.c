/* One's own account. */
#include "page/me.h"

#include <inttypes.h>
#include <string.h>

#include "page/me_digest.h"
#include "page/pages.h"
#include "page/render.h"
#include "store/member_self.h"
#include "store/session.h"
#include "store/user_secret.h"
#include "view/format.h"

static const char *role_words(const struct ctx *c, enum role role)
{
	switch (role) {
	case ROLE_ADMIN:
		return tr(c->s, "Administrator: everything, users too");
	case ROLE_EDITOR:
		return tr(c->s, "Editor: listings, the plan and pages");
	case ROLE_MODERATOR:
		return tr(c->s, "Moderator: comments");
	case ROLE_READER:
		return tr(c->s, "Reader: own comments");
	case ROLE_OWNER:
	case ROLE_NONE:
	default:
		return tr(c->s, "Program owner: own listings");
	}
}

static void show_session(struct ctx *c, struct view_dict *dict,
			 const struct session *session)
{
	struct view_dict *item = view_section(dict, "SESSION");
	const char *path;

	view_set(item, "DEVICE", session->device);
	view_set(item, "SINCE",
		 format_moment(c->arena, c->s, session->created_at));
	view_set(item, "SEEN", format_moment(c->arena, c->s, session->seen_at));
	if (session->id == c->user->id) {
		view_show(item, "IS_THIS");
		return;
	}
	path = arena_printf(c->arena, "/me/sessions/%" PRId64 "/end",
			    session->id);
	item = view_section(item, "END");
	view_set_int(item, "SESSION_ID", session->id);
	admin_form(c, item, path);
}

enum status me_fill_sessions(struct ctx *c, struct view_dict *dict)
{
	struct view_dict *box =
		view_include(dict, "SESSIONS", "partials/me_sessions.tpl");
	struct session *sessions;
	size_t count;
	enum status st = store_session_list(c->db, c->arena, c->user->user_id,
					    c->now, &sessions, &count);

	for (size_t i = 0; st == STATUS_OK && i < count; i++)
		show_session(c, box, &sessions[i]);
	if (st == STATUS_OK && count > 1)
		admin_form(c, view_section(box, "END_OTHERS"),
			   "/me/sessions/end");
	return st;
}

static enum status show_factor(struct ctx *c, struct view_dict *dict)
{
	struct view_dict *on;
	size_t left;
	enum status st;

	if (!c->user->has_second_factor) {
		view_show(dict, "FACTOR_OFF");
		if (c->user->role == ROLE_ADMIN)
			view_show(dict, "FACTOR_DUE");
		return STATUS_OK;
	}
	st = store_recovery_left(c->db, c->user->user_id, &left);
	if (st != STATUS_OK)
		return st;
	on = view_section(dict, "FACTOR_ON");
	view_set(on, "CODES_LEFT",
		 str_fill(c->arena,
			  trn(c->s, "{n} recovery code is left.",
			      "{n} recovery codes are left.", (int64_t)left),
			  "n", format_int(c->arena, c->s, (int64_t)left),
			  NULL));
	admin_form(c, view_section(on, "NEW_CODES"), "/me/second-factor/codes");
	if (c->user->role != ROLE_ADMIN)
		admin_form(c, view_section(on, "TURN_OFF"),
			   "/me/second-factor/off");
	return STATUS_OK;
}

static const char *label_of(struct ctx *c, const char *field)
{
	(void)field; /* there is one */
	return tr(c->s, "Name");
}

static enum status fill_staff(struct ctx *c, struct view_dict *dict)
{
	struct member_self self;
	struct view_dict *keys;
	enum status st =
		store_member_self(c->db, c->arena, c->user->user_id, &self);

	if (st != STATUS_OK)
		return st;
	view_set(dict, "NAME", c->user->name);
	view_set(dict, "EMAIL", c->user->email);
	view_set(dict, "ROLE", role_words(c, c->user->role));
	me_fill_ways(c, dict, &self);
	me_fill_name(c, dict, &self);
	keys = view_section(dict,
			    c->user->has_shortcuts ? "KEYS_ON" : "KEYS_OFF");
	admin_form(c, keys, "/me/shortcuts");
	st = me_fill_sessions(c, dict);
	if (st == STATUS_OK)
		st = show_factor(c, dict);
	if (st == STATUS_OK)
		st = me_digest_fill(c, dict);
	return st == STATUS_OK ? me_fill_talk(c, dict, true) : st;
}

enum status me_show(struct ctx *c)
{
	struct admin_page page = { .title = tr(c->s, "Your account"),
				   .nav = ADMIN_ACCOUNT };
	bool is_reader = c->user->role == ROLE_READER;
	struct view_dict *dict = page_dict(c);
	enum status st;

	if (admin_problem(c, dict, label_of))
		page.title = str_fill(c->arena, tr(c->s, "Error: {title}"),
				      "title", page.title, NULL);
	st = is_reader ? me_fill_reader(c, dict) : fill_staff(c, dict);
	if (st != STATUS_OK)
		return st;
	return admin_show(c, &page,
			  is_reader ? "pages/me_member.tpl" : "pages/me.tpl",
			  dict);
}

/* GET /me */
enum status page_me(struct ctx *c)
{
	return me_show(c);
}

/* POST /me/sessions/:id/end */
enum status page_me_session_end(struct ctx *c)
{
	enum status st = store_session_end(c->db, c->user->user_id,
					   ctx_id(c, "id"), admin_actor(c));

	return st == STATUS_OK ? admin_done(c, 0, "/me") : st;
}

/* POST /me/sessions/end: all but this one. */
enum status page_me_sessions_end(struct ctx *c)
{
	enum status st = store_session_end_all(c->db, c->user->user_id,
					       c->user->id, admin_actor(c));

	return st == STATUS_OK ? admin_done(c, 0, "/me") : st;
}

/* POST /me/shortcuts */
enum status page_me_shortcuts(struct ctx *c)
{
	enum status st = store_user_set_shortcuts(c->db, c->user->user_id,
						  form_flag(c->form, "on"));

	return st == STATUS_OK ? admin_done(c, 0, "/me") : st;
}
