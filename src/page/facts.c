#include "page/facts.h"

#include "page/words.h"
#include "view/format.h"

/* The plan's own first year: what the site says of MPM's reach. */
#define REACH_YEAR    2014
#define ESTIMATE_YEAR 2016

enum status facts_figure(struct ctx *c, const char *area, const char *slug,
			 int year, const char **text, const char **source)
{
	struct measure measure;
	enum status st = store_plan_measure(c->db, c->arena, area, slug,
					    &measure);

	*text = *source = NULL;
	if (st == STATUS_NOT_FOUND)
		return STATUS_OK;
	for (size_t i = 0; st == STATUS_OK && i < measure.figure_count; i++) {
		const struct figure *figure = &measure.figures[i];

		if (figure->year != year || figure->is_target)
			continue;
		*text = format_figure(c->arena, c->s, figure->qualifier,
				      figure->value, "");
		*source = figure->source;
	}
	return st;
}

enum status facts_reach(struct ctx *c, const char *msgid, const char **text)
{
	const char *programs, *people, *source;
	enum status st = facts_figure(c, "network", "programs", REACH_YEAR,
				      &programs, &source);

	*text = NULL;
	if (st == STATUS_OK)
		st = facts_figure(c, "network", "young-people", REACH_YEAR,
				  &people, &source);
	if (st == STATUS_OK && programs && people)
		*text = str_fill(c->arena, tr(c->s, msgid), "programs",
				 programs, "people", people, NULL);
	return st;
}

enum status facts_why(struct ctx *c, struct view_dict *dict)
{
	const char *people, *source;
	struct view_dict *why;
	enum status st = facts_figure(c, "network", "could-use-a-mentor",
				      ESTIMATE_YEAR, &people, &source);

	if (st != STATUS_OK || !people)
		return st;
	why = view_section(dict, "WHY");
	view_set(why, "WHY_TEXT",
		 str_fill(c->arena,
			  tr(c->s, "By our estimate, {people} more young "
				   "people in Minnesota could benefit from an "
				   "adult mentor."),
			  "people", people, NULL));
	view_set(why, "WHY_SOURCE", source);
	return STATUS_OK;
}

void facts_areas(struct ctx *c, struct view_dict *dict)
{
	for (size_t i = 0; i < PLAN_AREAS; i++) {
		struct view_dict *area = view_section(dict, "AREA");

		view_set(area, "AREA_SLUG", plan_areas[i]);
		view_set(area, "AREA_NAME", words_area(c, plan_areas[i]));
	}
}
