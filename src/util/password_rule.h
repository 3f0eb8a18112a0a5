/* Which passwords are taken: long enough, and nothing that somebody would try
 * first. No rules of composition (NIST SP 800-63B, 5.1.1.2). */
#ifndef UTIL_PASSWORD_RULE_H
#define UTIL_PASSWORD_RULE_H

#include "util/arena.h"

#define PASSWORD_MIN 8    /* bytes */
#define PASSWORD_MAX 1024 /* bytes */

enum password_problem {
	PASSWORD_FINE,
	PASSWORD_MISSING,
	PASSWORD_SHORT,
	PASSWORD_LONG,
	PASSWORD_COMMON, /* among the common ones, or a run of one thing */
	PASSWORD_NAMED   /* holds the account's name or e-mail address */
};

/* What is wrong with password for the account of name (or NULL) and email. */
enum password_problem password_problem(struct arena *arena,
				       const char *password, const char *name,
				       const char *email);

#endif
