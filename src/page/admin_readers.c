/* Accounts of readers, who made them themselves: administrators see, disable
 * and erase them. A reader is not made one of the staff; who shall be is
 * invited. */
#include "page/admin_readers.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "http/url.h"
#include "page/admin.h"
#include "page/admin_users.h"
#include "page/me.h"
#include "page/pages.h"
#include "page/words.h"
#include "store/session.h"
#include "store/staff_reader.h"
#include "store/staff_user.h"
#include "view/format.h"

#define WORDS_MAX 100 /* characters that a search takes */

static const char *path_of(struct ctx *c, int64_t id)
{
	return arena_printf(c->arena, "/admin/users/%" PRId64, id);
}

static const char *name_of(struct ctx *c, const struct staff_reader *reader)
{
	if (reader->name)
		return reader->name;
	if (reader->email)
		return reader->email;
	return str_fill(c->arena, tr(c->s, "Reader {n}"), "n",
			arena_printf(c->arena, "%" PRId64, reader->id), NULL);
}

/* "Google and X", "A link by email". */
static const char *ways_in(struct ctx *c, const struct staff_reader *reader)
{
	const char **names =
		arena_array(c->arena, reader->way_count + 1, sizeof(*names));
	size_t count = 0;

	for (size_t i = 0; i < reader->way_count; i++)
		names[count++] = me_provider(c, reader->ways[i].provider);
	if (reader->email && count == 0)
		return tr(c->s, "A link by email");
	if (reader->email)
		names[count++] = tr(c->s, "a link by email");
	return count ? format_list(c->arena, c->s, names, count)
		     : tr(c->s, "Nothing any more");
}

static void show_reader(struct ctx *c, struct view_dict *dict,
			const struct staff_reader *reader)
{
	view_set_int(dict, "USER_ID", reader->id);
	view_set(dict, "USER_NAME", name_of(c, reader));
	view_show_text(dict, "SIGN_IN_EMAIL", reader->email);
	if (!reader->email)
		view_show_text(dict, "CONTACT", reader->contact);
	view_set(dict, "WAYS", ways_in(c, reader));
	view_set(dict, "SINCE",
		 format_date(c->arena, c->s, reader->created_at));
	view_set(dict, "SEEN",
		 reader->seen_at ? format_date(c->arena, c->s, reader->seen_at)
				 : tr(c->s, "Never"));
	view_set(dict, "COMMENTS",
		 format_int(c->arena, c->s, reader->comment_count));
	if (reader->is_disabled)
		view_show(dict, "IS_DISABLED");
}

/* The list ----------------------------------------------------------------- */

