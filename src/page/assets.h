/* Static files, addressed by what they hold: /static/<hash>/css/north.css,
 * where the hash covers the whole folder, so that relative addresses inside
 * the files keep working and a browser may keep them for ever. */
#ifndef PAGE_ASSETS_H
#define PAGE_ASSETS_H

#include "util/config.h"
#include "util/status.h"

struct assets {
	char prefix[40]; /* "/static/0123456789abcdef" */
};

/* Hash the folder, and link STATE/static/<hash> to it for nginx; links of
 * earlier versions stay, for pages that still name them. */
MUST_CHECK enum status assets_open(const struct config *config,
				   struct assets **out);
void assets_close(struct assets *assets);

#endif
