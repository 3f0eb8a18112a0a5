#include "page/note_html.h"

#include <stdlib.h>
#include <string.h>

#include "view/markdown.h"

/* One comment: its words and their HTML, in one allocation. */
struct slot {
	int64_t id;
	char *body, *html;
	size_t bytes;
};

static struct slot slots[NOTE_HTML_SLOTS];
static size_t bytes_kept;

size_t note_html_bytes(void)
{
	return bytes_kept;
}

static void keep(struct slot *slot, int64_t id, const char *body,
		 const char *html)
{
	size_t body_size = strlen(body) + 1, html_size = strlen(html) + 1;
	size_t bytes = body_size + html_size;
	char *copy;

	bytes_kept -= slot->bytes;
	free(slot->body);
	*slot = (struct slot){ 0 };
	if (bytes_kept + bytes > NOTE_HTML_BYTES_MAX)
		return;
	copy = malloc(bytes);
	if (!copy)
		return;
	memcpy(copy, body, body_size);
	memcpy(copy + body_size, html, html_size);
	*slot = (struct slot){ id, copy, copy + body_size, bytes };
	bytes_kept += bytes;
}

const char *note_html(struct arena *arena, int64_t id, const char *body)
{
	struct slot *slot = &slots[(uint64_t)id % NOTE_HTML_SLOTS];
	const char *html;

	if (slot->id == id && slot->body && !strcmp(slot->body, body))
		return slot->html;
	html = markdown_comment(arena, body);
	keep(slot, id, body, html);
	return html;
}
