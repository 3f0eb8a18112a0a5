/* POST /admin/programs and /admin/programs/:id: what the editor's buttons do.
 * Each takes along everything that stands in the form. */
#include <inttypes.h>
#include <string.h>

#include "page/admin_program.h"
#include "page/pages.h"
#include "store/change.h"
#include "store/program_revision.h"
#include "store/session.h"
#include "util/clock.h"
#include "util/text.h"

#define NOTE_MAX 500

enum action {
	SAVE, /* as it is: what is public stays so */
	SAVE_DRAFT,
	PREVIEW,
	GO_ON, /* from the page of a conflict back to the form */
	PUBLISH,
	UNPUBLISH,
	PAUSE,
	CLOSE,
	CONFIRM,
	ACTIONS
};

static const struct {
	const char *name;
	bool is_staff_only;
	int stage; /* that it leads to; -1: stays */
} ACTION[ACTIONS] = {
	[SAVE] = { "save", false, -1 },
	[SAVE_DRAFT] = { "save-draft", false, -1 },
	[PREVIEW] = { "preview", false, -1 },
	[GO_ON] = { "edit", false, -1 },
	[PUBLISH] = { "publish", true, PROGRAM_PUBLISHED },
	[UNPUBLISH] = { "unpublish", true, PROGRAM_DRAFT },
	[PAUSE] = { "pause", true, PROGRAM_PAUSED },
	[CLOSE] = { "close", true, PROGRAM_CLOSED },
	[CONFIRM] = { "confirm", true, -1 },
};

/* Without a button (Enter in a text browser) nothing is shown to anybody. */
static enum action action_of(const struct program_edit *edit)
{
	for (size_t i = 0; i < ACTIONS; i++)
		if (strcmp(ACTION[i].name, edit->action) == 0)
			return (enum action)i;
	return *edit->action ? ACTIONS : SAVE_DRAFT;
}

/* Reading ----------------------------------------------------------------- */

static void read_notes(struct ctx *c, struct program_edit *edit,
		       enum action action)
{
	static const char *const HOW[] = { "phone", "email", "visit" };
	bool is_known = false;

	if (form_value(c->form, "note"))
		form_line(c->form, "note", 0, NOTE_MAX);
	if (form_value(c->form, "public_note"))
		form_line(c->form, "public_note", 0, NOTE_MAX);
	for (size_t i = 0; i < 3; i++)
		is_known |= strcmp(HOW[i], edit->how) == 0;
	if (action == CONFIRM && !is_known)
		form_fail(c->form, "confirmed_how", FORM_MISSING, 0);
}

/* What the button does besides keeping the fields. */
static void apply(struct ctx *c, const struct program_edit *edit,
		  enum action action, struct program *p)
{
	if (ACTION[action].stage >= 0)
		p->stage = (enum program_stage)ACTION[action].stage;
	if (action == CONFIRM) {
		p->confirmed_at = c->now;
		p->confirmed_how = edit->how;
	}
}

/* What was said about a pause or an end that is over goes with it. */
static void tidy(const struct program_edit *edit, struct program *p)
{
	if (p->stage != PROGRAM_PUBLISHED ||
	    edit->old.stage == PROGRAM_PUBLISHED)
		return;
	p->pause_reason = NULL;
	p->returns_at = 0;
	p->successor_id = 0;
}

static bool is_public(const struct program *p)
{
	return p->stage == PROGRAM_PUBLISHED || p->stage == PROGRAM_PAUSED;
}

/* A listing is known by its name, organization and state: imports find it by
 * them, and saving a new one would change the one that is there. */
