#include "page/program_reader.h"

#include <string.h>

#include "util/cell.h"
#include "util/log.h"
#include "util/utf8.h"

static size_t column_of(const char *name)
{
	for (size_t i = 0; i < program_column_count; i++)
		if (strcmp(program_columns[i].name, name) == 0)
			return i;
	return PROGRAM_COLUMNS;
}

bool program_reader_has(const struct program_reader *r, const char *name)
{
	return r->at[column_of(name)] != CSV_NO_COLUMN;
}

/* The header -------------------------------------------------------------- */

static void complain_about_unknown(struct program_reader *r,
				   struct arena *arena, const char *name)
{
	const char *names[PROGRAM_COLUMNS];
	const char *nearest;
	struct buf known;

	buf_init(&known, arena);
	for (size_t i = 0; i < program_column_count; i++) {
		names[i] = program_columns[i].name;
		buf_printf(&known, "%s%s", i > 0 ? ", " : "", names[i]);
	}
	nearest = cell_nearest(arena, name, names, program_column_count);
	if (nearest)
		csv_file_complain_at(r->csv, csv_file_line(r->csv), name,
				     "is not a column of listings; did you "
				     "mean \"%s\"?",
				     nearest);
	else
		csv_file_complain_at(r->csv, csv_file_line(r->csv), name,
				     "is not a column of listings; remove it, "
				     "or use one of: %s",
				     known.data);
}

/* Spreadsheets of many countries write semicolons into a ".csv". */
static bool has_other_separator(struct program_reader *r)
{
	const char *first = csv_file_column_name(r->csv, 0);

	if (csv_file_columns(r->csv) != 1 || !strpbrk(first, ";\t"))
		return false;
	csv_file_complain_at(r->csv, csv_file_line(r->csv), NULL,
			     "has its cells set apart by %s; save the file "
			     "with commas",
			     strchr(first, ';') ? "semicolons" : "tabs");
	return true;
}

static void match_header(struct program_reader *r, struct arena *arena)
{
	static const char *const needed[] = { "name", "organization", "state" };

	for (size_t i = 0; i < program_column_count; i++)
		r->at[i] = csv_file_column(r->csv, program_columns[i].name);
	if (has_other_separator(r))
		return;
	for (size_t i = 0; i < csv_file_columns(r->csv); i++) {
		const char *name = csv_file_column_name(r->csv, i);

		if (*name && column_of(name) == PROGRAM_COLUMNS &&
		    !program_column_is_extra(name))
			complain_about_unknown(r, arena, name);
	}
	for (size_t i = 0; i < 3; i++)
		if (!program_reader_has(r, needed[i]))
			csv_file_complain_at(r->csv, csv_file_line(r->csv),
					     needed[i],
					     "is missing; listings are known "
					     "by name, organization and state");
}

/* The row ----------------------------------------------------------------- */

/* What no single cell can tell. */
static void check_whole(struct program_reader *r)
{
	const struct program *p = r->program;
	size_t i = column_of("description");

	if (!p->summary && r->at[i] == CSV_NO_COLUMN && !r->is_wrong) {
		r->is_wrong = true;
		csv_file_complain(r->csv, CSV_NO_COLUMN,
				  "is a new listing, which needs a "
				  "description; add that column");
	} else if (!p->summary && !r->is_wrong) {
		COMPLAIN(r, i, "is empty; say in a sentence what happens");
	}
	if (p->ages_min >= 0 && p->ages_max >= 0 && p->ages_min > p->ages_max)
		COMPLAIN(r, column_of("ages_min"),
			 "%d is above ages_max, which is %d; exchange them",
			 p->ages_min, p->ages_max);
	if (p->zip && (strlen(p->zip) != 5 ||
		       p->zip[strspn(p->zip, "0123456789")] != '\0'))
		COMPLAIN(r, column_of("zip"),
			 "\"%s\" is not a ZIP code; write its five digits",
			 p->zip);
	if (p->email && !cell_is_email(p->email))
		COMPLAIN(r, column_of("email"),
			 "is not an e-mail address; write name@example.org");
	if (p->phone && !cell_is_phone(p->phone))
		COMPLAIN(r, column_of("phone"),
			 "is not a phone number; write 651-555-0100");
	if (p->slug && strcmp(p->slug, utf8_slug(r->arena, p->slug)) != 0)
		COMPLAIN(r, column_of("slug"),
			 "may hold a-z, 0-9 and single hyphens only; write "
			 "\"%s\"",
			 utf8_slug(r->arena, p->slug));
}

/* A listing that meets online says so by setting or type, unless the file
 * has a column for it. */
