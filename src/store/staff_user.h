/* Accounts as administrators see and change them. There is always an active
 * administrator (one who has a password and is not disabled): what would take
 * away the last is STATUS_CONFLICT, decided inside the transaction. */
#ifndef STORE_STAFF_USER_H
#define STORE_STAFF_USER_H

#include <stdbool.h>

#include "store/user.h"

#define STAFF_USERS_MAX 500 /* in the list */
#define USER_NAME_MAX   80

struct staff_user {
	int64_t id;
	const char *email;
	const char *name; /* NULL: none was given */
	enum role role;
	bool is_disabled, has_password, has_second_factor;
	int64_t created_at, seen_at; /* 0: never signed in */
	int64_t session_count;       /* that live now */
	int64_t link_ends_at; /* of an open one-time link; 0: there is none */
};

/* All accounts of staff but erased ones: active first, by role, then by name.
 */
MUST_CHECK enum status store_staff_user_list(struct db *db, struct arena *arena,
					     int64_t now,
					     struct staff_user **out,
					     size_t *count);
/* STATUS_NOT_FOUND for an erased one too. */
MUST_CHECK enum status store_staff_user_get(struct db *db, struct arena *arena,
					    int64_t id, int64_t now,
					    struct staff_user *out);

/* An account without a password, with the name it was invited by (NULL:
 * none). STATUS_CONFLICT when the e-mail has an account. */
MUST_CHECK enum status store_staff_user_invite(struct db *db, const char *email,
					       const char *name, enum role role,
					       const char *actor, int64_t *id);

/* Another role. All sign-ins of the account end, so that no old token carries
 * a new role. */
MUST_CHECK enum status store_staff_user_set_role(struct db *db, int64_t id,
						 enum role role,
						 const char *actor);

/* Disabled accounts cannot sign in, and all their sign-ins and links end. */
MUST_CHECK enum status store_staff_user_disable(struct db *db, int64_t id,
						const char *actor);
MUST_CHECK enum status store_staff_user_enable(struct db *db, int64_t id,
					       const char *actor);

/* The listings that an account of the role owner may edit. */
struct owned_program {
	int64_t id;
	const char *slug, *name;
};
MUST_CHECK enum status
store_staff_user_programs(struct db *db, struct arena *arena, int64_t user_id,
			  struct owned_program **out, size_t *count);
/* STATUS_NOT_FOUND: no program has this slug. */
MUST_CHECK enum status store_staff_user_give_program(struct db *db,
						     int64_t user_id,
						     const char *slug,
						     const char *actor);
MUST_CHECK enum status store_staff_user_take_program(struct db *db,
						     int64_t user_id,
						     int64_t program_id,
						     const char *actor);

#endif
