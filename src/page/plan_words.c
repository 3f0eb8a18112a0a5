#include "page/plan_words.h"

#include <string.h>

#include "view/format.h"

const struct figure *plan_latest(const struct measure *measure)
{
	const struct figure *latest = NULL;

	for (size_t i = 0; i < measure->figure_count; i++)
		if (!measure->figures[i].is_target)
			latest = &measure->figures[i];
	return latest;
}

static const struct figure *first_figure(const struct measure *measure)
{
	for (size_t i = 0; i < measure->figure_count; i++)
		if (!measure->figures[i].is_target)
			return &measure->figures[i];
	return NULL;
}

const struct figure *plan_target(const struct measure *measure)
{
	const struct figure *target = NULL;

	for (size_t i = 0; i < measure->figure_count; i++)
		if (measure->figures[i].is_target)
			target = &measure->figures[i];
	return target;
}

/* Above 0: better than; the direction says which way that is. */
static double gain(const struct measure *measure, double from, double to)
{
	return measure->direction == PLAN_DOWN ? from - to : to - from;
}

enum plan_state plan_measure_state(const struct measure *measure)
{
	const struct figure *latest = plan_latest(measure);
	const struct figure *target = plan_target(measure);
	const struct figure *first = first_figure(measure);

	if (!latest)
		return PLAN_NO_FIGURES;
	if (!target || measure->direction == PLAN_NEITHER)
		return PLAN_NO_TARGET;
	if (gain(measure, target->value, latest->value) >= 0)
		return PLAN_MET;
	return gain(measure, first->value, latest->value) > 0 ? PLAN_ON_TRACK :
								PLAN_BEHIND;
}

/* The worst of the measures that have a target: an area is only as far as
 * its slowest part. */
enum plan_state plan_area_state(const struct measure *measures, size_t count,
				const char *area)
{
	enum plan_state state = PLAN_NO_FIGURES;

	for (size_t i = 0; i < count; i++) {
		enum plan_state one;

		if (strcmp(measures[i].area, area) != 0)
			continue;
		one = plan_measure_state(&measures[i]);
		if (one > state)
			state = one;
	}
	return state;
}

const char *plan_state_words(const struct ctx *c, enum plan_state state)
{
	static const char *const WORDS[] = {
		TR("No figures yet"), TR("No target was published"),
		TR("Target met"),     TR("On track"),
		TR("Behind"),
	};

	return tr(c->s, WORDS[state]);
}

const char *plan_figure_words(const struct ctx *c,
			      const struct measure *measure,
			      const struct figure *figure)
{
	return format_figure(c->arena, c->s, figure->qualifier, figure->value,
			     measure->unit);
}

const char *plan_change_words(const struct ctx *c,
			      const struct measure *measure)
{
	const struct figure *first = first_figure(measure);
	const struct figure *latest = plan_latest(measure);
	const char *msgid;

	if (!first || first == latest)
		return NULL;
	if (latest->value > first->value)
		msgid = TR("Up from {figure} in {period}");
	else if (latest->value < first->value)
		msgid = TR("Down from {figure} in {period}");
	else
		msgid = TR("As in {period}: {figure}");
	return str_fill(c->arena, tr(c->s, msgid), "figure",
			plan_figure_words(c, measure, first), "period",
			first->period, NULL);
}
