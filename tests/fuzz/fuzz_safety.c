/* The search for phone numbers and the like: no text before one hides it. */
#include "fuzz.h"
#include "page/safety.h"
#include "store/comment.h"
#include "util/utf8.h"

#define ALL_FLAGS                                                              \
	(COMMENT_HAS_PHONE | COMMENT_HAS_EMAIL | COMMENT_HAS_ADDRESS |         \
	 COMMENT_HAS_CHILD | COMMENT_HAS_LINKS)

static bool is_found(struct arena *arena, const char *before, const char *text,
		     unsigned flag)
{
	return safety_flags(arena,
			    arena_printf(arena, "%s\n\n%s", before, text)) &
	       flag;
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	char *text = fuzz_text(arena, data, size);
	unsigned flags = safety_flags(arena, text);
	struct safety_span *spans;
	size_t count;

	MUST((flags & ~(unsigned)ALL_FLAGS) == 0);
	safety_spans(arena, text, &spans, &count);
	for (size_t i = 0; i < count; i++) {
		MUST(spans[i].from < spans[i].to &&
		     spans[i].to <= strlen(text));
		MUST(i == 0 || spans[i - 1].to < spans[i].from);
		MUST((spans[i].flags & ~flags) == 0);
	}
	/* As a form hands it over. */
	text = utf8_clean(arena, text, false);
	MUST(is_found(arena, text, "Please call (218) 555-0142 today.",
		      COMMENT_HAS_PHONE));
	MUST(is_found(arena, text, "Please write to deb@hawkridge.org soon.",
		      COMMENT_HAS_EMAIL));
}
