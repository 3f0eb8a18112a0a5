/* Erasing a person in full: in the database (store/erase.h), in the files it
 * stands in, in ready-made pages, and again after each restore of a backup
 * that still knows them. STATE/erasures remembers whom: a keyed hash of the
 * address and the numbers of what was erased, nothing that names anybody. */
#ifndef PAGE_ERASURE_H
#define PAGE_ERASURE_H

#include "store/erase.h"
#include "util/config.h"

/* Erase and remember, in one transaction. A comment that its writer takes
 * back (is_own, no account) does not have the file written anew: that would
 * let anybody keep others from writing; the next night does. STATUS_NOT_FOUND,
 * STATUS_CONFLICT as store_erase_run(). key is that of STATE/secret. Then
 * erasure_finish(). */
MUST_CHECK enum status
erasure_run(struct db *db, struct arena *arena, const struct config *config,
	    const unsigned char key[32], const struct erase_target *target,
	    const char *actor, int64_t now, struct erase_result *out);

/* Erase one comment of whom its writer is, and nothing else: they asked. The
 * caller has made sure of that. actor: "user 3", or "author" for a guest. */
MUST_CHECK enum status erasure_run_comment(struct db *db, struct arena *arena,
					   const struct config *config,
					   const unsigned char key[32],
					   int64_t comment_id,
					   const char *actor, int64_t now);

/* After the commit: old ready-made pages go, and the database file is written
 * anew. With is_quick a large file is left to the job. */
MUST_CHECK enum status erasure_finish(struct db *db, struct arena *arena,
				      const struct config *config,
				      bool is_quick, int64_t now);

/* Words of people were removed because they were kept long enough
 * (page/retention.h). What may be left of them in gaps of the file goes the
 * next night, with one writing anew for all of a day. */
MUST_CHECK enum status erasure_note_gaps(struct db *db, int64_t now);

/* For the job: is a file to be written anew, or is it night and are there
 * gaps? Then do it. */
MUST_CHECK enum status erasure_finish_late(struct db *db, struct arena *arena,
					   int64_t now);

/* Erase again, in db (a restored copy), whom STATE/erasures names, or a list
 * of others (paths, ended by NULL; NULL: none) that came with the copy; *count
 * is how many were still there. */
MUST_CHECK enum status erasure_repeat(struct db *db, struct arena *arena,
				      const struct config *config,
				      const unsigned char key[32],
				      const char *const *others, int64_t now,
				      size_t *count);

/* Whom STATE/erasures names, for what comes in from elsewhere. */
struct erasures;
MUST_CHECK enum status erasure_list(struct arena *arena,
				    const struct config *config,
				    const unsigned char key[32],
				    struct erasures **out);
/* Is a comment of created_at by somebody who was erased after it? One without
 * an address (email NULL) is told by its second, if one of that second was
 * erased. */
bool erasure_has(const struct erasures *list, struct arena *arena,
		 const char *email, int64_t created_at);

#endif
