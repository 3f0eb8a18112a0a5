#include "page/kept_form.h"

#include <string.h>

#include "util/json.h"

/* jansson takes only valid UTF-8, and with no flag no NUL. */
static bool add_field(struct form *form, const json_t *pair)
{
	const char *name = json_string_value(json_array_get(pair, 0));
	const char *value = json_string_value(json_array_get(pair, 1));

	if (!name || !value || json_array_size(pair) != 2)
		return false;
	form->fields[form->count++] = (struct form_field){
		.name = arena_strdup(form->arena, name),
		.value = arena_strdup(form->arena, value),
	};
	return true;
}

bool kept_form_read(struct arena *arena, const char *json, struct form *out)
{
	json_t *list = json ? json_loads(json, 0, NULL) : NULL;
	size_t count = json_array_size(list);
	bool is_form = json_is_array(list) && count <= FORM_FIELDS_MAX;

	form_init(out, arena);
	out->fields = arena_array(arena, count + 1, sizeof(*out->fields));
	for (size_t i = 0; is_form && i < count; i++)
		is_form = add_field(out, json_array_get(list, i));
	json_decref(list);
	if (!is_form)
		out->count = 0;
	return is_form;
}

/* Does the name stand among names, which are parted by spaces? */
static bool is_named(const char *names, const char *name)
{
	size_t len = strlen(name);

	for (const char *at = names; len && (at = strstr(at, name)); at += len)
		if ((at == names || at[-1] == ' ') &&
		    (at[len] == ' ' || !at[len]))
			return true;
	return false;
}

const char *kept_form_write(struct arena *arena, const struct form *form,
			    const char *names)
{
	json_t *list = json_array();

	for (size_t i = 0; i < form->count; i++) {
		const struct form_field *field = &form->fields[i];

		if (*field->value && is_named(names, field->name))
			json_array_append_new(
				list,
				json_pack("[ss]", field->name, field->value));
	}
	return json_text(arena, list, 0);
}
