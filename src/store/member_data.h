/* Everything that is stored of a member, for the member to take along. No
 * secret and no hash is among it, nor who reported a comment. */
#ifndef STORE_MEMBER_DATA_H
#define STORE_MEMBER_DATA_H

#include "store/db.h"
#include "util/json.h"

#define MEMBER_DATA_ROWS 10000 /* of a kind; more are left out, and said so */

/* As a JSON object, which the caller releases: account, identities, sessions,
 * comments with their earlier words, what a guest wrote under the address that
 * the account signs in with, drafts, mail. STATUS_NOT_FOUND: no such account.
 * *out is NULL unless STATUS_OK. */
MUST_CHECK enum status store_member_data(struct db *db, int64_t user_id,
					 json_t **out);

#endif
