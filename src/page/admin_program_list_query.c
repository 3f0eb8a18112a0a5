#include "page/admin_program_list.h"

#include <string.h>

#include "http/url.h"
#include "page/permission.h"
#include "store/session.h"
#include "util/buf.h"
#include "util/clock.h"
#include "util/utf8.h"
#include "view/format.h"

#define WORDS_MAX 200 /* bytes */

const struct listing_choice listing_stages[4] = {
	[PROGRAM_DRAFT] = { "draft", TR("Draft") },
	[PROGRAM_PUBLISHED] = { "published", TR("Published") },
	[PROGRAM_PAUSED] = { "paused", TR("Paused") },
	[PROGRAM_CLOSED] = { "closed", TR("Closed") },
};
const struct listing_choice listing_checks[4] = {
	[STAFF_CHECKED_ANY] = { "", TR("Any time") },
	[STAFF_CHECKED_NEVER] = { "never", TR("Never confirmed") },
	[STAFF_CHECKED_LONG_AGO] = { "over-12-months",
				     TR("Not within 12 months") },
	[STAFF_CHECKED_SINCE] = { "this-year", TR("Confirmed this year") },
};
const struct listing_choice listing_sorts[4] = {
	[STAFF_BY_NAME] = { "name", TR("Name") },
	[STAFF_BY_CHANGED] = { "changed", TR("Changed") },
	[STAFF_BY_CHECKED] = { "checked", TR("Confirmed") },
	[STAFF_BY_STAGE] = { "stage", TR("Stage") },
};

/* Which of the choices name says; 0, the first, for none of them. */
static int choice(const struct form *form, const char *name,
		  const struct listing_choice *choices, bool *is_known)
{
	const char *value = form_value(form, name);

	*is_known = false;
	for (int i = 0; value && *value && i < 4; i++)
		if (strcmp(choices[i].value, value) == 0) {
			*is_known = true;
			return i;
		}
	return 0;
}

/* New Year in Minnesota. */
static int64_t year_start(int64_t now)
{
	static const int before[] = { 0,   31,  59,  90,  120, 151,
				      181, 212, 243, 273, 304, 334 };
	struct clock_date d = clock_local(now);
	bool is_leap =
		d.year % 4 == 0 && (d.year % 100 != 0 || d.year % 400 == 0);
	int day = before[d.month - 1] + d.day - 1 + (is_leap && d.month > 2);
	int64_t at = now - (now + d.utc_offset) % CLOCK_DAY -
		     (int64_t)day * CLOCK_DAY;

	return at + d.utc_offset - clock_local(at + CLOCK_DAY).utc_offset;
}

static void read_checked(struct ctx *c, const struct form *form,
			 struct staff_program_filter *f)
{
	bool is_known;

	f->checked = (enum staff_program_checked)choice(
		form, "checked", listing_checks, &is_known);
	if (f->checked == STAFF_CHECKED_LONG_AGO)
		f->checked_before = c->now - (int64_t)365 * CLOCK_DAY;
	else if (f->checked == STAFF_CHECKED_SINCE)
		f->checked_before = year_start(c->now);
}

static bool is_state(const char *text)
{
	return text && strlen(text) == 2 && text[0] >= 'A' && text[0] <= 'Z' &&
	       text[1] >= 'A' && text[1] <= 'Z';
}

static void read_plain(struct ctx *c, const struct form *form,
		       struct listing_query *out)
{
	struct staff_program_filter *f = &out->filter;
	const char *words = form_value(form, "q");
	const char *needs = form_value(form, "needs");
	bool is_known;

	f->words = words ? utf8_clean(c->arena, words, true) : "";
	if (strlen(f->words) > WORDS_MAX) {
		char *cut = arena_strdup(c->arena, f->words);

		utf8_cut(cut, WORDS_MAX);
		f->words = cut;
	}
	f->stage = (enum program_stage)choice(form, "stage", listing_stages,
					      &f->has_stage);
	if (is_state(form_value(form, "state")))
		f->state = form_value(form, "state");
	f->needs_mentors = needs && strcmp(needs, "mentors") == 0;
	f->sort = (enum staff_program_sort)choice(form, "sort", listing_sorts,
						  &is_known);
	read_checked(c, form, f);
	out->page = (size_t)form_id(form, "page");
	if (out->page < 1 || out->page > 100000)
		out->page = 1;
	out->is_all = form_flag(form, "all");
}

static enum status or_none(enum status st)
{
	return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

enum status listing_query_read(struct ctx *c, const struct form *form,
			       struct listing_query *out)
{
	const char *county = form_value(form, "county");
	const char *organization = form_value(form, "org");
	enum status st = STATUS_OK;

	*out = (struct listing_query){ 0 };
	read_plain(c, form, out);
	if (county && *county)
		st = or_none(store_county_get(c->db, c->arena, county,
					      &out->county));
	if (st == STATUS_OK && organization && *organization)
		st = or_none(store_organization_get(
			c->db, c->arena, organization, &out->organization));
	out->filter.county_id = out->county.id;
	out->filter.organization_id = out->organization.id;
	if (!permission_has(c->user->role, MAY_EDIT_LISTINGS))
		out->filter.owner_id = c->user->user_id;
	return st;
}

enum status listing_query_parse(struct ctx *c, const char *text,
				struct listing_query *out)
{
	struct form form = { 0 };

	if (!text ||
	    form_parse(&form, c->arena, text, strlen(text)) != STATUS_OK)
		form = (struct form){ .arena = c->arena };
	return listing_query_read(c, &form, out);
}

static void put(struct buf *b, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	if (b->len)
		buf_char(b, '&');
	buf_printf(b, "%s=", name);
	url_escape(b, value);
}

const char *listing_query_text(struct ctx *c, const struct listing_query *q)
{
	const struct staff_program_filter *f = &q->filter;
	struct buf b;

	buf_init(&b, c->arena);
	put(&b, "q", f->words);
	put(&b, "stage", f->has_stage ? listing_stages[f->stage].value : NULL);
	put(&b, "state", f->state);
	put(&b, "county", q->county.id ? q->county.slug : NULL);
	put(&b, "checked", listing_checks[f->checked].value);
	put(&b, "needs", f->needs_mentors ? "mentors" : NULL);
	put(&b, "org", q->organization.id ? q->organization.slug : NULL);
	put(&b, "sort", f->sort ? listing_sorts[f->sort].value : NULL);
	return b.data;
}

const char *listing_query_path(struct ctx *c, const struct listing_query *q)
{
	const char *text = listing_query_text(c, q);

	return *text ? arena_printf(c->arena, "/admin/programs?%s", text)
		     : "/admin/programs";
}

const char *listing_count(struct ctx *c, size_t count)
{
	size_t shown =
		count > STAFF_PROGRAM_COUNT ? STAFF_PROGRAM_COUNT : count;
	const char *n = format_int(c->arena, c->s, (int64_t)shown);

	if (count > STAFF_PROGRAM_COUNT)
		return str_fill(c->arena, tr(c->s, "More than {n} listings"),
				"n", n, NULL);
	return str_fill(
		c->arena,
		trn(c->s, "{n} listing", "{n} listings", (int64_t)count), "n",
		n, NULL);
}
