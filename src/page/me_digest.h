/* The part of one's account about mail to the staff. */
#ifndef PAGE_ME_DIGEST_H
#define PAGE_ME_DIGEST_H

#include "page/ctx.h"

/* Include {{>MAILS}} (templates/partials/me_digest.tpl) in the page of the
 * account; nothing for who does not read comments. */
MUST_CHECK enum status me_digest_fill(struct ctx *c, struct view_dict *dict);

#endif
