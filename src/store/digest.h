/* The digest: what waits to be read, by mail to whoever reads it, at most one
 * in DIGEST_SECONDS each. A row of the outbox stands for one; its object says
 * which comments are its own ("user 3 12-80 1700000000": held with an id above
 * 12, up to 80, or held again since that second), so no two digests of one
 * person tell of the same, and what it says is read when it is made. */
#ifndef STORE_DIGEST_H
#define STORE_DIGEST_H

#include "store/comment.h"
#include "store/user.h"

#define DIGEST_KIND      "digest"
#define DIGEST_SECONDS   600
#define DIGEST_SHOWN     20
#define DIGEST_COUNT_MAX 1000 /* more is "1,000+" */

/* Queue a digest for every active account of staff whose role may_moderate,
 * that has not switched them off, has none on the way, had none for
 * DIGEST_SECONDS and has something new to read. For the job. */
MUST_CHECK enum status
store_digest_queue(struct db *db, bool (*may_moderate)(enum role), int64_t now);

struct digest_item {
	struct comment comment; /* with its thread */
	int64_t version;
	int score;   /* how much speaks for spam, of 100 */
	int reports; /* open ones */
};

struct digest {
	int64_t user_id;
	const char *name;                       /* NULL: none was given */
	struct digest_item items[DIGEST_SHOWN]; /* for safety first, then the
						 * oldest */
	size_t count, total; /* total: at most DIGEST_COUNT_MAX + 1 */
};

/* What the row with this object, made at created_at, says now.
 * STATUS_NOT_FOUND: nothing of it waits any more, or who it is for is gone,
 * may no longer moderate, or wants none. */
MUST_CHECK enum status store_digest_read(struct db *db, struct arena *arena,
					 bool (*may_moderate)(enum role),
					 const char *object, int64_t created_at,
					 struct digest *out);

/* A member of the staff switches them on or off, with an audit row. */
MUST_CHECK enum status store_digest_switch(struct db *db, int64_t user_id,
					   bool is_on, const char *actor);
MUST_CHECK enum status store_digest_is_on(struct db *db, int64_t user_id,
					  bool *is_on);

#endif
