#include "page/measure_view.h"

#include <math.h>
#include <string.h>

#include "page/plan_words.h"
#include "page/words.h"
#include "view/chart.h"
#include "view/format.h"

#define LIVE_MAX 40

/* Above the largest figure: a full bar would look like a goal reached. */
#define ROOM 1.2

/* "2 to 1" has no whole that a bar could fill. */
static bool is_ratio(const struct measure *measure)
{
	return strncmp(measure->unit, "to ", 3) == 0;
}

/* Where the scale of a bullet chart ends: shares end at 100, "out of 10" at
 * 10, the rest at a round number above everything shown. */
static double scale_end(const struct measure *measure)
{
	double most = 0;

	if (strcmp(measure->unit, "%") == 0)
		return 100;
	if (strcmp(measure->unit, "out of 10") == 0)
		return 10;
	for (size_t i = 0; i < measure->figure_count; i++)
		most = fmax(most, measure->figures[i].value);
	return chart_nice_max(most * ROOM);
}

static void fill_bullet(struct ctx *c, struct view_dict *dict,
			const struct measure *measure)
{
	const struct figure *latest = plan_latest(measure);
	const struct figure *target = plan_target(measure);
	double end = scale_end(measure);
	const char *now = plan_figure_words(c, measure, latest);
	const char *label, *aim = NULL;
	struct view_dict *bullet = view_section(dict, "BULLET");

	if (target) {
		aim = plan_figure_words(c, measure, target);
		label = str_fill(c->arena, tr(c->s, "{n} of a target of {aim}"),
				 "n", now, "aim", aim, NULL);
	} else {
		label = str_fill(c->arena, tr(c->s, "{n} on a scale to {end}"),
				 "n", now, "end",
				 format_number(c->arena, c->s, end), NULL);
	}
	view_set(bullet, "BULLET_SVG",
		 chart_bullet(c->arena, label, latest->value, end,
			      target != NULL, target ? target->value : 0));
	view_set(bullet, "SCALE_END",
		 strcmp(measure->unit, "out of 10") == 0
			 ? format_number(c->arena, c->s, end)
			 : format_figure(c->arena, c->s, NULL, end,
					 measure->unit));
	if (aim)
		view_set(bullet, "AIM",
			 str_fill(c->arena,
				  measure->direction == PLAN_DOWN
					  ? tr(c->s, "target {aim} or less")
					  : tr(c->s, "target {aim}"),
				  "aim", aim, NULL));
}

static void fill_spark(struct ctx *c, struct view_dict *dict,
		       const struct measure *measure)
{
	const struct figure *target = plan_target(measure);
	struct chart_point *points = arena_array(
		c->arena, measure->figure_count + 1, sizeof(*points));
	const struct figure *first = NULL, *last = NULL;
	struct view_dict *spark;
	size_t count = 0;
	struct buf label;

	buf_init(&label, c->arena);
	for (size_t i = 0; i < measure->figure_count; i++) {
		const struct figure *at = &measure->figures[i];

		if (at->is_target)
			continue;
		first = first ? first : at;
		last = at;
		points[count].x = at->year + (at->month - 12) / 12.0;
		points[count++].y = at->value;
		buf_printf(&label, "%s%s: %s", label.len ? ", " : "",
			   at->period, plan_figure_words(c, measure, at));
	}
	if (count < 2)
		return;
	spark = view_section(dict, "SPARK");
	view_set(spark, "SPARK_SVG",
		 chart_spark(c->arena, label.data, points, count,
			     target != NULL, target ? target->value : 0));
	view_set(spark, "FIRST", first->period);
	view_set(spark, "FIRST_FIGURE", plan_figure_words(c, measure, first));
	view_set(spark, "LAST", last->period);
	view_set(spark, "LAST_FIGURE", plan_figure_words(c, measure, last));
}

void measure_correction(struct ctx *c, struct view_dict *dict,
			const struct measure *measure,
			const struct correction *correction)
{
	view_set(dict, "CORRECTED",
		 plan_correction_words(c, measure, correction));
	if (correction->field != CORRECTED_FIGURE)
		view_show_text(dict, "WAS", correction->before);
	if (plan_site_reason(c, correction))
		view_set(dict, "SITE_REASON", plan_site_reason(c, correction));
	else
		view_show_text(dict, "REASON", correction->reason);
}

static bool is_of(const struct correction *correction,
		  const struct figure *figure)
{
	return correction->is_target == figure->is_target &&
	       strcmp(correction->period, figure->period) == 0;
}

static void fill_table(struct ctx *c, struct view_dict *dict,
		       const struct measure *measure)
{
	struct view_dict *table = view_section(dict, "TABLE");

	for (size_t i = 0; i < measure->figure_count; i++) {
		const struct figure *at = &measure->figures[i];
		struct view_dict *row = view_section(table, "ROW");

		view_set(row, "ROW_PERIOD", at->period);
		view_set(row, "ROW_VALUE", plan_figure_words(c, measure, at));
		view_set(row, "ROW_SOURCE", at->source);
		view_show_text(row, "ROW_NOTE", at->note);
		if (at->is_target)
			view_show(row, "ROW_TARGET");
		for (size_t k = 0; k < measure->correction_count; k++)
			if (is_of(&measure->corrections[k], at))
				measure_correction(
					c, view_section(row, "CORRECTION"),
					measure, &measure->corrections[k]);
	}
}

