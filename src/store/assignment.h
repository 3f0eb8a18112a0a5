/* Who has what waits: "comment 12", "program 3", "measure 4". */
#ifndef STORE_ASSIGNMENT_H
#define STORE_ASSIGNMENT_H

#include "store/db.h"

/* Take it (from whoever has it), or let go of it. */
MUST_CHECK enum status store_assignment_take(struct db *db, const char *object,
					     int64_t user_id, int64_t now);
MUST_CHECK enum status store_assignment_drop(struct db *db,
					     const char *object);
/* Who has it: *user_id 0 and *name NULL when nobody. */
MUST_CHECK enum status store_assignment_get(struct db *db, struct arena *arena,
					    const char *object,
					    int64_t *user_id,
					    const char **name);

#endif
