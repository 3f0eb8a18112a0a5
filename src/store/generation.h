/* Beginning a new generation without a change of content. */
#ifndef STORE_GENERATION_H
#define STORE_GENERATION_H

#include "store/db.h"

/* Pages kept so far are old from now on: what they say depends on the day. */
MUST_CHECK enum status store_generation_raise(struct db *db);

/* Both generations go above these: of a database that this one replaces. */
MUST_CHECK enum status store_generation_pass(struct db *db, int64_t public,
					     int64_t directory);

#endif
