/* multipart/form-data (RFC 7578, RFC 2046 §5.1): what a form with a file in
 * it sends. The parts are cut out of the bytes where they stand. */
#ifndef HTTP_MULTIPART_H
#define HTTP_MULTIPART_H

#include "http/form.h"

#define MULTIPART_PARTS_MAX 64
#define MULTIPART_HEAD_MAX  4096 /* bytes of one part's headers */
#define MULTIPART_NAME_MAX  200  /* bytes of a field's name */

/* The boundary that a Content-Type names, or NULL when it is another type or
 * names none that RFC 2046 allows. */
const char *multipart_boundary(struct arena *arena, const char *content_type);

/* Parse bytes[0..len) into form: fields, and at most one file (form->file).
 * bytes[len] must be writable, and bytes must live as long as the form.
 * STATUS_BAD for what no browser sends: over a limit, not closed, a field
 * that is no text, two files; *why is then a sentence for the log. */
MUST_CHECK enum status multipart_parse(struct form *form, struct arena *arena,
				       const char *boundary, char *bytes,
				       size_t len, const char **why);

#endif
