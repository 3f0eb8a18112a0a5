/* The words of a piece of HTML that somebody wrote years ago, such as an old
 * comment: for taking old texts along, not for showing HTML. */
#ifndef UTIL_HTML_TEXT_H
#define UTIL_HTML_TEXT_H

#include "util/arena.h"

/* html as plain text: tags, scripts and styles are left out, paragraphs and
 * line breaks stay, as do line ends (which WordPress shows as breaks), list
 * items begin with "- ", the address of a link stands behind its words unless
 * they are the same, a picture is its alternative text, entities are their
 * characters (an unknown one stays as typed). What only looks like a tag
 * ("a < b", "<3") stays. The result is clean (utf8_clean); html must be valid
 * UTF-8. */
char *html_text(struct arena *arena, const char *html);

/* The same on one line, and nothing is a tag: a name with entities. */
char *html_line(struct arena *arena, const char *html);

#endif
