/* What a backup holds, laid out in the state folder under names of its own
 * until it takes the places it is for: shared by the files of restore. */
#ifndef COMMAND_RESTORE_SOURCE_H
#define COMMAND_RESTORE_SOURCE_H

#include "command/backup.h"

/* Paths; NULL: it came without. */
struct restore_source {
	const char *copy;                     /* the database */
	const char *secret, *config, *erased; /* of a sealed backup */
	const char *beside; /* the list that lies beside the file */
	/* All lists of who was erased, ended by NULL. */
	const char *lists[3];
};

/* Lay out the backup at path; 0, or COMMAND_FAILED, and what is wrong was
 * said. In both cases call restore_source_remove() at the end. */
int restore_source_open(const struct command_env *env, const char *path,
			const char *key, struct restore_source *out);

/* The key of the restored database: of the state folder or, when it has
 * none, of the backup. */
MUST_CHECK enum status restore_source_key(const struct command_env *env,
					  const struct restore_source *source,
					  unsigned char key[32]);

/* Secret and configuration take their places where there is none, the lists
 * of who was erased are added to the state folder's. */
int restore_source_place(const struct command_env *env,
			 const struct restore_source *source, bool is_quiet);

void restore_source_remove(const struct command_env *env);

/* to gets the owner of from; for root, so that the server may read it. */
void restore_take_owner(const char *from, const char *to);

#endif
