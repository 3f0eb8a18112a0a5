/* A form that waits, as JSON: [["name", "value"], …] (store/draft.h). */
#ifndef PAGE_KEPT_FORM_H
#define PAGE_KEPT_FORM_H

#include "http/form.h"

/* Its fields as a form in arena; false, and a form without fields, for
 * anything else (NULL too). */
bool kept_form_read(struct arena *arena, const char *json, struct form *out);

#endif