static enum status check_twin(struct ctx *c, const struct program_edit *edit,
			      const struct program *p)
{
	const struct program *old = &edit->old;
	struct program twin;
	enum status st;

	if (!p->name || !p->organization.name || !p->state ||
	    (p->id && text_is_same(p->name, old->name) &&
	     text_is_same(p->organization.name, old->organization.name) &&
	     text_is_same(p->state, old->state)))
		return STATUS_OK;
	st = store_program_find(c->db, c->arena, p->name, p->organization.name,
				p->state, &twin);
	if (st == STATUS_OK && twin.id != p->id)
		form_fail(c->form, "name", FORM_NOT_CHOICE, 0);
	return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

/* Saving ------------------------------------------------------------------ */

static enum status write_change(struct ctx *c, const struct program_edit *edit,
				const struct program *p, int64_t *set)
{
	const struct change_item item = {
		.kind = CHANGE_PROGRAM,
		.object_id = p->id,
		.before = arena_printf(c->arena, "%" PRId64, edit->old.version),
		.after_version = p->version,
	};
	static const char *const DID[ACTIONS] = {
		[SAVE] = "program.save",
		[PUBLISH] = "program.publish",
		[UNPUBLISH] = "program.unpublish",
		[PAUSE] = "program.pause",
		[CLOSE] = "program.close",
		[CONFIRM] = "program.confirm",
	};
	enum action action = action_of(edit);
	const char *did = DID[action];
	enum status st;

	if (!did || (ACTION[action].stage >= 0 &&
		     ACTION[action].stage == (int)edit->old.stage))
		did = DID[SAVE];
	st = store_change_begin(c->db, c->user->user_id, did, c->now, set);
	return st == STATUS_OK ? store_change_add(c->db, *set, &item) : st;
}

static enum status finish(struct ctx *c, const struct program_edit *edit,
			  const struct program *p, bool is_changed)
{
	int64_t set = 0;
	enum status st =
		store_draft_drop(c->db, c->user->user_id, edit->object);

	if (st == STATUS_OK && is_changed && *edit->public_note)
		st = store_program_revision_tell(
			c->db, p->id, p->version,
			form_line(c->form, "public_note", 0, NOTE_MAX));
	if (st == STATUS_OK && is_changed && edit->old.id)
		st = write_change(c, edit, p, &set);
	if (st != STATUS_OK)
		return st;
	return admin_done(c, set, "/admin/programs/%" PRId64, p->id);
}

static enum status save(struct ctx *c, struct program_edit *edit,
			struct program *p)
{
	enum program_change change;
	const char *note = form_line(c->form, "note", 0, NOTE_MAX);
	enum status st;

	p->version = edit->old.version;
	st = store_program_save(c->db, c->arena, p, admin_actor(c),
				text_or_null(note), &change);
	if (st != STATUS_OK)
		return st;
	if (change == PROGRAM_UNCHANGED &&
	    (*edit->note || *edit->public_note)) {
		form_fail(c->form, *edit->note ? "note" : "public_note",
			  FORM_NOT_CHOICE, 0);
		return admin_program_show(c, edit);
	}
	return finish(c, edit, p, change != PROGRAM_UNCHANGED);
}

/* What others saved meanwhile is put together with what stands here; then it
 * is read once more, for the whole must be right too. */
static enum status settle(struct ctx *c, struct program_edit *edit,
			  struct program *p, bool *is_open)
{
	enum program_stage stage;
	enum status st = admin_program_merge(c, edit, p, is_open);

	if (st != STATUS_OK || *is_open)
		return st;
	stage = p->stage;
	edit->version = edit->old.version;
	st = admin_program_parse(c, edit, p);
	p->stage = stage;
	return st;
}

static enum status carry_out(struct ctx *c, struct program_edit *edit,
			     enum action action)
{
	struct program p;
	bool is_open = false;
	enum status st;

	read_notes(c, edit, action);
	st = admin_program_parse(c, edit, &p);
	if (st == STATUS_OK)
		st = check_twin(c, edit, &p);
	if (st != STATUS_OK)
		return st;
	if (action == PAUSE && !p.pause_reason && form_ok(c->form))
		form_fail(c->form, "pause_reason", FORM_MISSING, 0);
	if (!form_ok(c->form))
		return admin_program_show(c, edit);
	apply(c, edit, action, &p);
	if (edit->old.id && edit->version != edit->old.version)
		st = settle(c, edit, &p, &is_open);
	if (st != STATUS_OK)
		return st;
	if (is_open)
		return admin_program_show_conflict(c, edit, &p);
	if (action == CONFIRM)
		apply(c, edit, action, &p);
	tidy(edit, &p);
	if (is_public(&p))
		admin_program_check_public(c, edit, &p);
	return form_ok(c->form) ? save(c, edit, &p)
				: admin_program_show(c, edit);
}

/* The draft is the editor's own: nothing is checked, nobody else sees it. */
static enum status keep(struct ctx *c, struct program_edit *edit,
			const char *suffix)
{
	enum status st = admin_program_keep(c, edit);
	const char *id =
		edit->old.id ? arena_printf(c->arena, "%" PRId64, edit->old.id)
			     : "new";

	if (st == STATUS_TOO_LARGE) {
		form_fail(c->form, "description", FORM_TOO_LONG,
			  (size_t)program_fields[PF_DESCRIPTION].max);
		return admin_program_show(c, edit);
	}
	if (st != STATUS_OK)
		return st;
	return page_redirect(c, 303, "/admin/programs/%s%s", id, suffix);
}

/* With what was chosen, when all was; else with mine. */
static enum status go_on(struct ctx *c, struct program_edit *edit)
{
	struct program p;
	bool is_open = false;
	enum status st = admin_program_parse(c, edit, &p);

	if (st == STATUS_OK && form_ok(c->form) &&
	    edit->version != edit->old.version) {
		st = admin_program_merge(c, edit, &p, &is_open);
		if (st == STATUS_OK && !is_open)
			edit->version = edit->old.version;
	}
	return st == STATUS_OK ? admin_program_show(c, edit) : st;
}

static enum status press(struct ctx *c, struct program_edit *edit)
{
	enum action action;

	admin_program_typed(c, c->form, edit);
	action = action_of(edit);
	if (!form_ok(c->form)) /* its token: shown again with all of it */
		return admin_program_show(c, edit);
	if (action == ACTIONS)
		return STATUS_BAD;
	if (edit->is_owner && ACTION[action].is_staff_only)
		return STATUS_FORBIDDEN;
	if (edit->old.id && edit->version < 1)
		return STATUS_BAD; /* no form of ours */
	if (action == GO_ON)
		return go_on(c, edit);
	if (action == PREVIEW)
		return keep(c, edit, "/preview");
	if (action == SAVE_DRAFT && edit->old.id &&
	    edit->old.stage != PROGRAM_DRAFT)
		return keep(c, edit, "?draft=1");
	return carry_out(c, edit, action);
}

/* POST /admin/programs */
enum status page_admin_program_create(struct ctx *c)
{
	struct program_edit edit;
	enum status st = admin_program_load_new(c, &edit);

	return st == STATUS_OK ? press(c, &edit) : st;
}

/* POST /admin/programs/:id */
enum status page_admin_program_save(struct ctx *c)
{
	struct program_edit edit;
	enum status st = admin_program_load(c, &edit);

	return st == STATUS_OK ? press(c, &edit) : st;
}

/* Drafts ------------------------------------------------------------------ */

/* By script while somebody writes; or the button that throws it away. */
static enum status save_draft(struct ctx *c, struct program_edit *edit,
			      const char *id)
{
	enum status st;

	admin_program_typed(c, c->form, edit);
	if (strcmp(edit->action, "discard") == 0) {
		st = store_draft_drop(c->db, c->user->user_id, edit->object);
		return st == STATUS_OK
			       ? page_redirect(c, 303, "/admin/programs/%s", id)
			       : st;
	}
	st = admin_program_keep(c, edit);
	if (st == STATUS_OK)
		c->response->code = 204;
	return st;
}

/* POST /admin/programs/new/draft */
enum status page_admin_program_draft_new(struct ctx *c)
{
	struct program_edit edit;
	enum status st = admin_program_load_new(c, &edit);

	return st == STATUS_OK ? save_draft(c, &edit, "new") : st;
}

/* POST /admin/programs/:id/draft */
enum status page_admin_program_draft(struct ctx *c)
{
	struct program_edit edit;
	enum status st = admin_program_load(c, &edit);

	return st == STATUS_OK ? save_draft(c, &edit, ctx_param(c, "id")) : st;
}
