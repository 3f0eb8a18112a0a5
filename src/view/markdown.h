/* Markdown through cmark-gfm, safe mode: raw HTML is left out, links only to
 * http, https and mailto. */
#ifndef VIEW_MARKDOWN_H
#define VIEW_MARKDOWN_H

#include "util/arena.h"

#define MARKDOWN_BYTES_MAX 20000
#define MARKDOWN_DEPTH_MAX 20 /* deeper nesting is shown as plain text */

/* What people write in comments: paragraphs, line breaks, emphasis, lists,
 * quotes, code, links (autolinked; rel="nofollow ugc noopener"). No headings,
 * images, tables or raw HTML: shown as the words they hold. */
char *markdown_comment(struct arena *arena, const char *text);

/* What programs and staff write: as above, with headings (from h3). */
char *markdown_page(struct arena *arena, const char *text);

/* What staff write for a part of a page: headings from this level on, or none
 * (0: their words are paragraphs), and links may lead within the site
 * ("/programs"). */
char *markdown_text(struct arena *arena, const char *text, int heading);

/* The words alone, on one line, for feeds, JSON and descriptions. */
char *markdown_plain(struct arena *arena, const char *text);

/* Plain words so that markdown_comment() shows them, their paragraphs and line
 * breaks: what Markdown would take for its own has a backslash before it; an
 * address stays as it is. White space at the ends of lines is cut. */
char *markdown_quote(struct arena *arena, const char *text);

#endif
