/* The record of changes in words: shared by the files of its page. */
#ifndef PAGE_ADMIN_AUDIT_H
#define PAGE_ADMIN_AUDIT_H

#include "page/ctx.h"
#include "store/audit.h"
#include "util/json.h"

/* The sentence of a row as {{>…}} parts (section PART): WORDS, WHO or THING
 * with THING_PATH; see templates/pages/admin_audit.tpl. */
MUST_CHECK enum status audit_words_show(struct ctx *c, struct view_dict *dict,
					const struct audit_row *row);

/* What an object is called, in words of the site, and where it stands (""
 * when there is no page of it, or not for this reader). */
MUST_CHECK enum status audit_words_thing(struct ctx *c, const char *object,
					 const char **name, const char **path);

/* The name of a field in a sentence ("phone number"), or NULL when the detail
 * has no change of exactly this shape. */
const char *audit_field_name(struct ctx *c, const char *field);

/* A value of a field in words; NULL for none. */
const char *audit_field_value(struct ctx *c, const char *field, json_t *value);

/* Section DETAIL of a row: what changed, before and after, and what was said
 * beside. Nothing is shown when the row has none. */
void audit_detail_show(struct ctx *c, struct view_dict *dict,
		       const struct audit_row *row);

#endif
