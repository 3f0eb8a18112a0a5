/* A comment as the judge and the filter see it: its words however they are
 * spelled, and what is remarkable about it. Pure text; no database. */
#ifndef STORE_SPAM_TEXT_H
#define STORE_SPAM_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "store/spam.h"
#include "util/arena.h"

#define SPAM_WORDS_MAX 150 /* different words that the filter looks at */
#define SPAM_WORD_MAX  60  /* bytes of one; longer ones are left out */

struct spam_text {
	/* Different words of the body as they read; names, hosts and what is
	 * remarkable with a mark before them that no word has: "name:ana",
	 * "link:pills.example", "#links". */
	const char **words;
	size_t count;
	/* All words of name and body as they look (util/skeleton.h), in
	 * order, with a space before, between and behind them: for phrases. */
	const char *line;
	size_t links;       /* web addresses in the body */
	bool has_name_link; /* one in the name */
	bool has_website;   /* one in its own field */
	bool has_markup;    /* links made with HTML or BBCode */
	bool is_all_links;  /* hardly a word beside them */
	bool has_noise;     /* letters that make no word: "sdfghjkl" */
	size_t odd_words;   /* with disguised letters, name and body */
	bool has_hash;      /* too short a text has none: many write "Thanks" */
	unsigned char hash[SPAM_WORDS_HASH]; /* of the words without links */
};

/* Read a comment into arena; name and body are not NULL, email and website
 * may be. */
void spam_text_read(struct arena *arena, const char *name, const char *email,
		    const char *website, const char *body,
		    struct spam_text *out);

/* A word or phrase as spam_text.line has it, a space around it. */
const char *spam_text_phrase(struct arena *arena, const char *phrase);

#endif
