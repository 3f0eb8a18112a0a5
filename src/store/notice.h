/* What people are told by mail about comments, queued in the transaction of
 * its cause (store/outbox.h): only whoever asked for it, at an address whose
 * reader confirmed it, and never after "stop". Whether that still holds is
 * asked again when the mail is made.
 *
 * A row of the outbox stands for one mail to one person about one comment; its
 * kind and object make it single. */
#ifndef STORE_NOTICE_H
#define STORE_NOTICE_H

#include "store/comment.h"
#include "store/mail_address.h"

#define NOTICE_CONFIRM   "comment-confirm"   /* may we write to you? */
#define NOTICE_HELD      "comment-held"      /* yours waits to be read */
#define NOTICE_PUBLISHED "comment-published" /* yours can be read */
#define NOTICE_REPLY     "comment-reply"     /* somebody answered yours */
/* All of them, for SQL. */
#define NOTICE_KINDS                                                           \
	"'" NOTICE_CONFIRM "', '" NOTICE_HELD "', '" NOTICE_PUBLISHED          \
	"', '" NOTICE_REPLY "'"

#define NOTICE_HELD_SECONDS 3600 /* no second NOTICE_HELD to one before */
/* A comment that was published, taken back and published again is new only
 * for so long. */
#define NOTICE_FIRST_DAYS 7

/* A comment was stored and waits to be read: tell its writer, who asked for
 * mail. An address that was not confirmed yet gets no more than the question
 * whether it may be written to. */
MUST_CHECK enum status store_notice_held(struct db *db, int64_t comment_id,
					 int64_t now);

/* A comment is public for the first time: tell its writer, and who wrote what
 * it answers. To be called whenever one is published: who was told is not told
 * again. */
MUST_CHECK enum status store_notice_published(struct db *db, int64_t comment_id,
					      int64_t now);

/* The same for one that was shown as it was written: its writer saw it. */
MUST_CHECK enum status store_notice_shown(struct db *db, int64_t comment_id,
					  int64_t now);

/* email (in lower case) was confirmed: tell what of its writer's was published
 * in the last MAIL_ADDRESS_LATE_DAYS. In the caller's transaction. */
MUST_CHECK enum status store_notice_late(struct db *db, const char *email,
					 int64_t now);

/* What a mail says, when it is made. */
struct notice {
	struct comment comment; /* with its thread; of a reply: the reply */
	const char *name;       /* of whom is told, as they signed */
	const char *answered;   /* of a reply: what it answers; else NULL */
	int64_t user_id;        /* of the member who is told, or 0 */
	struct mail_address address;
};
/* Of the row with this kind, object ("comment 12") and recipient.
 * STATUS_NOT_FOUND: nobody is to be told any more. */
MUST_CHECK enum status store_notice_get(struct db *db, struct arena *arena,
					const char *kind, const char *object,
					const char *recipient,
					struct notice *out);

#endif
