/* The history of a listing: its versions, what each changed, and going back
 * to one. */
#include <inttypes.h>
#include <string.h>

#include "page/admin_program.h"
#include "page/admin_words.h"
#include "page/pages.h"
#include "store/change.h"
#include "store/program_revision.h"
#include "store/session.h"
#include "view/format.h"

#define LIST_MAX 50
#define NOTE_MAX 500

/* "3 November 2026, 2:02 p.m." */
static const char *when(struct ctx *c, int64_t at)
{
	return arena_printf(c->arena, "%s, %s", format_date(c->arena, c->s, at),
			    admin_program_clock(c, at));
}

static void set_crumbs(struct ctx *c, struct admin_page *page,
		       const struct program_edit *edit)
{
	page->nav = ADMIN_PROGRAMS;
	page->crumbs[0] =
		(struct crumb){ "/admin/programs", tr(c->s, "Listings") };
	page->crumbs[1] = (struct crumb){ edit->path, edit->old.name };
}

/* Why somebody saved is for staff; an owner reads their own reasons. */
const char *admin_program_note(struct ctx *c, const struct program_edit *edit,
			       const struct program_revision *r)
{
	if (edit->is_owner && strcmp(r->actor, admin_actor(c)) != 0)
		return NULL;
	return r->note;
}

/* All versions ------------------------------------------------------------ */

static void show_item(struct ctx *c, struct view_dict *dict,
		      const struct program_edit *edit,
		      const struct program_revision *r)
{
	struct view_dict *row = view_section(dict, "REVISION");

	view_set_int(row, "REVISION_VERSION", r->version);
	view_set(row, "REVISION_WHEN", when(c, r->created_at));
	view_set(row, "REVISION_WHO", admin_who(c, r->actor));
	view_show_text(row, "REVISION_NOTE", admin_program_note(c, edit, r));
	view_show_text(row, "REVISION_PUBLIC_NOTE", r->public_note);
	if (r->version == edit->old.version)
		view_show(row, "IS_NOW");
}

/* GET /admin/programs/:id/revisions */
enum status page_admin_program_revisions(struct ctx *c)
{
	struct admin_page page = { .title = tr(c->s, "All versions") };
	struct view_dict *dict = page_dict(c);
	struct program_revision *list;
	struct program_edit edit;
	size_t count;
	enum status st = admin_program_load(c, &edit);

	if (st == STATUS_OK)
		st = store_program_revisions(
			c->db, c->arena, edit.old.id,
			form_id(&c->request->query, "before"), LIST_MAX + 1,
			&list, &count);
	if (st != STATUS_OK)
		return st;
	set_crumbs(c, &page, &edit);
	view_set(dict, "NAME", edit.old.name);
	view_set_int(dict, "ID", edit.old.id);
	for (size_t i = 0; i < count && i < LIST_MAX; i++)
		show_item(c, dict, &edit, &list[i]);
	if (count > LIST_MAX)
		view_set_int(view_section(dict, "OLDER"), "BEFORE",
			     list[LIST_MAX - 1].version);
	return admin_show(c, &page, "pages/admin_program_revisions.tpl", dict);
}

/* One of them ------------------------------------------------------------- */

struct revision {
	struct program_edit edit;
	struct program_revision info;
	struct program now, before; /* at the version, and at the one before */
	bool is_first;
};

static enum status load(struct ctx *c, struct revision *r)
{
	int64_t n = ctx_id(c, "n");
	enum status st = admin_program_load(c, &r->edit);

	if (st == STATUS_OK)
		st = store_program_revision(c->db, c->arena, r->edit.old.id, n,
					    &r->info);
	if (st == STATUS_OK)
		st = store_program_at(c->db, c->arena, r->edit.old.id, n,
				      &r->now);
	if (st != STATUS_OK)
		return st;
	st = store_program_at(c->db, c->arena, r->edit.old.id, n - 1,
			      &r->before);
	r->is_first = st == STATUS_NOT_FOUND;
	return r->is_first ? STATUS_OK : st;
}

/* Each field that the version changed; of the first, each that it said. */
static void show_changes(struct ctx *c, struct view_dict *dict,
			 const struct revision *r)
{
	struct program_values before, now;
	struct view_dict *table = NULL;

	admin_program_values(c, &r->now, &now);
	if (!r->is_first)
		admin_program_values(c, &r->before, &before);
	for (size_t f = 0; f < PROGRAM_FIELDS; f++) {
		const char *old = r->is_first ? "" : before.text[f];
		struct view_dict *row;

		if (strcmp(old, now.text[f]) == 0)
			continue;
		if (!table)
			table = view_section(dict, "CHANGES");
		old = r->is_first ? ""
				  : admin_program_words(c, &r->edit, f, old);
		row = view_section(table, "CHANGE");
		view_set(row, "LABEL", tr(c->s, program_fields[f].label));
		admin_words_show(
			c, row, "BEFORE", old,
			admin_program_words(c, &r->edit, f, now.text[f]),
			WORDS_BEFORE);
		admin_words_show(
			c, row, "AFTER", old,
			admin_program_words(c, &r->edit, f, now.text[f]),
			WORDS_AFTER);
	}
	if (!table)
		view_show(dict, "NO_CHANGES");
}

