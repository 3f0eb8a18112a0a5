/* Sending one mail: the home of libcurl's SMTP (RFC 5321), with STARTTLS
 * (RFC 3207) or TLS from the start. Nothing goes out unencrypted, save to a
 * server on this very machine. */
#ifndef NET_MAIL_H
#define NET_MAIL_H

#include <stdbool.h>
#include <stdint.h>

#include "util/arena.h"
#include "util/status.h"

#define MAIL_SECONDS 20 /* one mail takes no longer */

struct mail_server {
	const char *url;      /* "smtp://mail.example.org:587", "smtps://…" */
	const char *user;     /* "" for none */
	const char *password; /* "" for none */
	const char *from;     /* "who@example.org" */
	const char *from_name;
};

struct mail {
	const char *to;             /* one address */
	const char *subject, *text; /* UTF-8; lines end with \n */
	const char *message_id; /* "outbox-12@example.org": the same whenever
				 * the same mail is tried again */
	int64_t at;
};

/* STATUS_OK when the server took it. STATUS_BAD when it will never take it (a
 * 5xx answer, or an address that cannot be one), STATUS_FAILED when it may
 * later; *problem then says why in plain English, with the SMTP code. */
MUST_CHECK enum status net_mail_send(struct arena *arena,
				     const struct mail_server *server,
				     const struct mail *mail,
				     const char **problem);

#endif
