#include "page/retention.h"

#include <unistd.h>

#include "page/address_key.h"
#include "page/erasure.h"
#include "page/guest.h"
#include "store/blocked_sender.h"
#include "store/change.h"
#include "store/comment_report.h"
#include "store/draft.h"
#include "store/email_link.h"
#include "store/form_use.h"
#include "store/import_upload.h"
#include "store/mail_address.h"
#include "store/moderation_link.h"
#include "store/outbox.h"
#include "store/session.h"
#include "store/sign_in_attempt.h"
#include "store/sign_in_failure.h"
#include "store/user_secret.h"
#include "util/clock.h"
#include "util/log.h"
#include "view/format.h"

#define PAUSE_US 10000 /* between two batches others write */

/* Since when, for rows that a sweep ends by their own end. */
#define AT_ITS_END 0
#define DAYS(n)    ((int64_t)(n)*CLOCK_DAY)

/* A row that a sweep ends, and one that nothing ends by itself. */
#define ENDS(p, name, place, kind, age, words, how)                            \
	{                                                                      \
		.part = RETENTION_##p, .id = name, .where = place,             \
		.sweep = SWEEP_##kind, .seconds = age, .shown_seconds = age,   \
		.what = words, .until = how                                    \
	}
#define ENDS_AT(p, name, place, kind, shown, words, how)                       \
	{                                                                      \
		.part = RETENTION_##p, .id = name, .where = place,             \
		.sweep = SWEEP_##kind, .seconds = AT_ITS_END,                  \
		.shown_seconds = shown, .what = words, .until = how            \
	}
#define STAYS(p, name, place, shown, words, how)                               \
	{                                                                      \
		.part = RETENTION_##p, .id = name, .where = place,             \
		.shown_seconds = shown, .what = words, .until = how            \
	}

