#include "command/import.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "store/audit.h"
#include "store/place.h"
#include "util/utf8.h"

#define ZIP_COUNT 100000

struct import {
	struct db *db;
	struct arena *arena;
	const char *folder;
	size_t counties, neighbors, zips; /* new or changed */
	int *county_of_zip;
};

struct table {
	const char *file;
	const char *columns[6];
	size_t count;
	enum status (*row)(struct import *in, struct csv_file *csv,
			   const size_t *at);
};

static int64_t read_fips(struct csv_file *csv, size_t column)
{
	return (int64_t)import_number(csv, column, 1001, 78999);
}

/* One row for all: they come from the Census as a whole. */
static enum status record(struct import *in)
{
	const struct audit_entry entry = {
		.actor = "import",
		.action = "places.import",
		.object = "places",
		.detail = arena_printf(in->arena,
				       "{\"counties\":%zu,\"borders\":%zu,"
				       "\"zips\":%zu}",
				       in->counties, in->neighbors, in->zips),
	};

	return store_audit_add(in->db, &entry);
}

/* Five digits as a number; 0 after a complaint. */
static int read_zip(struct csv_file *csv, size_t column)
{
	const char *cell = csv_file_cell(csv, column);

	if (strlen(cell) != 5)
		csv_file_complain(csv, column,
				  "\"%s\" is not a ZIP code; write its five "
				  "digits",
				  cell);
	return (int)import_number(csv, column, 1, ZIP_COUNT - 1);
}

static const char *read_state(struct import *in, struct csv_file *csv,
			      size_t column)
{
	const char *cell = csv_file_cell(csv, column);

	if (strlen(cell) != 2 || !isupper((unsigned char)cell[0]) ||
	    !isupper((unsigned char)cell[1]))
		csv_file_complain(csv, column,
				  "\"%s\" is not a state; write two letters "
				  "such as MN",
				  cell);
	return arena_strdup(in->arena, cell);
}

/* Minnesota's counties have the plain slug. */
static const char *county_slug(struct arena *arena, const struct county *c)
{
	const char *slug = utf8_slug(arena, c->name);

	if (strcmp(c->state, "MN") == 0)
		return slug;
	return arena_printf(arena, "%s-%s", slug, utf8_slug(arena, c->state));
}

static bool is_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static enum status put_county(struct import *in, struct csv_file *csv,
			      const size_t *at)
{
	struct county c = { .state = read_state(in, csv, at[0]),
			    .name = import_text(csv, in->arena, at[1], 1, 80),
			    .id = read_fips(csv, at[2]),
			    .seat = import_text(csv, in->arena, at[3], 0, 80),
			    .lat = import_number(csv, at[4], -90, 90),
			    .lon = import_number(csv, at[5], -180, 180) };
	struct county old;
	enum status st;

	if (csv_file_errors(csv) > 0)
		return STATUS_OK;
	c.slug = county_slug(in->arena, &c);
	st = store_county_by_id(in->db, in->arena, c.id, &old);
	if (st == STATUS_OK && is_same(old.name, c.name) &&
	    is_same(old.slug, c.slug) && is_same(old.state, c.state) &&
	    is_same(old.seat, c.seat) && old.lat == c.lat && old.lon == c.lon)
		return STATUS_OK;
	if (st != STATUS_OK && st != STATUS_NOT_FOUND)
		return st;
	in->counties++;
	return store_county_put(in->db, &c);
}

