/* Whose own listings these are: people outside the staff who keep one or a
 * few listings true. */
#ifndef STORE_OWNER_H
#define STORE_OWNER_H

#include <stdbool.h>

#include "store/db.h"

struct owned_program {
	int64_t id;
	const char *name;
};

/* Is the listing this user's? */
MUST_CHECK enum status store_owner_has(struct db *db, int64_t user_id,
				       int64_t program_id, bool *has);

/* The listings of a user by name, at most limit. */
MUST_CHECK enum status store_owner_list(struct db *db, struct arena *arena,
					int64_t user_id, size_t limit,
					struct owned_program **out,
					size_t *count);

#endif
