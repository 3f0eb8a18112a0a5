/* One-time links in the digest: each lets one member of the staff decide
 * about one comment, as it was when the mail was made. Only the hash of the
 * token is stored. (Of a used one the address stands in form_use for a while:
 * a second press gets the first one's answer.) */
#ifndef STORE_MODERATION_LINK_H
#define STORE_MODERATION_LINK_H

#include <stdbool.h>

#include "store/user.h"

#define MODERATION_LINK_DAYS 3
#define MODERATION_LINK_KEEP 30 /* days: what a used one shows */

struct moderation_link {
	int64_t user_id, comment_id;
	int64_t version;  /* of the comment, in the mail */
	int64_t used_at;  /* 0: not yet */
	bool is_over;     /* too old */
	const char *name; /* of the person; NULL: none was given */
	enum role role;   /* ROLE_NONE when the account is closed */
};

/* A new link; earlier ones of that person for that comment that were not used
 * end. token (TOKEN_TEXT bytes) is for the mail and nowhere else. */
MUST_CHECK enum status store_moderation_link_add(struct db *db, int64_t user_id,
						 int64_t comment_id,
						 int64_t version, int64_t now,
						 char *token);

/* STATUS_NOT_FOUND: there is none, or its comment is gone. */
MUST_CHECK enum status store_moderation_link_get(struct db *db,
						 struct arena *arena,
						 const char *token, int64_t now,
						 struct moderation_link *out);

/* Use it up: of many at once, one gets STATUS_OK and the others
 * STATUS_NOT_FOUND. */
MUST_CHECK enum status
store_moderation_link_use(struct db *db, const char *token, int64_t now);

#endif
