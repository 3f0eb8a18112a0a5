/* What a worker or the job holds of the database, from start to end. */
#ifndef PAGE_SITE_H
#define PAGE_SITE_H

#include "page/ctx.h"

/* The site's connection for mode (DB_READ or DB_WRITE): opened at its first
 * use, and anew when the file was replaced or removed, or its disk was found
 * read-only; nothing that was made from the old one is shown any more. It
 * stays the site's. */
MUST_CHECK enum status site_database(struct site *site, enum db_mode mode,
				     struct db **out);

/* Open both connections now, while descriptors and memory are there: a worker
 * that has them goes on when there are none left, and beside a program that
 * lifts the database to a newer version. */
void site_open_databases(struct site *site);

/* Close both connections. */
void site_close_databases(struct site *site);

#endif
