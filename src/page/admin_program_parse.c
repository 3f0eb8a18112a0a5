/* What stands in the editor's form, read into a listing. */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "page/admin_program.h"
#include "page/words.h"
#include "store/organization.h"
#include "store/staff_program.h"
#include "util/cell.h"
#include "util/utf8.h"

/* One listing being read. */
struct reader {
	struct ctx *c;
	struct program_edit *edit;
	struct program *p;
	struct program_values old;
};

static void *member(struct reader *r, enum program_field f)
{
	return (char *)r->p + program_fields[f].offset;
}

static void fail(struct reader *r, enum program_field f,
		 enum form_problem problem, size_t limit)
{
	form_fail(r->c->form, program_fields[f].name, problem, limit);
}

/* Texts ------------------------------------------------------------------- */

/* What is typed for f, cleaned; a problem is remembered and gives NULL. */
static const char *bounded(struct reader *r, enum program_field f)
{
	const struct program_field_info *info = &program_fields[f];
	bool is_line = info->kind != KIND_PROSE && info->kind != KIND_MARKDOWN;
	const char *text =
		utf8_clean(r->c->arena, r->edit->values.text[f], is_line);
	size_t length = utf8_length(text);

	if (length == 0 && info->is_needed)
		fail(r, f, FORM_MISSING, 0);
	else if (length > 0 && length < (size_t)info->min)
		fail(r, f, FORM_TOO_SHORT, (size_t)info->min);
	else if (length > (size_t)info->max)
		fail(r, f, FORM_TOO_LONG, (size_t)info->max);
	else
		return text;
	return NULL;
}

static void read_text(struct reader *r, enum program_field f)
{
	const char *text = bounded(r, f);

	if (text)
		*(const char **)member(r, f) = *text ? text : NULL;
}

/* The rules of form_url() and form_email(), for a text of any origin. */
static void read_address(struct reader *r, enum program_field f)
{
	const struct program_field_info *info = &program_fields[f];
	struct form_field field = { info->name, r->edit->values.text[f] };
	struct form form = { .arena = r->c->arena,
			     .fields = &field,
			     .count = 1 };
	const char *text = info->kind == KIND_URL
				   ? form_url(&form, info->name)
				   : form_email(&form, info->name, false);

	if (form_ok(&form))
		*(const char **)member(r, f) = *text ? text : NULL;
	else
		fail(r, f, form.errors[0].problem, form.errors[0].limit);
}

static void read_zip(struct reader *r)
{
	const char *text =
		utf8_clean(r->c->arena, r->edit->values.text[PF_ZIP], true);

	if (*text && (strlen(text) != 5 || strspn(text, "0123456789") != 5))
		fail(r, PF_ZIP, FORM_NOT_CHOICE, 0);
	else
		r->p->zip = *text ? text : NULL;
}

/* Numbers and days -------------------------------------------------------- */

static bool read_real(const char *text, double min, double max, double *out)
{
	char *end;

	if (strspn(text, "-0123456789.") != strlen(text))
		return false;
	errno = 0;
	*out = strtod(text, &end);
	return end != text && !*end && !errno && *out >= min && *out <= max;
}

static void read_number(struct reader *r, enum program_field f)
{
	const struct program_field_info *info = &program_fields[f];
	const char *text =
		utf8_clean(r->c->arena, r->edit->values.text[f], true);
	double value = -1;

	if (*text && (!read_real(text, info->min, info->max, &value) ||
		      (info->kind == KIND_WHOLE && floor(value) != value)))
		fail(r, f, FORM_NOT_CHOICE, 0);
	else if (info->kind == KIND_WHOLE)
		*(int *)member(r, f) = (int)value;
	else
		*(double *)member(r, f) = value;
}

/* Of the years that a listing can speak of. */
static bool read_day(const char *text, int64_t *out)
{
	return strlen(text) == 10 && strcmp(text, "1990") > 0 &&
	       strcmp(text, "2100") < 0 && cell_time(text, out);
}

static void read_date(struct reader *r, enum program_field f)
{
	const char *text =
		utf8_clean(r->c->arena, r->edit->values.text[f], true);
	int64_t at = 0;

	if (*text && !read_day(text, &at))
		fail(r, f, FORM_NOT_CHOICE, 0);
	else
		*(int64_t *)member(r, f) = at;
}

static void read_point(struct reader *r)
{
	const char *text =
		utf8_clean(r->c->arena, r->edit->values.text[PF_POINT], true);
	const char *comma = strchr(text, ',');
	double lat, lon;

	r->p->has_point = false;
	if (!*text)
		return;
	if (!comma ||
	    !read_real(arena_strndup(r->c->arena, text, (size_t)(comma - text)),
		       -90, 90, &lat) ||
	    !read_real(comma + 1 + strspn(comma + 1, " "), -180, 180, &lon)) {
		fail(r, PF_POINT, FORM_NOT_CHOICE, 0);
		return;
	}
	r->p->has_point = true;
	r->p->lat = lat;
	r->p->lon = lon;
}

