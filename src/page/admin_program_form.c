/* The editor's fields: labels, hints, what is typed, what is wrong. */
#include <inttypes.h>
#include <string.h>

#include "page/admin_program.h"
#include "page/words.h"
#include "view/format.h"

#define FIELD_FILE "partials/admin_program_field.tpl"

/* What to do -------------------------------------------------------------- */

static const struct {
	const char *field;
	enum form_problem problem;
	const char *fix;
} FIXES[] = {
	{ "name", FORM_MISSING, TR("Enter the name of the program") },
	{ "name", FORM_NOT_CHOICE,
	  TR("This organization has a listing of that name already. Open "
	     "that one, or give this another name") },
	{ "organization", FORM_MISSING, TR("Enter the organization") },
	{ "organization", FORM_NOT_CHOICE,
	  TR("No organization is called that yet. Choose one of the list, or "
	     "tick that it is new") },
	{ "summary", FORM_MISSING, TR("Say in one sentence what it is") },
	{ "state", FORM_MISSING, TR("Choose a state") },
	{ "types", FORM_MISSING,
	  TR("Choose how people meet; the public needs to know") },
	{ "phone", FORM_MISSING,
	  TR("Give a phone number, an email address or a website; the public "
	     "needs a way to ask") },
	{ "city", FORM_MISSING,
	  TR("Say where it is based or whom it serves; the public needs a "
	     "place") },
	{ "ages_max", FORM_TOO_SHORT,
	  TR("The oldest age is below the youngest. Change one of them") },
	{ "zip", FORM_NOT_CHOICE, TR("Enter the five digits of the ZIP code") },
	{ "point", FORM_NOT_CHOICE,
	  TR("Enter latitude and longitude, such as 46.78, -92.1") },
	{ "other_counties", FORM_NOT_CHOICE,
	  TR("Not a county that we know. Write each with its state, such as "
	     "Cass (ND)") },
	{ "successor", FORM_NOT_CHOICE,
	  TR("No other listing is called that, or several are. Enter the end "
	     "of its address") },
	{ "pause_reason", FORM_MISSING, TR("Say why it is paused") },
	{ "note", FORM_NOT_CHOICE,
	  TR("Nothing else has changed. A note needs a change beside it") },
	{ "public_note", FORM_NOT_CHOICE,
	  TR("Nothing else has changed. A note needs a change beside it") },
	{ "confirmed_how", FORM_MISSING, TR("Choose how it was confirmed") },
	{ NULL, FORM_NOT_EMAIL,
	  TR("Enter an email address such as name@example.org") },
	{ NULL, FORM_NOT_URL,
	  TR("Enter a web address such as https://example.org") },
	{ NULL, FORM_TOO_LONG, TR("Shorten it to {n} characters") },
	{ NULL, FORM_TOO_SHORT, TR("Enter {n} characters or more") },
	{ NULL, FORM_NOT_CHOICE, TR("Choose one of the list") },
};

static const struct program_field_info *find_info(const char *name)
{
	for (size_t f = 0; f < PROGRAM_FIELDS; f++)
		if (strcmp(program_fields[f].name, name) == 0)
			return &program_fields[f];
	return NULL;
}

/* For numbers and days, whose bounds are the field's; else NULL. */
static const char *fix_number(struct ctx *c, const char *name)
{
	const struct program_field_info *info = find_info(name);
	const char *text = NULL;

	if (info && info->kind == KIND_WHOLE)
		text = tr(c->s, "Enter a whole number from {min} to {max}");
	else if (info && info->kind == KIND_AMOUNT)
		text = tr(c->s, "Enter a number from {min} to {max}");
	else if (info && info->kind == KIND_DATE)
		text = tr(c->s, "Enter a day as 2026-11-23");
	if (!text)
		return NULL;
	return str_fill(c->arena, text, "min",
			format_number(c->arena, c->s, info->min), "max",
			format_number(c->arena, c->s, info->max), NULL);
}

const char *admin_program_fix(struct ctx *c, const char *name)
{
	const struct form_error *error =
		c->form ? form_error_of(c->form, name) : NULL;
	const char *fix = NULL;

	if (!error)
		return NULL;
	if (error->problem == FORM_SAID)
		return error->words;
	if (error->problem == FORM_NOT_CHOICE)
		fix = fix_number(c, name);
	for (size_t i = 0; !fix && i < sizeof(FIXES) / sizeof(FIXES[0]); i++)
		if (FIXES[i].problem == error->problem &&
		    (!FIXES[i].field || strcmp(FIXES[i].field, name) == 0))
			fix = str_fill(c->arena, tr(c->s, FIXES[i].fix), "n",
				       format_int(c->arena, c->s,
						  (int64_t)error->limit),
				       NULL);
	return fix ? fix : tr(c->s, "Check this field");
}

