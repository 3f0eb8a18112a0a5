/* Accounts of readers as administrators see them. What is done to them is in
 * staff_user.h: disable, enable; in session.h: end; in erase.h: erase. */
#ifndef STORE_STAFF_READER_H
#define STORE_STAFF_READER_H

#include <stdbool.h>

#include "store/member_self.h"

#define STAFF_READERS_PAGE   50
#define STAFF_READERS_SEARCH 20000 /* newest, that a search looks at */

struct staff_reader {
	int64_t id;
	const char *name;    /* NULL: none was given */
	const char *email;   /* that it signs in with, or NULL */
	const char *contact; /* that a provider has verified, or NULL */
	bool is_disabled;
	int64_t created_at, seen_at; /* 0: never */
	int64_t comment_count;
	int64_t session_count;   /* that live now */
	struct member_way *ways; /* providers that it signs in with */
	size_t way_count;
};

struct staff_reader_list {
	struct staff_reader *items; /* at most STAFF_READERS_PAGE */
	size_t count;
	bool has_more; /* older ones than the last */
	bool is_cut;   /* a search that has not looked at all readers */
};

/* Readers, newest first, whose number is below before (0: from the newest);
 * with words those whose name or address holds them. A whole address finds
 * its reader however old. */
MUST_CHECK enum status store_staff_reader_list(struct db *db,
					       struct arena *arena,
					       const char *words,
					       int64_t before, int64_t now,
					       struct staff_reader_list *out);

/* STATUS_NOT_FOUND for staff and for who was erased. */
MUST_CHECK enum status store_staff_reader_get(struct db *db,
					      struct arena *arena, int64_t id,
					      int64_t now,
					      struct staff_reader *out);

#endif
