/* The digest of what waits to be read: when it is due. */
#ifndef JOB_MAIL_DIGEST_H
#define JOB_MAIL_DIGEST_H

#include "page/ctx.h"

/* Queue what is due, at most every few seconds. */
void mail_digest_due(struct site *site);

#endif
