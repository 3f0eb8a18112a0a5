/* Shared by the files of program.h: reading a row, choosing a slug, writing
 * the content of a listing down. */
#ifndef STORE_PROGRAM_ROW_H
#define STORE_PROGRAM_ROW_H

#include "store/program.h"

/* The listing with this id, whatever its stage. */
MUST_CHECK enum status program_by_id(struct db *db, struct arena *arena,
				     int64_t id, struct program *out);

/* The stage's and the badge's names in the database. */
extern const char *const program_stages[];
extern const char *const program_badges[];

/* Everything a save writes, as JSON with a fixed order of keys: two listings
 * with the same content give the same text. */
char *program_content(struct arena *arena, const struct program *program);

/* What differs, for the audit: {"version":4,"name":{"before":…,"after":…}, …};
 * nothing but the version when before is NULL. Long texts are cut when an
 * audit row could not hold them; the revisions have them whole. */
char *program_content_changes(struct arena *arena, const char *before,
			      const char *after, int64_t version);

/* What the audit calls it: "program.add" (before is NULL), by the new stage
 * "program.publish", ".unpublish", ".pause" or ".close", "program.confirm"
 * when nothing but the confirmation differs, else "program.save". */
const char *program_content_action(struct arena *arena,
				   const struct program *before,
				   const struct program *after);

/* What program_content() wrote, read back; terms and counties that are no
 * more are left out. id, version and times are the caller's. STATUS_FAILED
 * (logged) when it is not that. */
MUST_CHECK enum status program_content_read(struct db *db, struct arena *arena,
					    const char *content,
					    struct program *out);

/* store_program_save() with the audit's action said (NULL: found out). */
MUST_CHECK enum status program_save_as(struct db *db, struct arena *arena,
				       struct program *program,
				       const char *action, const char *actor,
				       const char *note,
				       enum program_change *change);

/* A slug for program, which may already have an id and a slug: kept while
 * the name still fits it. */
MUST_CHECK enum status program_slug_choose(struct db *db, struct arena *arena,
					   const struct program *program,
					   const char *slug_before,
					   const char **out);

/* The slug that was is kept; the one that will be is no longer old. */
MUST_CHECK enum status program_slug_retire(struct db *db, int64_t id,
					   const char *before,
					   const char *after);

/* Where an old slug leads now; NULL for nowhere. */
MUST_CHECK enum status program_slug_moved(struct db *db, struct arena *arena,
					  const char *slug, const char **out);

/* A free slug for an organization. */
MUST_CHECK enum status program_slug_organization(struct db *db,
						 struct arena *arena,
						 const char *name,
						 const char **out);

#endif
