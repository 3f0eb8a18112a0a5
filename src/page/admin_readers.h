/* Readers' accounts, at the addresses of accounts: page/admin_users.c and
 * page/admin_user.c ask here when it is not one of the staff. */
#ifndef PAGE_ADMIN_READERS_H
#define PAGE_ADMIN_READERS_H

#include "page/ctx.h"

/* GET /admin/users?role=reader: q= and before= of its query. */
MUST_CHECK enum status admin_readers_list(struct ctx *c);

/* GET and POST /admin/users/:id of a reader; STATUS_NOT_FOUND. */
MUST_CHECK enum status admin_reader_show(struct ctx *c);
MUST_CHECK enum status admin_reader_save(struct ctx *c);

#endif
