#include "page/admin_users.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "page/admin.h"
#include "page/admin_readers.h"
#include "page/form_token.h"
#include "page/pages.h"
#include "page/post.h"
#include "store/outbox.h"
#include "store/session.h"
#include "util/json.h"
#include "util/token.h"
#include "view/format.h"

static const char *path_of(struct ctx *c, int64_t id)
{
	return arena_printf(c->arena, "/admin/users/%" PRId64, id);
}

static enum status find(struct ctx *c, struct staff_user *user)
{
	int64_t id = ctx_id(c, "id");

	return store_staff_user_get(c->db, c->arena, id, c->now, user);
}

static const char *name_of(const struct staff_user *user)
{
	return user->name ? user->name : user->email;
}

static enum status show_owned(struct ctx *c, struct view_dict *dict,
			      const struct staff_user *user)
{
	struct view_dict *owner = view_section(dict, "OWNER");
	struct owned_program *programs;
	size_t count;
	enum status st = store_staff_user_programs(c->db, c->arena, user->id,
						   &programs, &count);

	if (st != STATUS_OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		struct view_dict *item = view_section(owner, "PROGRAM");

		view_set_int(item, "PROGRAM_ID", programs[i].id);
		view_set(item, "PROGRAM_SLUG", programs[i].slug);
		view_set(item, "PROGRAM_NAME", programs[i].name);
	}
	if (count == 0)
		view_show(owner, "NO_PROGRAM");
	if (c->form)
		view_set(owner, "SLUG", form_value(c->form, "slug"));
	view_show_text(owner, "SLUG_ERROR",
		       c->form ? admin_field_fix(c, "slug") : NULL);
	return STATUS_OK;
}

static enum status show_forms(struct ctx *c, struct view_dict *dict,
			      const struct staff_user *user)
{
	struct view_dict *other = view_section(dict, "IS_OTHER");

	admin_form(c, other, path_of(c, user->id));
	view_set(other, "LINK_TOKEN",
		 form_token_new(c, arena_printf(c->arena, "%s/link",
						path_of(c, user->id))));
	view_show(other, user->is_disabled ? "DISABLED" : "ENABLED");
	if (user->session_count > 0)
		view_show(other, "HAS_SIGN_INS");
	user_show_roles(c, other, user->role);
	return user->role == ROLE_OWNER ? show_owned(c, other, user)
					: STATUS_OK;
}

/* One account; refused says why what was asked for was not done, or NULL. */
static enum status show_user(struct ctx *c, const struct staff_user *user,
			     const char *refused)
{
	struct admin_page page = { .title = name_of(user),
				   .nav = ADMIN_USERS,
				   .crumbs = { { "/admin/users",
						 tr(c->s, "Accounts") } } };
	struct view_dict *dict = page_dict(c);
	enum status st = STATUS_OK;

	user_show(c, dict, user);
	view_set(dict, "SINCE", format_date(c->arena, c->s, user->created_at));
	view_set(dict, "SIGN_INS", user_sign_ins(c, user->session_count));
	if (refused) {
		c->response->code = 422;
		view_set(view_section(dict, "REFUSED"), "REFUSED_TEXT",
			 refused);
	}
	if (user->id == c->user->user_id)
		view_show(dict, "IS_SELF");
	else
		st = show_forms(c, dict, user);
	if (st != STATUS_OK)
		return st;
	return admin_show(c, &page, "pages/admin_user.tpl", dict);
}

/* GET /admin/users/:id */
enum status page_admin_user(struct ctx *c)
{
	struct staff_user user;
	enum status st = find(c, &user);

	if (st == STATUS_NOT_FOUND)
		return admin_reader_show(c);
	return st == STATUS_OK ? show_user(c, &user, NULL) : st;
}

/* ---- Asking first ---------------------------------------------------------
 */

struct question {
	const char *text, *consequence, *button;
};

