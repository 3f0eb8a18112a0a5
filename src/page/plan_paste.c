/* A column, or two or three, pasted from a spreadsheet. */
#include <string.h>

#include "page/plan_number.h"
#include "util/utf8.h"
#include "view/strings.h"

#define PERIOD_MAX 40
#define TEXT_SHOWN 80
#define CELLS      3

/* The next line without its end; moves *at. NULL after the last. */
static char *next_line(struct arena *arena, const char **at)
{
	size_t len;
	char *line;

	if (!**at)
		return NULL;
	len = strcspn(*at, "\n");
	line = arena_strndup(arena, *at, len);
	*at += len + ((*at)[len] == '\n');
	if (len > 0 && line[len - 1] == '\r')
		line[len - 1] = '\0';
	return line;
}

/* Cells between tabs, cleaned; how many there are, without empty ones at the
 * end. */
static size_t split(struct arena *arena, char *line, const char *cells[CELLS])
{
	size_t count = 0, used = 0;
	char *cell;

	while ((cell = strsep(&line, "\t"))) {
		const char *clean = utf8_clean(arena, cell, true);

		if (count < CELLS)
			cells[count] = clean;
		count++;
		if (*clean)
			used = count;
	}
	return used;
}

/* Written alike but for case and the kind of dash? */
bool plan_period_is(struct arena *arena, const char *a, const char *b)
{
	static const char *const DASHES[] = { "–", "‑", "—" };
	const char *texts[] = { a, b };
	struct buf plain[2];

	for (int i = 0; i < 2; i++) {
		const char *at = utf8_fold(arena, texts[i]);

		buf_init(&plain[i], arena);
		while (*at) {
			size_t len = 0;

			for (size_t k = 0; k < 3; k++)
				if (strncmp(at, DASHES[k], strlen(DASHES[k])) ==
				    0)
					len = strlen(DASHES[k]);
			buf_char(&plain[i], len ? '-' : *at);
			at += len ? len : 1;
		}
	}
	return strcmp(plain[0].data, plain[1].data) == 0;
}

/* The way the period is written already, or as it was typed. */
static const char *known_period(struct arena *arena, const char *typed,
				const char *const *periods, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (plan_period_is(arena, periods[i], typed))
			return periods[i];
	return typed;
}

static bool stood_above(const struct plan_paste *paste, const char *period)
{
	for (size_t i = 0; i < paste->count; i++)
		if (paste->lines[i].period &&
		    strcmp(paste->lines[i].period, period) == 0)
			return true;
	return false;
}

static enum plan_paste_fault check_period(const struct plan_paste *paste,
					  const char *period)
{
	int year, month;

	if (utf8_length(period) > PERIOD_MAX)
		return PLAN_PASTE_LONG;
	if (strpbrk(period, "/\\"))
		return PLAN_PASTE_SLASH;
	if (!store_period_end(period, &year, &month))
		return PLAN_PASTE_PERIOD;
	return stood_above(paste, period) ? PLAN_PASTE_TWICE : PLAN_PASTE_FINE;
}

static void read_value(struct plan_paste_line *line, int which,
		       const char *cell, const char *unit)
{
	enum plan_number_fault fault =
		plan_number(cell, unit, &line->value[which]);

	if (fault == PLAN_NUMBER_NONE || line->fault != PLAN_PASTE_FINE)
		return; /* an empty cell says nothing */
	line->has[which] = fault == PLAN_NUMBER_FINE;
	if (fault == PLAN_NUMBER_FINE)
		return;
	line->fault = PLAN_PASTE_NUMBER;
	line->number = fault;
}

/* Is there a line with a period of its own? */
static bool has_periods(const char *text)
{
	return strchr(text, '\t') != NULL;
}

