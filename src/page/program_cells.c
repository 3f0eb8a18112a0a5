#include "page/program_reader.h"

#include <stdlib.h>
#include <string.h>

#include "http/url.h"
#include "util/cell.h"
#include "util/clock.h"
#include "util/utf8.h"

/* Words ------------------------------------------------------------------- */

const char *program_county_key(struct arena *arena, const char *name)
{
	char *slug = utf8_slug(arena, name);
	size_t len = strlen(slug);

	if (len > 7 && strcmp(slug + len - 7, "-county") == 0)
		slug[len - 7] = '\0';
	if (strncmp(slug, "saint-", 6) == 0)
		return arena_printf(arena, "st-%s", slug + 6);
	return slug;
}

static const struct county *find_county(const struct program_reader *r,
					const char *name, const char *state)
{
	const char *key = program_county_key(r->arena, name);

	for (size_t i = 0; i < r->county_count; i++)
		if (strcmp(r->county_keys[i], key) == 0 &&
		    strcmp(r->counties[i].state, state) == 0)
			return &r->counties[i];
	return NULL;
}

/* More complaints than anybody will read are only counted: no time goes into
 * their words, nor into the rest of a list. */
static bool is_enough(const struct program_reader *r)
{
	return csv_file_errors(r->csv) >= CSV_ERRORS_MAX;
}

static const char *nearest_county(const struct program_reader *r,
				  const char *name, const char *state)
{
	const char *names[COUNTIES_MAX];
	size_t count = 0;

	for (size_t i = 0; i < r->county_count; i++)
		if (strcmp(r->counties[i].state, state) == 0)
			names[count++] = r->counties[i].name;
	return cell_nearest(r->arena, name, names, count);
}

/* "Cass" is in the program's own state, "Clay (MN)" says which. NULL after a
 * complaint. */
static const struct county *read_county(struct program_reader *r, size_t i,
					const char *item)
{
	size_t len = strlen(item);
	const char *state = r->program->state, *name = item, *nearest;
	const struct county *county;

	if (len > 5 && item[len - 1] == ')' && item[len - 4] == '(') {
		state = arena_strndup(r->arena, item + len - 3, 2);
		name = utf8_clean(r->arena,
				  arena_strndup(r->arena, item, len - 4), true);
	}
	county = find_county(r, name, state);
	if (county)
		return county;
	nearest = is_enough(r) ? NULL : nearest_county(r, name, state);
	COMPLAIN(r, i,
		 "\"%s\" is not a county of %s; %s%s%s write another state's "
		 "county as \"Clay (MN)\"",
		 name, state, nearest ? "did you mean \"" : "",
		 nearest ? nearest : "", nearest ? "\"? Else" : "else");
	return NULL;
}

/* One cell of each kind --------------------------------------------------- */

void *program_cell_member(const struct program_reader *r, size_t i)
{
	return (char *)r->program + program_columns[i].offset;
}

static void read_text(struct program_reader *r, size_t i, const char *cell)
{
	const struct program_column *column = &program_columns[i];
	const char **out = program_cell_member(r, i);
	size_t length = utf8_length(cell);

	*out = NULL;
	if (length == 0)
		return;
	if (length < (size_t)column->min)
		COMPLAIN(r, i, "is too short; %d characters are the least",
			 (int)column->min);
	else if (length > (size_t)column->max)
		COMPLAIN(r, i,
			 "has %zu characters, at most %d can be taken; "
			 "shorten it",
			 length, (int)column->max);
	else if (column->kind == COLUMN_URL && !url_host(r->arena, cell))
		COMPLAIN(r, i,
			 "\"%s\" is not a web address; it must begin with "
			 "https:// or http://",
			 cell);
	else
		*out = arena_strdup(r->arena, cell);
}

static void read_number(struct program_reader *r, size_t i, const char *cell)
{
	const struct program_column *column = &program_columns[i];
	int64_t whole = 0;
	double value = -1;

	if (*cell && column->kind == COLUMN_REAL ? !cell_real(cell, &value)
	    : *cell                              ? !cell_int(cell, &whole)
						 : false) {
		COMPLAIN(r, i, "\"%s\" is not a %snumber; write %g to %g", cell,
			 column->kind == COLUMN_INT ? "whole " : "",
			 column->min, column->max);
		return;
	}
	if (*cell && column->kind == COLUMN_INT)
		value = (double)whole;
	if (*cell && (value < column->min || value > column->max)) {
		COMPLAIN(r, i, "\"%s\" is out of bounds; write %g to %g", cell,
			 column->min, column->max);
		return;
	}
	if (column->kind == COLUMN_INT)
		*(int *)program_cell_member(r, i) = (int)value;
	else
		*(double *)program_cell_member(r, i) = value;
}