static void derive_online(struct program_reader *r)
{
	struct program *p = r->program;

	if (program_reader_has(r, "online") ||
	    (!program_reader_has(r, "settings") &&
	     !program_reader_has(r, "program_types")))
		return;
	p->is_online = false;
	for (size_t i = 0; i < p->term_count; i++)
		if ((p->terms[i].kind == TERM_SETTING &&
		     strcmp(p->terms[i].slug, "online") == 0) ||
		    (p->terms[i].kind == TERM_TYPE &&
		     strcmp(p->terms[i].slug, "e-mentoring") == 0))
			p->is_online = true;
}

static void read_point(struct program_reader *r)
{
	size_t lat = r->at[column_of("lat")], lon = r->at[column_of("lon")];

	if (lat == CSV_NO_COLUMN && lon == CSV_NO_COLUMN)
		return;
	if (lat == CSV_NO_COLUMN || lon == CSV_NO_COLUMN ||
	    (*csv_file_cell(r->csv, lat) != '\0') !=
		    (*csv_file_cell(r->csv, lon) != '\0')) {
		COMPLAIN(r, column_of(lat == CSV_NO_COLUMN ? "lon" : "lat"),
			 "lat and lon only mean a point together; give both or "
			 "neither");
		return;
	}
	r->program->has_point = *csv_file_cell(r->csv, lat) != '\0';
}

static bool knows_state(const struct program_reader *r, const char *state)
{
	for (size_t i = 0; i < r->county_count; i++)
		if (strcmp(r->counties[i].state, state) == 0)
			return true;
	return false;
}

bool program_reader_key(struct program_reader *r, struct arena *arena,
			struct program *program)
{
	static const char *const names[] = { "name", "organization" };
	size_t state = column_of("state");

	r->arena = arena;
	r->program = program;
	r->is_wrong = false;
	memset(r->is_aliased, 0, sizeof(r->is_aliased));
	for (size_t i = 0; i < 2; i++) {
		size_t column = column_of(names[i]);

		program_cell_read(r, column);
		if (!*(const char **)program_cell_member(r, column) &&
		    !r->is_wrong)
			COMPLAIN(r, column, "is empty; every listing has one");
	}
	program->state =
		utf8_clean(arena, csv_file_cell(r->csv, r->at[state]), true);
	if (!knows_state(r, program->state))
		COMPLAIN(r, state,
			 "\"%s\" is not a state of this directory; write MN, "
			 "WI, IA, ND or SD",
			 program->state);
	return !r->is_wrong;
}

bool program_reader_read(struct program_reader *r, struct arena *arena,
			 bool may_publish, struct program *program)
{
	r->arena = arena;
	r->program = program;
	r->may_publish = may_publish;
	r->is_wrong = false;
	/* A draft that a file without stages publishes. */
	if (may_publish && program->stage == PROGRAM_DRAFT)
		program->stage = PROGRAM_PUBLISHED;
	for (size_t i = 2; i < program_column_count; i++)
		if (r->at[i] != CSV_NO_COLUMN)
			program_cell_read(r, i);
	read_point(r);
	derive_online(r);
	check_whole(r);
	return !r->is_wrong;
}

static enum status read_words(struct db *db, struct arena *arena,
			      struct program_reader *r)
{
	enum status st = store_term_list(db, arena, &r->terms, &r->term_count);

	if (st == STATUS_OK)
		st = store_county_list(db, arena, NULL, &r->counties,
				       &r->county_count);
	if (st == STATUS_OK && r->county_count == 0)
		csv_file_complain_at(r->csv, 0, NULL,
				     "cannot be read before the counties are: "
				     "run northstar import places");
	if (st == STATUS_OK &&
	    (r->term_count > TERMS_MAX || r->county_count > COUNTIES_MAX)) {
		log_error("too many terms or counties for an import");
		st = STATUS_FAILED;
	}
	if (st != STATUS_OK)
		return st;
	r->county_keys =
		arena_array(arena, r->county_count, sizeof(*r->county_keys));
	for (size_t i = 0; i < r->county_count; i++)
		r->county_keys[i] =
			program_county_key(arena, r->counties[i].name);
	return STATUS_OK;
}

enum status program_reader_open(struct db *db, struct arena *arena,
				struct csv_file *csv,
				struct program_reader **out)
{
	struct program_reader *r = arena_alloc(arena, sizeof(*r));
	enum status st;

	r->csv = csv;
	st = read_words(db, arena, r);
	if (st != STATUS_OK)
		return st;
	if (csv_file_errors(csv) == 0)
		match_header(r, arena);
	*out = r;
	return STATUS_OK;
}
