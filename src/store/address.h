/* Addresses of all public listings, for the sitemap. */
#ifndef STORE_ADDRESS_H
#define STORE_ADDRESS_H

#include "store/db.h"

struct address {
	int64_t id;
	const char *slug;
	int64_t updated_at;
};

/* At most limit public programs with an id above after_id, by id. */
MUST_CHECK enum status store_address_list(struct db *db, struct arena *arena,
					  int64_t after_id, size_t limit,
					  struct address **out, size_t *count);

/* The id of every size-th public program, by id: where parts of the sitemap
 * begin; the first part begins after id 0 and is not in the list. */
MUST_CHECK enum status store_address_parts(struct db *db, struct arena *arena,
					   size_t size, int64_t **out,
					   size_t *count);

#endif
