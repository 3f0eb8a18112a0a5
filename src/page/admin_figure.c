/* One figure of a measure, or the target of its period. */
#include <string.h>

#include "http/form.h"
#include "page/admin_plan.h"
#include "page/pages.h"
#include "page/plan_number.h"
#include "page/plan_words.h"

static const char *const QUALIFIERS[] = { "about",  "more than", "at least",
					  "nearly", "under",     "less than",
					  "at most" };
#define QUALIFIER_COUNT (sizeof(QUALIFIERS) / sizeof(QUALIFIERS[0]))

/* What a page is about: a measure, a period of it, and what stands there. */
struct place {
	struct measure measure;
	const char *period;
	int year, month;
	bool is_target;
	const struct figure *stored; /* NULL: not entered yet */
	bool is_conflict;
	bool is_previewed;
};

/* May this become a period? Then it is written as the address says. */
static bool is_new_period(struct ctx *c, const char *asked)
{
	const char *fix, *clean = plan_period_clean(c, asked, &fix);

	return !fix && strcmp(clean, asked) == 0;
}

static enum status find_place(struct ctx *c, struct place *out)
{
	const struct form *fields = c->form ? c->form : &c->request->query;
	const char *asked = ctx_param(c, "period");
	const struct figure *beside;
	enum status st = admin_plan_measure(c, &out->measure);

	if (st != STATUS_OK)
		return st;
	out->period = asked;
	out->is_target = form_flag(fields, "target");
	out->stored = admin_plan_figure(&out->measure, asked, out->is_target);
	beside = admin_plan_figure(&out->measure, asked, !out->is_target);
	if (!out->stored && !beside && !is_new_period(c, asked))
		return STATUS_NOT_FOUND;
	store_period_end(asked, &out->year, &out->month);
	/* an import may have given a year that the name does not */
	if (out->stored || beside)
		out->year = (out->stored ? out->stored : beside)->year;
	return STATUS_OK;
}

static const char *label_of(struct ctx *c, const char *field)
{
	static const struct {
		const char *field, *label;
	} LABELS[] = {
		{ "qualifier", TR("How exact is it?") },
		{ "value", TR("Number") },
		{ "source", TR("Source") },
		{ "note", TR("Note") },
		{ "reason", TR("Reason for the correction") },
	};

	for (size_t i = 0; i < sizeof(LABELS) / sizeof(LABELS[0]); i++)
		if (strcmp(LABELS[i].field, field) == 0)
			return tr(c->s, LABELS[i].label);
	return NULL;
}

/* Showing ------------------------------------------------------------- */

static const char *qualifier_words(struct ctx *c, const char *qualifier)
{
	static const char *const WORDS[] = {
		TR("About"), TR("More than"), TR("At least"), TR("Nearly"),
		TR("Under"), TR("Less than"), TR("At most"),
	};

	for (size_t i = 0; i < QUALIFIER_COUNT; i++)
		if (strcmp(QUALIFIERS[i], qualifier) == 0)
			return tr(c->s, WORDS[i]);
	return *qualifier ? qualifier : tr(c->s, "Exactly");
}

static void show_qualifier(struct ctx *c, struct view_dict *dict,
			   const char *qualifier, const char *chosen)
{
	struct view_dict *item = view_section(dict, "QUALIFIERS");

	view_set(item, "QUALIFIER", qualifier);
	view_set(item, "QUALIFIER_NAME", qualifier_words(c, qualifier));
	if (strcmp(qualifier, chosen) == 0)
		view_show(item, "CHOSEN");
}

/* The known ones, and what an import brought. */
static void fill_qualifiers(struct ctx *c, struct view_dict *dict,
			    const struct place *at, const char *chosen)
{
	const char *own = at->stored && at->stored->qualifier
				  ? at->stored->qualifier
				  : "";
	bool is_known = !*own;

	show_qualifier(c, dict, "", chosen);
	for (size_t i = 0; i < QUALIFIER_COUNT; i++) {
		show_qualifier(c, dict, QUALIFIERS[i], chosen);
		is_known = is_known || strcmp(QUALIFIERS[i], own) == 0;
	}
	if (!is_known)
		show_qualifier(c, dict, own, chosen);
}

static const char *typed(struct ctx *c, const char *field, const char *stored)
{
	const char *value = c->form ? form_value(c->form, field) : NULL;

	return value ? value : stored;
}

