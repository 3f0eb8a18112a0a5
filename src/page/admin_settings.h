/* The band that tells staff of the switch for an attack. */
#ifndef PAGE_ADMIN_SETTINGS_H
#define PAGE_ADMIN_SETTINGS_H

#include "page/admin.h"

/* Fill {{>ATTACK}} (templates/partials/attack.tpl): since when, and by whom,
 * everything is held; nothing while it is off. */
MUST_CHECK enum status settings_band(struct ctx *c, struct view_dict *dict);

#endif
