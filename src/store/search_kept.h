/* What search keeps with a connection, until it closes or a transaction of
 * it rolls back. */
#ifndef STORE_SEARCH_KEPT_H
#define STORE_SEARCH_KEPT_H

#include "store/db.h"

struct search_index;
struct search_tokenizer;

struct search_kept {
	struct search_tokenizer *tokenizer; /* NULL until used */
	struct search_index *index;         /* NULL until used */
};

/* Never NULL. */
struct search_kept *search_kept(struct db *db);

void search_tokenizer_free(struct search_tokenizer *tokenizer);

#endif
