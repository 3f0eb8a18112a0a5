/* Signed links in mails: whoever has one may do what it is for, without
 * signing in. "t=12.1700000000.<MAC>": a number, when it was made, and a MAC
 * with the site's key over both and what it is for. Nothing is stored. */
#ifndef PAGE_MAIL_LINK_H
#define PAGE_MAIL_LINK_H

#include "page/ctx.h"

#define MAIL_LINK_SECONDS (7 * 86400) /* how long MAIL_LINK_CONFIRM is good */

enum mail_link_use {
	MAIL_LINK_CONFIRM, /* number: a mail_address; it may be written to */
	MAIL_LINK_STOP,    /* number: a mail_address; no more mail, for ever */
	MAIL_LINK_DIGEST   /* number: a user; no more digests, for ever */
};

/* The whole address, "https://example.org/comments/stop?t=…". */
const char *mail_link_new(const struct ctx *c, enum mail_link_use use,
			  int64_t number);

enum mail_link_state {
	MAIL_LINK_FINE,
	MAIL_LINK_OLD,
	MAIL_LINK_FORGED /* none, or not one of ours for this */
};

/* Look at the t= of the request at hand; *number when it is fine or old. */
enum mail_link_state mail_link_read(const struct ctx *c, enum mail_link_use use,
				    int64_t *number);

#endif
