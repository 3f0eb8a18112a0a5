/* The page that a worker without memory shows (http/last_words.h), made while
 * there is plenty: in the words of the site, with the look of nginx's own error
 * pages, without a template. */
#ifndef PAGE_LAST_PAGE_H
#define PAGE_LAST_PAGE_H

#include "page/ctx.h"

/* Before the first fork. */
void last_page_open(const struct site *site);

#endif