/* Choices ----------------------------------------------------------------- */

static void read_state(struct reader *r)
{
	const char *text = r->edit->values.text[PF_STATE];

	for (size_t i = 0; i < r->edit->county_count; i++)
		if (strcmp(r->edit->counties[i].state, text) == 0) {
			r->p->state = r->edit->counties[i].state;
			return;
		}
	fail(r, PF_STATE, *text ? FORM_NOT_CHOICE : FORM_MISSING, 0);
}

static void read_badge(struct reader *r)
{
	const char *text = r->edit->values.text[PF_BADGE];

	for (int i = 0; i < 3; i++)
		if (strcmp(admin_program_badges[i], text) == 0) {
			r->p->badge = (enum badge)i;
			return;
		}
	fail(r, PF_BADGE, FORM_NOT_CHOICE, 0);
}

static void read_county(struct reader *r)
{
	const char *text = r->edit->values.text[PF_COUNTY];
	const struct county *county =
		admin_program_county(r->edit, strtoll(text, NULL, 10));

	r->p->county = (struct county){ 0 };
	if (county)
		r->p->county = *county;
	else if (*text)
		fail(r, PF_COUNTY, FORM_NOT_CHOICE, 0);
}

static bool is_ticked(struct reader *r, const struct term *term)
{
	for (size_t f = 0; f < PF_TYPED; f++)
		if (program_fields[f].kind == KIND_TERMS &&
		    program_fields[f].terms == term->kind)
			return admin_program_has(r->edit->values.text[f],
						 term->slug);
	return false;
}

static void read_terms(struct reader *r)
{
	struct program *p = r->p;

	p->terms = arena_array(r->c->arena, r->edit->term_count + 1,
			       sizeof(*p->terms));
	p->term_count = 0;
	for (size_t i = 0; i < r->edit->term_count; i++)
		if (is_ticked(r, &r->edit->terms[i]))
			p->terms[p->term_count++] = r->edit->terms[i];
}

static void read_area(struct reader *r)
{
	const struct program_edit *edit = r->edit;
	struct program *p = r->p;
	const char *wrong;

	p->counties = arena_array(r->c->arena, edit->county_count + 1,
				  sizeof(*p->counties));
	p->county_count = 0;
	for (size_t i = 0; i < edit->county_count; i++)
		if (admin_program_has(edit->values.text[PF_COUNTIES],
				      arena_printf(r->c->arena, "%" PRId64,
						   edit->counties[i].id)))
			p->counties[p->county_count++] = edit->counties[i];
	wrong = admin_program_read_counties(
		r->c, edit, edit->values.text[PF_OTHER_COUNTIES],
		p->state ? p->state : "MN", p->counties, &p->county_count);
	if (wrong)
		fail(r, PF_OTHER_COUNTIES, FORM_NOT_CHOICE, 0);
}

/* Another listing: the end of its address, or its name. */
static enum status read_successor(struct reader *r)
{
	const char *text = utf8_clean(r->c->arena,
				      r->edit->values.text[PF_SUCCESSOR], true);
	int64_t id = 0;
	enum status st = STATUS_OK;

	if (*text)
		st = store_program_called(r->c->db, r->c->arena, text, &id);
	if (st == STATUS_OK && id && id == r->p->id)
		st = STATUS_NOT_FOUND; /* nothing follows itself */
	if (st == STATUS_OK)
		r->p->successor_id = id;
	else if (st == STATUS_NOT_FOUND)
		fail(r, PF_SUCCESSOR, FORM_NOT_CHOICE, 0);
	return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

/* One that is known, whatever its letters' case; or a new one that was meant
 * to be new. */
static enum status read_organization(struct reader *r)
{
	const char *name = bounded(r, PF_ORGANIZATION), *known;
	enum status st;

