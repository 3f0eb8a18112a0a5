#include "command/commands.h"

#include <inttypes.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/import.h"
#include "command/program_columns.h"
#include "util/log.h"
#include "util/utf8.h"

#define ACTOR      "import"
#define NOTES_SHOW 20

struct import {
	struct db *db;
	struct csv_file *csv;
	struct program_reader *reader;
	struct arena *arena;     /* of the whole run */
	struct arena *row_arena; /* of one row */
	const char *path;
	bool may_publish;
	size_t counts[3]; /* by enum program_change */
	size_t notes;
	void *seen, *places; /* trees of tsearch(3) */
};

/* A text and what is known of it, in one of the trees. */
struct known {
	const char *key;
	size_t line;    /* seen: where it stood first */
	bool has_place; /* places: */
	struct place place;
};

static int compare_known(const void *a, const void *b)
{
	return strcmp(((const struct known *)a)->key,
		      ((const struct known *)b)->key);
}

static void keep(void *known)
{
	(void)known; /* the arena owns it */
}

/* What the tree holds for key; a new one has line 0. */
static struct known *know(struct import *in, void **tree, const char *key)
{
	struct known *fresh, wanted = { .key = key };
	struct known **found = tfind(&wanted, tree, compare_known);

	if (found)
		return *found;
	fresh = arena_alloc(in->arena, sizeof(*fresh));
	fresh->key = arena_strdup(in->arena, key);
	if (!tsearch(fresh, tree, compare_known))
		abort(); /* out of memory, as in an arena */
	return fresh;
}

/* The same listing twice in one file is a mistake that only people can
 * settle. */
static bool is_first(struct import *in, const struct program *p)
{
	char *key = arena_printf(
		in->row_arena, "%s\n%s\n%s", utf8_fold(in->row_arena, p->name),
		utf8_fold(in->row_arena, p->organization.name), p->state);
	struct known *known = know(in, &in->seen, key);

	if (known->line == 0) {
		known->line = csv_file_line(in->csv);
		return true;
	}
	csv_file_complain(in->csv, csv_file_column(in->csv, "name"),
			  "the same listing (name, organization, state) "
			  "stands on line %zu; remove one of them",
			  known->line);
	return false;
}

/* Where it is -------------------------------------------------------------- */