static void show_ways(struct ctx *c, struct view_dict *dict,
		      const struct revision *r)
{
	int64_t id = r->edit.old.id, n = r->info.version;
	struct view_dict *restore;

	if (!r->is_first) {
		struct view_dict *way = view_section(dict, "EARLIER");

		view_set_int(way, "ID", id);
		view_set_int(way, "N", n - 1);
	}
	if (n < r->edit.old.version) {
		struct view_dict *way = view_section(dict, "LATER");

		view_set_int(way, "ID", id);
		view_set_int(way, "N", n + 1);
	} else {
		view_show(dict, "IS_NOW");
	}
	if (n == r->edit.old.version || r->edit.is_owner)
		return;
	restore = view_section(dict, "RESTORE");
	view_set_int(restore, "ID", id);
	view_set_int(restore, "N", n);
	view_set_int(restore, "VERSION", r->edit.old.version);
	view_set(restore, "NOTE", c->form ? form_value(c->form, "note") : NULL);
	view_show_text(restore, "NOTE_ERROR", admin_program_fix(c, "note"));
	admin_form(c, restore,
		   arena_printf(c->arena,
				"/admin/programs/%" PRId64 "/revisions/%" PRId64
				"/restore",
				id, n));
}

static enum status show(struct ctx *c, const struct revision *r,
			const char *trouble)
{
	struct admin_page page = { 0 };
	struct view_dict *dict = page_dict(c);

	set_crumbs(c, &page, &r->edit);
	page.title = str_fill(c->arena, tr(c->s, "Version {n} of {name}"), "n",
			      format_int(c->arena, c->s, r->info.version),
			      "name", r->edit.old.name, NULL);
	page.crumbs[2] = (struct crumb){ arena_printf(c->arena, "%s/revisions",
						      r->edit.path),
					 tr(c->s, "All versions") };
	view_set(dict, "TITLE",
		 str_fill(c->arena, tr(c->s, "Version {n}"), "n",
			  format_int(c->arena, c->s, r->info.version), NULL));
	view_set(dict, "NAME", r->edit.old.name);
	view_show_text(dict, "TROUBLE", trouble);
	view_set(dict, "SAVED",
		 str_fill(c->arena, tr(c->s, "{name}, {time}"), "name",
			  admin_who(c, r->info.actor), "time",
			  when(c, r->info.created_at), NULL));
	view_show_text(dict, "REVISION_NOTE",
		       admin_program_note(c, &r->edit, &r->info));
	view_show_text(dict, "REVISION_PUBLIC_NOTE", r->info.public_note);
	show_changes(c, dict, r);
	show_ways(c, dict, r);
	return admin_show(c, &page, "pages/admin_program_revision.tpl", dict);
}

/* GET /admin/programs/:id/revisions/:n */
enum status page_admin_program_revision(struct ctx *c)
{
	struct revision r = { 0 };
	enum status st = load(c, &r);

	return st == STATUS_OK ? show(c, &r, NULL) : st;
}

static enum status restore(struct ctx *c, const struct revision *r,
			   const char *note)
{
	struct change_item item = { .kind = CHANGE_PROGRAM,
				    .object_id = r->edit.old.id };
	struct program fresh;
	int64_t set = 0;
	enum status st = store_program_restore(c->db, c->arena, r->edit.old.id,
					       r->info.version, admin_actor(c),
					       *note ? note : NULL);

	if (st == STATUS_OK)
		st = store_program_by_id(c->db, c->arena, r->edit.old.id,
					 &fresh);
	if (st != STATUS_OK)
		return st;
	if (fresh.version == r->edit.old.version) /* it said just that */
		return admin_done(c, 0, "%s", r->edit.path);
	item.before = arena_printf(c->arena, "%" PRId64, r->edit.old.version);
	item.after_version = fresh.version;
	st = store_change_begin(c->db, c->user->user_id, "program.restore",
				c->now, &set);
	if (st == STATUS_OK)
		st = store_change_add(c->db, set, &item);
	return st == STATUS_OK ? admin_done(c, set, "%s", r->edit.path) : st;
}

/* POST /admin/programs/:id/revisions/:n/restore */
enum status page_admin_program_restore(struct ctx *c)
{
	struct revision r = { 0 };
	const char *note;
	enum status st = load(c, &r);

	if (st != STATUS_OK)
		return st;
	note = form_value(c->form, "note")
		       ? form_line(c->form, "note", 0, NOTE_MAX)
		       : "";
	if (!form_ok(c->form)) {
		bool is_note = form_error_of(c->form, "note") != NULL;

		c->response->code = is_note ? 422 : 409;
		return show(c, &r,
			    is_note ? tr(c->s, "Shorten the note.")
				    : tr(c->s, "This form was sent before, or "
					       "was open for very long. Look "
					       "once more and send it "
					       "again."));
	}
	if (form_id(c->form, "version") == r.edit.old.version)
		return restore(c, &r, note);
	c->response->code = 409;
	return show(c, &r,
		    tr(c->s, "Somebody saved this listing since you opened "
			     "this page. Look at the newest version before "
			     "you go back."));
}
