/* Organizations: listings are theirs. They are made and changed by the saves
 * of listings (program.h). */
#ifndef STORE_ORGANIZATION_H
#define STORE_ORGANIZATION_H

#include "store/db.h"

/* The name under which an organization is known that is called name, but for
 * case, accents and punctuation; STATUS_NOT_FOUND when there is none. */
MUST_CHECK enum status store_organization_find(struct db *db,
					       struct arena *arena,
					       const char *name,
					       const char **known);

/* Names that begin with prefix ("" for any), by name, at most limit. */
MUST_CHECK enum status
store_organization_names(struct db *db, struct arena *arena, const char *prefix,
			 size_t limit, const char ***out, size_t *count);

#endif
