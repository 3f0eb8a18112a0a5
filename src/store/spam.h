/* What speaks for a comment being spam: judged before it is stored
 * (page/judge.h), kept with it, shown to moderators in words. */
#ifndef STORE_SPAM_H
#define STORE_SPAM_H

#include <stdbool.h>

#include "store/db.h"

#define SPAM_SCORE_MAX  100
#define SPAM_WORDS_HASH 16 /* bytes */

struct spam_verdict {
	int score;           /* 0 to SPAM_SCORE_MAX */
	bool is_spam;        /* to the list of spam, unread; never published */
	bool must_hold;      /* a person reads it, whoever wrote it */
	const char *reasons; /* JSON, or NULL; at most 1,000 characters */
	/* The same for the same words however they are spelled, or NULL. */
	const unsigned char *words_hash;
};

#endif
