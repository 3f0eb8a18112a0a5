/* Two texts and what changed between them: both come back from the runs, and
 * looking never takes long. The input holds both, parted by its first NUL. */
#include "fuzz.h"
#include "util/buf.h"
#include "util/diff.h"

/* The runs but those of one kind are the text. */
static void check(struct arena *arena, const struct diff_run *runs,
		  size_t count, enum diff_kind without, const char *text)
{
	struct buf b;

	buf_init(&b, arena);
	for (size_t i = 0; i < count; i++)
		if (runs[i].kind != without)
			buf_add(&b, runs[i].text, runs[i].len);
	MUST(strcmp(b.data, text) == 0);
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	const uint8_t *end = size ? memchr(data, '\0', size) : NULL;
	size_t len = end ? (size_t)(end - data) : size / 2;
	size_t from = end ? len + 1 : len;
	char *before = fuzz_text(arena, data, len);
	char *after = fuzz_text(arena, data + from, size - from);
	struct diff_run *runs;
	size_t count;

	after = arena_strdup(arena, after); /* up to its own NUL */
	diff_words(arena, before, after, &runs, &count);
	check(arena, runs, count, DIFF_ADDED, before);
	check(arena, runs, count, DIFF_REMOVED, after);
	for (size_t i = 0; i < count; i++) {
		MUST(runs[i].len > 0);
		MUST(i == 0 || runs[i].kind != runs[i - 1].kind);
	}
}
