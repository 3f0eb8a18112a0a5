/* Accounts: staff, who are invited, and readers, who sign in to comment
 * (store/member.h). */
#ifndef STORE_USER_H
#define STORE_USER_H

#include <stdbool.h>

#include "store/db.h"

/* By how much they may. A reader is a member of the public with an account:
 * own comments, and nothing of the staff's. */
enum role {
	ROLE_NONE,
	ROLE_READER,
	ROLE_OWNER,
	ROLE_MODERATOR,
	ROLE_EDITOR,
	ROLE_ADMIN
};

enum role role_of(const char *name);       /* ROLE_NONE for an unknown one */
enum role role_of_staff(const char *name); /* likewise for a reader's */
const char *role_name(enum role role);

#define USER_LINK_DAYS 7

/* Add an account (STATUS_CONFLICT when the e-mail has one); with a
 * password_hash (crypto_pwhash_str) or NULL for none. */
MUST_CHECK enum status store_user_add(struct db *db, const char *email,
				      enum role role, const char *password_hash,
				      const char *actor, int64_t *id);
MUST_CHECK enum status store_user_find(struct db *db, const char *email,
				       int64_t *id);
/* How many accounts have the role, disabled ones too. */
MUST_CHECK enum status store_user_count(struct db *db, enum role role,
					size_t *count);

/* A one-time link for the account: stores the hash of a new token, which goes
 * to token (TOKEN_TEXT bytes); ends after USER_LINK_DAYS, and ends all older
 * ones of the account. store/user_secret.h has what is done with it. */
MUST_CHECK enum status store_user_link(struct db *db, int64_t user_id,
				       int64_t now, const char *actor,
				       char *token);

#endif
