/* Two versions of a text with the words that changed marked: for histories
 * and conflicts of whatever staff write. */
#ifndef PAGE_ADMIN_WORDS_H
#define PAGE_ADMIN_WORDS_H

#include "page/ctx.h"

enum words_side {
	WORDS_BOTH,   /* what went and what came, in one text */
	WORDS_BEFORE, /* before, what went marked */
	WORDS_AFTER   /* after, what came marked */
};

/* Include templates/partials/admin_words.tpl at {{>marker}}. */
void admin_words_show(struct ctx *c, struct view_dict *dict,
		      const char *marker, const char *before,
		      const char *after, enum words_side side);

#endif
