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

/* The names of the keys whose values differ, as a JSON array. */
char *program_content_changes(struct arena *arena, const char *before,
			      const char *after);

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
