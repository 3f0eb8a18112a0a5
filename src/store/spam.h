/* What speaks for a comment being spam: judged before it is stored
 * (page/judge.h), kept with it, shown to moderators in words. And what the
 * filter learned from their decisions. */
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

/* The filter ------------------------------------------------------------ */

struct spam_text; /* store/spam_text.h */

#define SPAM_TRAINING_MIN 20  /* comments of each kind before it says a word */
#define SPAM_SURE_MIN     100 /* before it may be called sure */
#define SPAM_TELLING_MAX  60  /* words that count in one comment */
#define SPAM_SHOWN_MAX    5   /* words that are named */
#define SPAM_TABLE_MAX    50000 /* words that are kept, about */

struct spam_opinion {
	bool is_known; /* false: it has not learned enough yet */
	bool is_sure;  /* it has learned a lot */
	int percent;   /* how much the words are like those of spam: 0 to 100,
			* 50 for words that say nothing */
	const char *words[SPAM_SHOWN_MAX]; /* that speak most for it */
	size_t word_count;
};

/* What the filter thinks of a comment's words; it lives as long as text and
 * arena. */
MUST_CHECK enum status store_spam_opinion(struct db *db, struct arena *arena,
					  const struct spam_text *text,
					  struct spam_opinion *out);

enum spam_lesson {
	SPAM_LESSON_NONE, /* what it learned from the comment is forgotten */
	SPAM_LESSON_SPAM,
	SPAM_LESSON_HONEST
};
const char *store_spam_lesson_name(enum spam_lesson lesson); /* "spam"; NULL */
enum spam_lesson store_spam_lesson_of(const char *name);     /* also for NULL */

/* Learn from the comment as it stands, in place of what was learned from it
 * before; nothing happens when that is the same lesson. Comments of staff
 * teach nothing. Stands inside the transaction of the decision; writes at most
 * SPAM_WORDS_MAX rows for each lesson, and now and then prunes. */
MUST_CHECK enum status store_spam_learn(struct db *db, int64_t comment_id,
					enum spam_lesson lesson);

/* Before and after the words of a comment change: what was learned from the
 * old ones gives way to the new. *lesson is for the second call. */
MUST_CHECK enum status store_spam_unlearn(struct db *db, int64_t comment_id,
					  enum spam_lesson *lesson);

/* Before its row goes for good, with what was learned from it: of that stays
 * what other comments taught, too. */
MUST_CHECK enum status store_spam_keep_common(struct db *db,
					      int64_t comment_id);

/* What others wrote ------------------------------------------------------ */

struct spam_repeats {
	int count;   /* comments with these words since then, at most 100 */
	int senders; /* of them, by others than this e-mail address */
	int spam;    /* of them, marked as spam by a person */
};
/* email may be NULL; the comment but_id does not count. */
MUST_CHECK enum status store_spam_repeats(struct db *db,
					  const unsigned char *words_hash,
					  const char *email, int64_t but_id,
					  int64_t since,
					  struct spam_repeats *out);

#define SPAM_FLOOD_SECONDS 3600

/* Were more than count comments written within SPAM_FLOOD_SECONDS from since,
 * on the whole site? */
MUST_CHECK enum status store_spam_is_flood(struct db *db, int64_t count,
					   int64_t since, bool *is_flood);
MUST_CHECK enum status store_spam_from_address(struct db *db,
					       const unsigned char *address,
					       int64_t since, int *count);

#endif
