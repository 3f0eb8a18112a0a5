/* Whose a row is, and what hangs on it: shared by the files of erase.h and
 * nobody else. */
#ifndef STORE_ERASE_WHOSE_H
#define STORE_ERASE_WHOSE_H

#include "store/erase.h"

#define ERASE_WHOSE_MAX 20 /* accounts and addresses of one person */

/* An address and an account of a person, either of which may be missing. What
 * is not known fits nothing. */
struct erase_whose {
	const char *email;        /* in lower case, or NULL */
	const char *email_in_url; /* the same as a form writes it */
	int64_t user_id, comment_id;
	int64_t until; /* the last second that counts */
	bool is_own;   /* what only the address links belongs to others, too */
	bool is_active_admin;
	const char *user_name;
	enum role role;
	int64_t user_created_at;
};

/* Comments of a person: $1 to $5, bound by erase_bind_whose(). Each part by its
 * index; addresses have none, so all comments are read where one is given, and
 * only there. */
#define ERASE_WHOSE                                                            \
	" id IN (SELECT id FROM comment WHERE user_id = $2"                    \
	"        UNION SELECT id FROM comment WHERE id = $3"                   \
	"        UNION SELECT id FROM comment"                                 \
	"         WHERE $1 IS NOT NULL AND lower(author_email) = $1"           \
	"           AND ($5 = 0 OR user_id IS NULL))"                          \
	" AND created_at <= $4 "

void erase_bind_whose(struct db_query *q, const struct erase_whose *whose);

/* What the target says, completed from accounts and comments: at most
 * ERASE_WHOSE_MAX, at least one. A comment stands with the first. */
MUST_CHECK enum status erase_find_whose(struct db *db, struct arena *arena,
					const struct erase_target *target,
					struct erase_whose **out,
					size_t *count);

/* Is the account the last active administrator? */
MUST_CHECK enum status erase_is_last_admin(struct db *db,
					   const struct erase_whose *whose,
					   bool *is_last);

/* Does mail know the address: may it be written to, was it sent a link? */
MUST_CHECK enum status erase_knows_address(struct db *db,
					   const struct erase_whose *whose,
					   bool *is_known);

/* Rows of the record whose details go: those about the person's account,
 * sign-ins and comments, and those that mention the address. Ascending. */
MUST_CHECK enum status erase_find_details(struct db *db, struct arena *arena,
					  const struct erase_whose *whose,
					  int64_t **ids, size_t *count);

/* Ids ascending, each once; how many are left. */
size_t erase_sort(int64_t *ids, size_t count);

/* Remove the row of a comment that is not public, or, where others answered
 * it, all of it but its place. */
MUST_CHECK enum status erase_comment(struct db *db, int64_t id, bool *is_place);

/* Blocks that the comments caused last as long as they were meant to: before
 * erase_what_hangs(), which ends them. */
MUST_CHECK enum status erase_keep_blocks(struct db *db,
					 const struct erase_whose *whose);

/* Remove what hangs on the comments (while they are still there), what names
 * the address, and what belongs to the account, which is emptied. */
MUST_CHECK enum status erase_what_hangs(struct db *db,
					const struct erase_whose *whose);
MUST_CHECK enum status erase_what_names(struct db *db,
					const struct erase_whose *whose);
MUST_CHECK enum status
erase_account(struct db *db, const struct erase_whose *whose, int64_t now);

#endif