/* Corrections whose figure stands in no row any more. */
static void fill_gone(struct ctx *c, struct view_dict *dict,
		      const struct measure *measure)
{
	for (size_t k = 0; k < measure->correction_count; k++) {
		const struct correction *at = &measure->corrections[k];
		struct view_dict *gone;
		size_t i = 0;

		while (i < measure->figure_count &&
		       !is_of(at, &measure->figures[i]))
			i++;
		if (i < measure->figure_count)
			continue;
		gone = view_section(dict, "GONE");
		view_set(gone, "GONE_PERIOD", at->period);
		if (at->is_target)
			view_show(gone, "GONE_TARGET");
		measure_correction(c, gone, measure, at);
	}
}

/* When the newest figure was corrected last, as one sentence. */
static void fill_corrected(struct ctx *c, struct view_dict *dict,
			   const struct measure *measure,
			   const struct figure *latest)
{
	const struct correction *last = NULL;

	for (size_t i = 0; i < measure->correction_count; i++)
		if (is_of(&measure->corrections[i], latest))
			last = &measure->corrections[i];
	if (last)
		view_show_text(dict, "LATEST_CORRECTED",
			       str_fill(c->arena, tr(c->s, "Corrected {date}."),
					"date",
					format_date(c->arena, c->s, last->at),
					NULL));
}

void measure_fill(struct ctx *c, struct view_dict *dict,
		  const struct measure *measure)
{
	const struct figure *latest = plan_latest(measure);

	view_set(dict, "MEASURE", measure->name);
	view_set(dict, "MEASURE_SLUG", measure->slug);
	view_set(dict, "DEFINITION", measure->definition);
	fill_gone(c, dict, measure);
	if (measure->figure_count > 0)
		fill_table(c, dict, measure);
	if (!latest)
		return;
	view_show(dict, "FIGURE_SHOWN");
	view_set(dict, "FIGURE", plan_figure_words(c, measure, latest));
	view_set(dict, "PERIOD", latest->period);
	view_set(dict, "SOURCE", latest->source);
	view_show_text(dict, "CHANGE", plan_change_words(c, measure));
	fill_corrected(c, dict, measure, latest);
	if (!plan_target(measure))
		view_show(dict, "NO_TARGET");
	if (!is_ratio(measure))
		fill_bullet(c, dict, measure);
	fill_spark(c, dict, measure);
}

void measure_state(struct ctx *c, struct view_dict *dict, enum plan_state state)
{
	static const char *const SHAPES[] = {
		"STATE_NONE", "STATE_OPEN",   "STATE_MET",
		"STATE_ON",   "STATE_BEHIND",
	};
	struct view_dict *tag =
		view_include(dict, "STATE", "partials/state.tpl");

	view_set(view_section(tag, SHAPES[state]), "STATE_WORDS",
		 plan_state_words(c, state));
}

static void live(struct live_figure *list, size_t *count, const char *slug,
		 const char *name, size_t value)
{
	if (*count < LIVE_MAX)
		list[(*count)++] = (struct live_figure){ slug, name, value };
}

static void live_region(struct live_figure *list, size_t *count,
			const struct directory_figures *figures)
{
	live(list, count, "counties-without",
	     TR("Minnesota counties that no listing names"),
	     figures->counties_without);
	live(list, count, "statewide", TR("Listings that serve a whole state"),
	     figures->statewide);
	for (size_t i = 0; i < figures->state_count; i++)
		live(list, count, figures->by_state[i].slug,
		     figures->by_state[i].name, figures->by_state[i].count);
}

size_t measure_live_list(struct arena *arena, const char *area,
			 const struct directory_figures *figures,
			 struct live_figure **out)
{
	struct live_figure *list = arena_array(arena, LIVE_MAX, sizeof(*list));
	size_t count = 0;

	*out = list;
	if (strcmp(area, "network") == 0) {
		live(list, &count, "listings", TR("Listings in the directory"),
		     figures->programs);
		live(list, &count, "organizations",
		     TR("Organizations behind them"), figures->organizations);
		live(list, &count, "confirmed",
		     TR("Listings confirmed in the last 12 months"),
		     figures->confirmed_last_year);
	} else if (strcmp(area, "region") == 0) {
		live_region(list, &count, figures);
	} else if (strcmp(area, "innovation") == 0) {
		for (size_t i = 0; i < figures->term_count; i++)
			live(list, &count, figures->by_term[i].term.slug,
			     figures->by_term[i].term.name,
			     figures->by_term[i].count);
	} else if (strcmp(area, "quality") == 0) {
		live(list, &count, "badge", TR("Listings with a quality badge"),
		     figures->with_badge);
		live(list, &count, "background-check",
		     TR("Listings that state a background check"),
		     figures->with_background_check);
		live(list, &count, "training",
		     TR("Listings that state training"),
		     figures->with_training);
	}
	return count;
}

/* States come as their codes, everything else as a msgid. */
static const char *live_name(struct ctx *c, const struct live_figure *figure)
{
	if (strlen(figure->name) != 2)
		return tr(c->s, figure->name);
	return str_fill(c->arena, tr(c->s, "Listings in {state}"), "state",
			words_state(c, figure->name), NULL);
}

void measure_live(struct ctx *c, struct view_dict *dict, const char *area,
		  const struct directory_figures *figures, size_t limit)
{
	struct live_figure *list;
	size_t count = measure_live_list(c->arena, area, figures, &list);
	struct view_dict *section;

	if (count == 0)
		return;
	section = view_section(dict, "LIVE");
	for (size_t i = 0; i < count && (limit == 0 || i < limit); i++) {
		struct view_dict *row = view_section(section, "LIVE_ROW");

		view_set(row, "LIVE_NAME", live_name(c, &list[i]));
		view_set(row, "LIVE_VALUE",
			 format_int(c->arena, c->s, (int64_t)list[i].value));
	}
}
