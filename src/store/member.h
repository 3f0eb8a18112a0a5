/* Accounts of readers: members of the public who sign in to write, through a
 * provider (OpenID Connect, OAuth 2.0) or by a link that was mailed to them.
 *
 * Who somebody is, is (issuer, subject) or an e-mail address that they have
 * opened, never one by way of the other: whoever gets an old address must not
 * get its account. So a provider's account has no user.email, and a
 * provider's verified address is only where mail may go. Staff never sign in
 * here: their way asks for a password and a second step. */
#ifndef STORE_MEMBER_H
#define STORE_MEMBER_H

#include <stdbool.h>

#include "store/db.h"

#define MEMBER_NAME_MAX    80  /* characters */
#define MEMBER_ISSUER_MAX  300 /* bytes */
#define MEMBER_SUBJECT_MAX 255 /* bytes */

/* What a provider has proven. */
struct member_identity {
	const char *provider; /* id of its section: "google" */
	const char *issuer, *subject;
	const char *email; /* that it has verified, in lower case, or NULL */
	const char *name;  /* of a new account; never NULL */
};

enum member_standing {
	MEMBER_FINE,
	MEMBER_IS_CLOSED, /* disabled: may not sign in */
	MEMBER_IS_STAFF   /* signs in with a password */
};

struct member {
	int64_t id;
	enum member_standing standing;
	bool is_new;
};

/* The account of an identity, made when there is none. Its address is
 * refreshed and, as a verified one, confirmed for mail about comments; its
 * name stays as it is. Nothing is written for an account that may not sign
 * in. STATUS_BAD: an issuer, subject or name that no row can hold. */
MUST_CHECK enum status
store_member_of_identity(struct db *db, const struct member_identity *identity,
			 int64_t now, struct member *out);

/* The account of an address (in lower case) whose mail its owner has just
 * opened, made when there is none, with that name; the address is confirmed
 * for mail about comments. */
MUST_CHECK enum status store_member_of_email(struct db *db, const char *email,
					     const char *name, int64_t now,
					     struct member *out);

/* Has the owner of an address still to say what they are called: is there no
 * account that signs in with it, or a reader's without a name or with
 * stand_in for one? Reads only. */
MUST_CHECK enum status store_member_lacks_name(struct db *db, const char *email,
					       const char *stand_in,
					       bool *lacks);

/* Is it the address of a staff account, disabled ones too? Reads only. */
MUST_CHECK enum status store_member_is_staff(struct db *db, const char *email,
					     bool *is_staff);

#endif
