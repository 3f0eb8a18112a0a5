/* Files that must be whole, and on the disk, before anybody relies on them. */
#ifndef UTIL_FILE_H
#define UTIL_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/arena.h"
#include "util/status.h"

/* All of it, or false with errno. */
bool file_write(int fd, const void *bytes, size_t len);

/* The folder of path: "." when it names none. */
char *file_folder(struct arena *arena, const char *path);

/* What was made, renamed or removed in the folder is on the disk; or false
 * with errno. */
bool file_sync_folder(const char *folder);

/* Bring a file that was written and closed to the disk; or false with errno. */
bool file_sync(const char *path);

/* Write from's bytes to the new or emptied file to (mode 0600), down to the
 * disk; or false with errno, and nothing is left. */
bool file_copy(const char *from, const char *to);

/* from takes the name to, which must be free (EEXIST), and the folder is on
 * the disk; or false with errno. */
bool file_name(struct arena *arena, const char *from, const char *to);

/* Remove the folder with all that is in it; nothing when there is none. */
void file_remove_folder(const char *folder);

/* Bytes that may still be written below folder; -1: not known. */
int64_t file_room(const char *folder);

/* The whole file as text in arena, at most max bytes. NULL with errno. */
char *file_read(struct arena *arena, const char *path, size_t max, size_t *len);

#endif
