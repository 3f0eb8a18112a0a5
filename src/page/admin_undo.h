/* How each kind of thing that staff change is taken back. */
#ifndef PAGE_ADMIN_UNDO_H
#define PAGE_ADMIN_UNDO_H

#include "page/ctx.h"
#include "store/change.h"

/* Take back all of set that has not changed since, in the transaction at
 * hand; *undo is the change set that says what was. */
MUST_CHECK enum status admin_undo(struct ctx *c, const struct change_set *set,
				  int64_t *undo, size_t *left);

#endif
