/* When the machinery last did what it should, for the system line of the
 * staff's home: the two below, "check", "mail". */
#ifndef STORE_EVENT_H
#define STORE_EVENT_H

#include <stdbool.h>

#include "store/db.h"

#define EVENT_BACKUP       "backup"       /* the last whole one */
#define EVENT_BACKUP_TRIED "backup tried" /* the last, whole or not */

struct system_event {
	int64_t at; /* 0: never */
	bool is_fine;
	const char *detail; /* plain English, for operators; NULL */
};

MUST_CHECK enum status store_event_put(struct db *db, const char *kind,
				       bool is_fine, const char *detail,
				       int64_t now);
/* STATUS_OK with at 0 when it never happened. */
MUST_CHECK enum status store_event_get(struct db *db, struct arena *arena,
				       const char *kind,
				       struct system_event *out);

#endif
