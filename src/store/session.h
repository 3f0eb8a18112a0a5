/* Signed-in people. A session is a random 256-bit token in a cookie, of which
 * the database holds the hash: who reads the database signs in as nobody. */
#ifndef STORE_SESSION_H
#define STORE_SESSION_H

#include <stdbool.h>

#include "store/user.h"

/* Unused for so long: over; and at the latest. Readers, who can harm nobody
 * but themselves, stay longer than staff. */
#define SESSION_IDLE_SECONDS           (12 * 3600)
#define SESSION_LONGEST_SECONDS        (7 * 24 * 3600)
#define SESSION_READER_IDLE_SECONDS    (30 * 24 * 3600)
#define SESSION_READER_LONGEST_SECONDS (90 * 24 * 3600)

#define SESSION_SEEN_SECONDS    300 /* seen_at is written no oftener */
#define SESSION_CONFIRM_SECONDS 600 /* a password asked again holds */

struct session {
	int64_t id;
	int64_t user_id;
	const char *email; /* that it signs in with, or NULL: a provider's */
	const char *name;  /* never NULL: the e-mail's local part when none was
			    * given */
	enum role role;
	bool has_second_factor;
	bool has_shortcuts; /* keyboard keys of the admin pages */
	int64_t created_at, seen_at, ends_at, confirmed_at;
	const char *device; /* "Firefox on Linux" */
};

/* The longest that a session of the role may last: for its cookie. */
int64_t store_session_longest(enum role role);

/* The session of this token, if it lives now: not ended, not idle for too
 * long, its account neither disabled nor erased. STATUS_NOT_FOUND otherwise. */
MUST_CHECK enum status store_session_find(struct db *db, struct arena *arena,
					  const char *token, int64_t now,
					  struct session *out);

/* Note that it is in use; no audit row. */
MUST_CHECK enum status store_session_seen(struct db *db, int64_t id,
					  int64_t now);

/* Begin one; token (TOKEN_TEXT bytes) is for the cookie and nowhere else. */
MUST_CHECK enum status store_session_begin(struct db *db, int64_t user_id,
					   const char *device, int64_t now,
					   char *token);

/* A new token for the session, the old one is worth nothing: when what it may
 * do grows, as when the password was asked again (is_confirmed). Whose role
 * another person changed is signed out instead: store_session_end_all(). */
MUST_CHECK enum status store_session_renew(struct db *db, int64_t id,
					   bool is_confirmed, int64_t now,
					   char *token);

/* End one (of this user: another's is STATUS_NOT_FOUND), or all of a user but
 * keep_id (0: none is kept). */
MUST_CHECK enum status store_session_end(struct db *db, int64_t user_id,
					 int64_t id, const char *actor);
MUST_CHECK enum status store_session_end_all(struct db *db, int64_t user_id,
					     int64_t keep_id,
					     const char *actor);

/* Does it still live? Else STATUS_NOT_FOUND. */
MUST_CHECK enum status store_session_lives(struct db *db, int64_t id,
					   int64_t now);

/* The living sessions of a user, newest first, at most 100. */
MUST_CHECK enum status store_session_list(struct db *db, struct arena *arena,
					  int64_t user_id, int64_t now,
					  struct session **out, size_t *count);

#endif
