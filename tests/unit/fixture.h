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
#include "store/program.h"
#include "store/sweep.h"
#include "util/arena.h"

struct fixture {
	struct arena *arena;
	struct db *db;
	char folder[64]; /* "" in memory */
	char path[96];   /* of the database; "" in memory */
};

/* Run one statement without parameters (a constant) in a transaction. */
static inline enum status fixture_run(struct db *db, const char *sql)
{
	db_begin(db);
	return db_end(db, db_finish(db_query(db, sql)));
}

/* The one number that sql (a constant) gives. */
static inline int64_t fixture_number(struct db *db, const char *sql)
{
	struct db_query *q = db_query(db, sql);
	int64_t number = db_row(q) ? db_int(q, 0) : -1;

	assert_int_equal(db_finish(q), STATUS_OK);
	return number;
}

/* End all that was there at before; how many. */
static inline size_t fixture_sweep(struct db *db, enum sweep what,
				   int64_t before)
{
	size_t all = 0, count;
	bool is_more = true;

	while (is_more) {
		assert_int_equal(
			store_sweep(db, what, before, &count, &is_more),
			STATUS_OK);
		all += count;
	}
	return all;
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
		"  (27137, 'st-louis', 'St. Louis', 'st louis', 'MN',"
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

/* A published listing of an organization in Duluth, with nothing optional
 * known; add what the test is about, then fixture_save() it. */
static inline struct program fixture_listing(const char *name,
					     const char *organization)
{
	return (struct program){
		.name = name,
		.organization.name = organization,
		.summary = "Adults and young people meet once a week.",
		.ages_min = -1,
		.ages_max = -1,
		.state = "MN",
		.city = "Duluth",
		.county.id = 27137,
		.commitment_months = -1,
		.hours_per_month = -1,
		.mentor_age_min = -1,
		.training_hours = -1,
		.stage = PROGRAM_PUBLISHED,
	};
}

static inline int64_t fixture_save(struct fixture *f, struct program *program)
{
	assert_int_equal(store_program_save(f->db, f->arena, program, "test",
					    NULL, NULL),
			 STATUS_OK);
	return program->id;
}

/* Give it count terms by their ids and county_count counties by theirs. */
static inline void fixture_lists(struct fixture *f, struct program *program,
				 const int64_t *terms, size_t count,
				 const int64_t *counties, size_t county_count)
{
	program->terms =
		arena_array(f->arena, count + 1, sizeof(*program->terms));
	program->counties = arena_array(f->arena, county_count + 1,
					sizeof(*program->counties));
	for (size_t i = 0; i < count; i++)
		program->terms[i].id = terms[i];
	for (size_t i = 0; i < county_count; i++)
		program->counties[i].id = counties[i];
	program->term_count = count;
	program->county_count = county_count;
}

/* Five listings: "Kinship" (one to one; St. Louis and Carlton; needs
 * mentors), "Chess Club" (group; St. Louis; ages 8 to 14), "Online Mentors"
 * (online, all of Minnesota), "North Shore Mentors" (one to one; Cook), and
 * "Not Yet", a draft. Returns the id of Kinship; the others follow it. */
static inline int64_t fixture_programs(struct fixture *f)
{
	struct program p = fixture_listing("Kinship", "Lake Superior Mentors");
	int64_t first;

	p.needs_mentors = true;
	p.zip = "55805";
	fixture_lists(f, &p, (int64_t[]){ 1, 11 }, 2,
		      (int64_t[]){ 27137, 27017 }, 2);
	first = fixture_save(f, &p);
	p = fixture_listing("Chess Club", "Duluth Friends");
	p.ages_min = 8;
	p.ages_max = 14;
	fixture_lists(f, &p, (int64_t[]){ 2, 13 }, 2, (int64_t[]){ 27137 }, 1);
	fixture_save(f, &p);
	p = fixture_listing("Online Mentors", "Minnesota Online");
	p.city = NULL;
	p.county.id = 0;
	p.is_statewide = p.is_online = true;
	fixture_lists(f, &p, (int64_t[]){ 6, 18 }, 2, NULL, 0);
	fixture_save(f, &p);
	p = fixture_listing("North Shore Mentors", "Duluth Friends");
	p.city = "Grand Marais";
	p.county.id = 27031;
	fixture_lists(f, &p, (int64_t[]){ 1, 12 }, 2, (int64_t[]){ 27031 }, 1);
	fixture_save(f, &p);
	p = fixture_listing("Not Yet", "Duluth Friends");
	p.stage = PROGRAM_DRAFT;
	fixture_lists(f, &p, (int64_t[]){ 1 }, 1, (int64_t[]){ 27137 }, 1);
	fixture_save(f, &p);
	return first;
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
