/* The words of each kind of mail. */
#ifndef JOB_MAIL_TEXT_H
#define JOB_MAIL_TEXT_H

#include <stdbool.h>

#include "net/mail.h"
#include "page/ctx.h"
#include "store/outbox.h"

/* Fill subject and text of mail for the outbox's row; false for a kind that
 * has no text, or a detail that lacks what the text needs. */
bool mail_text(struct site *site, struct arena *arena,
	       const struct outbox_mail *row, struct mail *mail);

#endif
