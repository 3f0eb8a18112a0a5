/* JSON as we write it: it says the same when it is read again, and may stand
 * in a page; forms that wait for their sender are kept so. */
#include "fuzz.h"
#include "page/kept_form.h"
#include "util/json.h"

static void check_text(struct arena *arena, json_t *root, int is_pretty)
{
	const char *once = json_text(arena, json_incref(root), is_pretty);
	const char *twice;
	json_t *again = json_loads(once, JSON_DECODE_ANY, NULL);

	MUST(!strpbrk(once, "<>&"));
	MUST(!strstr(once, "\xe2\x80\xa8") && !strstr(once, "\xe2\x80\xa9"));
	MUST(again); /* 15 digits give back the same 15 digits, not the bits */
	twice = json_text(arena, again, is_pretty);
	MUST(strcmp(once, twice) == 0);
}

/* A record of what became of a field says both, or nothing. */
static void check_change(json_t *root)
{
	json_t *detail = json_object();

	json_set_change(detail, "f", json_incref(root), json_incref(root));
	MUST(json_object_size(detail) == 0);
	json_set_change(detail, "f", json_incref(root),
			json_text_or_null(NULL));
	MUST(json_object_size(detail) == !json_is_null(root));
	json_decref(detail);
}

static void check_kept(struct arena *arena, const char *text)
{
	struct form form, again;

	if (!kept_form_read(arena, text, &form)) {
		MUST(form.count == 0);
		return;
	}
	MUST(form.count <= FORM_FIELDS_MAX);
	for (size_t i = 0; i < form.count; i++)
		MUST(form.fields[i].name && form.fields[i].value);
	text = kept_form_write(arena, &form, "name body");
	MUST(kept_form_read(arena, text, &again));
	MUST(again.count <= form.count);
	for (size_t i = 0; i < again.count; i++)
		MUST(strcmp(again.fields[i].name, "name") == 0 ||
		     strcmp(again.fields[i].name, "body") == 0);
}

#define DEPTH_MAX 32 /* of what we write, generously */

static bool is_shallow(json_t *value, int depth)
{
	if (depth > DEPTH_MAX)
		return false;
	for (size_t i = 0; i < json_array_size(value); i++)
		if (!is_shallow(json_array_get(value, i), depth + 1))
			return false;
	for (void *at = json_object_iter(value); at;
	     at = json_object_iter_next(value, at))
		if (!is_shallow(json_object_iter_value(at), depth + 1))
			return false;
	return true;
}

/* Others may send 2,000 arrays in each other: read, but never written, for
 * the blanks before them alone would be some megabytes. */
void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	const char *text = fuzz_text(arena, data, size);
	json_t *root = json_loadb(
		text, size, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, NULL);

	if (root && is_shallow(root, 0)) {
		check_text(arena, root, 0);
		check_text(arena, root, 1);
		check_change(root);
	}
	json_decref(root);
	if (size == 0)
		MUST(strcmp(json_text(arena, NULL, 0), "null") == 0);
	check_kept(arena, text);
}