static void read_cells(struct arena *arena, struct plan_paste *out, char *text,
		       const struct measure *measure,
		       const char *const *periods, size_t period_count,
		       size_t number)
{
	struct plan_paste_line line = { .line = number };
	const char *cells[CELLS] = { "", "", "" };
	size_t count;

	line.text =
		utf8_shorten(arena, utf8_clean(arena, text, true), TEXT_SHOWN);
	count = split(arena, text, cells);
	if (count == 0)
		return;
	line.period = known_period(arena, cells[0], periods, period_count);
	line.fault = count > CELLS ? PLAN_PASTE_CELLS
				   : check_period(out, line.period);
	if (number == 1 && line.fault == PLAN_PASTE_PERIOD &&
	    !strpbrk(cells[1], "0123456789"))
		return; /* "Period", "Value": the names of the columns */
	read_value(&line, 0, cells[1], measure->unit);
	read_value(&line, 1, cells[2], measure->unit);
	if (line.fault == PLAN_PASTE_FINE && !line.has[0] && !line.has[1])
		return; /* a period without a value yet */
	out->faults += line.fault != PLAN_PASTE_FINE;
	out->lines[out->count++] = line;
}

static void read_alone(struct arena *arena, struct plan_paste *out,
		       const char *text, const struct measure *measure,
		       const char *const *periods, size_t period_count,
		       size_t number)
{
	const char *cell = utf8_clean(arena, text, true);
	struct plan_paste_line line = { .line = number };

	if (!*cell)
		return;
	line.text = utf8_shorten(arena, cell, TEXT_SHOWN);
	if (number > period_count)
		line.fault = PLAN_PASTE_MANY;
	else
		line.period = periods[number - 1];
	read_value(&line, 0, cell, measure->unit);
	out->faults += line.fault != PLAN_PASTE_FINE;
	out->lines[out->count++] = line;
}

void plan_paste_read(struct arena *arena, const char *text,
		     const struct measure *measure, const char *const *periods,
		     size_t period_count, struct plan_paste *out)
{
	bool is_table = has_periods(text);
	size_t number = 0;
	char *line;

	*out = (struct plan_paste){
		.lines = arena_array(arena, PLAN_PASTE_LINES,
				     sizeof(*out->lines)),
	};
	while ((line = next_line(arena, &text))) {
		if (++number > PLAN_PASTE_LINES) {
			out->is_long = *utf8_clean(arena, text, true) || *line;
			return;
		}
		if (is_table)
			read_cells(arena, out, line, measure, periods,
				   period_count, number);
		else
			read_alone(arena, out, line, measure, periods,
				   period_count, number);
	}
}

const char *plan_paste_fix(const struct ctx *c,
			   const struct plan_paste_line *line)
{
	static const char *const FIXES[] = {
		[PLAN_PASTE_PERIOD] =
			TR("Write the period's year with four digits, as in "
			   "2016, Q3 2016, January 2016 or FY 2015–2016."),
		[PLAN_PASTE_LONG] =
			TR("Name the period in at most 40 characters."),
		[PLAN_PASTE_SLASH] =
			TR("Name the period without a slash; write 2015–2016."),
		[PLAN_PASTE_TWICE] =
			TR("This period stands on a line above; keep one of "
			   "the two."),
		[PLAN_PASTE_MANY] =
			TR("There are fewer periods than values; paste the "
			   "periods too, in a column before the values."),
		[PLAN_PASTE_CELLS] =
			TR("Paste at most three columns: period, figure, "
			   "target."),
	};

	if (line->fault == PLAN_PASTE_FINE)
		return NULL;
	if (line->fault == PLAN_PASTE_NUMBER)
		return plan_number_fix(c, line->number);
	return tr(c->s, FIXES[line->fault]);
}

const char *plan_period_clean(const struct ctx *c, const char *typed,
			      const char **fix)
{
	static const struct plan_paste none;
	struct plan_paste_line line = { .period = utf8_clean(c->arena, typed,
							     true) };

	line.fault = check_period(&none, line.period);
	*fix = plan_paste_fix(c, &line);
	return utf8_shorten(c->arena, line.period, TEXT_SHOWN);
}