bool admin_program_show_problems(struct ctx *c, struct view_dict *dict)
{
	for (size_t i = 0; c->form && i < c->form->error_count; i++) {
		struct form_error *error = &c->form->errors[i];

		if (!admin_program_label(c, error->field))
			continue; /* the form's token */
		error->words = admin_program_fix(c, error->field);
		error->problem = FORM_SAID;
	}
	return admin_problem(c, dict, admin_program_label);
}

/* Controls ---------------------------------------------------------------- */

static void add_option(struct view_dict *dict, const char *section,
		       const char *value, const char *text, const char *chosen)
{
	struct view_dict *option = view_section(dict, section);

	view_set(option, "OPTION_VALUE", value);
	view_set(option, "OPTION_TEXT", text);
	if (strcmp(value, chosen) == 0)
		view_show(option, "OPTION_ON");
}

/* Counties stand by state, Minnesota's first. */
static void show_county_options(struct ctx *c, struct view_dict *dict,
				const struct program_edit *edit,
				const char *chosen)
{
	struct view_dict *group = NULL;

	add_option(dict, "OPTION", "", tr(c->s, "Not said"), chosen);
	for (size_t i = 0; i < edit->county_count; i++) {
		const struct county *county = &edit->counties[i];

		if (i == 0 || strcmp(county->state, county[-1].state) != 0) {
			group = view_section(dict, "GROUP");
			view_set(group, "GROUP_LABEL",
				 words_state(c, county->state));
		}
		add_option(group, "GROUP_OPTION",
			   arena_printf(c->arena, "%" PRId64, county->id),
			   county->name, chosen);
	}
}

static void show_choice(struct ctx *c, struct view_dict *dict,
			const struct program_edit *edit,
			enum program_field field, const char *chosen)
{
	view_show(dict, "CHOICE");
	if (field == PF_COUNTY) {
		show_county_options(c, dict, edit, chosen);
	} else if (field == PF_BADGE) {
		for (size_t i = 0; i < 3; i++)
			add_option(dict, "OPTION", admin_program_badges[i],
				   admin_program_words(c, edit, field,
						       admin_program_badges[i]),
				   chosen);
	} else {
		for (size_t i = 0; i < edit->county_count; i++)
			if (i == 0 || strcmp(edit->counties[i].state,
					     edit->counties[i - 1].state) != 0)
				add_option(
					dict, "OPTION", edit->counties[i].state,
					words_state(c, edit->counties[i].state),
					chosen);
	}
}

static void show_boxes(struct ctx *c, struct view_dict *dict,
		       const struct program_edit *edit,
		       enum program_field field, const char *chosen)
{
	view_show(dict, "BOXES");
	for (size_t i = 0; i < edit->term_count; i++) {
		const struct term *term = &edit->terms[i];
		struct view_dict *box;

		if (term->kind != program_fields[field].terms)
			continue;
		box = view_section(dict, "BOX");
		view_set(box, "BOX_VALUE", term->slug);
		view_set(box, "BOX_LABEL", tr(c->s, term->name));
		if (admin_program_has(chosen, term->slug))
			view_show(box, "BOX_ON");
	}
}

/* A date field forgets what is no date: then it is a plain one. */
static bool is_date_or_nothing(const char *text)
{
	return !*text || (strlen(text) == 10 && text[4] == '-' &&
			  text[7] == '-' && strspn(text, "0123456789-") == 10);
}

static void show_line(struct view_dict *dict, const struct program_edit *edit,
		      enum program_field field, const char *value)
{
	enum program_kind kind = program_fields[field].kind;

	view_show(dict, "LINE");
	view_set(dict, "TYPE",
		 kind == KIND_DATE && is_date_or_nothing(value) ? "date"
								: "text");
	view_set(dict, "MODE",
		 field == PF_PHONE                       ? "tel"
		 : kind == KIND_URL                      ? "url"
		 : kind == KIND_EMAIL                    ? "email"
		 : kind == KIND_AMOUNT                   ? "decimal"
		 : kind == KIND_WHOLE || field == PF_ZIP ? "numeric"
							 : "text");
	if (field != PF_ORGANIZATION)
		return;
	view_show(dict, "LIST");
	view_show(dict, "NEW");
	if (edit->is_new_organization)
		view_show(dict, "NEW_ON");
}

static void show_prose(struct view_dict *dict, enum program_kind kind)
{
	view_show(dict, "PROSE");
	view_set(dict, "ROWS", kind == KIND_MARKDOWN ? "10" : "3");
}

