/* Who did something, by name, for pages that show it. */
#ifndef STORE_WHO_H
#define STORE_WHO_H

#include "store/db.h"

/* The name of an account, or the local part of its e-mail; *name NULL when it
 * was erased or never was. */
MUST_CHECK enum status store_who_name(struct db *db, struct arena *arena,
				      int64_t user_id, const char **name);

#define WHO_STAFF_MAX 500

/* The names under which staff who may sign in are seen, in arena, but for that
 * one's; at most WHO_STAFF_MAX. */
MUST_CHECK enum status store_who_staff(struct db *db, struct arena *arena,
				       int64_t but_id, const char ***names,
				       size_t *count);

#endif
