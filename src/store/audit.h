/* The record of every change: who, what, before and after. Append-only by
 * trigger, chained by hash: each row holds BLAKE2b over its content and the
 * row before. Written inside the transaction of the change. */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H

#include "store/db.h"

struct audit_entry {
	const char *actor;  /* "import", "command", "guest", "user 3" */
	const char *action; /* "program.save", "comment.publish" */
	const char *object; /* "program 12" */
	const char *detail; /* JSON: what changed; never an e-mail address */
};

MUST_CHECK enum status store_audit_add(struct db *db,
				       const struct audit_entry *entry);

/* Recompute the chain; STATUS_FAILED, logged, at the first break. */
MUST_CHECK enum status store_audit_verify(struct db *db);

#endif
