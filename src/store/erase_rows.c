/* What hangs on a person's comments, their address and their account. */
#include "store/erase_whose.h"

/* Comments are known by their writer as long as they are there. */
#define OBJECTS "(SELECT 'comment ' || id FROM comment WHERE" ERASE_WHOSE ")"
static const char SQL_C_ITEMS[] =
	"DELETE FROM change_item WHERE kind = 'comment' AND object_id IN"
	" (SELECT id FROM comment WHERE" ERASE_WHOSE ")";
static const char SQL_C_REVISIONS[] =
	"DELETE FROM comment_revision WHERE comment_id IN"
	" (SELECT id FROM comment WHERE" ERASE_WHOSE ")";
static const char SQL_C_REPORTS[] =
	"DELETE FROM comment_report WHERE comment_id IN"
	" (SELECT id FROM comment WHERE" ERASE_WHOSE ")";
static const char SQL_C_BLOCKED[] =
	"DELETE FROM blocked_sender WHERE comment_id IN"
	" (SELECT id FROM comment WHERE" ERASE_WHOSE ")";
static const char SQL_C_UNBLOCK[] =
	"UPDATE blocked_sender SET comment_id = NULL WHERE comment_id IN"
	" (SELECT id FROM comment WHERE" ERASE_WHOSE ")";
static const char SQL_C_ASSIGNED[] =
	"DELETE FROM assignment WHERE object IN " OBJECTS;
static const char SQL_C_DRAFTS[] = "DELETE FROM draft WHERE object IN " OBJECTS;
/* "comment 7", and "comment 7 …" of mails of which there are several. */
static const char SQL_C_MAIL[] =
	"DELETE FROM outbox WHERE object LIKE 'comment %'"
	"   AND substr(object, 1, 7 + instr(substr(object, 9) || ' ', ' '))"
	"    IN " OBJECTS;
static const char SQL_C_LINKS[] =
	"DELETE FROM moderation_link WHERE comment_id IN"
	" (SELECT id FROM comment WHERE" ERASE_WHOSE ")";

/* What names the address. Drafts of listings are the organization's, as the
 * listings are. */
static const char SQL_E_MAIL[] =
	"DELETE FROM outbox WHERE lower(recipient) = $1"
	"    OR instr(lower(detail), $1) > 0 OR instr(lower(error), $1) > 0";
static const char SQL_E_DRAFTS[] =
	"DELETE FROM draft WHERE object NOT LIKE 'program %'"
	"   AND instr(lower(fields), $1) > 0";
static const char SQL_E_UPLOADS[] =
	"DELETE FROM import_upload WHERE instr(lower(content), $1) > 0"
	"    OR instr(lower(name), $1) > 0 OR instr(lower(report), $1) > 0";
static const char SQL_E_EVENTS[] = "UPDATE system_event SET detail = NULL"
				   " WHERE instr(lower(detail), $1) > 0";
static const char SQL_E_VIEWS[] =
	"DELETE FROM saved_view WHERE instr(lower(query), $1) > 0"
	"    OR instr(lower(query), $2) > 0 OR instr(lower(name), $1) > 0";
static const char SQL_E_FORMS[] =
	"DELETE FROM form_use WHERE instr(lower(location), $1) > 0"
	"    OR instr(lower(location), $2) > 0";
static const char SQL_E_ADDRESS[] =
	"DELETE FROM mail_address WHERE lower(email) = $1 AND created_at <= $2";
static const char SQL_E_LINKS[] =
	"DELETE FROM email_link"
	" WHERE lower(email) = $1 OR instr(lower(kept), $1) > 0";
static const char SQL_E_ATTEMPTS[] =
	"DELETE FROM sign_in_attempt WHERE instr(lower(kept), $1) > 0";
static const char SQL_E_KNOWN[] =
	"SELECT 1 FROM mail_address"
	" WHERE lower(email) = $1 AND created_at <= $2"
	" UNION ALL"
	" SELECT 1 FROM email_link"
	"  WHERE lower(email) = $1 AND created_at <= $2"
	" LIMIT 1";

/* What belongs to the account, and the account. Its row stays, for what the
 * person did for the directory is signed with its number. */
static const char SQL_U_SESSIONS[] = "DELETE FROM session WHERE user_id = $1";
static const char SQL_U_LINKS[] = "DELETE FROM user_link WHERE user_id = $1";
static const char SQL_U_CODES[] =
	"DELETE FROM recovery_code WHERE user_id = $1";
static const char SQL_U_DRAFTS[] = "DELETE FROM draft WHERE user_id = $1";
static const char SQL_U_ASSIGNED[] =
	"DELETE FROM assignment WHERE user_id = $1";
static const char SQL_U_VIEWS[] = "DELETE FROM saved_view WHERE user_id = $1";
static const char SQL_U_OWNED[] =
	"DELETE FROM program_owner WHERE user_id = $1";
