/* The mail job: takes what is due from the outbox and sends it.
 *
 * A process of its own does so, so that a mail server that hangs costs nobody
 * else a second. A mail is taken for the time that it may last and no longer
 * its row's turn meanwhile; what the server took is noted at once. Whatever is
 * killed when, no mail is lost; one whose process ends between the server's
 * "250" and the note is sent again, with the same Message-ID, by which mail
 * servers know it (RFC 5321 has no way to ask). */
#ifndef JOB_MAIL_H
#define JOB_MAIL_H

#include <signal.h>

#include "page/ctx.h"

/* To be called about once a second: looks after the sending process, and
 * begins one when something is due. Nothing is sent without a mail server in
 * the configuration; what then waits to tell somebody something is dropped.
 *
 * What cannot be sent is tried again, each time later, and given up after
 * OUTBOX_TRIES_MAX tries or a refusal for good. When the server itself is the
 * trouble, nothing is tried for a while, which grows. */
void mail_tick(struct site *site, volatile sig_atomic_t *stop);

/* The end: tell the sending process, and wait until it has left its mail. */
void mail_finish(void);

#endif