static enum status find_place(struct import *in, const char *text,
			      const struct known **out)
{
	struct known *known = know(in, &in->places, text);
	enum status st;

	*out = known;
	if (known->line > 0)
		return STATUS_OK;
	known->line = csv_file_line(in->csv);
	st = store_place_find(in->db, in->arena, text, &known->place);
	known->has_place = st == STATUS_OK;
	return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

static void put_point(struct program *p, double lat, double lon)
{
	p->has_point = true;
	p->lat = lat;
	p->lon = lon;
}

/* New ZIP codes appear and our list ages: so one that is not in it is worth
 * a note, not a refusal. */
static void note_zip(struct import *in, const char *zip)
{
	if (in->notes++ < NOTES_SHOW)
		fprintf(stderr,
			"%s:%zu: zip: note: %s is not in the list of ZIP "
			"codes; kept, and placed by city or county\n",
			in->path, csv_file_line(in->csv), zip);
}

/* The point of its ZIP code, else of its town, else of its county. */
static enum status derive_point(struct import *in, struct program *p)
{
	const struct known *known;
	enum status st;

	p->has_point = false;
	if (p->zip) {
		st = find_place(in, p->zip, &known);
		if (st != STATUS_OK)
			return st;
		if (known->has_place) {
			put_point(p, known->place.lat, known->place.lon);
			return STATUS_OK;
		}
		note_zip(in, p->zip);
	}
	if (p->city) {
		st = find_place(in,
				arena_printf(in->row_arena, "%s, %s", p->city,
					     p->state),
				&known);
		if (st != STATUS_OK)
			return st;
		if (known->has_place) {
			put_point(p, known->place.lat, known->place.lon);
			return STATUS_OK;
		}
	}
	if (p->county.id)
		put_point(p, p->county.lat, p->county.lon);
	return STATUS_OK;
}

static bool is_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

/* A point that the file gives, or that is stored for the same place, stays. */
static bool has_own_point(const struct import *in, const struct program *old,
			  const struct program *p)
{
	if (program_reader_has(in->reader, "lat"))
		return p->has_point;
	return old->has_point && is_same(old->zip, p->zip) &&
	       is_same(old->city, p->city) && old->county.id == p->county.id;
}

/* One row ------------------------------------------------------------------ */

/* The stored listing that the key in p names, or a new one. */
static enum status begin_program(struct import *in, struct program *p)
{
	static const struct program nothing = { .ages_min = -1,
						.ages_max = -1,
						.commitment_months = -1,
						.hours_per_month = -1,
						.mentor_age_min = -1,
						.training_hours = -1 };
	struct program fresh = nothing;
	enum status st =
		store_program_find(in->db, in->row_arena, p->name,
				   p->organization.name, p->state, &fresh);

	if (st != STATUS_OK && st != STATUS_NOT_FOUND)
		return st;
	if (st == STATUS_NOT_FOUND)
		fresh = nothing;
	fresh.name = p->name;
	fresh.organization.name = p->organization.name;
	fresh.state = p->state;
	*p = fresh;
	return STATUS_OK;
}

static enum status import_row(struct import *in)
{
	struct program p = { 0 }, old;
	enum program_change change = PROGRAM_UNCHANGED;
	enum status st;

	if (!program_reader_key(in->reader, in->row_arena, &p) ||
	    !is_first(in, &p))
		return STATUS_OK; /* complained about */
	st = begin_program(in, &p);
	if (st != STATUS_OK)
		return st;
	old = p;
	if (!program_reader_read(in->reader, in->row_arena, in->may_publish,
				 &p) ||
	    csv_file_errors(in->csv) > 0)
		return STATUS_OK;
	if (!has_own_point(in, &old, &p)) {
		st = derive_point(in, &p);
		if (st != STATUS_OK)
			return st;
	}
	p.version = 0; /* the file wins over whatever is stored */
	st = store_program_save(in->db, in->row_arena, &p, ACTOR, NULL,
				&change);
	if (st == STATUS_OK)
		in->counts[change]++;
	else
		command_failed("%s:%zu: could not be stored: %s", in->path,
			       csv_file_line(in->csv), status_name(st));
	return st;
}

static enum status import_rows(struct import *in)
{
	enum status st = STATUS_OK;

	while (st == STATUS_OK && csv_file_next(in->csv)) {
		st = import_row(in);
		arena_reset(in->row_arena);
	}
	if (st == STATUS_OK && csv_file_errors(in->csv) > 0)
		st = STATUS_BAD;
	return st;
}

/* All rows in one transaction, taken back when a row is wrong, on a dry run,
 * and when nothing changed: then the file is not written to at all. */
static enum status import_all(struct import *in, bool is_dry)
{
	enum status st;

	db_begin(in->db);
	store_program_bulk_begin(in->db);
	st = import_rows(in);
	if (st == STATUS_OK && !is_dry &&
	    in->counts[PROGRAM_ADDED] + in->counts[PROGRAM_CHANGED] > 0) {
		st = store_program_bulk_end(in->db);
		return db_end(in->db, st);
	}
	if (db_end(in->db, STATUS_CONFLICT) == STATUS_OK)
		st = STATUS_FAILED;
	return st;
}

static void report(const struct import *in, bool is_dry)
{
	if (in->notes > NOTES_SHOW)
		fprintf(stderr, "%s: and %zu more notes of that kind\n",
			in->path, in->notes - NOTES_SHOW);
	printf("%zu new, %zu changed, %zu unchanged%s\n",
	       in->counts[PROGRAM_ADDED], in->counts[PROGRAM_CHANGED],
	       in->counts[PROGRAM_UNCHANGED],
	       is_dry ? " (dry run: nothing was stored)" : "");
	if (in->counts[PROGRAM_ADDED] > 0 && !in->may_publish)
		printf("New listings are drafts; --publish shows them.\n");
}

int import_programs(const struct command_env *env, const char *path,
		    bool is_dry, bool may_publish)
{
	struct import in = { .path = path,
			     .may_publish = may_publish,
			     .arena = arena_new(),
			     .row_arena = arena_new() };
	enum status st = command_open(env, DB_WRITE, &in.db);
	int code = COMMAND_FAILED;

	if (st != STATUS_OK)
		goto out;
	in.csv = csv_file_open(path);
	st = program_reader_open(in.db, in.arena, in.csv, &in.reader);
	if (st == STATUS_OK && csv_file_errors(in.csv) > 0)
		st = STATUS_BAD;
	if (st == STATUS_OK)
		st = import_all(&in, is_dry);
	csv_file_report(in.csv, stderr);
	code = command_import_end(st, path);
	if (code == 0)
		report(&in, is_dry);
	csv_file_close(in.csv);
	db_close(in.db);
out:
	tdestroy(in.seen, keep);
	tdestroy(in.places, keep);
	arena_free(in.row_arena);
	arena_free(in.arena);
	return code;
}

int command_import_programs(int argc, char **argv)
{
	bool is_dry = false, may_publish = false;
	const struct command_option options[] = {
		{ "dry-run", .is_given = &is_dry },
		{ "publish", .is_given = &may_publish },
		{ 0 }
	};
	struct command_env env;
	int code = command_begin(&env, argc, argv, options, 1, 1);

	if (code < 0)
		code = import_programs(&env, env.words[0], is_dry, may_publish);
	command_end(&env);
	return code;
}
