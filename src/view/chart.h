/* Charts as SVG text, drawn by the rules of the design: depths of blue, gold
 * for targets. The number is always in words beside them, and a table
 * follows; aria labels come from the caller, in the reader's language. */
#ifndef VIEW_CHART_H
#define VIEW_CHART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/arena.h"

/* Bullet chart: value on a scale from 0 to max, with a target or without. */
char *chart_bullet(struct arena *arena, const char *label, double value,
		   double max, bool has_target, double target);

/* Sparkline of count points (at least 2), x in years; own scale. */
struct chart_point {
	double x, y;
};
char *chart_spark(struct arena *arena, const char *label,
		  const struct chart_point *points, size_t count,
		  bool has_target, double target);

/* A round number at or above x, for the end of a scale. */
double chart_nice_max(double x);

#endif