static enum status ask(struct ctx *c, const struct staff_user *user,
		       const char *what, const char *role,
		       const struct question *question)
{
	struct admin_page page = {
		.nav = ADMIN_USERS,
		.crumbs = { { "/admin/users", tr(c->s, "Accounts") },
			    { path_of(c, user->id), name_of(user) } },
	};
	struct view_dict *dict = page_dict(c);

	page.title = str_fill(
		c->arena, tr(c->s, question->text), "name", name_of(user),
		"role", role ? user_role_word(c, role_of(role)) : "", NULL);
	view_set_int(dict, "USER_ID", user->id);
	view_set(dict, "QUESTION", page.title);
	view_set(dict, "CONSEQUENCE", tr(c->s, question->consequence));
	view_set(dict, "DO", what);
	view_set(dict, "ROLE", role);
	view_set(dict, "BUTTON", tr(c->s, question->button));
	admin_form(c, dict, path_of(c, user->id));
	return admin_show(c, &page, "pages/admin_user_sure.tpl", dict);
}

static const struct question ASK_ROLE = {
	TR("Change the role of {name} to {role}?"),
	TR("All their sign-ins end, and they sign in again with the new role."),
	TR("Yes, change role")
};
static const struct question ASK_DISABLE = {
	TR("Disable the account of {name}?"),
	TR("All their sign-ins and links end. What they wrote and changed "
	   "stays. You can enable the account again."),
	TR("Yes, disable account")
};

/* ---- What the buttons do ---------------------------------------------------
 */

/* A store function that failed has failed the transaction: what the page shows
 * is read outside. */
static enum status refuse(struct ctx *c, const struct staff_user *user,
			  const char *why)
{
	enum status st = post_give_up(c);

	return st == STATUS_OK ? show_user(c, user, why) : st;
}

static enum status finish(struct ctx *c, const struct staff_user *user,
			  enum status st)
{
	if (st == STATUS_CONFLICT)
		return refuse(c, user,
			      tr(c->s, "This is the last administrator who can "
				       "sign in. Make another one first."));
	if (st != STATUS_OK)
		return st;
	return admin_done(c, 0, "%s", path_of(c, user->id));
}

static enum status change_role(struct ctx *c, const struct staff_user *user,
			       bool is_sure)
{
	const char *wanted = form_value(c->form, "role");
	enum role role = wanted ? role_of_staff(wanted) : ROLE_NONE;

	if (role == ROLE_NONE)
		return show_user(c, user, tr(c->s, "Choose a role."));
	if (!is_sure)
		return ask(c, user, "role", wanted, &ASK_ROLE);
	return finish(c, user,
		      store_staff_user_set_role(c->db, user->id, role,
						admin_actor(c)));
}

static enum status disable(struct ctx *c, const struct staff_user *user,
			   bool is_sure)
{
	if (!is_sure)
		return ask(c, user, "disable", NULL, &ASK_DISABLE);
	return finish(
		c, user,
		store_staff_user_disable(c->db, user->id, admin_actor(c)));
}

static enum status give(struct ctx *c, const struct staff_user *user)
{
	const char *slug = form_line(c->form, "slug", 1, 80);
	enum status st;

	if (!form_ok(c->form))
		return show_user(c, user, tr(c->s, "Enter a listing."));
	st = store_staff_user_give_program(c->db, user->id, slug,
					   admin_actor(c));
	if (st == STATUS_NOT_FOUND)
		return refuse(c, user,
			      tr(c->s, "No listing has this address."));
	return finish(c, user, st);
}

/* POST /admin/users/:id */
enum status page_admin_user_save(struct ctx *c)
{
	const char *what = form_value(c->form, "do");
	bool is_sure = form_flag(c->form, "sure");
	struct staff_user user;
	enum status st = find(c, &user);

