/* The words of each kind of mail. */
#ifndef JOB_MAIL_TEXT_H
#define JOB_MAIL_TEXT_H

#include "net/mail.h"
#include "page/ctx.h"
#include "store/outbox.h"

/* Fill subject, text, html and the links of mail for the outbox's row, from
 * what is in c->db now (which may be written to: a digest makes one-time
 * links). STATUS_NOT_FOUND: nobody is to get it any more. STATUS_GONE: what it
 * is about has ended. STATUS_BAD: a kind without words, or a detail that lacks
 * what they need. */
MUST_CHECK enum status mail_text(struct ctx *c, const struct outbox_mail *row,
				 struct mail *mail);

/* One kind each; for mail_text() alone. */
enum status mail_text_comment(struct ctx *c, const struct outbox_mail *row,
			      struct mail *mail);
enum status mail_text_digest(struct ctx *c, const struct outbox_mail *row,
			     struct mail *mail);

#endif
