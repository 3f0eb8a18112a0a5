/* The terms, read once per connection and generation: listings name them by
 * id, and a join for each would cost more than the listing. */
#ifndef STORE_TERM_TABLE_H
#define STORE_TERM_TABLE_H

#include "store/term.h"

struct term_table {
	int64_t generation; /* of the directory, when it was read */
	struct term *terms; /* by kind and position */
	size_t count;
	struct arena *arena;
};

/* The table as it is now; valid until the next call or rollback. */
MUST_CHECK enum status term_table_get(struct db *db,
				      const struct term_table **out);

#endif
