/* A database for tests: the current schema with a few places, in memory or
 * (fixture_file) in a folder of its own below /tmp. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/db.h"
#include "store/migrate.h"
#include "util/arena.h"

struct fixture {
	struct arena *arena;
	struct db *db;
	char folder[64]; /* "" in memory */
	char path[96];	 /* of the database; "" in memory */
};

/* Run one statement without parameters (a constant) in a transaction. */
static inline enum status fixture_run(struct db *db, const char *sql)
{
	db_begin(db);
	return db_end(db, db_finish(db_query(db, sql)));
}

static inline void fixture_places(struct db *db)
{
	static const char COUNTIES[] =
		"INSERT INTO county"
		"  (id, slug, name, name_folded, state, seat, lat, lon) VALUES"
		"  (27017, 'carlton', 'Carlton', 'carlton', 'MN', 'Carlton',"
		"   46.59, -92.68),"
		"  (27027, 'clay', 'Clay', 'clay', 'MN', 'Moorhead',"
		"   46.89, -96.49),"
		"  (27031, 'cook', 'Cook', 'cook', 'MN', 'Grand Marais',"
		"   47.91, -90.54),"
		"  (27053, 'hennepin', 'Hennepin', 'hennepin', 'MN',"
		"   'Minneapolis', 45.00, -93.48),"
		"  (27137, 'st-louis', 'St. Louis', 'st. louis', 'MN',"
		"   'Duluth', 47.61, -92.47),"
		"  (55031, 'douglas-wi', 'Douglas', 'douglas', 'WI', NULL,"
		"   46.46, -91.91)";
	static const char NEIGHBORS[] =
		"INSERT INTO county_neighbor (county_id, neighbor_id) VALUES"
		"  (27017, 27137), (27137, 27017)";
	static const char ZIPS[] =
		"INSERT INTO zip"
		"  (zip, city, city_folded, state, lat, lon, county_id) VALUES"
		"  ('54880', 'Superior', 'superior', 'WI', 46.70, -92.07,"
		"   55031),"
		"  ('55401', 'Minneapolis', 'minneapolis', 'MN', 44.98, -93.27,"
		"   27053),"
		"  ('55604', 'Grand Marais', 'grand marais', 'MN', 47.76,"
		"   -90.33, 27031),"
		"  ('55802', 'Duluth', 'duluth', 'MN', 46.76, -92.08, 27137),"
		"  ('55805', 'Duluth', 'duluth', 'MN', 46.80, -92.10, 27137),"
		"  ('56560', 'Moorhead', 'moorhead', 'MN', 46.86, -96.75,"
		"   27027)";

	assert_int_equal(fixture_run(db, COUNTIES), STATUS_OK);
	assert_int_equal(fixture_run(db, NEIGHBORS), STATUS_OK);
	assert_int_equal(fixture_run(db, ZIPS), STATUS_OK);
}

static inline int fixture_open(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->arena = arena_new();
	assert_int_equal(db_open("", DB_WRITE, &f->db), STATUS_OK);
	fixture_places(f->db);
	*state = f;
	return 0;
}

static inline int fixture_file(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	int from, to;

	f->arena = arena_new();
	snprintf(f->folder, sizeof(f->folder), "/tmp/northstar-test-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	snprintf(f->path, sizeof(f->path), "%s/northstar.db", f->folder);
	assert_int_equal(store_migrate(f->path, &from, &to), STATUS_OK);
	assert_int_equal(db_open(f->path, DB_WRITE, &f->db), STATUS_OK);
	fixture_places(f->db);
	*state = f;
	return 0;
}

static inline int fixture_close(void **state)
{
	struct fixture *f = *state;
	char command[128];

	db_close(f->db);
	arena_free(f->arena);
	if (f->folder[0]) {
		snprintf(command, sizeof(command), "rm -rf %s", f->folder);
		assert_int_equal(system(command), 0);
	}
	free(f);
	return 0;
}

#endif
