/* Beginning a new generation without a change of content. */
#ifndef STORE_GENERATION_H
#define STORE_GENERATION_H

#include "store/db.h"

/* Pages kept so far are old from now on: what they say depends on the day. */
MUST_CHECK enum status store_generation_raise(struct db *db);

#endif
