/* Names, as they are shown. */
#include "fuzz.h"
#include "util/utf8.h"
#include "util/utf8_name.h"

static void check_text(const char *text)
{
	MUST(utf8_is_valid(text, strlen(text)));
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	const char *text = fuzz_text(arena, data, size);
	const char *name = utf8_name(arena, text);

	check_text(name);
	MUST(strlen(name) <= strlen(text));
	MUST(strcmp(name, utf8_name(arena, name)) == 0);
	MUST(!strpbrk(name, "\r\n\t"));
	check_text(utf8_initials(arena, name));
	MUST(utf8_length(utf8_initials(arena, name)) <= 2);
	utf8_name_number(arena, name);
}