	if (st == STATUS_NOT_FOUND)
		return admin_reader_save(c);
	if (st != STATUS_OK)
		return st;
	if (user.id == c->user->user_id)
		return show_user(c, &user,
				 tr(c->s, "Nobody changes their own role or "
					  "disables themselves. Ask another "
					  "administrator."));
	if (!what)
		return STATUS_BAD;
	if (strcmp(what, "role") == 0)
		return change_role(c, &user, is_sure);
	if (strcmp(what, "disable") == 0)
		return disable(c, &user, is_sure);
	if (strcmp(what, "enable") == 0)
		return finish(c, &user,
			      store_staff_user_enable(c->db, user.id,
						      admin_actor(c)));
	if (strcmp(what, "end") == 0)
		return finish(c, &user,
			      store_session_end_all(c->db, user.id, 0,
						    admin_actor(c)));
	if (strcmp(what, "give") == 0)
		return give(c, &user);
	if (strcmp(what, "take") == 0)
		return finish(c, &user,
			      store_staff_user_take_program(
				      c->db, user.id,
				      form_id(c->form, "program"),
				      admin_actor(c)));
	return STATUS_BAD;
}

/* ---- One-time links --------------------------------------------------------
 */

/* Each link is a mail of its own. Without a mail server it is only shown: it
 * would lie about. */
static enum status mail_link(struct ctx *c, int64_t id, const char *token)
{
	char object[48];
	struct staff_user user;
	enum status st;

	if (!*c->site->config->mail_server)
		return STATUS_OK;
	st = store_staff_user_get(c->db, c->arena, id, c->now, &user);
	if (st != STATUS_OK)
		return st;
	snprintf(object, sizeof(object), "user %" PRId64 " %" PRId64, id,
		 c->now);
	return store_outbox_add(
		c->db, "invitation", user.email, object,
		json_text(c->arena, json_pack("{s:s}", "link", token), 0),
		c->now);
}

static enum status make_link(struct ctx *c, int64_t id, char *token)
{
	enum status st =
		store_user_link(c->db, id, c->now, admin_actor(c), token);

	if (st == STATUS_OK)
		st = mail_link(c, id, token);
	return st == STATUS_OK ? form_token_spend(c, path_of(c, id)) : st;
}

enum status user_link_show(struct ctx *c, int64_t id, enum status st)
{
	struct admin_page page = { .nav = ADMIN_USERS,
				   .crumbs = { { "/admin/users",
						 tr(c->s, "Accounts") } } };
	struct view_dict *dict = page_dict(c);
	char token[TOKEN_TEXT];
	struct staff_user user;

	if (st == STATUS_OK)
		st = make_link(c, id, token);
	st = db_end(c->db, st);
	if (st == STATUS_OK)
		st = store_staff_user_get(c->db, c->arena, id, c->now, &user);
	if (st != STATUS_OK)
		return st;
	page.title = str_fill(c->arena, tr(c->s, "A link for {name}"), "name",
			      name_of(&user), NULL);
	view_set(dict, "USER_NAME", name_of(&user));
	view_set_int(dict, "USER_ID", id);
	view_show(dict, *c->site->config->mail_server ? "MAILED" : "BY_HAND");
	view_set(dict, "LINK",
		 ctx_absolute(
			 c, arena_printf(c->arena, "/sign-in/link/%s", token)));
	view_set(dict, "UNTIL",
		 str_fill(c->arena, tr(c->s, "Works once, until {date}."),
			  "date",
			  format_date(c->arena, c->s, user.link_ends_at),
			  NULL));
	return admin_show(c, &page, "pages/admin_user_link.tpl", dict);
}

/* POST /admin/users/:id/link */
enum status page_admin_user_link(struct ctx *c)
{
	struct staff_user user;
	enum status st = find(c, &user);

	if (st != STATUS_OK)
		return st;
	if (user.id == c->user->user_id || user.is_disabled)
		return show_user(c, &user,
				 tr(c->s, "This account gets no link from "
					  "here."));
	db_begin(c->db);
	return user_link_show(c, user.id, STATUS_OK);
}
