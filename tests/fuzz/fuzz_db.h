/* A small directory in memory for the targets that ask a database. */
#ifndef TESTS_FUZZ_DB_H
#define TESTS_FUZZ_DB_H

#include "fuzz.h"
#include "store/db.h"
#include "store/place.h"
#include "store/program.h"

static inline void fuzz_places(struct db *db)
{
	static const struct county COUNTIES[] = {
		{ 27021, "cass", "Cass", "MN", "Walker", 46.95, -94.33 },
		{ 27053, "hennepin", "Hennepin", "MN", "Minneapolis", 45.0,
		  -93.48 },
		{ 27077, "lake-of-the-woods", "Lake of the Woods", "MN",
		  "Baudette", 48.77, -94.9 },
		{ 27137, "st-louis", "St. Louis", "MN", "Duluth", 47.61,
		  -92.47 },
		{ 38017, "cass-nd", "Cass", "ND", NULL, 46.93, -97.25 },
		{ 55031, "douglas-wi", "Douglas", "WI", NULL, 46.46, -91.91 },
	};
	static const struct zip ZIPS[] = {
		{ "54880", "Superior", "WI", 46.7, -92.07, 55031 },
		{ "55401", "Minneapolis", "MN", 44.98, -93.27, 27053 },
		{ "55802", "Duluth", "MN", 46.76, -92.08, 27137 },
		{ "55805", "Duluth", "MN", 46.8, -92.1, 27137 },
		{ "58012", "Cass", "ND", 46.88, -97.2, 38017 },
		{ "58102", "Fargo", "ND", 46.9, -96.8, 38017 },
	};

	for (size_t i = 0; i < sizeof(COUNTIES) / sizeof(*COUNTIES); i++)
		MUST(store_county_put(db, &COUNTIES[i]) == STATUS_OK);
	MUST(store_neighbor_put(db, 27021, 27137) == STATUS_OK);
	for (size_t i = 0; i < sizeof(ZIPS) / sizeof(*ZIPS); i++)
		MUST(store_zip_put(db, &ZIPS[i]) == STATUS_OK);
}

/* The n-th listing; each differs from the others in what can be asked for. */
static inline void fuzz_listing(struct db *db, struct arena *arena, int n)
{
	static const char *const NAMES[] = {
		"Kinship Mentors",     "Chess Club for Girls",
		"Amigos Crème Brûlée", "Online Coaches 24/7",
		"North Shore Kinship", "Mentoring at Lincoln School",
	};
	static const int64_t COUNTY_IDS[] = { 27137, 27021, 27053, 38017 };
	struct program p = {
		.name = NAMES[n % 6],
		.organization.name = n % 2 ? "Duluth Friends" : "Lake Mentors",
		.summary = "Adults and young people meet once a week to read, "
			   "play and talk.",
		.ages_min = n % 3 ? 6 + n : -1,
		.ages_max = n % 4 ? 14 + n : -1,
		.state = n % 5 == 4 ? "ND" : "MN",
		.city = n % 5 == 4 ? "Fargo" : "Duluth",
		.zip = n % 5 == 4 ? "58102" : "55805",
		.county.id = n % 5 == 4 ? 38017 : 27137,
		.has_point = n % 3 != 2,
		.lat = 46.8 + n / 50.0,
		.lon = -92.1,
		.is_statewide = n % 6 == 3,
		.is_online = n % 6 == 3,
		.commitment_months = -1,
		.hours_per_month = -1,
		.mentor_age_min = -1,
		.training_hours = -1,
		.needs_mentors = n % 2,
		.badge = (enum badge)(n % 3),
		.stage = PROGRAM_PUBLISHED,
	};
	struct term terms[] = { { .id = 1 + n % 6 },
				{ .id = 11 + n % 10 },
				{ .id = 41 + n % 8 } };
	struct county county = { .id = COUNTY_IDS[n % 4] };

	p.terms = terms;
	p.term_count = 3;
	p.counties = &county;
	p.county_count = n % 6 == 3 ? 0 : 1;
	MUST(store_program_save(db, arena, &p, "fuzz", NULL, NULL) ==
	     STATUS_OK);
}

/* The directory, made once. */
static inline struct db *fuzz_db(void)
{
	static struct db *db;
	struct arena *arena;

	if (db)
		return db;
	arena = arena_new();
	MUST(db_open("", DB_WRITE, &db) == STATUS_OK);
	db_begin(db);
	fuzz_places(db);
	for (int n = 0; n < 12; n++)
		fuzz_listing(db, arena, n);
	MUST(db_end(db, STATUS_OK) == STATUS_OK);
	arena_free(arena);
	return db;
}

#endif
