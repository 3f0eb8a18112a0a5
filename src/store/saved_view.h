/* Filters of a list that somebody wants again, by name: links for them alone.
 */
#ifndef STORE_SAVED_VIEW_H
#define STORE_SAVED_VIEW_H

#include "store/db.h"

#define SAVED_VIEWS_MAX 20 /* of a user and a list */

struct saved_view {
	int64_t id;
	const char *name;
	const char *query; /* canonical, without "?" */
};

/* By name, at most SAVED_VIEWS_MAX. list: "programs", "comments", "audit". */
MUST_CHECK enum status store_saved_view_list(struct db *db, struct arena *arena,
					     int64_t user_id, const char *list,
					     struct saved_view **out,
					     size_t *count);

/* Save query under name; one of that name gets the new query.
 * STATUS_TOO_LARGE, and nothing saved, when there are SAVED_VIEWS_MAX. */
MUST_CHECK enum status store_saved_view_put(struct db *db, int64_t user_id,
					    const char *list, const char *name,
					    const char *query);

/* Another's is STATUS_NOT_FOUND. *list is the one it was of. */
MUST_CHECK enum status store_saved_view_remove(struct db *db,
					       struct arena *arena,
					       int64_t user_id, int64_t id,
					       const char **list);

#endif