/* The order matters once: changes come after imports, which keep theirs. */
const struct retention retention_table[] = {
	STAYS(WRITING, "comment",
	      "comment.author_name comment.author_email comment.website"
	      " comment.body comment.user_id comment_revision thread",
	      0,
	      TR("A comment that people can read: your name, e-mail address, "
		 "website and words, and the words before you changed them"),
	      TR("Until you delete it, or we do")),
	STAYS(WRITING, "comment-held", "comment", 0, TR("A comment that waits"),
	      TR("Until somebody of our staff has "
		 "read it")),
	{ .part = RETENTION_WRITING,
	  .id = "comment-closed",
	  .where = "comment.closed_at audit_detail",
	  .sweep = SWEEP_COMMENTS,
	  .seconds = DAYS(COMMENT_CLOSED_DAYS),
	  .shown_seconds = DAYS(COMMENT_CLOSED_DAYS),
	  .has_words = true,
	  .what = TR("A comment that we took back, or that is spam"),
	  .until = TR("{time} after that. Where others answered it, an empty "
		      "place stays") },
	ENDS(WRITING, "taken-back", "user.taken_back_at", TAKEN_BACK,
	     DAYS(COMMENT_TRUST_DAYS),
	     TR("The day we took back a comment of yours, if you have an "
		"account"),
	     TR("{time}. Until then we read your comments first")),
	{ .part = RETENTION_WRITING,
	  .id = "report-note",
	  .where = "comment_report.note",
	  .sweep = SWEEP_REPORT_NOTES,
	  .seconds = DAYS(REPORT_NOTE_DAYS),
	  .shown_seconds = DAYS(REPORT_NOTE_DAYS),
	  .has_words = true,
	  .what = TR("What you write when you report a comment"),
	  .until = TR("{time} after our staff have read it") },
	STAYS(WRITING, "report", "comment_report", 0,
	      TR("That a comment was reported, when and why"),
	      TR("As long as the comment")),
	STAYS(WRITING, "spam-word", "spam_word", 0,
	      TR("How often a word stands in spam and in other comments"),
	      TR("Stays. A word that only one comment had goes with it")),
	STAYS(WRITING, "erasure", "STATE/erasures audit_erasure", 0,
	      TR("That we erased you: a code of your address and the numbers "
		 "of your comments"),
	      TR("Stays, so that an old copy does not bring you back")),

	ENDS(ADDRESSES, "comment-address", "comment.address_hash",
	     COMMENT_ADDRESSES, DAYS(1),
	     TR("Who sent a comment: a code of the network address"),
	     TR("{time}")),
	ENDS(ADDRESSES, "report-address", "comment_report.address_hash",
	     REPORT_ADDRESSES, DAYS(1), TR("Who sent a report: such a code"),
	     TR("{time}")),
	ENDS(ADDRESSES, "gone-address", "comment_gone", GONE_ADDRESSES, 3600,
	     TR("Who sent a comment and deleted it: such a code"),
	     TR("{time} after it was sent")),
	ENDS(ADDRESSES, "sign-in-failure", "sign_in_failure", SIGN_IN_FAILURES,
	     SIGN_IN_FAILURE_SECONDS,
	     TR("How often signing in was tried, and how often a network "
		"commented: codes of the network address and of the account"),
	     TR("{time} after the last try")),
	{ .part = RETENTION_ADDRESSES,
	  .id = "address-key",
	  .where = "STATE/address-keys",
	  .is_key = true,
	  .seconds = DAYS(ADDRESS_KEY_DAYS),
	  .shown_seconds = DAYS(ADDRESS_KEY_DAYS),
	  .what = TR("The key of these codes. Each day has a new one"),
	  .until = TR("{time} after its day. Then it is destroyed, and no one "
		      "can tell whose codes they were") },
	ENDS_AT(ADDRESSES, "blocked", "blocked_sender", BLOCKED_SENDERS,
		DAYS(BLOCKED_DAYS_MAX),
		TR("Whose comments go to spam unread: a code of the e-mail "
		   "address. One of the network address is good for a day"),
		TR("Until the day that staff chose, {time} at most")),
	ENDS(ADDRESSES, "guest", "comment.guest_hash", GUESTS, GUEST_SECONDS,
	     TR("A code of your cookie, so that you see your own comment while "
		"it waits"),
	     TR("{time} after you sent it")),

	{ .part = RETENTION_MAIL,
	  .id = "mail-address",
	  .where = "mail_address.asked_at",
	  .sweep = SWEEP_MAIL_ADDRESSES,
	  .seconds = DAYS(MAIL_ADDRESS_DAYS),
	  .shown_seconds = DAYS(MAIL_ADDRESS_DAYS),
	  .has_words = true,
	  .what = TR("An address that we asked whether we may write, and that "
		     "did not say yes"),
	  .until = TR("{time} after we asked") },
	STAYS(MAIL, "mail-address-yes", "mail_address", 0,
	      TR("An address that said yes, or stop"),
	      TR("Until you ask us to erase it. We must know whom not to "
		 "write to")),
	{ .part = RETENTION_MAIL,
	  .id = "outbox",
	  .where = "outbox",
	  .sweep = SWEEP_OUTBOX,
	  .seconds = DAYS(OUTBOX_DAYS),
	  .shown_seconds = DAYS(OUTBOX_DAYS),
	  .has_words = true,
	  .what = TR("That we sent you a mail, without its text; or that we "
		     "could not"),
	  .until = TR("{time} after it was made") },

	{ .part = RETENTION_SIGN_IN,
	  .id = "email-link",
	  .where = "email_link",
	  .sweep = SWEEP_EMAIL_LINKS,
	  .seconds = EMAIL_LINK_KEEP,
	  .shown_seconds = EMAIL_LINK_KEEP,
	  .has_words = true,
	  .what = TR("A link by e-mail to sign in, with your address and what "
		     "you were about to send"),
	  .until = TR("{time} after it was made") },
	{ .part = RETENTION_SIGN_IN,
	  .id = "sign-in-attempt",
	  .where = "sign_in_attempt",
	  .sweep = SWEEP_SIGN_IN_ATTEMPTS,
	  .seconds = SIGN_IN_ATTEMPT_KEEP,
	  .shown_seconds = SIGN_IN_ATTEMPT_KEEP,
	  .has_words = true,
	  .what = TR("A sign-in with another site that is under way, and what "
		     "you were about to send"),
	  .until = TR("{time} after it began") },
	ENDS(SIGN_IN, "session-reader-idle", "session.seen_at", IDLE_READERS,
	     SESSION_READER_IDLE_SECONDS,
	     TR("That you are signed in, on which kind of device and since "
		"when"),
	     TR("{time} after you were last here")),
	ENDS_AT(SIGN_IN, "session", "session", SESSIONS,
		SESSION_READER_LONGEST_SECONDS,
		TR("The same, however often you come"),
		TR("{time} after you signed in")),
	STAYS(SIGN_IN, "account",
	      "user identity recovery_code program_owner saved_view", 0,
	      TR("Your account: name, address, how you sign in and what mail "
		 "you want"),
	      TR("Until you delete it")),
	ENDS(SIGN_IN, "form", "form_use", FORM_USES, FORM_USE_SECONDS,
	     TR("That a form was carried out, so that a second press does "
		"nothing"),
	     TR("{time}")),

	ENDS(STAFF, "session-staff-idle", "session.seen_at", IDLE_STAFF,
	     SESSION_IDLE_SECONDS, TR("That staff are signed in"),
	     TR("{time} after they were last here")),
	STAYS(STAFF, "session-staff", "session", SESSION_LONGEST_SECONDS,
	      TR("The same, however often they come"),
	      TR("{time} after they signed in")),
	ENDS_AT(STAFF, "user-link", "user_link", USER_LINKS,
		DAYS(USER_LINK_DAYS), TR("A link that invites somebody"),
		TR("{time}")),
	STAYS(STAFF, "password-link", "user_link", USER_RESET_SECONDS,
	      TR("A link for a forgotten password"), TR("{time}")),
	ENDS(STAFF, "moderation-link", "moderation_link", MODERATION_LINKS,
	     DAYS(MODERATION_LINK_KEEP),
	     TR("A link in a mail to decide about a comment"),
	     TR("{time} after it is over")),
	{ .part = RETENTION_STAFF,
	  .id = "import",
	  .where = "import_upload",
	  .sweep = SWEEP_IMPORTS,
	  .seconds = DAYS(IMPORT_UPLOAD_DAYS),
	  .shown_seconds = DAYS(IMPORT_UPLOAD_DAYS),
	  .has_words = true,
	  .what = TR("A table of listings that was uploaded"),
	  .until = TR("{time}") },
	{ .part = RETENTION_STAFF,
	  .id = "change",
	  .where = "change_set change_item",
	  .sweep = SWEEP_CHANGES,
	  .seconds = DAYS(CHANGE_DAYS),
	  .shown_seconds = DAYS(CHANGE_DAYS),
	  .has_words = true,
	  .what = TR("What a change can be undone with"),
	  .until = TR("{time}") },
	{ .part = RETENTION_STAFF,
	  .id = "draft",
	  .where = "draft",
	  .sweep = SWEEP_DRAFTS,
	  .seconds = DAYS(DRAFT_DAYS),
	  .shown_seconds = DAYS(DRAFT_DAYS),
	  .has_words = true,
	  .what = TR("What somebody began to write and did not save"),
	  .until = TR("{time} after the last word") },
	STAYS(STAFF, "record",
	      "audit audit_detail audit_head assignment word_rule"
	      " program_revision page_text_revision figure_correction",
	      0,
	      TR("The record of changes: who did what, by number. And older "
		 "versions of listings, pages and figures"),
	      TR("Stays. What it says of you goes when you are erased")),
	STAYS(STAFF, "listing", "program organization", 0,
	      TR("Whom to call at a program"),
	      TR("As long as the listing, which is the program's")),

	STAYS(COPIES, "log", "LOG", DAYS(RETENTION_LOG_DAYS),
	      TR("The server's log: when which page was asked for, from which "
		 "network without its last part, and what went wrong. It "
		 "names people by number only"),
	      TR("{time}")),
	{ .part = RETENTION_COPIES,
	  .id = "backup",
	  .where = "BACKUP",
	  .is_backup = true,
	  .what = TR("Copies of all this, for when a disk breaks"),
	  .until = TR("{time}. Whoever was erased since is erased again before "
		      "a copy is used") },
};
const size_t retention_count =
	sizeof(retention_table) / sizeof(retention_table[0]);

