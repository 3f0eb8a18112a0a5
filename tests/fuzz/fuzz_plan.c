/* A column pasted from a spreadsheet. The first byte says of which unit the
 * measure is and whether its periods are known. */
#include <math.h>

#include "fuzz.h"
#include "page/plan_number.h"
#include "util/utf8.h"

static const char *const UNITS[] = { "programs", "%", "$" };
static const char *const PERIODS[] = { "2015", "FY 2015–2016", "Q3 2016" };

static void check_line(struct arena *arena, const struct plan_paste_line *line)
{
	double again;

	MUST(utf8_is_valid(line->text, strlen(line->text)));
	MUST(utf8_length(line->text) <= 81);
	MUST(line->fault == PLAN_PASTE_FINE
		     ? line->period && (line->has[0] || line->has[1])
		     : true);
	if (line->fault == PLAN_PASTE_FINE)
		MUST(!strpbrk(line->period, "/\\\r\n\t"));
	for (int i = 0; i < 2; i++) {
		if (!line->has[i])
			continue;
		MUST(isfinite(line->value[i]) && fabs(line->value[i]) < 1e12);
		MUST(plan_number(plan_number_text(arena, line->value[i]), "x",
				 &again) == PLAN_NUMBER_FINE);
		MUST(again == line->value[i]);
	}
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	struct measure measure = { .unit = UNITS[0] };
	struct plan_paste paste;
	size_t faults = 0;
	double value;

	if (size == 0)
		return;
	measure.unit = UNITS[data[0] % 3];
	plan_paste_read(arena, fuzz_text(arena, data + 1, size - 1), &measure,
			PERIODS, data[0] & 4 ? 3 : 0, &paste);
	MUST(paste.count <= PLAN_PASTE_LINES);
	for (size_t i = 0; i < paste.count; i++) {
		check_line(arena, &paste.lines[i]);
		MUST(paste.lines[i].line <= PLAN_PASTE_LINES);
		faults += paste.lines[i].fault != PLAN_PASTE_FINE;
	}
	MUST(faults == paste.faults);
	plan_number(fuzz_text(arena, data + 1, size - 1), measure.unit, &value);
	MUST(isfinite(value));
}