/* Addresses are stored in lower case, and SQLite lowers no other letters. */
static const char *asked_words(struct ctx *c)
{
	struct form *query = &c->request->query;
	char *words =
		arena_strdup(c->arena, form_line(query, "q", 0, WORDS_MAX));

	for (char *at = words; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	return words;
}

static const char *older_path(struct ctx *c, const char *words, int64_t before)
{
	struct buf b;

	buf_init(&b, c->arena);
	buf_text(&b, "/admin/users?role=reader");
	if (*words) {
		buf_text(&b, "&q=");
		url_escape(&b, words);
	}
	buf_printf(&b, "&before=%" PRId64, before);
	return b.data;
}

enum status admin_readers_list(struct ctx *c)
{
	struct admin_page page = { .title = tr(c->s, "Readers"),
				   .nav = ADMIN_USERS };
	int64_t before = form_id(&c->request->query, "before");
	const char *words = asked_words(c);
	struct view_dict *dict = page_dict(c);
	struct staff_reader_list list;
	enum status st = store_staff_reader_list(c->db, c->arena, words, before,
						 c->now, &list);

	if (st != STATUS_OK)
		return st;
	view_set(dict, "Q", words);
	if (list.count == 0)
		view_show(dict, *words ? "NOBODY" : "NO_READERS");
	else
		view_show(dict, "SOME");
	for (size_t i = 0; i < list.count; i++)
		show_reader(c, view_section(dict, "READER"), &list.items[i]);
	if (list.has_more)
		view_set(view_section(dict, "OLDER"), "STEP_HREF",
			 older_path(c, words, list.items[list.count - 1].id));
	if (before)
		view_show(dict, "NEWEST");
	if (list.is_cut)
		view_set(view_section(dict, "CUT"), "LIMIT",
			 format_int(c->arena, c->s, STAFF_READERS_SEARCH));
	return admin_show(c, &page, "pages/admin_readers.tpl", dict);
}

/* One of them -------------------------------------------------------------- */

static const char *state_words(struct ctx *c,
			       const struct member_comment *comment)
{
	if (comment->is_spam)
		return tr(c->s, "spam");
	switch (comment->state) {
	case COMMENT_PUBLISHED:
		return tr(c->s, "published");
	case COMMENT_REMOVED:
		return tr(c->s, "removed");
	case COMMENT_HELD:
	case COMMENT_SPAM:
	default:
		return tr(c->s, "waits to be read");
	}
}

static enum status show_comments(struct ctx *c, struct view_dict *dict,
				 int64_t id)
{
	struct member_comment *comments;
	struct view_dict *list;
	size_t count;
	enum status st = store_member_comments(c->db, c->arena, id, 1,
					       &comments, &count);

	if (st != STATUS_OK || count == 0)
		return st;
	list = view_section(dict, "WRITTEN");
	for (size_t i = 0; i < count; i++) {
		struct view_dict *row = view_section(list, "COMMENT");

		view_set_int(row, "ID", comments[i].id);
		view_set(row, "DATE",
			 format_date(c->arena, c->s, comments[i].created_at));
		view_set(row, "PLACE_NAME",
			 words_thread(c, &comments[i].thread));
		view_set(row, "STATE", state_words(c, &comments[i]));
	}
	return STATUS_OK;
}

static enum status show_one(struct ctx *c, const struct staff_reader *reader)
{
	struct admin_page page = {
		.title = name_of(c, reader),
		.nav = ADMIN_USERS,
		.crumbs = { { "/admin/users", tr(c->s, "Accounts") },
			    { "/admin/users?role=reader",
			      tr(c->s, "Readers") } },
	};
	struct view_dict *dict = page_dict(c);
	enum status st;

	show_reader(c, dict, reader);
	view_set(dict, "SIGN_INS", user_sign_ins(c, reader->session_count));
	view_show(dict, reader->is_disabled ? "DISABLED" : "ENABLED");
	if (reader->session_count > 0)
		view_show(dict, "HAS_SIGN_INS");
	admin_form(c, dict, path_of(c, reader->id));
	st = show_comments(c, dict, reader->id);
	if (st != STATUS_OK)
		return st;
	return admin_show(c, &page, "pages/admin_reader.tpl", dict);
}

static enum status find(struct ctx *c, struct staff_reader *reader)
{
	return store_staff_reader_get(c->db, c->arena, ctx_id(c, "id"), c->now,
				      reader);
}

enum status admin_reader_show(struct ctx *c)
{
	struct staff_reader reader;
	enum status st = find(c, &reader);

	return st == STATUS_OK ? show_one(c, &reader) : st;
}

static enum status ask_to_disable(struct ctx *c,
				  const struct staff_reader *reader)
{
	struct admin_page page = {
		.title = str_fill(c->arena,
				  tr(c->s, "Disable the account of {name}?"),
				  "name", name_of(c, reader), NULL),
		.nav = ADMIN_USERS,
		.crumbs = { { "/admin/users?role=reader", tr(c->s, "Readers") },
			    { path_of(c, reader->id), name_of(c, reader) } },
	};
	struct view_dict *dict = page_dict(c);

	view_set_int(dict, "USER_ID", reader->id);
	view_set(dict, "QUESTION", page.title);
	view_set(dict, "CONSEQUENCE",
		 tr(c->s, "All their sign-ins end, and they cannot sign in "
			  "again. What they wrote stays; they may still write "
			  "as a guest. You can enable the account again."));
	view_set(dict, "DO", "disable");
	view_set(dict, "BUTTON", tr(c->s, "Yes, disable account"));
	admin_form(c, dict, path_of(c, reader->id));
	return admin_show(c, &page, "pages/admin_user_sure.tpl", dict);
}

enum status admin_reader_save(struct ctx *c)
{
	const char *what = form_value(c->form, "do");
	struct staff_reader reader;
	enum status st = find(c, &reader);

	if (st != STATUS_OK)
		return st;
	if (!what)
		return STATUS_BAD;
	if (strcmp(what, "disable") == 0 && !form_flag(c->form, "sure"))
		return ask_to_disable(c, &reader);
	if (strcmp(what, "disable") == 0)
		st = store_staff_user_disable(c->db, reader.id, admin_actor(c));
	else if (strcmp(what, "enable") == 0)
		st = store_staff_user_enable(c->db, reader.id, admin_actor(c));
	else if (strcmp(what, "end") == 0)
		st = store_session_end_all(c->db, reader.id, 0, admin_actor(c));
	else
		return STATUS_BAD;
	return st == STATUS_OK ? admin_done(c, 0, "%s", path_of(c, reader.id))
			       : st;
}
