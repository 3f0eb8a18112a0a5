/* The page that a worker without memory shows (http/last_words.h), made while
 * there is plenty, from templates/layout/last.tpl. */
#ifndef PAGE_LAST_PAGE_H
#define PAGE_LAST_PAGE_H

#include "page/ctx.h"

/* Before the first fork; a failure is logged. */
MUST_CHECK enum status last_page_open(const struct site *site);

#endif
