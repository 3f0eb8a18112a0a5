/* Reading what WordPress writes with "Export": WXR 1.0 to 1.2, which is RSS
 * 2.0 with elements of the namespace http://wordpress.org/export/…. A stream:
 * of the file only what comments need stays in memory. The home of expat.
 *
 * The file is not trusted. Refused, with the line: a DOCTYPE (and so every
 * entity but XML's own five), more than WXR_DEPTH_MAX levels, a kept element
 * or a tag that is too long, too many comments, a file that is too large, cut
 * short or not XML 1.0 in UTF-8 (or what expat turns into it). */
#ifndef UTIL_WXR_H
#define UTIL_WXR_H

#include <stddef.h>
#include <stdint.h>

#include "util/arena.h"
#include "util/status.h"

#define WXR_FILE_MAX     ((size_t)256 << 20)
#define WXR_DEPTH_MAX    64
#define WXR_TEXT_MAX     65536 /* bytes of an element; as in WordPress */
#define WXR_TAG_MAX      ((size_t)1 << 20) /* bytes of a tag, a comment … */
#define WXR_COMMENTS_MAX 200000

/* Texts are as they stand there, "" for what is missing; never NULL. */
struct wxr_comment {
	size_t line;
	int64_t id, parent; /* parent: 0 for the top level */
	const char *author, *email, *url;
	const char *date_gmt, *date; /* "2014-11-03 16:05:00"; local */
	const char *text;            /* HTML */
	const char *approved;        /* "1", "0", "spam", "trash" … */
	const char *type;            /* "", "comment", "pingback" … */
};

/* A page or a post that has comments. */
struct wxr_page {
	size_t line;
	const char *title, *slug, *link;
	const struct wxr_comment *comments;
	size_t count;
};

struct wxr {
	const char *site;    /* its address */
	const char *version; /* "1.2" */
	struct wxr_page *pages;
	size_t page_count, comment_count;
	const char *problem; /* what is wrong and what to do, or NULL */
	size_t line;         /* where; 0: nowhere */
};

/* Read file path; everything lives in arena. STATUS_BAD: see out->problem. */
MUST_CHECK enum status wxr_read(struct arena *arena, const char *path,
				struct wxr *out);

#endif