static enum status put_neighbor(struct import *in, struct csv_file *csv,
				const size_t *at)
{
	int64_t a = read_fips(csv, at[0]), b = read_fips(csv, at[1]);
	struct county *stored;
	enum status st;
	size_t count;

	if (csv_file_errors(csv) > 0)
		return STATUS_OK;
	st = store_county_neighbors(in->db, in->arena, a, &stored, &count);
	if (st != STATUS_OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (stored[i].id == b)
			return STATUS_OK;
	in->neighbors++;
	return store_neighbor_put(in->db, a, b);
}

static enum status note_zip_county(struct import *in, struct csv_file *csv,
				   const size_t *at)
{
	int zip = read_zip(csv, at[0]);

	in->county_of_zip[zip] = (int)read_fips(csv, at[1]);
	return STATUS_OK;
}

static enum status put_zip(struct import *in, struct csv_file *csv,
			   const size_t *at)
{
	int number = read_zip(csv, at[0]);
	struct zip zip = { .zip = arena_strdup(in->arena,
					       csv_file_cell(csv, at[0])),
			   .city = import_text(csv, in->arena, at[1], 1, 80),
			   .state = read_state(in, csv, at[2]),
			   .lat = import_number(csv, at[3], -90, 90),
			   .lon = import_number(csv, at[4], -180, 180),
			   .county_id = in->county_of_zip[number] };
	struct place old;
	enum status st;

	if (zip.county_id == 0 && number > 0)
		csv_file_complain(csv, at[0],
				  "%s is not in zip-county.csv; add it there",
				  zip.zip);
	if (csv_file_errors(csv) > 0)
		return STATUS_OK;
	st = store_place_find(in->db, in->arena, zip.zip, &old);
	if (st == STATUS_OK && old.lat == zip.lat && old.lon == zip.lon &&
	    old.county_id == zip.county_id &&
	    strcmp(old.label, arena_printf(in->arena, "%s, %s %s", zip.city,
					   zip.state, zip.zip)) == 0)
		return STATUS_OK;
	if (st != STATUS_OK && st != STATUS_NOT_FOUND)
		return st;
	in->zips++;
	return store_zip_put(in->db, &zip);
}

/* In this order: each needs what stands before it. */
static const struct table tables[] = {
	{ "counties.csv",
	  { "state", "county", "fips", "seat", "lat", "lon" },
	  6,
	  put_county },
	{ "neighbors.csv",
	  { "county_fips", "neighbor_fips" },
	  2,
	  put_neighbor },
	{ "zip-county.csv", { "zip", "county_fips" }, 2, note_zip_county },
	{ "zips.csv", { "zip", "city", "state", "lat", "lon" }, 5, put_zip },
};

static enum status import_table(struct import *in, const struct table *table)
{
	struct csv_file *csv = csv_file_open(
		arena_printf(in->arena, "%s/%s", in->folder, table->file));
	enum status st = STATUS_OK;
	size_t at[6] = { 0 };

	import_match_columns(csv, table->columns, table->count, at);
	while (st == STATUS_OK && csv_file_next(csv))
		st = table->row(in, csv, at);
	if (st == STATUS_CONFLICT)
		csv_file_complain(csv, CSV_NO_COLUMN,
				  "does not fit the counties or another row; "
				  "look for a double or unknown code");
	csv_file_report(csv, stderr);
	if (csv_file_errors(csv) > 0)
		st = STATUS_BAD;
	csv_file_close(csv);
	return st;
}

int import_places(const struct command_env *env, const char *folder)
{
	struct import in = { .arena = arena_new(), .folder = folder };
	enum status st = command_open(env, DB_WRITE, &in.db);
	int code = COMMAND_FAILED;

	if (st != STATUS_OK)
		goto out;
	in.county_of_zip =
		arena_array(in.arena, ZIP_COUNT, sizeof(*in.county_of_zip));
	db_begin(in.db);
	for (size_t i = 0;
	     st == STATUS_OK && i < sizeof(tables) / sizeof(tables[0]); i++)
		st = import_table(&in, &tables[i]);
	if (st == STATUS_OK && in.counties + in.neighbors + in.zips > 0)
		st = record(&in);
	st = db_end(in.db, st);
	db_close(in.db);
	code = command_import_end(st, folder);
	if (code == 0)
		printf("places: %zu counties, %zu borders, %zu ZIP codes new "
		       "or changed\n",
		       in.counties, in.neighbors, in.zips);
out:
	arena_free(in.arena);
	return code;
}

int command_import_places(int argc, char **argv)
{
	static const struct command_option options[] = { { 0 } };
	struct command_env env;
	int code = command_begin(&env, argc, argv, options, 1, 1);

	if (code < 0)
		code = import_places(&env, env.words[0]);
	command_end(&env);
	return code;
}
