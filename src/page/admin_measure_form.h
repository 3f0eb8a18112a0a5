/* The fields of a measure, as staff type them. */
#ifndef PAGE_ADMIN_MEASURE_FORM_H
#define PAGE_ADMIN_MEASURE_FORM_H

#include "page/admin_plan.h"

/* Read what was typed into out, on top of what it holds; problems go to the
 * form. stored is the measure that it changes, or NULL for a new one. */
void measure_form_read(struct ctx *c, const struct measure *stored,
		       struct measure *out);

/* {{>FIELDS}}: of the measure, or as typed when there is a form. */
void measure_form_show(struct ctx *c, struct view_dict *dict,
		       const struct measure *measure);

/* The field's name in words of the site, for the list of problems. */
const char *measure_form_label(struct ctx *c, const char *field);

/* Rows VERSUS of what differs. */
void measure_form_versus(struct ctx *c, struct view_dict *dict,
			 const struct measure *yours,
			 const struct measure *theirs);

#endif
