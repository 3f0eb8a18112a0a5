/* Lifting a database to this version: schema.sql for a new file, numbered
 * migrations (src/store/migrations/NNNN-name.sql) for an older one; both
 * roads lead to the same schema, and a test says so. */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "util/status.h"

/* The user_version of this program. */
int store_version(void);

/* Lift an older database at path; one of this version stays as it is, and
 * STATUS_NOT_FOUND says that there is none (an empty file is none). Whoever has
 * it open goes on meanwhile; writers wait. */
MUST_CHECK enum status store_lift(const char *path, int *from, int *to);

/* Create or lift the file at path; *from and *to are versions (0: new). */
MUST_CHECK enum status store_migrate(const char *path, int *from, int *to);

/* Lift what may be a backup and that no site runs on. STATUS_BAD: it is no
 * database of North Star. */
MUST_CHECK enum status store_lift_candidate(const char *path);

#endif
