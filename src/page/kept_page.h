/* Whole pages that a worker keeps for one generation. nginx hands out the
 * ready-made ones to readers without cookies; these are for those who chose
 * their colors. Only where the address space is small: rows of ready-made
 * pages, without any query. */
#ifndef PAGE_KEPT_PAGE_H
#define PAGE_KEPT_PAGE_H

#include <stdbool.h>

#include "page/ctx.h"

/* Answer with the page kept for this address; false: make it, and keep it
 * once it is made. */
bool kept_page_show(struct ctx *c);
void kept_page_keep(struct ctx *c);

#endif
