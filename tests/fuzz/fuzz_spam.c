/* Comments as the judge and the filter see them: whatever comes in, words are
 * few, short and text; and letters that cannot be seen change no hash. */
#include "fuzz.h"
#include "store/spam_text.h"
#include "util/utf8.h"
#include "util/utf8_alike.h"

static void check_words(const struct spam_text *t)
{
	MUST(t->count <= SPAM_WORDS_MAX);
	for (size_t i = 0; i < t->count; i++) {
		size_t len = strlen(t->words[i]);

		MUST(len >= 1 && len <= SPAM_WORD_MAX);
		MUST(utf8_is_valid(t->words[i], len));
		MUST(!strpbrk(t->words[i], " \n\t\""));
		for (size_t k = 0; k < i; k++)
			MUST(strcmp(t->words[i], t->words[k]) != 0);
	}
	MUST(t->line[0] == ' ');
	MUST(utf8_is_valid(t->line, strlen(t->line)));
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	char *text = fuzz_text(arena, data, size);
	struct spam_text one, two;
	const char *alike;

	/* Broken text must not crash; as a form hands it over it is whole. */
	(void)utf8_alike_count(text);
	(void)utf8_alike(arena, text);
	text = utf8_clean(arena, text, false);
	alike = utf8_alike(arena, text);
	MUST(utf8_is_valid(alike, strlen(alike)));
	MUST(utf8_alike_count(text) <= strlen(text));
	spam_text_read(arena, text, text, text, text, &one);
	check_words(&one);
	MUST(one.links <= strlen(text));
	spam_text_read(
		arena, "Ana", "a@b.example", NULL,
		arena_printf(arena, "%s words of ours that are repeated", text),
		&one);
	spam_text_read(
		arena, "Ben", NULL, "https://c.example",
		arena_printf(arena,
			     "%s WORDS  of-ours, that are re\u200bpeated!",
			     text),
		&two);
	MUST(one.has_hash && two.has_hash);
	MUST(memcmp(one.hash, two.hash, SPAM_WORDS_HASH) == 0);
}
