/* What only the *_sqlite.c files of this layer may know of a connection. */
#ifndef STORE_DB_INTERNAL_H
#define STORE_DB_INTERNAL_H

#include "store/db.h"

struct sqlite3;

/* The engine's own handle of db. */
struct sqlite3 *db_handle(struct db *db);

/* A place where search keeps what it holds in memory for this connection; it
 * starts as NULL. release is called on what is there, and the place is NULL
 * again, when a transaction rolls back (the generation that it was read under
 * may come again with other content) and before the handle closes. */
void **db_search_slot(struct db *db, void (*release)(void *kept));

#endif
