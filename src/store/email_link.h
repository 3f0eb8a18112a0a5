/* Links to sign in with that are mailed: a random token, of which the hash is
 * stored, good for EMAIL_LINK_SECONDS and once. The form that waits in one
 * can be read for longer by whoever has the link, so that nothing that was
 * typed is lost with a link that came too late. */
#ifndef STORE_EMAIL_LINK_H
#define STORE_EMAIL_LINK_H

#include "store/db.h"
#include "util/token.h"

#define EMAIL_LINK_SECONDS 600
#define EMAIL_LINK_KEEP    3600
#define EMAIL_LINKS_MAX    3    /* of one address in EMAIL_LINK_SECONDS */
#define EMAIL_LINKS_ALL    1000 /* of all, that are open at one time */

struct email_link {
	const char *email; /* in lower case */
	const char *return_to;
	const char *kept; /* JSON of a form's fields, or NULL; NULL, too,
			   * when it was used */
	int64_t created_at;
	bool is_open; /* neither used nor too old */
};

/* Make one; token (TOKEN_TEXT bytes) is for the mail and nowhere else.
 * STATUS_TOO_FAST: EMAIL_LINKS_MAX were made for the address; STATUS_BUSY:
 * EMAIL_LINKS_ALL of everybody are open. */
MUST_CHECK enum status
store_email_link_add(struct db *db, const struct email_link *link, char *token);

/* What a token stands for, used or too old all the same. STATUS_NOT_FOUND. */
MUST_CHECK enum status store_email_link_get(struct db *db, struct arena *arena,
					    const char *token, int64_t now,
					    struct email_link *out);

/* Use it up: of many at once, one gets STATUS_OK and the others
 * STATUS_NOT_FOUND. */
MUST_CHECK enum status store_email_link_use(struct db *db, const char *token,
					    int64_t now);

#endif
