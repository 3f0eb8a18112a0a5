/* The head of a mail (RFC 5322). Only for src/net/mail.c, and tests. */
#ifndef NET_MAIL_HEAD_H
#define NET_MAIL_HEAD_H

#include "net/mail.h"

#define MAIL_HEADS_MAX 12

/* What cannot stand in a mail (a line break in a header would begin another,
 * or another command, which libcurl passes on), in English; NULL when all can.
 */
const char *net_mail_fault(const struct mail_server *server,
			   const struct mail *mail);

/* The header fields, "Subject: …" (some folded over lines), in arena; how
 * many. MIME's own are not among them, but the top's Content-Type is. */
size_t net_mail_heads(struct arena *arena, const struct mail_server *server,
		      const struct mail *mail,
		      const char *heads[MAIL_HEADS_MAX]);

#endif
