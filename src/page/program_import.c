#include "page/program_import.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "util/log.h"
#include "util/text.h"
#include "util/utf8.h"

/* One walk through the table. */
struct walk {
	struct program_import *job;
	struct program_reader *reader;
	struct arena *arena;     /* of the whole walk */
	struct arena *row_arena; /* of one row */
	size_t rows;
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
static struct known *know(struct walk *in, void **tree, const char *key)
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
static bool is_first(struct walk *in, const struct program *p)
{
	char *key = arena_printf(
		in->row_arena, "%s\n%s\n%s", utf8_fold(in->row_arena, p->name),
		utf8_fold(in->row_arena, p->organization.name), p->state);
	struct known *known = know(in, &in->seen, key);

	if (known->line == 0) {
		known->line = csv_file_line(in->job->csv);
		return true;
	}
	csv_file_complain(in->job->csv, csv_file_column(in->job->csv, "name"),
			  "the same listing (name, organization, state) "
			  "stands on line %zu; remove one of them",
			  known->line);
	return false;
}

/* Where it is -------------------------------------------------------------- */

static enum status find_place(struct walk *in, const char *text,
			      const struct known **out)
{
	struct known *known = know(in, &in->places, text);
	enum status st;

	*out = known;
	if (known->line > 0)
		return STATUS_OK;
	known->line = csv_file_line(in->job->csv);
	st = store_place_find(in->job->db, in->arena, text, &known->place);
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
static void note_zip(struct walk *in, const char *zip)
{
	if (in->job->note_zip)
		in->job->note_zip(in->job->context, csv_file_line(in->job->csv),
				  zip);
}

/* The point of its ZIP code, else of its town, else of its county. */
static enum status derive_point(struct walk *in, struct program *p)
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

/* A point that the file gives, or that is stored for the same place, stays. */
static bool has_own_point(const struct walk *in, const struct program *old,
			  const struct program *p)
{
	if (program_reader_has(in->reader, "lat"))
		return p->has_point;
	return old->has_point && text_is_same(old->zip, p->zip) &&
	       text_is_same(old->city, p->city) &&
	       old->county.id == p->county.id;
}

/* One row ------------------------------------------------------------------ */

/* The stored listing that the key in p names (to *old), or a new one. */
static enum status begin_program(struct walk *in, struct program *p,
				 struct program *old)
{
	static const struct program nothing = { .ages_min = -1,
						.ages_max = -1,
						.commitment_months = -1,
						.hours_per_month = -1,
						.mentor_age_min = -1,
						.training_hours = -1 };
	struct program key = *p;
	enum status st;

	*old = nothing;
	st = store_program_find(in->job->db, in->row_arena, key.name,
				key.organization.name, key.state, old);
	if (st != STATUS_OK && st != STATUS_NOT_FOUND)
		return st;
	if (st == STATUS_NOT_FOUND)
		*old = nothing;
	*p = *old;
	p->name = key.name;
	p->organization.name = key.organization.name;
	p->state = key.state;
	return STATUS_OK;
}

/* The same counties, in whatever order. */
static bool is_same_area(const struct program *a, const struct program *b)
{
	if (a->county_count != b->county_count)
		return false;
	for (size_t i = 0; i < a->county_count; i++) {
		size_t n = 0;

		while (n < b->county_count &&
		       b->counties[n].id != a->counties[i].id)
			n++;
		if (n == b->county_count)
			return false;
	}
	return true;
}

bool program_import_changes(const struct program_import_row *row,
			    const struct program_column *column,
			    struct arena *arena, const char **before,
			    const char **after)
{
	*before = program_column_text(column, row->before, arena);
	*after = program_column_text(column, row->after, arena);
	/* A stored listing's address follows its name; an organization's
	 * website that is not said stays what it was. */
	if (strcmp(column->name, "slug") == 0 ||
	    (strcmp(column->name, "organization_website") == 0 && !**after))
		return false;
	if (column->kind == COLUMN_AREA)
		return !is_same_area(row->before, row->after);
	return strcmp(*before, *after) != 0;
}

static enum program_change compare(struct walk *in,
				   const struct program_import_row *row)
{
	const char *before, *after;

	if (!row->before)
		return PROGRAM_ADDED;
	for (size_t i = 0; i < program_column_count; i++)
		if (program_import_changes(row, &program_columns[i],
					   in->row_arena, &before, &after))
			return PROGRAM_CHANGED;
	return PROGRAM_UNCHANGED;
}

static enum status store_row(struct walk *in, struct program *p,
			     enum program_change *change)
{
	struct program_import *job = in->job;
	enum status st;

	p->version = 0; /* the table wins over whatever is stored */
	st = store_program_save(job->db, in->row_arena, p, job->actor,
				job->note, change);
	if (st != STATUS_OK)
		log_error("line %zu of an import could not be stored: %s",
			  csv_file_line(job->csv), status_name(st));
	return st;
}

/* The row says p where old is stored. */
static enum status carry_out(struct walk *in, const struct program *old,
			     struct program *p)
{
	struct program_import *job = in->job;
	struct program_import_row row = { .line = csv_file_line(job->csv),
					  .before = old->id ? old : NULL,
					  .after = p };
	enum status st = STATUS_OK;

	if (!has_own_point(in, old, p))
		st = derive_point(in, p);
	if (st != STATUS_OK)
		return st;
	row.change = compare(in, &row);
	if (job->is_storing && row.change != PROGRAM_UNCHANGED)
		st = store_row(in, p, &row.change);
	if (st != STATUS_OK)
		return st;
	job->counts[row.change]++;
	return job->visit && row.change != PROGRAM_UNCHANGED
		       ? job->visit(job->context, &row)
		       : STATUS_OK;
}

/* What is wrong with a row has been complained about. */
static enum status take_row(struct walk *in)
{
	struct program_import *job = in->job;
	size_t errors = csv_file_errors(job->csv);
	struct program p = { 0 }, old = { 0 };
	enum status st = STATUS_OK;
	bool is_fine = program_reader_key(in->reader, in->row_arena, &p) &&
		       is_first(in, &p);

	if (is_fine)
		st = begin_program(in, &p, &old);
	if (st != STATUS_OK)
		return st;
	is_fine = is_fine && program_reader_read(in->reader, in->row_arena,
						 job->may_publish, &p);
	if (!is_fine)
		job->wrong++;
	if (!is_fine || (errors > 0 && !job->skips_wrong))
		return STATUS_OK;
	return carry_out(in, &old, &p);
}

static bool has_too_many_rows(struct walk *in)
{
	struct program_import *job = in->job;

	if (job->rows_max == 0 || in->rows++ < job->rows_max)
		return false;
	csv_file_complain(job->csv, CSV_NO_COLUMN,
			  "is one line too many: at most %zu listings can be "
			  "taken here; split the table, or use the command "
			  "northstar import programs",
			  job->rows_max);
	csv_file_cut(job->csv);
	return true;
}

enum status program_import_run(struct program_import *job)
{
	struct walk in = { .job = job,
			   .arena = arena_new(),
			   .row_arena = arena_new() };
	enum status st =
		program_reader_open(job->db, in.arena, job->csv, &in.reader);

	if (csv_file_errors(job->csv) > 0)
		csv_file_cut(job->csv); /* the header's: no row has a meaning */
	while (st == STATUS_OK && csv_file_next(job->csv) &&
	       !has_too_many_rows(&in)) {
		st = take_row(&in);
		arena_reset(in.row_arena);
	}
	job->wrong += csv_file_skipped(job->csv);
	tdestroy(in.seen, keep);
	tdestroy(in.places, keep);
	arena_free(in.row_arena);
	arena_free(in.arena);
	return st;
}
