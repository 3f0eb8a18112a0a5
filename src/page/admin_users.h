/* What the pages about accounts share. */
#ifndef PAGE_ADMIN_USERS_H
#define PAGE_ADMIN_USERS_H

#include "page/ctx.h"
#include "store/staff_user.h"

/* "Editor". */
const char *user_role_word(struct ctx *c, enum role role);

/* "In 2 browsers", "Nowhere". */
const char *user_sign_ins(struct ctx *c, int64_t count);

/* What both the list and the page of one say: USER_ID USER_NAME USER_EMAIL
 * USER_ROLE WAYS SEEN IS_DISABLED IS_INVITED. */
void user_show(struct ctx *c, struct view_dict *dict,
	       const struct staff_user *user);

/* The choice of roles (section ROLES), chosen ticked. */
void user_show_roles(struct ctx *c, struct view_dict *dict, enum role chosen);

/* Make a one-time link for the account, queue its mail and show it, once: the
 * answer to the POST at hand. After the transaction, which was begun by the
 * caller and is ended here with st. */
MUST_CHECK enum status user_link_show(struct ctx *c, int64_t id,
				      enum status st);

#endif
