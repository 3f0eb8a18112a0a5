/* A program's rows: what mentors and families want to know, and only what is
 * known. */
#include <math.h>

#include "page/program.h"
#include "page/words.h"
#include "view/format.h"
#include "view/markdown.h"

/* A section of rows that opens with its first row. */
struct rows {
	struct view_dict *parent, *dict;
	const char *section;
};

static struct view_dict *open_rows(struct rows *rows)
{
	if (!rows->dict)
		rows->dict = view_section(rows->parent, rows->section);
	return rows->dict;
}

static void add(struct rows *rows, const char *kind, const char *name,
		const char *text)
{
	struct view_dict *row;

	if (!text)
		return;
	row = view_section(open_rows(rows), kind);
	view_set(row, "ROW_NAME", name);
	view_set(row, "ROW_TEXT", text);
}

static const char *months(const struct ctx *c, int n)
{
	if (n < 1)
		return NULL;
	return str_fill(
		c->arena,
		trn(c->s, "At least {n} month", "At least {n} months", n), "n",
		format_int(c->arena, c->s, n), NULL);
}

/* Half an hour is one, as people say it. */
static int64_t plural(double n)
{
	return n <= 1 ? 1 : (int64_t)ceil(n);
}

/* n in text, which has the plural form of it. */
static const char *hours(const struct ctx *c, double n, const char *text)
{
	if (n <= 0)
		return NULL;
	return str_fill(c->arena, text, "n", format_number(c->arena, c->s, n),
			NULL);
}

static const char *mentor_age(const struct ctx *c, int n)
{
	if (n < 0)
		return NULL;
	return str_fill(c->arena, tr(c->s, "{n} and over"), "n",
			format_int(c->arena, c->s, n), NULL);
}

static void show_mentor_rows(struct ctx *c, struct rows *rows,
			     const struct program *p)
{
	const struct strings *s = c->s;

	add(rows, "ROW", tr(s, "How you meet"), words_terms(c, p, TERM_TYPE));
	add(rows, "ROW", tr(s, "Where you meet"),
	    words_terms(c, p, TERM_SETTING));
	add(rows, "ROW", tr(s, "Time"),
	    hours(c, p->hours_per_month,
		  trn(s, "{n} hour a month", "{n} hours a month",
		      plural(p->hours_per_month))));
	add(rows, "ROW", tr(s, "Promise"), months(c, p->commitment_months));
	add(rows, "ROW", tr(s, "Mentor age"), mentor_age(c, p->mentor_age_min));
	add(rows, "ROW", tr(s, "Before you start"),
	    words_terms(c, p, TERM_REQUIREMENT));
	add(rows, "ROW", tr(s, "Training"),
	    hours(c, p->training_hours,
		  trn(s, "{n} hour", "{n} hours", plural(p->training_hours))));
}

static void show_family_rows(struct ctx *c, struct rows *rows,
			     const struct program *p)
{
	const struct strings *s = c->s;

	add(rows, "ROW", tr(s, "Ages"),
	    format_ages(c->arena, s, p->ages_min, p->ages_max, false));
	add(rows, "ROW", tr(s, "Made for"), words_terms(c, p, TERM_POPULATION));
	add(rows, "ROW", tr(s, "Languages"), words_terms(c, p, TERM_LANGUAGE));
	add(rows, "CONTENT_ROW", tr(s, "Cost to families"), p->cost);
	add(rows, "CONTENT_ROW", tr(s, "Waiting time"), p->waiting_time);
	add(rows, "CONTENT_ROW", tr(s, "Getting in"), p->accessibility);
}

void program_show_rows(struct ctx *c, struct view_dict *dict,
		       const struct program *program)
{
	struct view_dict *mentor = view_section(dict, "MENTOR_PART");
	struct rows mentor_rows = { mentor, NULL, "MENTOR_ROWS" };
	struct rows family_rows = { dict, NULL, "FAMILIES" };

	show_mentor_rows(c, &mentor_rows, program);
	if (program->mentor_role)
		view_set(view_section(mentor, "MENTOR_ROLE"),
			 "MENTOR_ROLE_HTML",
			 markdown_page(c->arena, program->mentor_role));
	if (program->mentor_role || mentor_rows.dict)
		view_show(mentor, "MENTOR");
	show_family_rows(c, &family_rows, program);
}
