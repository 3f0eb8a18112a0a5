/* What only the *_sqlite.c files of this layer may know of a connection. */
#ifndef STORE_DB_INTERNAL_H
#define STORE_DB_INTERNAL_H

#include "store/db.h"

struct sqlite3;

/* The engine's own handle of db. */
struct sqlite3 *db_handle(struct db *db);

#endif
