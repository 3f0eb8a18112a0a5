/* How the record is chained: shared by the files of it and nobody else. */
#ifndef STORE_AUDIT_CHAIN_H
#define STORE_AUDIT_CHAIN_H

#include "store/audit.h"
#include "util/token.h"

#define AUDIT_SALT        16
#define AUDIT_HASHED      "blake2b:" /* such a detail stands beside its row */
#define AUDIT_HASHED_TEXT (sizeof(AUDIT_HASHED) + TOKEN_TEXT)
#define AUDIT_ERASE       "person.erase" /* alone erases details */

/* The hash of a row, keyed by the hash of the row before. */
void audit_chain_row(unsigned char hash[TOKEN_HASH],
		     const unsigned char before[TOKEN_HASH], int64_t id,
		     int64_t at, const struct audit_entry *entry);

/* What a row holds of a detail that stands beside it. */
void audit_chain_detail(char out[AUDIT_HASHED_TEXT],
			const unsigned char salt[AUDIT_SALT],
			const char *detail);

/* One more row whose detail is erased; begins with zeros. The row that erases
 * holds the last of it, so nothing can be added to the list or taken away. */
void audit_chain_erased(unsigned char hash[TOKEN_HASH], int64_t audit_id);

#endif
