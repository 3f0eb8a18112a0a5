/* Text into words, and words into stems, the same way for listings and for
 * queries: SQLite's own full-text tokenizer (Unicode words, case folded,
 * marks removed) and Porter's stemmer. Nobody's text is ever a query
 * expression. */
#ifndef STORE_SEARCH_WORDS_H
#define STORE_SEARCH_WORDS_H

#include "store/db.h"

#define SEARCH_WORD_BYTES 64 /* longer words are cut */

struct search_tokenizer;

/* The tokenizer of this connection; it belongs to db. */
MUST_CHECK enum status search_tokenizer(struct db *db,
					struct search_tokenizer **out);

/* Called for each word: folded, at bytes from to to of the text; false stops.
 */
typedef bool search_visit_word(void *context, const char *word, size_t from,
			       size_t to);

void search_split(struct search_tokenizer *tokenizer, const char *text,
		  search_visit_word *visit, void *context);

/* The stem of a word that search_split() gave. */
void search_stem(struct search_tokenizer *tokenizer, const char *word,
		 char out[SEARCH_WORD_BYTES + 1]);

#endif
