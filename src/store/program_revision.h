/* The history of a listing: each save is a revision, numbered by the version
 * it made. What it said is store_program_at(). */
#ifndef STORE_PROGRAM_REVISION_H
#define STORE_PROGRAM_REVISION_H

#include "store/db.h"

struct program_revision {
	int64_t version, created_at;
	const char *actor;       /* "user 3", "import" */
	const char *note;        /* why, for staff; NULL */
	const char *public_note; /* what changed, for all; NULL */
};

/* Newest first, at most limit; with before above 0 only older versions. */
MUST_CHECK enum status
store_program_revisions(struct db *db, struct arena *arena, int64_t program_id,
			int64_t before, size_t limit,
			struct program_revision **out, size_t *count);

MUST_CHECK enum status
store_program_revision(struct db *db, struct arena *arena, int64_t program_id,
		       int64_t version, struct program_revision *out);

/* Say to all what a revision changed; in the transaction of its save. */
MUST_CHECK enum status store_program_revision_tell(struct db *db,
						   int64_t program_id,
						   int64_t version,
						   const char *public_note);

/* The newest public note of a public listing: *note is NULL when it has
 * none. */
MUST_CHECK enum status store_program_news(struct db *db, struct arena *arena,
					  int64_t program_id, const char **note,
					  int64_t *at);

#endif
