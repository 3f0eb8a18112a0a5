/* What the editor works on: the stored listing, a form, a draft. */
#include <inttypes.h>
#include <string.h>

#include "page/admin_program.h"
#include "store/session.h"
#include "util/clock.h"
#include "util/json.h"
#include "util/utf8.h"

#define DRAFT_MAX 100000 /* characters, as the schema says */

static const struct program NOTHING = {
	.ages_min = -1,
	.ages_max = -1,
	.commitment_months = -1,
	.hours_per_month = -1,
	.mentor_age_min = -1,
	.training_hours = -1,
};

static enum status load_words(struct ctx *c, struct program_edit *edit)
{
	enum status st = store_term_list(c->db, c->arena, &edit->terms,
					 &edit->term_count);

	if (st == STATUS_OK)
		st = store_county_list(c->db, c->arena, NULL, &edit->counties,
				       &edit->county_count);
	edit->is_owner = c->user->role == ROLE_OWNER;
	edit->note = edit->public_note = edit->how = edit->action = "";
	return st;
}

const char *admin_program_clock(struct ctx *c, int64_t at)
{
	struct clock_date d = clock_local(at);
	int hour = d.hour % 12 ? d.hour % 12 : 12;

	return str_fill(
		c->arena,
		d.hour < 12 ? tr(c->s, "{time} a.m.") : tr(c->s, "{time} p.m."),
		"time", arena_printf(c->arena, "%d:%02d", hour, d.minute),
		NULL);
}

enum status admin_program_load(struct ctx *c, struct program_edit *edit)
{
	int64_t id = ctx_id(c, "id");
	enum status st;

	*edit = (struct program_edit){ 0 };
	if (!id)
		return STATUS_NOT_FOUND;
	st = store_program_by_id(c->db, c->arena, id, &edit->old);
	if (st == STATUS_OK)
		st = load_words(c, edit);
	if (st != STATUS_OK)
		return st;
	edit->version = edit->old.version;
	edit->path = arena_printf(c->arena, "/admin/programs/%" PRId64, id);
	edit->object = arena_printf(c->arena, "program %" PRId64, id);
	admin_program_values(c, &edit->old, &edit->values);
	return STATUS_OK;
}

enum status admin_program_load_new(struct ctx *c, struct program_edit *edit)
{
	enum status st;

	*edit = (struct program_edit){ .old = NOTHING };
	st = load_words(c, edit);
	edit->path = "/admin/programs";
	edit->object = "program new";
	admin_program_values(c, &edit->old, &edit->values);
	edit->values.text[PF_STATE] = "MN";
	return st;
}

/* A form ------------------------------------------------------------------ */

static const char *typed(const struct form *form, const char *name)
{
	const char *value = form_value(form, name);

	return value ? value : "";
}

/* All values of a list, with spaces between. */
static const char *typed_list(struct ctx *c, const struct form *form,
			      const char *name)
{
	struct buf b;

	buf_init(&b, c->arena);
	for (size_t i = 0; i < form->count; i++)
		if (strcmp(form->fields[i].name, name) == 0)
			buf_printf(&b, "%s%s", b.len ? " " : "",
				   form->fields[i].value);
	return b.data;
}

/* In the list's own order, so that two lists of the same words are equal. */
static const char *in_order(struct ctx *c, const struct program_edit *edit,
			    const struct program_field_info *info,
			    const char *list)
{
	bool is_area = info->kind == KIND_COUNTIES;
	size_t count = is_area ? edit->county_count : edit->term_count;
	struct buf b;

	buf_init(&b, c->arena);
	for (size_t i = 0; i < count; i++) {
		const char *word = is_area ? arena_printf(c->arena, "%" PRId64,
							  edit->counties[i].id)
					   : edit->terms[i].slug;

		if ((is_area || edit->terms[i].kind == info->terms) &&
		    admin_program_has(list, word))
			buf_printf(&b, "%s%s", b.len ? " " : "", word);
	}
	return b.data;
}

void admin_program_typed(struct ctx *c, const struct form *form,
			 struct program_edit *edit)
{
	for (size_t f = 0; f < PF_TYPED; f++) {
		const struct program_field_info *info = &program_fields[f];

		if (edit->is_owner && info->is_staff_only)
			continue; /* stays what is stored */
		if (info->kind == KIND_TERMS || info->kind == KIND_COUNTIES)
			edit->values.text[f] = in_order(
				c, edit, info, typed_list(c, form, info->name));
		else
			edit->values.text[f] = typed(form, info->name);
	}
	edit->version = form_id(form, "version");
	edit->note = typed(form, "note");
	edit->public_note = typed(form, "public_note");
	edit->how = typed(form, "confirmed_how");
	edit->is_new_organization = form_flag(form, "new_organization");
	edit->action = typed(form, "do");
}

/* A draft ----------------------------------------------------------------- */

enum status admin_program_keep(struct ctx *c, const struct program_edit *edit)
{
	json_t *list = json_array();
	char *text;

	for (size_t i = 0; i < c->form->count; i++) {
		const struct form_field *field = &c->form->fields[i];

		if (*field->value && strcmp(field->name, "token") != 0 &&
		    strcmp(field->name, "do") != 0)
			json_array_append_new(
				list,
				json_pack("[ss]", field->name, field->value));
	}
	text = json_text(c->arena, list, 0);
	if (utf8_length(text) > DRAFT_MAX)
		return STATUS_TOO_LARGE;
	return store_draft_put(c->db, c->user->user_id, edit->object, text,
			       edit->version, c->now);
}

static enum status read_fields(struct ctx *c, const char *text,
			       struct form *form)
{
	json_t *list = json_loads(text, 0, NULL), *pair;
	size_t i;

	*form = (struct form){ .arena = c->arena };
	form->fields = arena_array(c->arena, json_array_size(list) + 1,
				   sizeof(*form->fields));
	json_array_foreach(list, i, pair)
	{
		const char *name = json_string_value(json_array_get(pair, 0));
		const char *value = json_string_value(json_array_get(pair, 1));

		if (name && value)
			form->fields[form->count++] = (struct form_field){
				arena_strdup(c->arena, name),
				arena_strdup(c->arena, value)
			};
	}
	json_decref(list);
	return form->count ? STATUS_OK : STATUS_NOT_FOUND;
}

enum status admin_program_kept(struct ctx *c, struct program_edit *edit,
			       struct draft *draft)
{
	struct form form;
	enum status st = store_draft_get(c->db, c->arena, c->user->user_id,
					 edit->object, draft);

	if (st == STATUS_OK)
		st = read_fields(c, draft->fields, &form);
	if (st != STATUS_OK)
		return st;
	admin_program_typed(c, &form, edit);
	edit->version = draft->base_version;
	return STATUS_OK;
}
