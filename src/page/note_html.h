/* Comments as HTML, remembered: most of the time of a page with a long thread
 * went into reading the same Markdown again. Each worker keeps its own, of
 * at most NOTE_HTML_BYTES_MAX; nothing is ever old, for a remembered one is
 * used only for the very words it was made of. */
#ifndef PAGE_NOTE_HTML_H
#define PAGE_NOTE_HTML_H

#include <stddef.h>
#include <stdint.h>

#include "util/arena.h"

#define NOTE_HTML_SLOTS     1024 /* comments */
#define NOTE_HTML_BYTES_MAX ((size_t)2 << 20)

/* markdown_comment(body) of the published comment id. Lives in arena, or
 * until the next call. */
const char *note_html(struct arena *arena, int64_t id, const char *body);

/* Bytes kept now, for tests. */
size_t note_html_bytes(void);

#endif
