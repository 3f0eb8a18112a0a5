/* Comments that come from another site, with their dates, threads and states.
 * Each remembers where it came from, so that what is here already is known
 * again and nothing comes twice. All of it stands in a transaction of the
 * caller (src/command/import_comments.c). */
#ifndef STORE_COMMENT_IMPORT_H
#define STORE_COMMENT_IMPORT_H

#include <stdbool.h>

#include "store/comment.h"

#define COMMENT_SOURCE_MAX 300 /* characters */

/* The page at a path of this site that has a conversation: "/about",
 * "/programs/kinship" (an old slug, too), "/dashboard/network".
 * STATUS_NOT_FOUND for any other, and for the drafts of listings. */
MUST_CHECK enum status store_comment_import_page(struct db *db,
						 struct arena *arena,
						 const char *path,
						 struct thread *out);

/* Give it a row if it has none: thread->id is set then. */
MUST_CHECK enum status store_comment_import_thread(struct db *db,
						   struct thread *thread);

struct imported_comment {
	const char *source; /* where it came from, as a key */
	int64_t thread_id;
	int64_t parent_id; /* of the same thread, stored before; 0: none */
	enum comment_state state;
	const char *author_name, *author_email, *website; /* NULL: none */
	const char *body;
	const char *reason; /* of its removal, or NULL */
	unsigned flags;
	int64_t created_at; /* published ones appeared then, too */
};

/* Store a comment, unless one of this source is here: *id is that one's then,
 * *is_new is false and nothing changes. A published one is counted and
 * shown; so is the empty place of what it answers. Too many levels are
 * flattened. A parent in another thread counts as none. */
MUST_CHECK enum status
store_comment_import_add(struct db *db, const struct imported_comment *comment,
			 int64_t *id, bool *is_new);

/* Was any comment written here, rather than imported? */
MUST_CHECK enum status store_comment_import_is_late(struct db *db,
						    bool *is_late);

/* The row of the record: count comments of a site came in. */
MUST_CHECK enum status
store_comment_import_record(struct db *db, const char *site, int64_t count);

#endif