static void show_control(struct ctx *c, struct view_dict *dict,
			 const struct program_edit *edit,
			 enum program_field field, const char *value)
{
	switch (program_fields[field].kind) {
	case KIND_FLAG:
		view_show(dict, "FLAG");
		if (*value)
			view_show(dict, "FLAG_ON");
		break;
	case KIND_TERMS:
		show_boxes(c, dict, edit, field, value);
		break;
	case KIND_STATE:
	case KIND_COUNTY:
	case KIND_BADGE:
		show_choice(c, dict, edit, field, value);
		break;
	case KIND_COUNTIES:
		view_show(dict, "COUNTIES");
		admin_program_show_counties(c, dict, edit);
		break;
	case KIND_PROSE:
	case KIND_MARKDOWN:
		show_prose(dict, program_fields[field].kind);
		break;
	default:
		show_line(dict, edit, field, value);
	}
}

/* A control's hint and error, and that it names them. */
void admin_program_show_help(struct ctx *c, struct view_dict *dict,
			     const char *name, const char *hint)
{
	const char *fix = admin_program_fix(c, name);
	struct buf ids;

	buf_init(&ids, c->arena);
	if (hint)
		buf_printf(&ids, "f-%s-hint", name);
	if (fix)
		buf_printf(&ids, "%sf-%s-error", hint ? " " : "", name);
	view_show_text(dict, "HINT", hint);
	view_show_text(dict, "ERROR", fix);
	view_show_text(dict, "DESCRIBED", ids.data);
	if (fix)
		view_show(dict, "BAD");
}

/* With how much fits, where somebody might write more. */
static const char *hint_of(struct ctx *c, const struct program_field_info *info)
{
	const char *hint = info->hint ? tr(c->s, info->hint) : "";
	const char *most;

	if (info->kind == KIND_MARKDOWN)
		hint = tr(c->s, "Markdown: an empty line parts paragraphs, "
				"*stars* stress, - begins a list.");
	if (info->kind != KIND_MARKDOWN && info->kind != KIND_PROSE)
		return *hint ? hint : NULL;
	most = str_fill(c->arena, tr(c->s, "At most {n} characters."), "n",
			format_int(c->arena, c->s, (int64_t)info->max), NULL);
	return arena_printf(c->arena, "%s%s%s", hint, *hint ? " " : "", most);
}

void admin_program_show_field(struct ctx *c, struct view_dict *dict,
			      const struct program_edit *edit,
			      enum program_field field)
{
	const struct program_field_info *info = &program_fields[field];
	struct view_dict *own = view_include(dict, "FIELD", FIELD_FILE);
	const char *value = edit->values.text[field];
	const char *hint = hint_of(c, info);

	view_set(own, "NAME", info->name);
	view_set(own, "LABEL", tr(c->s, info->label));
	view_set(own, "VALUE", value);
	if (!info->is_needed && field != PF_PAUSE_REASON)
		view_show(own, "OPTIONAL");
	admin_program_show_help(c, own, info->name, hint);
	show_control(c, own, edit, field, value);
}

/* Parts ------------------------------------------------------------------- */

static const struct {
	const char *id, *title;
} PARTS[PROGRAM_PARTS] = {
	[PART_HEAD] = { "head", TR("The program") },
	[PART_STORY] = { "story", TR("What happens") },
	[PART_MENTORS] = { "mentors", TR("For mentors") },
	[PART_FAMILIES] = { "families", TR("For families") },
	[PART_QUALITY] = { "quality", TR("Quality practice") },
	[PART_CONTACT] = { "contact", TR("Get in touch") },
	[PART_PLACE] = { "place", TR("Where it is based") },
	[PART_AREA] = { "area", TR("Where it serves") },
	[PART_LISTING] = { "listing", TR("This listing") },
};

/* What an owner may not change is not asked. */
static bool is_shown(const struct program_edit *edit, size_t field, size_t part)
{
	return program_fields[field].part == part &&
	       !(edit->is_owner && program_fields[field].is_staff_only);
}

static void show_part(struct ctx *c, struct view_dict *dict,
		      const struct program_edit *edit, size_t part)
{
	struct view_dict *own = NULL, *row = NULL;

	for (size_t f = 0; f < PF_TYPED; f++) {
		int abreast = program_fields[f].abreast;

		if (!is_shown(edit, f, part))
			continue;
		if (!own) {
			struct view_dict *jump = view_section(dict, "JUMP");

			own = view_section(dict, "PART");
			view_set(own, "PART_ID", PARTS[part].id);
			view_set(own, "PART_TITLE",
				 tr(c->s, PARTS[part].title));
			view_set(jump, "PART_ID", PARTS[part].id);
			view_set(jump, "PART_TITLE",
				 tr(c->s, PARTS[part].title));
		}
		if (!row || abreast) {
			row = view_section(own, "ROW");
			if (abreast > 1)
				view_show(row, abreast == 2 ? "TWO" : "TRIO");
		}
		admin_program_show_field(c, row, edit, (enum program_field)f);
	}
}

void admin_program_show_parts(struct ctx *c, struct view_dict *dict,
			      const struct program_edit *edit)
{
	for (size_t part = 0; part < PROGRAM_PARTS; part++)
		show_part(c, dict, edit, part);
}
