/* Mail that waits to be sent; written in the transaction of its cause. */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include "store/db.h"

/* Queue a mail of a kind ("comment-held") about an object; at most one of
 * that kind, recipient and object. */
MUST_CHECK enum status store_outbox_add(struct db *db, const char *kind,
					const char *recipient,
					const char *object, int64_t now);

#endif
