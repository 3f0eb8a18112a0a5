/* GET /admin/programs/:id: the listing editor. */
#include <inttypes.h>
#include <string.h>

#include "page/admin_program.h"
#include "page/form_token.h"
#include "page/pages.h"
#include "page/words.h"
#include "store/organization.h"
#include "store/program_revision.h"
#include "store/session.h"
#include "util/clock.h"
#include "util/utf8.h"
#include "view/format.h"

#define ORGANIZATIONS_SHOWN 300
#define HISTORY_SHOWN       8

/* Drafts ------------------------------------------------------------------ */

/* "14:02", with the day when that was not today. */
static const char *time_of(struct ctx *c, int64_t at)
{
	struct clock_date now = clock_local(c->now), then = clock_local(at);
	const char *time = admin_program_clock(c, at);

	if (now.year == then.year && now.month == then.month &&
	    now.day == then.day)
		return time;
	return arena_printf(c->arena, "%s, %s", format_date(c->arena, c->s, at),
			    time);
}

/* The end of the draft's path: the listing's number, or "new". */
static const char *draft_id(struct ctx *c, const struct program_edit *edit)
{
	return edit->old.id ? arena_printf(c->arena, "%" PRId64, edit->old.id)
			    : "new";
}

static enum status show_others(struct ctx *c, struct view_dict *dict,
			       const struct program_edit *edit)
{
	struct draft *others;
	size_t count;
	enum status st;

	if (!edit->old.id)
		return STATUS_OK;
	st = store_draft_others(c->db, c->arena, c->user->user_id, edit->object,
				&others, &count);
	for (size_t i = 0; st == STATUS_OK && i < count; i++)
		view_set(view_section(dict, "OTHERS"), "OTHERS_TEXT",
			 str_fill(c->arena,
				  tr(c->s, "{name} has unsaved changes "
					   "({time})."),
				  "name", others[i].user_name, "time",
				  time_of(c, others[i].updated_at), NULL));
	return st;
}

/* A draft of one's own is offered, or has been taken up. */
static void show_draft(struct ctx *c, struct view_dict *dict,
		       const struct program_edit *edit,
		       const struct draft *draft, bool is_taken)
{
	const char *time = time_of(c, draft->updated_at);
	struct view_dict *own;

	if (is_taken) {
		view_set(view_section(dict, "GOING_ON"), "GOING_ON_TEXT",
			 str_fill(c->arena,
				  tr(c->s, "This is your draft ({time}). It "
					   "is not saved to the listing yet."),
				  "time", time, NULL));
		return;
	}
	own = view_section(dict, "KEPT");
	view_set(own, "KEPT_TEXT",
		 str_fill(c->arena,
			  tr(c->s, "You have unsaved changes ({time})."),
			  "time", time, NULL));
	view_set(own, "DRAFT_ID", draft_id(c, edit));
	admin_form(c, own,
		   arena_printf(c->arena, "/admin/programs/%s/draft",
				draft_id(c, edit)));
}

/* The side ---------------------------------------------------------------- */

static bool is_public(const struct program *p)
{
	return p->id &&
	       (p->stage == PROGRAM_PUBLISHED || p->stage == PROGRAM_PAUSED);
}

static void show_state(struct ctx *c, struct view_dict *dict,
		       const struct program_edit *edit)
{
	static const char *const STATES[] = {
		[PROGRAM_DRAFT] = "IS_DRAFT",
		[PROGRAM_PUBLISHED] = "IS_PUBLISHED",
		[PROGRAM_PAUSED] = "IS_PAUSED",
		[PROGRAM_CLOSED] = "IS_CLOSED",
	};
	struct view_dict *notes = view_section(dict, "NOTES");

	view_show(dict, STATES[edit->old.stage]);
	if (is_public(&edit->old))
		view_set(view_section(dict, "PUBLIC"), "SLUG", edit->old.slug);
	if (edit->old.id)
		view_set(view_section(dict, "STORED"), "CHECKED",
			 words_checked(c, &edit->old));
	view_set(notes, "NOTE", edit->note);
	view_set(notes, "PUBLIC_NOTE", edit->public_note);
	view_show_text(notes, "NOTE_ERROR", admin_program_fix(c, "note"));
	view_show_text(notes, "PUBLIC_NOTE_ERROR",
		       admin_program_fix(c, "public_note"));
}

