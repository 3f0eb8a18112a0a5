/* Addresses that mail about comments may go to. Nobody gets more than one
 * question until its reader has confirmed (double opt-in), and nothing after
 * "stop". The id stands in signed links (page/mail_link.h) and is never given
 * again, so those of an erased address (store/erase.h) say nothing. */
#ifndef STORE_MAIL_ADDRESS_H
#define STORE_MAIL_ADDRESS_H

#include <stdbool.h>

#include "store/db.h"

#define MAIL_ADDRESS_ASK_SECONDS 86400 /* no second question before */
#define MAIL_ADDRESS_DAYS        7     /* unconfirmed ones are forgotten */
/* What was published in the days before its writer confirmed is told then. */
#define MAIL_ADDRESS_LATE_DAYS 7

struct mail_address {
	int64_t id;
	const char *email;    /* in lower case */
	int64_t asked_at;     /* 0: never */
	int64_t confirmed_at; /* 0: not yet */
	int64_t stopped_at;   /* 0: mail may go there, once confirmed */
};

/* STATUS_NOT_FOUND: none, or it was forgotten. email in any case. */
MUST_CHECK enum status store_mail_address_get(struct db *db,
					      struct arena *arena, int64_t id,
					      struct mail_address *out);
MUST_CHECK enum status store_mail_address_find(struct db *db,
					       struct arena *arena,
					       const char *email,
					       struct mail_address *out);

/* The same, added when it is not there; is_proven: by a link that was opened,
 * or by a provider, which confirms it. */
MUST_CHECK enum status
store_mail_address_need(struct db *db, struct arena *arena, const char *email,
			bool is_proven, int64_t now, struct mail_address *out);

/* It was asked just now. STATUS_TOO_FAST, and nothing changed: that was less
 * than MAIL_ADDRESS_ASK_SECONDS ago. */
MUST_CHECK enum status store_mail_address_ask(struct db *db, int64_t id,
					      int64_t now);

/* Its reader says yes (also after "stop"): confirmed, and told of what was
 * published in the meantime; or no: every mail about comments ends. Both can
 * be repeated, with an audit row for what changed. STATUS_NOT_FOUND. */
MUST_CHECK enum status store_mail_address_confirm(struct db *db, int64_t id,
						  int64_t now);
MUST_CHECK enum status store_mail_address_stop(struct db *db, int64_t id,
					       int64_t now);

/* The page of the comment for which email was last asked, while that mail is
 * remembered. STATUS_NOT_FOUND, also when the page is not public. */
struct thread;
MUST_CHECK enum status store_mail_address_place(struct db *db,
						struct arena *arena,
						const char *email,
						struct thread *out);

#endif