static void fill_fields(struct ctx *c, struct view_dict *dict,
			const struct place *at)
{
	const struct figure *f = at->stored;
	const char *source = f ? f->source : at->measure.source;

	view_set(dict, "VALUE",
		 typed(c, "value",
		       f ? plan_number_text(c->arena, f->value) : ""));
	view_set(dict, "SOURCE", typed(c, "source", source));
	view_set(dict, "NOTE", typed(c, "note", f ? f->note : ""));
	view_set(dict, "REASON", typed(c, "reason", ""));
	fill_qualifiers(
		c, dict, at,
		typed(c, "qualifier", f && f->qualifier ? f->qualifier : ""));
	view_show_text(dict, "VALUE_ERROR", admin_field_fix(c, "value"));
	view_show_text(dict, "SOURCE_ERROR", admin_field_fix(c, "source"));
	view_show_text(dict, "NOTE_ERROR", admin_field_fix(c, "note"));
	view_show_text(dict, "REASON_ERROR", admin_field_fix(c, "reason"));
	view_set(dict, "UNIT_TEXT",
		 str_fill(c->arena, tr(c->s, "Counted in: {unit}"), "unit",
			  at->measure.unit, NULL));
	view_set_int(dict, "VERSION", f ? f->version : 0);
}

static void fill_state(struct view_dict *dict, const struct place *at)
{
	view_show(dict, at->is_target ? "IS_TARGET" : "IS_ACTUAL");
	if (!at->stored)
		view_show(dict, "IS_NEW");
	else if (at->stored->is_published)
		view_show(dict, "IS_PUBLISHED");
	else
		view_show(dict, "IS_DRAFT");
	if (!at->stored || !at->stored->is_published)
		view_show(dict, "MAY_DRAFT");
	if (at->is_previewed)
		view_show(dict, "PREVIEWED");
}

/* preview: the figure as typed, or NULL for the one that is stored. */
static enum status show(struct ctx *c, struct view_dict *dict,
			const struct place *at, const struct figure *preview)
{
	struct measure card = admin_plan_public(c->arena, &at->measure,
						preview ? preview : at->stored);
	struct admin_page page = {
		.title =
			str_fill(c->arena,
				 at->is_target ? tr(c->s, "Target for {period}")
					       : tr(c->s, "Figure of {period}"),
				 "period", at->period, NULL)
	};

	admin_plan_crumbs(c, &page, &at->measure);
	admin_plan_names(c, dict, &at->measure);
	admin_plan_cell(c, dict, &at->measure, at->period);
	fill_fields(c, dict, at);
	fill_state(dict, at);
	admin_plan_card(c, dict, &card);
	/* a token is for the path as the route table sees it, decoded */
	admin_form(c, dict,
		   arena_printf(c->arena, "%s/%s",
				admin_plan_path(c, &at->measure, NULL),
				at->period));
	admin_problem(c, dict, label_of);
	if (at->is_conflict)
		c->response->code = 409;
	return admin_show(c, &page, "pages/admin_figure.tpl", dict);
}

/* GET /admin/dashboard/:area/:measure/:period */
enum status page_admin_figure(struct ctx *c)
{
	struct place at = { 0 };
	enum status st = find_place(c, &at);

	return st == STATUS_OK ? show(c, page_dict(c), &at, NULL) : st;
}

/* Saving -------------------------------------------------------------- */

static bool is_choice(const struct place *at, const char *qualifier)
{
	for (size_t i = 0; i < QUALIFIER_COUNT; i++)
		if (strcmp(QUALIFIERS[i], qualifier) == 0)
			return true;
	return !*qualifier || (at->stored && at->stored->qualifier &&
			       strcmp(at->stored->qualifier, qualifier) == 0);
}

static struct figure read_figure(struct ctx *c, const struct place *at)
{
	const char *value = form_value(c->form, "value");
	struct figure f = {
		.period = at->period,
		.year = at->year,
		.month = at->month,
		.is_target = at->is_target,
		.qualifier = form_line(c->form, "qualifier", 0, 40),
	};
	enum plan_number_fault fault =
		plan_number(value ? value : "", at->measure.unit, &f.value);

	if (fault != PLAN_NUMBER_FINE)
		form_say(c->form, "value", plan_number_fix(c, fault));
	if (!is_choice(at, f.qualifier))
		form_fail(c->form, "qualifier", FORM_NOT_CHOICE, 0);
	f.source = form_line(c->form, "source", 1, 300);
	f.note = form_text(c->form, "note", 0, 500);
	return f;
}

