/* A member's own account: how they sign in, what they are called, which mail
 * they want. Where a function takes user_id, no other account is touched. */
#ifndef STORE_MEMBER_SELF_H
#define STORE_MEMBER_SELF_H

#include <stdbool.h>

#include "store/db.h"

struct member_way {
	const char *provider; /* id of its section in the configuration */
	int64_t since, seen_at;
};

struct member_self {
	const char *name;  /* NULL: none was given */
	const char *email; /* that it signs in with, or NULL */
	/* Where mail about comments goes: that, or one that a provider has
	 * verified; NULL: nowhere. */
	const char *mail_to;
	int64_t created_at;
	bool wants_published, wants_replies;
	int64_t stopped_at; /* no such mail to that address any more; 0: yes */
	struct member_way *ways; /* providers, the first one first */
	size_t way_count;
};

MUST_CHECK enum status store_member_self(struct db *db, struct arena *arena,
					 int64_t user_id,
					 struct member_self *out);

/* The providers that an account signs in with, the first one first. */
MUST_CHECK enum status store_member_ways(struct db *db, struct arena *arena,
					 int64_t user_id,
					 struct member_way **out,
					 size_t *count);

/* The name under which later comments stand. Its audit row holds neither. */
MUST_CHECK enum status store_member_set_name(struct db *db, int64_t user_id,
					     const char *name,
					     const char *actor);

/* Which mail they want about comments. */
MUST_CHECK enum status store_member_set_mails(struct db *db, int64_t user_id,
					      bool published, bool replies);

#endif
