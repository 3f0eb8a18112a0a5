/* Terms and counties, read once per connection and generation: listings name
 * them by id, and a join for each would cost more than the listing. */
#ifndef STORE_LOOKUP_H
#define STORE_LOOKUP_H

#include "store/place.h"
#include "store/term.h"

struct lookup {
	int64_t generation; /* of the directory, when it was read */
	struct term *terms; /* by kind and position */
	size_t term_count;
	struct county *counties; /* by name */
	size_t county_count;
	size_t *by_id; /* indexes of counties, by id */
	struct arena *arena;
};

/* The tables as they are now; valid until the next call or rollback. */
MUST_CHECK enum status lookup_get(struct db *db, const struct lookup **out);

/* Where county id stands in counties; county_count when it does not. */
size_t lookup_county(const struct lookup *lookup, int64_t id);

/* Copies whose strings live in arena. */
struct term lookup_term_copy(struct arena *arena, const struct term *term);
struct county lookup_county_copy(struct arena *arena,
				 const struct county *county);

#endif
