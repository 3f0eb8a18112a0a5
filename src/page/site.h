/* What a worker or the job holds of the database, from start to end. */
#ifndef PAGE_SITE_H
#define PAGE_SITE_H

#include "page/ctx.h"

/* The site's connection for mode (DB_READ or DB_WRITE): opened at its first
 * use, and anew when the file was replaced or removed; nothing that was made
 * from the old one is shown any more. It stays the site's. */
MUST_CHECK enum status site_database(struct site *site, enum db_mode mode,
				     struct db **out);

/* Close both connections. */
void site_close_databases(struct site *site);

#endif
