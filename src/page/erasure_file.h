/* Lists of who was erased (see page/erasure.h), as files: one JSON object a
 * line. A line that a power cut left without its end belongs to no commit. */
#ifndef PAGE_ERASURE_FILE_H
#define PAGE_ERASURE_FILE_H

#include "util/arena.h"
#include "util/status.h"

#define ERASURE_FILE "erasures" /* in the state folder, and beside backups */

/* Add line, down to the disk; a file that is made here belongs to whom folder
 * belongs. Faults are logged. */
MUST_CHECK enum status erasure_file_append(const char *folder, const char *path,
					   const char *line);

/* Add to the list at path the lines of the one at from that it lacks; neither
 * has to be there. */
MUST_CHECK enum status erasure_file_merge(struct arena *arena, const char *path,
					  const char *from);

#endif
