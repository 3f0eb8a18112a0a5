/* One cell of a file: numbers, flags, lists, addresses. */
#include <inttypes.h>
#include <math.h>

#include "fuzz.h"
#include "util/cell.h"
#include "util/utf8.h"

static const char *const WORDS[] = { "mentoring", "state", "Zip code",
				     "a",         "",      "café" };

static void check_numbers(struct arena *arena, const char *text)
{
	int64_t whole, again;
	double real;
	bool flag;

	if (cell_int(text, &whole)) {
		MUST(cell_real(text, &real) && real == (double)whole);
		MUST(cell_int(arena_printf(arena, "%" PRId64, whole), &again));
		MUST(again == whole);
	}
	if (cell_real(text, &real))
		MUST(isfinite(real) && fabs(real) < 1e15);
	if (cell_flag(text, &flag))
		MUST(strlen(text) <= 5);
}

/* Items joined again give the same items. */
static void check_items(struct arena *arena, const char *text)
{
	const char *again = "", *item, *other;
	const char *cursor = text;
	int count = 0;

	while ((item = cell_item(arena, &cursor)) && count++ < 50) {
		MUST(*item && !strpbrk(item, ";\r\n\t"));
		MUST(utf8_is_valid(item, strlen(item)));
		again = arena_printf(arena, "%s%s; ", again, item);
	}
	cursor = text;
	while ((item = cell_item(arena, &again))) {
		other = cell_item(arena, &cursor);
		MUST(other && strcmp(item, other) == 0);
	}
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	const char *text = fuzz_text(arena, data, size), *near;

	check_numbers(arena, text);
	check_items(arena, text);
	if (cell_is_email(text))
		MUST(cell_is_account(text) && strchr(text, '.'));
	if (cell_is_account(text))
		MUST(strchr(text, '@') && !strpbrk(text, "\r\n <>,;"));
	if (cell_is_phone(text))
		MUST(!strpbrk(text, "@<>\r\n\""));
	near = cell_nearest(arena, text, WORDS, sizeof(WORDS) / sizeof(*WORDS));
	for (size_t i = 0; near && near != WORDS[i]; i++)
		MUST(i + 1 < sizeof(WORDS) / sizeof(*WORDS));
}
