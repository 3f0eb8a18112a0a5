/* What readers report: why a comment should not stand as it does. Several
 * reports take a comment out of its thread until staff have read it
 * (store/staff_comment.h has what staff see of them, and what settles them).
 * A report says nothing of who sent it but a hash of the network address,
 * which is forgotten after a day. */
#ifndef STORE_COMMENT_REPORT_H
#define STORE_COMMENT_REPORT_H

#include <stdbool.h>

#include "store/comment.h"

#define REPORT_NOTE_MAX  500
#define REPORT_NOTE_DAYS 30 /* after staff have read it, it goes */
#define REPORTS_PER_HOUR 10 /* of one address */
/* So many addresses within a day hide a comment; of IPv6, /48s. */
#define REPORTS_HIDE  3
#define REPORTS_ACTOR "reports" /* in the record */

/* The comment that a report would be about, with its thread. STATUS_NOT_FOUND
 * unless it is published, on a page that is public. */
MUST_CHECK enum status store_comment_report_target(struct db *db,
						   struct arena *arena,
						   int64_t id,
						   struct comment *out);

/* The page that a reported comment is, or was, on. STATUS_NOT_FOUND when
 * nobody has reported it, or when the page is not public. */
MUST_CHECK enum status store_comment_report_place(struct db *db,
						  struct arena *arena,
						  int64_t id,
						  struct thread *out);

struct report_draft {
	int64_t comment_id;
	const char *reason; /* a code of page/report_reason.h */
	const char *note;   /* at most REPORT_NOTE_MAX characters; NULL, "" */
	/* 32 bytes each, keyed: the address today, and as it was yesterday. */
	const unsigned char *address_hash, *address_hash_before;
	int64_t now;
};

/* Store a report. While one from the same address is open, a second one is
 * the first, whatever it says, and whatever became of the comment meanwhile.
 *
 * A published comment that REPORTS_HIDE addresses have reported since staff
 * last decided about it is held (COMMENT_IS_REPORTED), unless our staff wrote
 * it, or have read reports of these very words and kept it. Only addresses
 * that are not forgotten count, so nobody hides a comment alone by coming back
 * every day.
 *
 * STATUS_NOT_FOUND: see store_comment_report_target(). STATUS_TOO_FAST: over
 * REPORTS_PER_HOUR. */
MUST_CHECK enum status
store_comment_report_add(struct db *db, const struct report_draft *draft);

#endif
