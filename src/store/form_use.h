/* Forms that were carried out, by the nonce of their one-time token: what was
 * sent with it, and the answer. */
#ifndef STORE_FORM_USE_H
#define STORE_FORM_USE_H

#include "store/db.h"

#define FORM_USE_NONCE   16
#define FORM_USE_DIGEST  32
#define FORM_USE_SECONDS 86400 /* a form lives for twelve hours */

struct form_use {
	unsigned char digest[FORM_USE_DIGEST]; /* of what was sent */
	const char *location;                  /* where its sender was led */
};

/* STATUS_NOT_FOUND: not used yet. */
MUST_CHECK enum status
store_form_use_get(struct db *db, struct arena *arena,
		   const unsigned char nonce[FORM_USE_NONCE],
		   struct form_use *out);

/* STATUS_CONFLICT: used before. */
MUST_CHECK enum status
store_form_use_add(struct db *db, const unsigned char nonce[FORM_USE_NONCE],
		   const struct form_use *use, int64_t now);

#endif
