/* Old HTML to plain words to Markdown: always text, never longer than it can
 * be, and what comes out twice is the same. */
#include "fuzz.h"
#include "util/html_text.h"
#include "util/utf8.h"
#include "view/markdown.h"

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	char *html = fuzz_text(arena, data, size);
	const char *text, *quoted;

	if (!utf8_is_valid(html, strlen(html)))
		return;
	text = html_text(arena, html);
	MUST(utf8_is_valid(text, strlen(text)));
	MUST(strcmp(text, utf8_clean(arena, text, false)) == 0);
	MUST(!strstr(text, "\n\n\n"));
	/* NFC may lengthen a character threefold; "- " and " (…)" are less. */
	MUST(strlen(text) <= 8 * size + 8);
	text = html_line(arena, html);
	MUST(utf8_is_valid(text, strlen(text)) && !strchr(text, '\n'));
	quoted = markdown_quote(arena, html);
	MUST(utf8_is_valid(quoted, strlen(quoted)));
	MUST(strlen(quoted) <= 3 * strlen(html) + 2);
	markdown_comment(arena, quoted);
}