static void read_flag(struct program_reader *r, size_t i, const char *cell)
{
	if (!cell_flag(cell, program_cell_member(r, i)))
		COMPLAIN(r, i, "\"%s\" is neither yes nor no; write one", cell);
}

static void read_time(struct program_reader *r, size_t i, const char *cell)
{
	int64_t *out = program_cell_member(r, i);

	*out = 0;
	if (*cell && !cell_time(cell, out))
		COMPLAIN(r, i, "\"%s\" is not a date; write 2026-11-23", cell);
	else if (out == &r->program->confirmed_at &&
		 *out > clock_now() + CLOCK_DAY)
		COMPLAIN(r, i,
			 "%s lies in the future; write the day when it "
			 "was confirmed",
			 cell);
}

/* What other directories call our words; some of their types are places. */
static const struct {
	enum term_kind column;
	const char *alias;
	enum term_kind kind;
	const char *slug;
} aliases[] = {
	{ TERM_TYPE, "school-based", TERM_SETTING, "school" },
	{ TERM_TYPE, "community-based", TERM_SETTING, "community" },
	{ TERM_TYPE, "site-based", TERM_SETTING, "site" },
	{ TERM_TYPE, "faith-based", TERM_SETTING, "faith" },
	{ TERM_TYPE, "workplace-based", TERM_SETTING, "workplace" },
	{ TERM_TYPE, "career", TERM_SETTING, "workplace" },
	{ TERM_TYPE, "online", TERM_TYPE, "e-mentoring" },
	{ TERM_SETTING, "college-campus", TERM_SETTING, "campus" },
	{ TERM_SETTING, "juvenile-justice", TERM_SETTING, "correctional" },
};

/* The place of a term among all, or the number of terms. */
static size_t find_term(const struct program_reader *r, enum term_kind kind,
			const char *slug)
{
	size_t t = 0;

	while (t < r->term_count && (r->terms[t].kind != kind ||
				     strcmp(r->terms[t].slug, slug) != 0))
		t++;
	return t;
}

static size_t find_word(const struct program_reader *r, enum term_kind kind,
			const char *slug)
{
	size_t t = find_term(r, kind, slug);

	for (size_t a = 0;
	     t == r->term_count && a < sizeof(aliases) / sizeof(aliases[0]);
	     a++)
		if (aliases[a].column == kind &&
		    strcmp(aliases[a].alias, slug) == 0)
			return find_term(r, aliases[a].kind, aliases[a].slug);
	return t;
}

static void complain_about_word(struct program_reader *r, size_t i,
				const char *item)
{
	const char *words[TERMS_MAX], *nearest;
	struct buf all;
	size_t count = 0;

	buf_init(&all, r->arena);
	for (size_t t = 0; t < r->term_count && !is_enough(r); t++) {
		if (r->terms[t].kind != program_columns[i].terms)
			continue;
		buf_printf(&all, "%s%s", count > 0 ? ", " : "",
			   r->terms[t].slug);
		words[count++] = r->terms[t].slug;
	}
	nearest = cell_nearest(r->arena, item, words, count);
	if (nearest)
		COMPLAIN(r, i,
			 "\"%s\" is not one of its words; did you mean \"%s\"?",
			 item, nearest);
	else
		COMPLAIN(r, i, "\"%s\" is not one of its words; use %s", item,
			 all.data);
}

/* Replace the terms of one kind; the others stay. */
static void read_terms(struct program_reader *r, size_t i, const char *cell)
{
	enum term_kind kind = program_columns[i].terms;
	struct program *p = r->program;
	struct term *merged =
		arena_array(r->arena, r->term_count + 1, sizeof(*merged));
	bool wanted[TERMS_MAX] = { false };
	const char *item;
	size_t count = 0;

	while ((item = cell_item(r->arena, &cell))) {
		size_t t = find_word(r, kind, utf8_slug(r->arena, item));

		if (t == r->term_count)
			complain_about_word(r, i, item);
		else if (r->terms[t].kind == kind)
			wanted[t] = true;
		else
			r->is_aliased[t] = true;
		if (r->is_wrong && is_enough(r))
			break;
	}
	for (size_t t = 0; t < p->term_count; t++)
		for (size_t k = 0; k < r->term_count; k++)
			if (r->terms[k].kind != kind &&
			    r->terms[k].id == p->terms[t].id)
				wanted[k] = true;
	for (size_t t = 0; t < r->term_count; t++)
		if (wanted[t] || r->is_aliased[t])
			merged[count++] = r->terms[t];
	p->terms = merged;
	p->term_count = count;
}

