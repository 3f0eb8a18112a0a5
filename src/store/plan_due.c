/* Which figures should be there by now. */
#include <string.h>

#include "store/plan_edit.h"
#include "util/clock.h"

/* Days from 1970-01-01 to the first of a month; month may be above 12. */
static int64_t day_of(int year, int month)
{
	static const int BEFORE[] = { 0,   31,  59,  90,  120, 151,
				      181, 212, 243, 273, 304, 334 };
	int64_t y = year + (month - 1) / 12;
	int m = (month - 1) % 12;
	/* leap days of all years before; of this one only after February */
	int64_t leaps = m < 2 ? y - 1 : y;

	return (y - 1970) * 365 + leaps / 4 - leaps / 100 + leaps / 400 - 477 +
	       BEFORE[m];
}

int64_t store_measure_due_at(const struct measure *measure)
{
	const struct figure *last = NULL;

	for (size_t i = 0; i < measure->figure_count; i++)
		if (!measure->figures[i].is_target &&
		    measure->figures[i].is_published)
			last = &measure->figures[i];
	if (!last || !measure->due_months)
		return 0;
	/* Noon, which is the same day in Minnesota. */
	return day_of(last->year, last->month + measure->due_months + 1) *
		       CLOCK_DAY +
	       CLOCK_DAY / 2;
}

static struct due_measure due_of(const struct measure *m)
{
	struct due_measure due = { .id = m->id,
				   .area = m->area,
				   .slug = m->slug,
				   .name = m->name,
				   .owner = m->owner,
				   .due_at = store_measure_due_at(m) };

	/* by period: what follows the last published one came later */
	for (size_t i = 0; i < m->figure_count; i++) {
		const struct figure *at = &m->figures[i];

		if (at->is_target)
			continue;
		if (at->is_published)
			due.last_period = at->period;
		due.has_draft = !at->is_published;
	}
	return due;
}

/* Those that never had a figure come first, then the longest due. */
static void insert(struct due_measure *list, size_t *count, size_t limit,
		   struct due_measure one)
{
	size_t at = *count;

	while (at > 0 && list[at - 1].due_at > one.due_at)
		at--;
	if (at == limit)
		return;
	if (*count < limit)
		++*count;
	for (size_t i = *count - 1; i > at; i--)
		list[i] = list[i - 1];
	list[at] = one;
}

enum status store_plan_due(struct db *db, struct arena *arena, int64_t now,
			   size_t limit, struct due_measure **out,
			   size_t *count)
{
	struct measure *all;
	size_t n;
	enum status st = store_plan_all(db, arena, NULL, &all, &n);

	*count = 0;
	*out = arena_array(arena, limit + 1, sizeof(**out));
	for (size_t i = 0; st == STATUS_OK && i < n; i++) {
		struct due_measure due = due_of(&all[i]);

		if (all[i].is_retired || !all[i].due_months ||
		    due.due_at > now || limit == 0)
			continue;
		insert(*out, count, limit, due);
	}
	return st;
}
