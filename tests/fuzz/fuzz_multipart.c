/* multipart/form-data: the boundary from a header, the parts from a body. The
 * input's first line is the header, the rest the body. */
#include "fuzz.h"
#include "http/multipart.h"
#include "util/utf8.h"

static bool is_inside(const char *at, size_t len, const char *body, size_t size)
{
	return at >= body && at + len <= body + size && at[len] == '\0';
}

static void check(const struct form *form, const char *body, size_t size)
{
	MUST(form->count <= MULTIPART_PARTS_MAX);
	for (size_t i = 0; i < form->count; i++) {
		const struct form_field *field = &form->fields[i];

		MUST(*field->name && strlen(field->name) <= MULTIPART_NAME_MAX);
		MUST(utf8_is_valid(field->name, strlen(field->name)));
		MUST(utf8_is_valid(field->value, strlen(field->value)));
		MUST(is_inside(field->value, strlen(field->value), body, size));
	}
	if (!form->file)
		return;
	MUST(is_inside(form->file->bytes, form->file->len, body, size));
	MUST(*form->file->name && !strpbrk(form->file->name, "/\\\r\n"));
	MUST(utf8_length(form->file->name) <= 200);
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	const uint8_t *line = memchr(data, '\n', size);
	size_t head = line ? (size_t)(line - data) : size;
	const char *boundary =
		multipart_boundary(arena, fuzz_text(arena, data, head));
	struct form form;
	const char *why;
	char *body;

	if (!boundary || !line)
		return;
	MUST(strlen(boundary) >= 1 && strlen(boundary) <= 70);
	size -= head + 1;
	body = malloc(size + 1);
	memcpy(body, line + 1, size);
	if (multipart_parse(&form, arena, boundary, body, size, &why) ==
	    STATUS_OK)
		check(&form, body, size);
	else
		MUST(why && form.count == 0 && !form.file);
	free(body);
}
