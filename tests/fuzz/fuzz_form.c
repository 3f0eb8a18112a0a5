/* Query strings and urlencoded bodies. */
#include "fuzz.h"
#include "http/form.h"
#include "util/utf8.h"

#define NOBODY   "\xff" /* no field is called so: it is no text */
#define READ_MAX 2 /* fields; more of them say nothing new, and take long */

static void check_field(const struct form *form, const struct form_field *field)
{
	MUST(utf8_is_valid(field->name, strlen(field->name)));
	MUST(utf8_is_valid(field->value, strlen(field->value)));
	MUST(form_value(form, field->name));
}

/* As the site's pages read it. */
static void read_field(struct form *form, const struct form_field *field)
{
	size_t before = form->error_count;

	MUST(utf8_length(form_line(form, field->name, 1, 20)) <= 20);
	MUST(utf8_length(form_text(form, field->name, 0, 20)) <= 20);
	MUST(!strpbrk(form_email(form, field->name, false), "\r\n <>"));
	MUST(!strpbrk(form_url(form, field->name), "\r\n \\"));
	MUST(form_id(form, field->name) >= 0);
	form_flag(form, field->name);
	form_line(form, field->name, 3, 20);
	form_email(form, field->name, true);
	form_account(form, field->name);
	MUST(form_ok(form) == (form->error_count == 0));
	MUST(form->error_count == before || form_error_of(form, field->name));
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	struct form form;
	size_t i;

	if (form_parse(&form, arena, (const char *)data, size) != STATUS_OK)
		return;
	MUST(form.count <= FORM_FIELDS_MAX);
	for (i = 0; i < form.count; i++)
		check_field(&form, &form.fields[i]);
	for (i = 0; i < form.count && i < READ_MAX; i++)
		read_field(&form, &form.fields[i]);
	MUST(!form_value_at(&form, NOBODY, size) && !form_id(&form, NOBODY));
	for (i = 0; i < size % 40; i++)
		form_fail(&form, "none", FORM_TAKEN, 0);
	form_say(&form, "none", "words");
	MUST(form.error_count <= sizeof(form.errors) / sizeof(*form.errors));
	MUST(!form_error_of(&form, NOBODY));
}
