#include "page/site.h"

#include "page/fragment.h"
#include "util/log.h"

static enum status open_file(struct site *site, enum db_mode mode,
			     struct db **out)
{
	struct arena *arena = arena_new();
	enum status st = db_open(
		config_path(arena, site->config, "northstar.db"), mode, out);

	arena_free(arena);
	return st;
}

enum status site_database(struct site *site, enum db_mode mode, struct db **out)
{
	struct db **db = mode == DB_WRITE ? &site->writer : &site->reader;
	enum status st = STATUS_OK;

	if (*db && db_is_useless(*db)) {
		log_warning("the database is opened anew: its file is another "
			    "one now, gone, or its disk did not give or take "
			    "what it should");
		db_close(*db);
		*db = NULL;
		/* The other one may count its generations like this one. */
		fragment_forget();
	}
	if (!*db)
		st = open_file(site, mode, db);
	*out = *db;
	return st;
}

void site_open_databases(struct site *site)
{
	struct db *db;

	if (site_database(site, DB_READ, &db) != STATUS_OK ||
	    site_database(site, DB_WRITE, &db) != STATUS_OK)
		log_warning("pages that need the database will say so");
}

void site_close_databases(struct site *site)
{
	db_close(site->reader);
	db_close(site->writer);
	site->reader = site->writer = NULL;
}
