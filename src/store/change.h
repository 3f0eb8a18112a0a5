/* Change sets: what one press of a button changed, so that another press can
 * undo it within 30 days. A change set remembers, of each thing, what it was
 * before and the version it became; undoing skips what has changed since. */
#ifndef STORE_CHANGE_H
#define STORE_CHANGE_H

#include <stdbool.h>

#include "store/db.h"

#define CHANGE_DAYS 30

enum change_kind {
	CHANGE_PROGRAM, /* before: the version to go back to, in decimal */
	CHANGE_COMMENT, /* before: the state */
	CHANGE_MEASURE,
	CHANGE_FIGURE,
	CHANGE_PAGE
};

struct change_item {
	enum change_kind kind;
	int64_t object_id;
	const char *before;
	int64_t after_version;
};

struct change_set {
	int64_t id;
	int64_t user_id;
	const char *action;    /* "program.pause", as in the audit */
	int64_t at, undone_at; /* 0: not undone */
	size_t count;          /* items */
};

/* All three in the caller's transaction. A thing that is added twice goes back
 * to what it was before the first; the last after_version counts. */
MUST_CHECK enum status store_change_begin(struct db *db, int64_t user_id,
					  const char *action, int64_t now,
					  int64_t *id);
MUST_CHECK enum status store_change_add(struct db *db, int64_t id,
					const struct change_item *item);
/* Mark it undone; STATUS_CONFLICT when it was before, or is too old. */
MUST_CHECK enum status store_change_undone(struct db *db, int64_t id,
					   int64_t now);

MUST_CHECK enum status store_change_get(struct db *db, struct arena *arena,
					int64_t id, struct change_set *out);
MUST_CHECK enum status store_change_items(struct db *db, struct arena *arena,
					  int64_t id, struct change_item **out,
					  size_t *count);
/* The newest, for "recent changes"; at most limit. Those whose things were
 * all erased since are left out. */
MUST_CHECK enum status store_change_recent(struct db *db, struct arena *arena,
					   size_t limit,
					   struct change_set **out,
					   size_t *count);

#endif
