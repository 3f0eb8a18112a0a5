/* What somebody was writing in an editor and has not saved: one for each
 * person and object ("program 12", "program new", "page about en"). Not
 * content: no audit, no revision, nobody else's. */
#ifndef STORE_DRAFT_H
#define STORE_DRAFT_H

#include "store/db.h"

#define DRAFT_DAYS 90 /* untouched, then it ends */

struct draft {
	int64_t user_id;
	const char *user_name;
	const char *fields; /* JSON: [["name", "value"], …] as posted */
	int64_t base_version;
	int64_t updated_at;
};

MUST_CHECK enum status store_draft_put(struct db *db, int64_t user_id,
				       const char *object, const char *fields,
				       int64_t base_version, int64_t now);
MUST_CHECK enum status store_draft_get(struct db *db, struct arena *arena,
				       int64_t user_id, const char *object,
				       struct draft *out);
/* The drafts of all others of this object, to warn that two are writing. */
MUST_CHECK enum status store_draft_others(struct db *db, struct arena *arena,
					  int64_t user_id, const char *object,
					  struct draft **out, size_t *count);
MUST_CHECK enum status store_draft_drop(struct db *db, int64_t user_id,
					const char *object);

#endif
