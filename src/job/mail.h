/* The mail job: takes what is due from the outbox and sends it. */
#ifndef JOB_MAIL_H
#define JOB_MAIL_H

#include <signal.h>

#include "page/ctx.h"

/* Send what is due now, a few at a time; nothing without a mail server in the
 * configuration. What cannot be sent is tried again, each time later, and
 * given up after OUTBOX_TRIES_MAX tries or a refusal for good. */
void mail_send_due(struct site *site, volatile sig_atomic_t *stop);

#endif