static const char SQL_U_UPLOADS[] =
	"DELETE FROM import_upload WHERE user_id = $1";
static const char SQL_U_MAIL[] =
	"DELETE FROM outbox WHERE object = 'user ' || $1"
	"    OR object LIKE 'user ' || $1 || ' %'";
static const char SQL_U_IDENTITIES[] =
	"DELETE FROM identity WHERE user_id = $1";
static const char SQL_U_MODERATION[] =
	"DELETE FROM moderation_link WHERE user_id = $1";
static const char SQL_U_ACCOUNT[] =
	"UPDATE user SET email = 'erased-' || id || '@invalid', name = NULL,"
	"       password_hash = NULL, password_at = NULL, totp_secret = NULL,"
	"       totp_step = NULL, seen_at = NULL, is_disabled = 1,"
	"       role = CASE role WHEN 'reader' THEN 'reader' ELSE 'owner' END,"
	"       contact_email = NULL, mails_published = 1, mails_replies = 1,"
	"       mails_digest = 1, has_shortcuts = 1, erased_at = $2,"
	"       taken_back_at = NULL"
	" WHERE id = $1";

enum status erase_keep_blocks(struct db *db, const struct erase_whose *whose)
{
	struct db_query *q = db_query(db, SQL_C_UNBLOCK);

	erase_bind_whose(q, whose);
	return db_finish(q);
}

enum status erase_what_hangs(struct db *db, const struct erase_whose *whose)
{
	static const char *const all[] = {
		SQL_C_ITEMS,    SQL_C_REVISIONS, SQL_C_REPORTS, SQL_C_BLOCKED,
		SQL_C_ASSIGNED, SQL_C_DRAFTS,    SQL_C_MAIL,    SQL_C_LINKS,
	};
	enum status st = STATUS_OK;

	for (size_t i = 0; st == STATUS_OK && i < sizeof(all) / sizeof(*all);
	     i++) {
		struct db_query *q = db_query(db, all[i]);

		erase_bind_whose(q, whose);
		st = db_finish(q);
	}
	return st;
}

enum status erase_what_names(struct db *db, const struct erase_whose *whose)
{
	static const struct {
		const char *sql;
		bool has_url, has_end, is_work;
	} all[] = {
		{ SQL_E_MAIL },
		{ SQL_E_DRAFTS, .is_work = true },
		{ SQL_E_UPLOADS, .is_work = true },
		{ SQL_E_EVENTS },
		{ SQL_E_VIEWS, .has_url = true, .is_work = true },
		{ SQL_E_FORMS, .has_url = true },
		{ SQL_E_ADDRESS, .has_end = true },
		{ SQL_E_LINKS },
		{ SQL_E_ATTEMPTS },
	};
	enum status st = STATUS_OK;

	if (!whose->email)
		return STATUS_OK;
	for (size_t i = 0; st == STATUS_OK && i < sizeof(all) / sizeof(*all);
	     i++) {
		struct db_query *q;

		/* Nobody takes away what others work at: theirs is in
		 * erase_account(), and an address may be part of another. */
		if (all[i].is_work && whose->is_own)
			continue;
		q = db_query(db, all[i].sql);
		db_bind_text(q, 1, whose->email);
		if (all[i].has_url)
			db_bind_text(q, 2, whose->email_in_url);
		if (all[i].has_end)
			db_bind_int(q, 2, whose->until);
		st = db_finish(q);
	}
	return st;
}

enum status erase_knows_address(struct db *db, const struct erase_whose *whose,
				bool *is_known)
{
	struct db_query *q;

	*is_known = false;
	if (!whose->email)
		return STATUS_OK;
	q = db_query(db, SQL_E_KNOWN);
	db_bind_text(q, 1, whose->email);
	db_bind_int(q, 2, whose->until);
	*is_known = db_row(q);
	return db_finish(q);
}

enum status erase_account(struct db *db, const struct erase_whose *whose,
			  int64_t now)
{
	static const char *const all[] = {
		SQL_U_SESSIONS,   SQL_U_LINKS,      SQL_U_CODES,
		SQL_U_DRAFTS,     SQL_U_ASSIGNED,   SQL_U_VIEWS,
		SQL_U_OWNED,      SQL_U_UPLOADS,    SQL_U_MAIL,
		SQL_U_IDENTITIES, SQL_U_MODERATION,
	};
	struct db_query *q;
	enum status st = STATUS_OK;

	if (!whose->user_id)
		return STATUS_OK;
	for (size_t i = 0; st == STATUS_OK && i < sizeof(all) / sizeof(*all);
	     i++) {
		q = db_query(db, all[i]);
		db_bind_int(q, 1, whose->user_id);
		st = db_finish(q);
	}
	if (st != STATUS_OK)
		return st;
	q = db_query(db, SQL_U_ACCOUNT);
	db_bind_int(q, 1, whose->user_id);
	db_bind_int(q, 2, now);
	return db_finish(q);
}
