/* What the files of comments share: how rows become structs. Only for
 * src/store/comment*.c. */
#ifndef STORE_COMMENT_ROW_H
#define STORE_COMMENT_ROW_H

#include "store/comment.h"

/* Columns of a thread, from "thread" and a left-joined "program". */
#define THREAD_COLUMNS                                                         \
	"thread.id, thread.kind, thread.key, thread.comment_count,"            \
	" program.slug, program.name"
#define THREAD_COLUMN_COUNT 6

/* Read THREAD_COLUMNS, the first of which is column. */
void store_thread_read(struct db_query *q, int column, struct arena *arena,
		       struct thread *out);

/* Where the page of a thread is, and what it is called. slug and name are a
 * program's, NULL for other threads. */
void store_thread_place(struct thread *thread, struct arena *arena,
			const char *slug, const char *name);

/* In SQL, of a comment called note: does it wait, or seem to its author to?
 * What went to spam because its sender is blocked or the filter said so looks
 * held to them: whoever is blocked should not notice, and whoever is honest
 * waits for a person. 320 is COMMENT_IS_BLOCKED and COMMENT_IS_CALLED_SPAM. */
#define LOOKS_HELD                                                             \
	"(note.state = 'held'"                                                 \
	" OR (note.state = 'spam' AND (note.flags & 320) <> 0))"

/* Columns of a comment and its thread. */
#define COMMENT_COLUMNS                                                        \
	"comment.id, comment.root_id, comment.parent_id, comment.depth,"       \
	" comment.state, comment.author_name, comment.website, comment.body,"  \
	" comment.is_staff, comment.created_at, comment.edited_at,"            \
	" comment.flags, comment.author_email, comment.published_at, "         \
	THREAD_COLUMNS
#define COMMENT_COLUMN_COUNT (14 + THREAD_COLUMN_COUNT)

/* Read COMMENT_COLUMNS, from column 0; or only those before flags. */
void store_comment_read(struct db_query *q, struct arena *arena,
			struct comment *out);
void store_comment_read_shown(struct db_query *q, struct arena *arena,
			      struct comment *out);

/* The state called name; the schema allows no other. */
enum comment_state store_comment_state_of(const char *name);

/* What becomes of a draft, found out in the transaction that stores it: its
 * state, and its flags with those that the decision adds. is_blocked: its
 * sender is. */
MUST_CHECK enum status
store_comment_fate(struct db *db, const struct comment_draft *draft,
		   bool is_blocked, enum comment_state *state, unsigned *flags);

/* Publish a comment just added below one that is public: store_comment_move()
 * without its record and without a look at what stands above. */
MUST_CHECK enum status store_comment_publish(struct db *db, int64_t id,
					     int64_t now);

/* A thread, and its program, have by more published comments. */
MUST_CHECK enum status store_comment_count(struct db *db, int64_t thread_id,
					   int by);

/* Rows to an array that grows in arena. */
struct comment_list {
	struct arena *arena;
	struct comment *items;
	size_t count, capacity;
};
struct comment *store_comment_list_add(struct comment_list *list);

#endif
