/* Whose a row is: shared by the two halves of erase.h and nobody else. */
#ifndef STORE_ERASE_WHOSE_H
#define STORE_ERASE_WHOSE_H

#include "store/erase.h"

/* A person, as far as they are known: by account and address, whichever the
 * target named. What is not known fits nothing. */
struct erase_whose {
	const char *email;        /* in lower case, or NULL */
	const char *email_in_url; /* the same as a form writes it */
	int64_t user_id, comment_id;
	int64_t until; /* the last second that counts */
	bool is_active_admin;
	const char *user_name;
	enum role role;
	int64_t user_created_at;
};

/* Comments of a person: $1 to $4, bound by erase_bind_whose(). */
#define ERASE_WHOSE                                                            \
	" (lower(author_email) = $1 OR user_id = $2 OR id = $3)"               \
	" AND created_at <= $4 "

void erase_bind_whose(struct db_query *q, const struct erase_whose *whose);

/* What the target says, completed from accounts and comments. */
MUST_CHECK enum status erase_find_whose(struct db *db, struct arena *arena,
					const struct erase_target *target,
					struct erase_whose *out);

/* Is the account the last active administrator? */
MUST_CHECK enum status erase_is_last_admin(struct db *db,
					   const struct erase_whose *whose,
					   bool *is_last);

/* Rows of the record whose details go: those about the person's account,
 * sign-ins and comments, and those that mention the address. Ascending. */
MUST_CHECK enum status erase_find_details(struct db *db, struct arena *arena,
					  const struct erase_whose *whose,
					  int64_t **ids, size_t *count);

#endif
