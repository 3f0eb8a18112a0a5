#include "page/admin_users.h"

#include <inttypes.h>
#include <string.h>

#include "page/admin.h"
#include "page/admin_readers.h"
#include "page/form_token.h"
#include "page/pages.h"
#include "page/sign_in.h"
#include "store/session.h"
#include "view/format.h"

/* By how much they may, least last. */
static const struct role_words {
	enum role role;
	const char *word, *may;
} ROLES[] = {
	{ ROLE_ADMIN, TR("Administrator"),
	  TR("everything, also accounts and the record of changes") },
	{ ROLE_EDITOR, TR("Editor"), TR("listings, the plan, page texts") },
	{ ROLE_MODERATOR, TR("Moderator"), TR("comments") },
	{ ROLE_OWNER, TR("Program owner"), TR("their own listings only") },
};
#define ROLE_COUNT (sizeof(ROLES) / sizeof(ROLES[0]))

static const struct role_words *words_of(enum role role)
{
	for (size_t i = 0; i < ROLE_COUNT; i++)
		if (ROLES[i].role == role)
			return &ROLES[i];
	return &ROLES[ROLE_COUNT - 1];
}

const char *user_role_word(struct ctx *c, enum role role)
{
	return tr(c->s, words_of(role)->word);
}

void user_show_roles(struct ctx *c, struct view_dict *dict, enum role chosen)
{
	for (size_t i = 0; i < ROLE_COUNT; i++) {
		struct view_dict *item = view_section(dict, "ROLES");

		view_set(item, "ROLE", role_name(ROLES[i].role));
		view_set(item, "ROLE_NAME", tr(c->s, ROLES[i].word));
		view_set(item, "ROLE_MAY", tr(c->s, ROLES[i].may));
		if (ROLES[i].role == chosen)
			view_show(item, "CHOSEN");
	}
}

static const char *ways_in(struct ctx *c, const struct staff_user *user)
{
	if (!user->has_password)
		return tr(c->s, "Nothing yet");
	return user->has_second_factor ? tr(c->s, "Password and phone code")
				       : tr(c->s, "Password");
}

const char *user_sign_ins(struct ctx *c, int64_t count)
{
	if (count == 0)
		return tr(c->s, "Nowhere");
	return str_fill(c->arena,
			trn(c->s, "In {n} browser", "In {n} browsers", count),
			"n", format_int(c->arena, c->s, count), NULL);
}

void user_show(struct ctx *c, struct view_dict *dict,
	       const struct staff_user *user)
{
	view_set_int(dict, "USER_ID", user->id);
	view_set(dict, "USER_NAME", user->name ? user->name : user->email);
	view_set(dict, "USER_EMAIL", user->email);
	view_set(dict, "USER_ROLE", user_role_word(c, user->role));
	view_set(dict, "WAYS", ways_in(c, user));
	view_set(dict, "SEEN",
		 user->seen_at ? format_date(c->arena, c->s, user->seen_at)
			       : tr(c->s, "Never"));
	if (user->is_disabled)
		view_show(dict, "IS_DISABLED");
	else if (!user->has_password)
		view_show(dict, "IS_INVITED");
}

static const char *field_label(struct ctx *c, const char *field)
{
	if (strcmp(field, "email") == 0)
		return tr(c->s, "Email address");
	if (strcmp(field, "name") == 0)
		return tr(c->s, "Name");
	return strcmp(field, "role") == 0 ? tr(c->s, "Role") : NULL;
}

static void show_fixes(struct ctx *c, struct view_dict *dict)
{
	view_show_text(dict, "EMAIL_ERROR", admin_field_fix(c, "email"));
	view_show_text(dict, "NAME_ERROR", admin_field_fix(c, "name"));
	view_show_text(dict, "ROLE_ERROR", admin_field_fix(c, "role"));
}

/* The list, with the invitation as it was typed. */
static enum status show_list(struct ctx *c)
{
	struct admin_page page = { .title = tr(c->s, "Accounts"),
				   .nav = ADMIN_USERS };
	struct view_dict *dict = page_dict(c);
	struct staff_user *users;
	size_t count;
	enum status st =
		store_staff_user_list(c->db, c->arena, c->now, &users, &count);

	if (st != STATUS_OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		struct view_dict *row = view_section(dict, "USERS");

		user_show(c, row, &users[i]);
		if (users[i].id == c->user->user_id)
			view_show(row, "IS_SELF");
	}
	if (c->form) {
		const char *role = form_value(c->form, "role");

		view_set(dict, "EMAIL", form_value(c->form, "email"));
		view_set(dict, "NAME", form_value(c->form, "name"));
		user_show_roles(c, dict,
				role ? role_of_staff(role) : ROLE_NONE);
		admin_problem(c, dict, field_label);
		show_fixes(c, dict);
	} else {
		user_show_roles(c, dict, ROLE_NONE);
	}
	admin_form(c, dict, "/admin/users");
	return admin_show(c, &page, "pages/admin_users.tpl", dict);
}

/* GET /admin/users */
enum status page_admin_users(struct ctx *c)
{
	const char *role = form_value(&c->request->query, "role");

	if (role && strcmp(role, "reader") == 0)
		return admin_readers_list(c);
	return show_list(c);
}

/* Addresses are kept in lower case, so that one person has one account. */
static const char *read_email(struct ctx *c)
{
	char *email =
		arena_strdup(c->arena, form_email(c->form, "email", true));

	for (char *at = email; *at; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at += 'a' - 'A';
	return email;
}

/* POST /admin/users: an invitation. */
enum status page_admin_user_invite(struct ctx *c)
{
	const char *email = read_email(c);
	const char *name = form_line(c->form, "name", 0, USER_NAME_MAX);
	const char *wanted = form_value(c->form, "role");
	enum role role = wanted ? role_of_staff(wanted) : ROLE_NONE;
	enum status st;
	int64_t id = 0;

	if (role == ROLE_NONE)
		form_fail(c->form, "role", FORM_NOT_CHOICE, 0);
	if (!form_ok(c->form))
		return show_list(c);
	db_begin(c->db);
	st = store_staff_user_invite(c->db, email, name, role, admin_actor(c),
				     &id);
	if (st == STATUS_CONFLICT) {
		bool was_sent = false;

		st = db_end(c->db, st);
		if (st == STATUS_CONFLICT) /* or this form, twice at once */
			st = sign_in_was_sent(c, &was_sent);
		if (st != STATUS_OK || was_sent)
			return st;
		form_fail(c->form, "email", FORM_TAKEN, 0);
		return show_list(c);
	}
	return user_link_show(c, id, st);
}
