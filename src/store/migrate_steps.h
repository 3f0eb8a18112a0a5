/* The mechanism under migrate.h, so that a test can walk roads of its own. */
#ifndef STORE_MIGRATE_STEPS_H
#define STORE_MIGRATE_STEPS_H

#include "store/schema.h"
#include "util/status.h"

struct road {
	const char *schema; /* for a new file; NULL: there must be one */
	const struct migration *steps;
	int version; /* where the road ends */
};

/* As store_migrate(), by another road. */
MUST_CHECK enum status migrate_along(const struct road *road, const char *path,
				     int *from, int *to);

#endif
