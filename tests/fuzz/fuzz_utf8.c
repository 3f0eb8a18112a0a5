/* What visitors type, cleaned, folded, shortened and made into slugs. */
#include "fuzz.h"
#include "util/utf8.h"

static void check_text(const char *text)
{
	MUST(utf8_is_valid(text, strlen(text)));
}

static void check_slug(const char *slug)
{
	size_t len = strlen(slug);

	MUST(len >= 1 && len <= 80);
	MUST(strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") == len);
	MUST(slug[0] != '-' && slug[len - 1] != '-');
	MUST(!strstr(slug, "--"));
}

static void check_clean(struct arena *arena, const char *text, bool is_line)
{
	const char *once = utf8_clean(arena, text, is_line);

	check_text(once);
	MUST(strcmp(once, utf8_clean(arena, once, is_line)) == 0);
	if (is_line)
		MUST(!strpbrk(once, "\r\n\t"));
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	char *text = fuzz_text(arena, data, size), *cut;

	/* broken text must not crash either, nor come out broken */
	(void)utf8_is_valid((const char *)data, size);
	check_clean(arena, text, false);
	check_clean(arena, text, true);
	check_text(utf8_fold(arena, text));
	check_slug(utf8_slug(arena, text));
	check_text(utf8_visible(arena, utf8_clean(arena, text, false)));
	if (!utf8_is_valid(text, strlen(text)))
		return;
	check_text(utf8_shorten(arena, text, 7));
	MUST(utf8_length(utf8_shorten(arena, text, 7)) <= 8);
	cut = arena_strndup(arena, text, strlen(text) / 2);
	utf8_cut(cut, strlen(text) / 2);
	check_text(cut);
	utf8_cut(cut, size + 1);
	check_text(cut);
}