int64_t retention_shown(const struct retention *row,
			const struct config *config)
{
	return row->is_backup ? DAYS(config->backup_keep_days)
			      : row->shown_seconds;
}

const char *retention_time(struct arena *arena, const struct strings *s,
			   int64_t seconds)
{
	bool is_days = seconds >= CLOCK_DAY && seconds % CLOCK_DAY == 0;
	int64_t n = seconds / (is_days ? CLOCK_DAY : 3600);

	return str_fill(arena,
			is_days ? trn(s, "{n} day", "{n} days", n)
				: trn(s, "{n} hour", "{n} hours", n),
			"n", format_int(arena, s, n), NULL);
}

enum status retention_end(const struct retention *row, struct db *db,
			  const struct config *config, int64_t now,
			  const volatile sig_atomic_t *stop, size_t *count)
{
	enum status st = STATUS_OK;
	bool is_more = true;

	*count = 0;
	if (row->is_key)
		return address_key_sweep(config, now, count);
	while (st == STATUS_OK && is_more && !(stop && *stop)) {
		size_t batch;

		st = store_sweep(db, row->sweep, now - row->seconds, &batch,
				 &is_more);
		*count += batch;
		if (is_more)
			usleep(PAUSE_US);
	}
	return st;
}

void retention_walk(struct db *db, const struct config *config, int64_t now,
		    bool is_all, const volatile sig_atomic_t *stop)
{
	bool has_gaps = false;

	for (size_t i = 0; i < retention_count && !(stop && *stop); i++) {
		const struct retention *row = &retention_table[i];
		size_t count = 0;

		if (!is_all && row->seconds > CLOCK_DAY)
			continue;
		if (retention_end(row, db, config, now, stop, &count) !=
		    STATUS_OK)
			log_error("what is kept too long could not be removed: "
				  "%s",
				  row->id);
		has_gaps = has_gaps || (row->has_words && count > 0);
	}
	if (has_gaps && erasure_note_gaps(db, now) != STATUS_OK)
		log_error("that words were removed could not be noted");
}
