#include "page/admin_measure_form.h"

#include <stdlib.h>
#include <string.h>

#include "http/form.h"
#include "page/plan_words.h"
#include "view/format.h"

#define DUE_MAX      120
#define POSITION_MAX 999

static const char *direction_words(struct ctx *c, enum plan_direction direction)
{
	static const char *const WORDS[] = {
		[PLAN_UP] = TR("More is better"),
		[PLAN_DOWN] = TR("Less is better"),
		[PLAN_NEITHER] = TR("Neither"),
	};

	return tr(c->s, WORDS[direction]);
}

const char *measure_form_label(struct ctx *c, const char *field)
{
	static const struct {
		const char *field, *label;
	} LABELS[] = {
		{ "area", TR("Area") },
		{ "name", TR("Name") },
		{ "definition", TR("Definition") },
		{ "unit", TR("Unit") },
		{ "direction", TR("What is better?") },
		{ "source", TR("Source") },
		{ "owner", TR("Who brings it") },
		{ "due", TR("Due every … months") },
		{ "position", TR("Place in its area") },
	};

	for (size_t i = 0; i < sizeof(LABELS) / sizeof(LABELS[0]); i++)
		if (strcmp(LABELS[i].field, field) == 0)
			return tr(c->s, LABELS[i].label);
	return NULL;
}

/* A whole number from 1 to max, or 0 for an empty field. */
static int read_small(struct ctx *c, const char *field, int max)
{
	const char *text = form_line(c->form, field, 0, 10);
	size_t digits = strspn(text, "0123456789");
	int n = digits < 5 ? atoi(text) : max + 1;

	if (text[digits] || (*text && (n < 1 || n > max))) {
		form_say(c->form, field,
			 str_fill(c->arena,
				  tr(c->s, "Enter a whole number from 1 to "
					   "{max}, or nothing."),
				  "max", format_int(c->arena, c->s, max),
				  NULL));
		return 0;
	}
	return n;
}

/* Another unit must not make published figures say something else. */
static void check_unit(struct ctx *c, const struct measure *stored,
		       const char *unit)
{
	struct measure other = *stored;

	other.unit = unit;
	if (!*unit || strcmp(unit, stored->unit) == 0)
		return;
	for (size_t i = 0; i < stored->figure_count; i++) {
		const struct figure *at = &stored->figures[i];

		if (!at->is_published ||
		    strcmp(plan_figure_words(c, stored, at),
			   plan_figure_words(c, &other, at)) == 0)
			continue;
		form_say(c->form, "unit",
			 tr(c->s, "Keep the unit: figures are published in it. "
				  "For another unit, add another measure."));
		return;
	}
}

void measure_form_read(struct ctx *c, const struct measure *stored,
		       struct measure *out)
{
	const char *direction = form_value(c->form, "direction");
	bool is_known;

	out->name = form_line(c->form, "name", 1, 200);
	out->definition = form_text(c->form, "definition", 1, 2000);
	out->unit = form_line(c->form, "unit", 1, 40);
	if (stored)
		check_unit(c, stored, out->unit);
	out->direction =
		plan_direction_of(direction ? direction : "", &is_known);
	if (!is_known)
		form_fail(c->form, "direction", FORM_NOT_CHOICE, 0);
	out->source = form_line(c->form, "source", 0, 300);
	out->owner = form_line(c->form, "owner", 0, 120);
	out->due_months = read_small(c, "due", DUE_MAX);
	out->position = read_small(c, "position", POSITION_MAX);
	if (stored && !out->position)
		out->position = stored->position;
}

static const char *typed(struct ctx *c, const char *field, const char *stored)
{
	const char *value = c->form ? form_value(c->form, field) : NULL;

	return value ? value : stored;
}

static const char *small_text(struct ctx *c, int n)
{
	return n > 0 ? arena_printf(c->arena, "%d", n) : "";
}

static void show_errors(struct ctx *c, struct view_dict *fields)
{
	view_show_text(fields, "NAME_ERROR", admin_field_fix(c, "name"));
	view_show_text(fields, "DEFINITION_ERROR",
		       admin_field_fix(c, "definition"));
	view_show_text(fields, "UNIT_ERROR", admin_field_fix(c, "unit"));
	view_show_text(fields, "DIRECTION_ERROR",
		       admin_field_fix(c, "direction"));
	view_show_text(fields, "SOURCE_ERROR", admin_field_fix(c, "source"));
	view_show_text(fields, "OWNER_ERROR", admin_field_fix(c, "owner"));
	view_show_text(fields, "DUE_ERROR", admin_field_fix(c, "due"));
	view_show_text(fields, "POSITION_ERROR",
		       admin_field_fix(c, "position"));
}

void measure_form_show(struct ctx *c, struct view_dict *dict,
		       const struct measure *measure)
{
	static const char FILE_NAME[] = "partials/admin_measure_fields.tpl";
	struct view_dict *fields = view_include(dict, "FIELDS", FILE_NAME);
	const char *direction =
		typed(c, "direction", plan_direction_name(measure->direction));

	view_set(fields, "NAME", typed(c, "name", measure->name));
	view_set(fields, "DEFINITION",
		 typed(c, "definition", measure->definition));
	view_set(fields, "UNIT", typed(c, "unit", measure->unit));
	view_set(fields, "SOURCE", typed(c, "source", measure->source));
	view_set(fields, "OWNER", typed(c, "owner", measure->owner));
	view_set(fields, "DUE",
		 typed(c, "due", small_text(c, measure->due_months)));
	view_set(fields, "POSITION",
		 typed(c, "position", small_text(c, measure->position)));
	for (int i = PLAN_UP; i <= PLAN_NEITHER; i++) {
		struct view_dict *item = view_section(fields, "DIRECTIONS");
		const char *name = plan_direction_name((enum plan_direction)i);

		view_set(item, "DIRECTION", name);
		view_set(item, "DIRECTION_NAME",
			 direction_words(c, (enum plan_direction)i));
		if (strcmp(name, direction) == 0)
			view_show(item, "CHOSEN");
	}
	show_errors(c, fields);
}

void measure_form_versus(struct ctx *c, struct view_dict *dict,
			 const struct measure *yours,
			 const struct measure *theirs)
{
	struct view_dict *list = view_section(dict, "CONFLICT");

	admin_plan_versus(list, tr(c->s, "Name"), yours->name, theirs->name);
	admin_plan_versus(list, tr(c->s, "Definition"), yours->definition,
			  theirs->definition);
	admin_plan_versus(list, tr(c->s, "Unit"), yours->unit, theirs->unit);
	admin_plan_versus(list, tr(c->s, "What is better?"),
			  direction_words(c, yours->direction),
			  direction_words(c, theirs->direction));
	admin_plan_versus(list, tr(c->s, "Source"), yours->source,
			  theirs->source);
	admin_plan_versus(list, tr(c->s, "Who brings it"), yours->owner,
			  theirs->owner);
	admin_plan_versus(list, tr(c->s, "Due every … months"),
			  small_text(c, yours->due_months),
			  small_text(c, theirs->due_months));
	admin_plan_versus(list, tr(c->s, "Place in its area"),
			  small_text(c, yours->position),
			  small_text(c, theirs->position));
}