	if (!name)
		return STATUS_OK;
	r->p->organization = (struct organization){ .name = name };
	st = store_organization_find(r->c->db, r->c->arena, name, &known);
	if (st == STATUS_OK)
		r->p->organization.name = known;
	else if (st == STATUS_NOT_FOUND && !r->edit->is_new_organization)
		fail(r, PF_ORGANIZATION, FORM_NOT_CHOICE, 0);
	return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

/* All together ------------------------------------------------------------ */

static enum status read_field(struct reader *r, enum program_field f)
{
	switch (program_fields[f].kind) {
	case KIND_LINE:
		if (f == PF_ORGANIZATION)
			return read_organization(r);
		if (f == PF_ZIP)
			read_zip(r);
		else
			read_text(r, f);
		break;
	case KIND_PROSE:
	case KIND_MARKDOWN:
		read_text(r, f);
		break;
	case KIND_URL:
	case KIND_EMAIL:
		read_address(r, f);
		break;
	case KIND_WHOLE:
	case KIND_AMOUNT:
		read_number(r, f);
		break;
	case KIND_FLAG:
		*(bool *)member(r, f) = *r->edit->values.text[f] != '\0';
		break;
	case KIND_DATE:
		read_date(r, f);
		break;
	case KIND_TERMS:
		read_terms(r); /* all kinds: they stand in one list */
		break;
	case KIND_STATE:
		read_state(r);
		break;
	case KIND_COUNTY:
		read_county(r);
		break;
	case KIND_POINT:
		read_point(r);
		break;
	case KIND_COUNTIES:
	case KIND_OTHERS:
		read_area(r); /* both: likewise */
		break;
	case KIND_BADGE:
		read_badge(r);
		break;
	case KIND_PROGRAM:
		return read_successor(r);
	case KIND_STAGE:
	case KIND_CONFIRMED:
	case KIND_SLUG:
		break;
	}
	return STATUS_OK;
}

/* Where it is changed, but not its point: the point follows. */
static void forget_old_point(struct reader *r)
{
	static const enum program_field PLACE[] = { PF_CITY, PF_ZIP, PF_STATE,
						    PF_COUNTY };

	if (strcmp(r->edit->values.text[PF_POINT], r->old.text[PF_POINT]) != 0)
		return;
	for (size_t i = 0; i < sizeof(PLACE) / sizeof(PLACE[0]); i++)
		if (strcmp(r->edit->values.text[PLACE[i]],
			   r->old.text[PLACE[i]]) != 0)
			r->p->has_point = false;
}

/* The county of the ZIP code, else of the town, when none was chosen; the
 * county's middle when there is no other point. */
static enum status settle_place(struct reader *r)
{
	struct program *p = r->p;
	const char *text = p->zip;
	const struct county *county = NULL;
	struct place place = { 0 };
	enum status st = STATUS_NOT_FOUND;

	if (!text && p->city)
		text = arena_printf(r->c->arena, "%s, %s", p->city, p->state);
	if (text && (!p->county.id || !p->has_point))
		st = store_place_find(r->c->db, r->c->arena, text, &place);
	if (st == STATUS_OK && !p->county.id)
		county = admin_program_county(r->edit, place.county_id);
	if (county && strcmp(county->state, p->state) == 0)
		p->county = *county;
	if (!p->has_point && (st == STATUS_OK || p->county.id)) {
		p->has_point = true;
		p->lat = st == STATUS_OK ? place.lat : p->county.lat;
		p->lon = st == STATUS_OK ? place.lon : p->county.lon;
	}
	return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

enum status admin_program_parse(struct ctx *c, struct program_edit *edit,
				struct program *p)
{
	struct reader r = { .c = c, .edit = edit, .p = p };
	enum status st = STATUS_OK;

	*p = edit->old;
	admin_program_values(c, &edit->old, &r.old);
	for (size_t f = 0; st == STATUS_OK && f < PF_TYPED; f++)
		if (!p->id || strcmp(edit->values.text[f], r.old.text[f]) != 0)
			st = read_field(&r, (enum program_field)f);
	if (st != STATUS_OK)
		return st;
	if (p->ages_min >= 0 && p->ages_max >= 0 && p->ages_min > p->ages_max)
		fail(&r, PF_AGES_MAX, FORM_TOO_SHORT, 0);
	forget_old_point(&r);
	return form_ok(c->form) ? settle_place(&r) : STATUS_OK;
}

/* What the public needs --------------------------------------------------- */

void admin_program_check_public(struct ctx *c, const struct program_edit *edit,
				const struct program *p)
{
	static const struct {
		enum staff_program_bar lack;
		enum program_field field;
	} NEEDS[] = {
		{ STAFF_NO_TYPE, PF_TYPES },
		{ STAFF_NO_CONTACT, PF_PHONE },
		{ STAFF_NO_PLACE, PF_CITY },
	};
	bool was_public =
		edit->old.id && (edit->old.stage == PROGRAM_PUBLISHED ||
				 edit->old.stage == PROGRAM_PAUSED);

	for (size_t i = 0; i < sizeof(NEEDS) / sizeof(NEEDS[0]); i++)
		if (store_staff_program_lacks(p, NEEDS[i].lack) &&
		    !(was_public &&
		      store_staff_program_lacks(&edit->old, NEEDS[i].lack)))
			form_fail(c->form, program_fields[NEEDS[i].field].name,
				  FORM_MISSING, 0);
}
