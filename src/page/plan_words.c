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
	return gain(measure, first->value, latest->value) > 0 ? PLAN_ON_TRACK
							      : PLAN_BEHIND;
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

const char *plan_held_words(const struct ctx *c, const struct measure *measure,
			    const char *held)
{
	struct figure figure = { 0 };

	if (!store_figure_words_split(c->arena, held, &figure.qualifier,
				      &figure.value))
		return NULL;
	return plan_figure_words(c, measure, &figure);
}

const char *plan_correction_words(const struct ctx *c,
				  const struct measure *measure,
				  const struct correction *correction)
{
	const char *was = "", *msgid;

	switch (correction->field) {
	case CORRECTED_SOURCE:
		msgid = TR("Source corrected {date}.");
		break;
	case CORRECTED_NOTE:
		msgid = *correction->before ? TR("Note corrected {date}.")
					    : TR("Note added {date}.");
		break;
	default:
		was = plan_held_words(c, measure, correction->before);
		msgid = *correction->after
				? TR("Corrected {date}: it was {figure}.")
				: TR("Taken back {date}: it was {figure}.");
	}
	return str_fill(c->arena, tr(c->s, msgid), "date",
			format_date(c->arena, c->s, correction->at), "figure",
			was ? was : "", NULL);
}

const char *plan_site_reason(const struct ctx *c,
			     const struct correction *correction)
{
	static const char *const REASONS[] = {
		TR("A newer table of figures was imported."),
		TR("Our staff undid the last change of this figure."),
	};

	for (size_t i = 0; i < sizeof(REASONS) / sizeof(REASONS[0]); i++)
		if (strcmp(REASONS[i], correction->reason) == 0)
			return tr(c->s, REASONS[i]);
	return NULL;
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