static void show_confirm(struct ctx *c, struct view_dict *dict,
			 const struct program_edit *edit)
{
	static const struct {
		const char *value, *text;
	} HOW[] = {
		{ "phone", TR("By phone") },
		{ "email", TR("By email") },
		{ "visit", TR("On a visit") },
	};
	struct view_dict *own = view_section(dict, "CONFIRM");

	view_show_text(own, "HOW_ERROR", admin_program_fix(c, "confirmed_how"));
	for (size_t i = 0; i < sizeof(HOW) / sizeof(HOW[0]); i++) {
		struct view_dict *option = view_section(own, "HOW");

		view_set(option, "HOW_VALUE", HOW[i].value);
		view_set(option, "HOW_TEXT", tr(c->s, HOW[i].text));
		if (strcmp(HOW[i].value, edit->how) == 0)
			view_show(option, "HOW_ON");
	}
}

/* What an owner may not do is not offered. */
static void show_stages(struct ctx *c, struct view_dict *dict,
			const struct program_edit *edit)
{
	enum program_stage stage = edit->old.stage;
	struct view_dict *own;

	if (edit->is_owner || !edit->old.id)
		return;
	show_confirm(c, dict, edit);
	if (is_public(&edit->old)) {
		own = view_section(dict, "PAUSE");
		admin_program_show_field(c, own, edit, PF_PAUSE_REASON);
		admin_program_show_field(c, own, edit, PF_RETURNS);
		if (stage == PROGRAM_PUBLISHED)
			view_show(own, "PAUSE_BUTTON");
		view_show(dict, "UNPUBLISH");
	}
	if (stage != PROGRAM_DRAFT) {
		own = view_section(dict, "CLOSE");
		admin_program_show_field(c, own, edit, PF_SUCCESSOR);
		if (stage != PROGRAM_CLOSED)
			view_show(own, "CLOSE_BUTTON");
	}
}

static enum status show_history(struct ctx *c, struct view_dict *dict,
				const struct program_edit *edit)
{
	struct program_revision *list;
	struct view_dict *own;
	size_t count;
	enum status st;

	if (!edit->old.id)
		return STATUS_OK;
	st = store_program_revisions(c->db, c->arena, edit->old.id, 0,
				     HISTORY_SHOWN, &list, &count);
	if (st != STATUS_OK)
		return st;
	own = view_section(dict, "HISTORY");
	view_set_int(own, "ID", edit->old.id);
	for (size_t i = 0; i < count; i++) {
		struct view_dict *item = view_section(own, "REVISION");

		view_set_int(item, "REVISION_VERSION", list[i].version);
		view_set(item, "REVISION_WHEN", time_of(c, list[i].created_at));
		view_set(item, "REVISION_WHO", admin_who(c, list[i].actor));
		view_show_text(item, "REVISION_NOTE",
			       admin_program_note(c, edit, &list[i]));
	}
	return STATUS_OK;
}

/* The form ---------------------------------------------------------------- */

static void show_buttons(struct ctx *c, struct view_dict *dict,
			 const struct program_edit *edit)
{
	enum program_stage stage = edit->old.stage;
	bool is_draft = !edit->old.id || stage == PROGRAM_DRAFT;
	struct view_dict *own = view_include(
		dict, "BUTTONS", "partials/admin_program_buttons.tpl");
	struct view_dict *publish;

	if (edit->is_owner ? !is_draft
			   : stage == PROGRAM_PAUSED || stage == PROGRAM_CLOSED)
		view_show(own, "SAVE");
	if (edit->is_owner)
		return;
	publish = view_section(own, "PUBLISH");
	view_set(publish, "PUBLISH_TEXT",
		 is_draft                     ? tr(c->s, "Publish")
		 : stage == PROGRAM_PUBLISHED ? tr(c->s, "Publish changes")
					      : tr(c->s, "Publish again"));
}

/* Some hundred names fit into a page; of more, those that begin as the one
 * that stands there. */
