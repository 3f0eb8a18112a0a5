/* The folder of backups: names, what is left of a killed one, what is old. */
#include "command/backup.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "util/clock.h"

#define BEGIN  "northstar-"
#define STAMP  18 /* "2026-12-01T033000Z" */
#define PLAIN  ".db"
#define SEALED ".db.sealed"
#define PART   ".part"

/* Written so, later is greater. */
static char *stamp_of(struct arena *arena, int64_t at)
{
	char text[21];
	char *stamp = arena_alloc(arena, sizeof(text));
	size_t len = 0;

	clock_rfc3339(at, text);
	for (const char *from = text; *from; from++)
		if (*from != ':')
			stamp[len++] = *from;
	return stamp;
}

char *backup_name(struct arena *arena, int64_t at, bool is_sealed)
{
	return arena_printf(arena, BEGIN "%s%s", stamp_of(arena, at),
			    is_sealed ? SEALED : PLAIN);
}

/* Where the stamp stands in the name of a copy, and what follows the name;
 * NULL: it is none of ours. */
static const char *read_name(const char *name, const char **rest)
{
	static const char shape[] = "0000-00-00T000000Z";
	const char *stamp = name + strlen(BEGIN);

	if (strncmp(name, BEGIN, strlen(BEGIN)) != 0)
		return NULL;
	for (size_t i = 0; i < STAMP; i++)
		if (shape[i] == '0' ? stamp[i] < '0' || stamp[i] > '9'
				    : stamp[i] != shape[i])
			return NULL;
	*rest = stamp + STAMP;
	if (strncmp(*rest, SEALED, strlen(SEALED)) == 0)
		*rest += strlen(SEALED);
	else if (strncmp(*rest, PLAIN, strlen(PLAIN)) == 0)
		*rest += strlen(PLAIN);
	else
		return NULL;
	return stamp;
}

static bool is_part(const char *rest)
{
	return strncmp(rest, PART, strlen(PART)) == 0;
}

/* Remove those of which parts (before NULL) or whole ones older than before
 * are asked. */
static size_t remove_some(struct arena *arena, const char *folder,
			  const char *before)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	size_t count = 0;

	while (dir && (entry = readdir(dir))) {
		const char *rest = "";
		const char *stamp = read_name(entry->d_name, &rest);
		const char *path;

		if (!stamp)
			continue;
		if (before ? *rest || strncmp(stamp, before, STAMP) >= 0
			   : !is_part(rest))
			continue;
		path = arena_printf(arena, "%s/%s", folder, entry->d_name);
		if (unlink(path) == 0)
			count++;
		else
			fprintf(stderr, "northstar: note: %s stays: %s\n", path,
				strerror(errno));
	}
	if (dir)
		closedir(dir);
	return count;
}

void backup_folder_clean(struct arena *arena, const char *folder)
{
	remove_some(arena, folder, NULL);
}

size_t backup_folder_expire(struct arena *arena, const char *folder,
			    int64_t before)
{
	return remove_some(arena, folder, stamp_of(arena, before));
}
