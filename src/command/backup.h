/* Parts of backup, restore and the drill, and nobody else's. */
#ifndef COMMAND_BACKUP_H
#define COMMAND_BACKUP_H

#include <stdbool.h>
#include <stdint.h>

#include "command/commands.h"
#include "store/audit.h"

/* In a sealed backup, as in the state folder; the database is
 * COMMAND_DATABASE, the list of who was erased ERASURE_FILE. */
#define BACKUP_SECRET "secret"
#define BACKUP_CONFIG "northstar.conf"

/* In the state folder while they are needed: a copy that is being sealed
 * (after the database's name), and where a drill takes place. */
#define BACKUP_COPYING ".copying"
#define BACKUP_DRILL   "drill"

/* Hold folder (the state folder, that of backups) until the number is closed:
 * backup, restore and the drill do not run beside each other. -1, and said,
 * when another one holds it or there is no such folder. */
int backup_lock(const char *folder);

struct backup_order {
	const char *key; /* path of the public key; NULL: not sealed */
	bool is_quick;   /* look at the pages of the copy alone */
};

/* What the copy holds. */
struct backup_made {
	struct audit_end end;
	int64_t bytes, ms;
};

/* Write a copy of db under path, which must be free: it has the name only
 * once it is whole, was looked at and is on the disk. 0, or COMMAND_FAILED,
 * and what failed was said; nothing is left then. */
int backup_write(const struct command_env *env, struct db *db,
		 const struct backup_order *order, const char *path,
		 struct backup_made *made);

/* Remove a copy that was never finished, and its journal, which SQLite would
 * take for that of the next one. */
void backup_remove_part(struct arena *arena, const char *path);

/* Copies in a folder: "northstar-2026-12-01T033000Z.db", ".db.sealed" when
 * sealed. */
char *backup_name(struct arena *arena, int64_t at, bool is_sealed);
/* Remove what a backup that was killed left there. */
void backup_folder_clean(struct arena *arena, const char *folder);
/* Remove those made before the second before; their count. */
size_t backup_folder_expire(struct arena *arena, const char *folder,
			    int64_t before);

/* Put the backup at path into the state folder of env: 0, or COMMAND_FAILED,
 * and what failed was said. key: path of the secret key, or NULL. In a drill
 * nothing is told of what took which place. */
int restore_backup(const struct command_env *env, const char *path,
		   const char *key, bool is_drill);

/* Restore it into a folder of its own, look at everything, say how long it
 * took, and leave nothing. */
int restore_drill(const struct command_env *env, const char *path,
		  const char *key);

#endif
