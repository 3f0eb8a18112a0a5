/* A form that waits, as JSON: [["name", "value"], …] (store/draft.h). */
#ifndef PAGE_KEPT_FORM_H
#define PAGE_KEPT_FORM_H

#include "http/form.h"

/* Its fields as a form in arena; false, and a form without fields, for
 * anything else (NULL too). */
bool kept_form_read(struct arena *arena, const char *json, struct form *out);

/* The fields of form that are named in names ("thread key body") and have a
 * value, as such JSON, in arena. */
const char *kept_form_write(struct arena *arena, const struct form *form,
			    const char *names);

#endif