static void fill_versus(struct ctx *c, struct view_dict *dict,
			const struct place *at, const struct figure *yours)
{
	const struct figure *theirs = at->stored;
	struct view_dict *list = view_section(dict, "BOTH");

	admin_plan_versus(list, tr(c->s, "Number"),
			  plan_figure_words(c, &at->measure, yours),
			  theirs ? plan_figure_words(c, &at->measure, theirs)
				 : NULL);
	admin_plan_versus(list, tr(c->s, "Source"), yours->source,
			  theirs ? theirs->source : NULL);
	admin_plan_versus(list, tr(c->s, "Note"), yours->note,
			  theirs ? theirs->note : NULL);
}

/* A published figure that changes needs to say why. */
static const char *read_reason(struct ctx *c, const struct place *at,
			       const struct figure *after)
{
	enum figure_change change;

	if (!at->stored || !at->stored->is_published)
		return NULL;
	change = store_figure_change_of(at->stored, after);
	return change == FIGURE_SAME ? NULL
				     : form_line(c->form, "reason", 1, 500);
}

static enum status save(struct ctx *c, const struct place *at,
			const struct figure *figure, const char *reason)
{
	static const char *const ACTIONS[] = {
		[FIGURE_SAME] = "figure.save",
		[FIGURE_DRAFTED] = "figure.save",
		[FIGURE_PUBLISHED] = "figure.publish",
		[FIGURE_CORRECTED] = "figure.correct",
		[FIGURE_WITHDRAWN] = "figure.correct",
	};
	struct figure_save s = { .measure_id = at->measure.id,
				 .figure = *figure,
				 .reason = reason,
				 .actor = admin_actor(c),
				 .now = c->now };
	enum figure_change change;
	struct change_item item;
	enum status st;

	s.figure.version = at->stored ? at->stored->version : 0;
	st = store_figure_save(c->db, c->arena, &s, &change, &item);
	if (st != STATUS_OK)
		return st;
	return admin_plan_done(c, ACTIONS[change], &item,
			       admin_plan_path(c, &at->measure, NULL));
}

static enum status remove_draft(struct ctx *c, const struct place *at)
{
	struct change_item item;
	enum status st =
		store_figure_remove(c->db, c->arena, at->stored->id,
				    at->stored->version, admin_actor(c), &item);

	if (st != STATUS_OK)
		return st;
	return admin_plan_done(c, "figure.remove", &item,
			       admin_plan_path(c, &at->measure, NULL));
}

/* Take a published figure back, or remove a draft: what is typed in the other
 * fields does not matter. */
static enum status take_away(struct ctx *c, struct place *at)
{
	struct view_dict *dict = page_dict(c);
	struct figure draft;
	const char *reason;

	if (!at->stored || at->is_conflict || !form_ok(c->form)) {
		at->is_conflict = at->is_conflict || !at->stored;
		if (at->is_conflict)
			view_show(dict, "CONFLICT");
		return show(c, dict, at, NULL);
	}
	if (!at->stored->is_published)
		return remove_draft(c, at);
	draft = *at->stored;
	draft.is_published = false;
	reason = read_reason(c, at, &draft);
	if (!form_ok(c->form))
		return show(c, dict, at, NULL);
	return save(c, at, &draft, reason);
}

static bool is_wish(const struct ctx *c, const char *wish)
{
	const char *value = form_value(c->form, "do");

	return value && strcmp(value, wish) == 0;
}

/* POST /admin/dashboard/:area/:measure/:period */
enum status page_admin_figure_save(struct ctx *c)
{
	struct view_dict *dict = page_dict(c);
	struct place at = { 0 };
	const char *reason = NULL;
	struct figure figure;
	enum status st = find_place(c, &at);

	if (st != STATUS_OK)
		return st;
	at.is_conflict = form_id(c->form, "version") !=
			 (at.stored ? at.stored->version : 0);
	if (is_wish(c, "remove") || is_wish(c, "withdraw"))
		return take_away(c, &at);
	figure = read_figure(c, &at);
	figure.is_published = is_wish(c, "publish");
	at.is_previewed = is_wish(c, "preview");
	if (!at.is_previewed && !at.is_conflict)
		reason = read_reason(c, &at, &figure);
	if (!form_ok(c->form)) {
		at.is_previewed = false;
		return show(c, dict, &at, NULL);
	}
	if (at.is_conflict) {
		view_show(dict, "CONFLICT");
		fill_versus(c, dict, &at, &figure);
		return show(c, dict, &at, &figure);
	}
	if (at.is_previewed)
		return show(c, dict, &at, &figure);
	return save(c, &at, &figure, reason);
}
