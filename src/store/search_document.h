/* What search knows of one listing: the keys of the bitmaps it belongs to and
 * the words it has. */
#ifndef STORE_SEARCH_DOCUMENT_H
#define STORE_SEARCH_DOCUMENT_H

#include "store/search_words.h"

/* Where a word stands. Its bitmaps are called "stem a" (anywhere), "stem n",
 * "stem o" and "stem p": one range of keys per stem. */
enum { WORD_IN_NAME = 1, WORD_IN_ORGANIZATION = 2, WORD_IN_PLACE = 4 };

struct search_word {
	const char *word;
	unsigned where; /* WORD_IN_…; 0: in other text only */
};

struct search_document {
	const char **facets; /* "kind\tkey" */
	size_t facet_count;
	struct search_word *words; /* sorted, each once */
	size_t word_count;
};

/* Read the public listing id. STATUS_NOT_FOUND: it is not public. */
MUST_CHECK enum status search_document_read(struct db *db, struct arena *arena,
					    int64_t id,
					    struct search_document *out);

/* The document as one text, and back: what search_forward keeps. */
char *search_document_text(struct arena *arena,
			   const struct search_document *document);
void search_document_parse(struct arena *arena, const char *text,
			   struct search_document *out);

/* Keep the text of listing id; NULL: it is not public any more. */
MUST_CHECK enum status
search_document_keep(struct db *db, struct arena *arena, int64_t id,
		     const struct search_document *document);

/* "kind\tkey" of every bitmap the listing is in, sorted, each once. */
const char **search_document_keys(struct search_tokenizer *tokenizer,
				  struct arena *arena,
				  const struct search_document *document,
				  size_t *count);

/* Does "Did you mean" offer the word? Not with a digit in it, and not when
 * it is shorter than three letters. */
bool search_word_is_offered(const char *word);

#endif