static enum status show_organizations(struct ctx *c, struct view_dict *dict,
				      const struct program_edit *edit)
{
	const char *typed = edit->values.text[PF_ORGANIZATION], **names;
	struct view_dict *own;
	size_t count;
	enum status st;

	if (edit->is_owner)
		return STATUS_OK;
	st = store_organization_names(c->db, c->arena, "",
				      ORGANIZATIONS_SHOWN + 1, &names, &count);
	if (st == STATUS_OK && count > ORGANIZATIONS_SHOWN) {
		char *beginning = arena_strdup(c->arena, typed);

		utf8_cut(beginning,
			 strlen(beginning) < 3 ? strlen(beginning) : 3);
		st = store_organization_names(c->db, c->arena, beginning,
					      ORGANIZATIONS_SHOWN, &names,
					      &count);
	}
	if (st != STATUS_OK)
		return st;
	own = view_section(dict, "ORGANIZATIONS");
	for (size_t i = 0; i < count; i++)
		view_set(view_section(own, "ORGANIZATION"), "ORGANIZATION_NAME",
			 names[i]);
	return STATUS_OK;
}

static void show_form(struct ctx *c, struct view_dict *dict,
		      const struct program_edit *edit)
{
	const char *path = arena_printf(c->arena, "/admin/programs/%s/draft",
					draft_id(c, edit));
	struct view_dict *autosave = view_section(dict, "AUTOSAVE");

	view_set(dict, "PATH", edit->path);
	view_set(dict, "EDITOR", c->form ? "changed" : "");
	view_set_int(dict, "VERSION", edit->version);
	admin_form(c, dict, edit->path);
	view_set(autosave, "DRAFT_ID", draft_id(c, edit));
	view_set(autosave, "DRAFT_TOKEN", form_token_new(c, path));
	show_buttons(c, dict, edit); /* above and below the fields */
	admin_program_show_parts(c, dict, edit);
	show_state(c, dict, edit);
	show_stages(c, dict, edit);
}

static enum status show(struct ctx *c, struct program_edit *edit,
			const struct draft *draft, bool is_taken)
{
	struct admin_page page = {
		.title = edit->old.id ? edit->old.name
				      : tr(c->s, "A new listing"),
		.nav = ADMIN_PROGRAMS,
		.crumbs = { { "/admin/programs", tr(c->s, "Listings") } },
		.is_wide = true,
	};
	struct view_dict *dict = page_dict(c);
	enum status st;

	view_set(dict, "TITLE", page.title);
	if (admin_program_show_problems(c, dict))
		page.title = str_fill(c->arena, tr(c->s, "Error: {title}"),
				      "title", page.title, NULL);
	if (edit->old.id)
		view_show(dict, "IS_NAME");
	if (draft)
		show_draft(c, dict, edit, draft, is_taken);
	show_form(c, dict, edit);
	st = show_others(c, dict, edit);
	if (st == STATUS_OK)
		st = show_organizations(c, dict, edit);
	if (st == STATUS_OK)
		st = show_history(c, dict, edit);
	if (st == STATUS_OK)
		st = admin_show(c, &page, "pages/admin_program_edit.tpl", dict);
	return st;
}

enum status admin_program_show(struct ctx *c, struct program_edit *edit)
{
	return show(c, edit, NULL, false);
}

/* With ?draft=1 the draft stands in the form, if there is one. */
static enum status open_editor(struct ctx *c, struct program_edit *edit)
{
	struct program_edit kept = *edit;
	struct draft draft;
	enum status st = admin_program_kept(c, &kept, &draft);

	if (st == STATUS_NOT_FOUND)
		return show(c, edit, NULL, false);
	if (st != STATUS_OK)
		return st;
	if (form_flag(&c->request->query, "draft"))
		return show(c, &kept, &draft, true);
	return show(c, edit, &draft, false);
}

/* GET /admin/programs/new */
enum status page_admin_program_new(struct ctx *c)
{
	struct program_edit edit;
	enum status st = admin_program_load_new(c, &edit);

	return st == STATUS_OK ? open_editor(c, &edit) : st;
}

/* GET /admin/programs/:id */
enum status page_admin_program_edit(struct ctx *c)
{
	struct program_edit edit;
	enum status st = admin_program_load(c, &edit);

	return st == STATUS_OK ? open_editor(c, &edit) : st;
}
