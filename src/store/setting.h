/* Switches that staff turn while the site runs, by name. Every change leaves
 * an audit row. */
#ifndef STORE_SETTING_H
#define STORE_SETTING_H

#include <stdbool.h>

#include "store/db.h"

/* While it is on, every comment is read before it shows and rates are
 * tighter: "1" or "0". */
#define SETTING_ATTACK "comments.attack"

/* Its value in arena; NULL when nobody has set it. */
MUST_CHECK enum status store_setting_get(struct db *db, struct arena *arena,
					 const char *name, const char **value);
/* Is it "1"? */
MUST_CHECK enum status store_setting_is_on(struct db *db, const char *name,
					   bool *is_on);
/* value: at most 1,000 characters. Nothing is written when it is so already. */
MUST_CHECK enum status store_setting_put(struct db *db, const char *name,
					 const char *value, const char *actor,
					 int64_t now);

#endif
