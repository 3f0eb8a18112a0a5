/* Sending mail: the home of libcurl's SMTP (RFC 5321), with STARTTLS (RFC
 * 3207) or TLS from the start. Nothing goes out unencrypted, save to a server
 * on this very machine.
 *
 * A mail is one message (RFC 5322) in two twins (multipart/alternative, RFC
 * 2046; quoted-printable, RFC 2045), plain text first. */
#ifndef NET_MAIL_H
#define NET_MAIL_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "util/arena.h"
#include "util/status.h"

struct mail_server {
	const char *url;      /* "smtp://mail.example.org:587", "smtps://…" */
	const char *user;     /* "" for none */
	const char *password; /* "" for none */
	const char *from;     /* "who@example.org" */
	const char *from_name;
	const char *reply_to; /* an address; "" for none */
	int seconds;          /* one mail takes no longer */
	/* Once it is set, a mail that the server has not begun to take is
	 * left, and one that it has gets some seconds; or NULL. */
	const volatile sig_atomic_t *stop;
};

struct mail {
	const char *to;                    /* one address */
	const char *subject, *text, *html; /* UTF-8; lines end with \n */
	const char *message_id; /* "outbox-12@example.org": the same whenever
				 * the same mail is tried again */
	const char *thread_id;  /* what mails of one conversation share, like
				 * a message_id; or NULL */
	const char *stop_url;   /* one POST to it ends such mail (RFC 2369,
				 * RFC 8058); or NULL */
	int64_t at;
};

/* A connection to a server, made at the first mail and kept for the next.
 * server must outlive it. NULL: out of memory. */
struct mail_line;
struct mail_line *net_mail_open(const struct mail_server *server);
void net_mail_close(struct mail_line *line); /* or NULL */

/* STATUS_OK when the server took it. STATUS_BAD when it will never take this
 * mail (a 5xx answer to its recipient or its text, or a header that cannot be
 * one), STATUS_FAILED when it may later, STATUS_BUSY when it is the server
 * that cannot be talked to, and the next mail would fare alike. *problem
 * then says why in plain English, with the SMTP code. */
MUST_CHECK enum status net_mail_send(struct mail_line *line,
				     struct arena *arena,
				     const struct mail *mail,
				     const char **problem);

#endif