static void read_base(struct program_reader *r, size_t i, const char *cell)
{
	const struct county *county;

	r->program->county = (struct county){ 0 };
	if (*cell && (county = read_county(r, i, cell)))
		r->program->county = *county;
}

/* By name, as those that are stored stand. */
static int compare_counties(const void *a, const void *b)
{
	return strcmp(((const struct county *)a)->name,
		      ((const struct county *)b)->name);
}

static void read_area(struct program_reader *r, size_t i, const char *cell)
{
	struct program *p = r->program;
	bool *wanted = arena_array(r->arena, r->county_count, sizeof(*wanted));
	const char *item;

	while ((item = cell_item(r->arena, &cell))) {
		const struct county *county = read_county(r, i, item);

		if (county)
			wanted[county - r->counties] = true;
		if (r->is_wrong && is_enough(r))
			break;
	}
	p->counties =
		arena_array(r->arena, r->county_count, sizeof(*p->counties));
	p->county_count = 0;
	for (size_t c = 0; c < r->county_count; c++)
		if (wanted[c])
			p->counties[p->county_count++] = r->counties[c];
	qsort(p->counties, p->county_count, sizeof(*p->counties),
	      compare_counties);
}

/* The place of cell among names, or -1 after a complaint. */
static int read_choice(struct program_reader *r, size_t i, const char *cell,
		       const char *const *names, int count)
{
	for (int n = 0; n < count; n++)
		if (strcmp(names[n], cell) == 0)
			return n;
	COMPLAIN(r, i, "\"%s\" is not known; write %s, %s%s%s%s%s", cell,
		 names[0], names[1], count > 3 ? ", " : " or ", names[2],
		 count > 3 ? " or " : "", count > 3 ? names[3] : "");
	return -1;
}

/* Without --publish a file cannot move a listing in or out of sight. */
static void read_stage(struct program_reader *r, size_t i, const char *cell)
{
	int stage = *cell ? read_choice(r, i, cell, stage_names, 4)
			  : (int)PROGRAM_PUBLISHED;

	if (stage >= 0 && r->may_publish)
		r->program->stage = (enum program_stage)stage;
}

static void read_how(struct program_reader *r, size_t i, const char *cell)
{
	static const char *const names[] = { "phone", "email", "visit" };
	int how = *cell ? read_choice(r, i, cell, names, 3) : -1;

	r->program->confirmed_how = how >= 0 ? names[how] : NULL;
}

static void read_badge(struct program_reader *r, size_t i, const char *cell)
{
	int badge = *cell ? read_choice(r, i, cell, badge_names, 3) : 0;

	if (badge >= 0)
		r->program->badge = (enum badge)badge;
}

/* A point needs both; an empty cell leaves it to the place. */
static void read_coordinate(struct program_reader *r, size_t i,
			    const char *cell)
{
	const struct program_column *column = &program_columns[i];
	double value;

	if (!*cell)
		return;
	if (!cell_real(cell, &value) || value < column->min ||
	    value > column->max)
		COMPLAIN(r, i, "\"%s\" is not a number from %g to %g", cell,
			 column->min, column->max);
	else
		*(double *)program_cell_member(r, i) = value;
}

void program_cell_read(struct program_reader *r, size_t i)
{
	const char *raw = csv_file_cell(r->csv, r->at[i]);
	enum column_kind kind = program_columns[i].kind;
	const char *cell = utf8_clean(r->arena, raw, kind != COLUMN_PROSE);

	switch (kind) {
	case COLUMN_LINE:
	case COLUMN_PROSE:
	case COLUMN_URL:
		read_text(r, i, cell);
		break;
	case COLUMN_INT:
	case COLUMN_REAL:
		read_number(r, i, cell);
		break;
	case COLUMN_FLAG:
		read_flag(r, i, cell);
		break;
	case COLUMN_TIME:
		read_time(r, i, cell);
		break;
	case COLUMN_TERMS:
		read_terms(r, i, cell);
		break;
	case COLUMN_COUNTY:
		read_base(r, i, cell);
		break;
	case COLUMN_AREA:
		read_area(r, i, cell);
		break;
	case COLUMN_STATE: /* of the key */
		break;
	case COLUMN_BADGE:
		read_badge(r, i, cell);
		break;
	case COLUMN_STAGE:
		read_stage(r, i, cell);
		break;
	case COLUMN_HOW:
		read_how(r, i, cell);
		break;
	case COLUMN_LAT:
	case COLUMN_LON:
		read_coordinate(r, i, cell);
		break;
	}
}
