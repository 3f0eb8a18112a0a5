/* A change set in a sentence: "3 listings were paused." */
#ifndef PAGE_CHANGE_WORDS_H
#define PAGE_CHANGE_WORDS_H

#include "page/ctx.h"
#include "page/permission.h"
#include "store/change.h"

const char *change_words(struct ctx *c, const struct change_set *set);

/* Who may do a thing may take it back: what that takes, by a set's action. */
enum permission change_permission(const char *action);

/* May c->user undo it now: not undone, not too old, and of a kind that their
 * role works on? */
bool change_may_undo(const struct ctx *c, const struct change_set *set);

#endif
