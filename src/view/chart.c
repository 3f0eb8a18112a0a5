#include "view/chart.h"

#include <math.h>

#include "util/buf.h"

/* value as a percentage of max, within 0 and 100. */
static double percent(double value, double max)
{
	if (!(max > 0) || !(value > 0))
		return 0;
	return fmin(100, 100 * value / max);
}

static void add_start(struct buf *out, const char *class_name, const char *more,
		      const char *label)
{
	buf_printf(out, "<svg class=\"%s\"%s role=\"img\" aria-label=\"",
		   class_name, more);
	buf_html(out, label);
	buf_text(out, "\">");
}

/* Widths in percent, so the chart stretches without distortion. */
char *chart_bullet(struct arena *arena, const char *label, double value,
		   double max, bool has_target, double target)
{
	double aim = percent(target, max);
	struct buf out;

	buf_init(&out, arena);
	add_start(&out, "bullet", "", label);
	buf_text(&out, "<rect class=\"b1\" width=\"100%\" height=\"100%\""
		       " rx=\"4\"/>");
	if (has_target)
		buf_printf(&out,
			   "<rect class=\"b3\" width=\"%.1f%%\""
			   " height=\"100%%\" rx=\"4\"/>",
			   aim);
	buf_printf(&out,
		   "<rect class=\"bar\" y=\"32%%\" width=\"%.1f%%\""
		   " height=\"36%%\" rx=\"3\"/>",
		   percent(value, max));
	if (has_target)
		buf_printf(&out,
			   "<rect class=\"aim\" x=\"%.1f%%\" y=\"-8%%\""
			   " width=\"4\" height=\"116%%\" rx=\"2\"/>",
			   aim);
	buf_text(&out, "</svg>");
	return out.data;
}

#define SPARK_LEFT   3.0
#define SPARK_RIGHT  234.0
#define SPARK_TOP    5.0
#define SPARK_BOTTOM 39.0

/* value's place between from and to, given the scale; the middle when the
 * scale is a single value. */
static double place(double value, double low, double high, double from,
		    double to)
{
	if (!(high > low))
		return (from + to) / 2;
	return from + (value - low) / (high - low) * (to - from);
}

char *chart_spark(struct arena *arena, const char *label,
		  const struct chart_point *points, size_t count,
		  bool has_target, double target)
{
	double low = has_target ? target : points[0].y, high = low;
	double left = points[0].x, right = points[count - 1].x, x = 0, y = 0;
	struct buf out;

	for (size_t i = 0; i < count; i++) {
		low = fmin(low, points[i].y);
		high = fmax(high, points[i].y);
	}
	buf_init(&out, arena);
	add_start(&out, "spark",
		  " viewBox=\"0 0 240 44\" preserveAspectRatio=\"none\"",
		  label);
	if (has_target)
		buf_printf(&out,
			   "<path vector-effect=\"non-scaling-stroke\""
			   " class=\"goal\" d=\"M0 %.1fH240\"/>",
			   place(target, low, high, SPARK_BOTTOM, SPARK_TOP));
	buf_text(&out, "<polyline vector-effect=\"non-scaling-stroke\""
		       " class=\"line\" points=\"");
	for (size_t i = 0; i < count; i++) {
		x = place(points[i].x, left, right, SPARK_LEFT, SPARK_RIGHT);
		y = place(points[i].y, low, high, SPARK_BOTTOM, SPARK_TOP);
		buf_printf(&out, "%s%.1f,%.1f", i ? " " : "", x, y);
	}
	buf_printf(&out,
		   "\"/><path vector-effect=\"non-scaling-stroke\""
		   " class=\"dot\" d=\"M%.1f %.1fh0\"/></svg>",
		   x, y);
	return out.data;
}

double chart_nice_max(double x)
{
	static const double STEPS[] = { 1, 2, 2.5, 5, 10 };
	double unit;

	if (!(x > 0))
		return 1;
	unit = pow(10, floor(log10(x)));
	for (size_t i = 0; i < sizeof(STEPS) / sizeof(*STEPS); i++)
		if (STEPS[i] * unit >= x)
			return STEPS[i] * unit;
	return 10 * unit;
}
