/* From a template file to what ctemplate reads: the words put in. */
#ifndef VIEW_TEMPLATE_TEXT_H
#define VIEW_TEMPLATE_TEXT_H

#include "util/buf.h"
#include "util/status.h"
#include "view/strings.h"

/* source with each [[msgid]] replaced by its words, escaped for HTML but for
 * the {{VARIABLES}} in them, which must be those of the msgid. The first line
 * must switch auto-escaping on; comments and white space after it are left
 * out, for an XML declaration must be the first thing in a file.
 * STATUS_BAD if something is wrong, which is logged with name and line. */
MUST_CHECK enum status template_text(struct buf *out, const char *name,
				     const char *source,
				     const struct strings *strings);

#endif
