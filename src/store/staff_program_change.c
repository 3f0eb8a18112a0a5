/* What many listings can be made at once, and what keeps one from it. */
#include "store/staff_program.h"

#include <string.h>

#include "util/clock.h"

static bool has_type(const struct program *p)
{
	for (size_t i = 0; i < p->term_count; i++)
		if (p->terms[i].kind == TERM_TYPE)
			return true;
	return false;
}

static bool has_contact(const struct program *p)
{
	return p->phone || p->email || p->website || p->organization.website ||
	       p->source_url;
}

static bool has_place(const struct program *p)
{
	return p->is_statewide || p->is_online || p->county_count ||
	       p->county.id || p->city || p->zip;
}

bool store_staff_program_lacks(const struct program *p,
			       enum staff_program_bar what)
{
	switch (what) {
	case STAFF_NO_TYPE:
		return !has_type(p);
	case STAFF_NO_CONTACT:
		return !has_contact(p);
	case STAFF_NO_PLACE:
		return !has_place(p);
	case STAFF_FREE:
	case STAFF_IS_SO:
	case STAFF_IS_DRAFT:
	case STAFF_IS_CLOSED:
	default:
		return false;
	}
}

static enum staff_program_bar first_lack(const struct program *p)
{
	static const enum staff_program_bar NEEDS[] = { STAFF_NO_TYPE,
							STAFF_NO_CONTACT,
							STAFF_NO_PLACE };

	for (size_t i = 0; i < sizeof(NEEDS) / sizeof(NEEDS[0]); i++)
		if (store_staff_program_lacks(p, NEEDS[i]))
			return NEEDS[i];
	return STAFF_FREE;
}

static bool is_same_day(int64_t a, int64_t b)
{
	struct clock_date x = clock_local(a), y = clock_local(b);

	return x.year == y.year && x.month == y.month && x.day == y.day;
}

static bool is_confirmed_so(const struct program *p,
			    const struct staff_program_change *change)
{
	return p->confirmed_at && is_same_day(p->confirmed_at, change->now) &&
	       p->confirmed_how &&
	       (!change->how || strcmp(p->confirmed_how, change->how) == 0);
}

static bool is_so(const struct program *p,
		  const struct staff_program_change *change)
{
	switch (change->what) {
	case STAFF_PUBLISH:
		return p->stage == PROGRAM_PUBLISHED;
	case STAFF_UNPUBLISH:
		return p->stage == PROGRAM_DRAFT;
	case STAFF_PAUSE:
		return p->stage == PROGRAM_PAUSED;
	case STAFF_CLOSE:
		return p->stage == PROGRAM_CLOSED;
	case STAFF_CONFIRM:
	case STAFF_PROGRAM_DOS:
	default:
		return is_confirmed_so(p, change);
	}
}

enum staff_program_bar
store_staff_program_bar(const struct program *p,
			const struct staff_program_change *change)
{
	enum staff_program_do what = change->what;

	if (is_so(p, change))
		return STAFF_IS_SO;
	if (what == STAFF_PUBLISH)
		return p->stage == PROGRAM_PAUSED ? STAFF_FREE : first_lack(p);
	if (p->stage == PROGRAM_DRAFT &&
	    (what == STAFF_PAUSE || what == STAFF_CLOSE))
		return STAFF_IS_DRAFT;
	if (p->stage == PROGRAM_CLOSED &&
	    (what == STAFF_PAUSE || what == STAFF_CONFIRM))
		return STAFF_IS_CLOSED;
	return STAFF_FREE;
}

static void set_stage(struct program *p, enum program_stage stage)
{
	p->stage = stage;
	p->pause_reason = NULL;
	p->returns_at = 0;
	p->successor_id = 0;
}

void store_staff_program_apply(struct program *p,
			       const struct staff_program_change *change)
{
	switch (change->what) {
	case STAFF_PUBLISH:
		set_stage(p, PROGRAM_PUBLISHED);
		break;
	case STAFF_UNPUBLISH:
		set_stage(p, PROGRAM_DRAFT);
		break;
	case STAFF_PAUSE:
		set_stage(p, PROGRAM_PAUSED);
		p->pause_reason = change->reason;
		p->returns_at = change->returns_at;
		break;
	case STAFF_CLOSE:
		set_stage(p, PROGRAM_CLOSED);
		break;
	case STAFF_CONFIRM:
		p->confirmed_at = change->now;
		p->confirmed_how = change->how;
		break;
	case STAFF_PROGRAM_DOS:
	default:
		break;
	}
}

const char *store_staff_program_action(enum staff_program_do what)
{
	static const char *const actions[STAFF_PROGRAM_DOS] = {
		[STAFF_PUBLISH] = "program.publish",
		[STAFF_UNPUBLISH] = "program.unpublish",
		[STAFF_PAUSE] = "program.pause",
		[STAFF_CONFIRM] = "program.confirm",
		[STAFF_CLOSE] = "program.close",
	};

	return actions[what];
}
