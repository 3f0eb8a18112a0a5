/* Names and words of strangers, as they look. */
#include "fuzz.h"
#include "util/skeleton.h"
#include "util/utf8.h"

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	char *text = fuzz_text(arena, data, size);
	const char *words = skeleton_words(arena, text);
	const char *tight = skeleton_tight(arena, text);

	/* broken text must not crash either */
	if (!utf8_is_valid(text, strlen(text)))
		return;
	MUST(utf8_is_valid(words, strlen(words)));
	MUST(words[0] != ' ' && !strstr(words, "  "));
	MUST(!strchr(tight, ' '));
	MUST(strlen(words) <= 20 * size);
	for (const char *at = words; *at; at++)
		MUST(*at < 'A' || *at > 'Z');
}
