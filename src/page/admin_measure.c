/* A measure of the plan: its figures, its words, a new one, retiring it. */
#include <string.h>

#include "http/form.h"
#include "page/admin_measure_form.h"
#include "page/pages.h"
#include "page/plan_number.h"
#include "page/words.h"
#include "store/session.h"
#include "view/format.h"

/* Showing ------------------------------------------------------------- */

static void fill_figures(struct ctx *c, struct view_dict *dict,
			 const struct measure *measure)
{
	size_t count;
	const char **periods = admin_plan_periods(c->arena, measure, 1, &count);
	struct view_dict *table;

	if (count == 0) {
		view_show(dict, "NO_FIGURES");
		return;
	}
	table = view_section(dict, "TABLE");
	for (size_t i = 0; i < count; i++) {
		struct view_dict *row = view_section(table, "ROW");

		admin_plan_cell(c, row, measure, periods[i]);
		if (!admin_plan_figure(measure, periods[i], false))
			view_show(row, "NO_ACTUAL");
		if (!admin_plan_figure(measure, periods[i], true))
			view_show(row, "NO_AIM");
	}
}

/* Which drafts, and in which version: what a press on "Publish" means. */
static const char *drafts_seen(struct ctx *c, const struct measure *measure,
			       int64_t *count)
{
	struct buf seen;

	*count = 0;
	buf_init(&seen, c->arena);
	for (size_t i = 0; i < measure->figure_count; i++) {
		const struct figure *at = &measure->figures[i];

		if (at->is_published)
			continue;
		buf_printf(&seen, "%lld.%lld ", (long long)at->id,
			   (long long)at->version);
		++*count;
	}
	return seen.data;
}

static void fill_drafts(struct ctx *c, struct view_dict *dict,
			const struct measure *measure)
{
	struct view_dict *form;
	int64_t count;
	const char *seen = drafts_seen(c, measure, &count);

	if (count == 0)
		return;
	form = view_section(dict, "DRAFTS");
	view_set(form, "SEEN", seen);
	view_set(form, "DRAFTS_TEXT",
		 str_fill(c->arena,
			  trn(c->s, "Publish the draft",
			      "Publish all {n} drafts", count),
			  "n", format_int(c->arena, c->s, count), NULL));
	admin_form(c, form, admin_plan_path(c, measure, "publish"));
}

static void fill_due(struct ctx *c, struct view_dict *dict,
		     const struct measure *measure)
{
	int64_t at = store_measure_due_at(measure);

	if (at == 0 || measure->is_retired)
		return;
	view_show_text(dict, "DUE_TEXT",
		       str_fill(c->arena,
				at > c->now ? tr(c->s, "Next figure due {date}")
					    : tr(c->s, "Due since {date}"),
				"date", format_date(c->arena, c->s, at), NULL));
}

static void fill_card(struct ctx *c, struct view_dict *dict,
		      const struct measure *measure)
{
	struct measure m = admin_plan_public(c->arena, measure, NULL);

	if (measure->is_retired || m.figure_count == 0)
		view_show(dict, "NOT_PUBLIC");
	else
		admin_plan_card(c, dict, &m);
	view_show(dict, measure->is_retired ? "IS_RETIRED" : "IS_LIVE");
}

static enum status show(struct ctx *c, struct view_dict *dict,
			const struct measure *measure)
{
	struct admin_page page = { .title = measure->name };

	admin_plan_crumbs(c, &page, NULL);
	admin_plan_names(c, dict, measure);
	fill_figures(c, dict, measure);
	fill_drafts(c, dict, measure);
	fill_due(c, dict, measure);
	fill_card(c, dict, measure);
	measure_form_show(c, dict, measure);
	view_set_int(dict, "VERSION", measure->version);
	admin_form(c, dict, admin_plan_path(c, measure, NULL));
	admin_problem(c, dict, measure_form_label);
	return admin_show(c, &page, "pages/admin_measure.tpl", dict);
}

/* The period that was asked for, as it is written already. */
static const char *known_period(struct ctx *c, const struct measure *measure,
				const char *typed)
{
	size_t count;
	const char **periods = admin_plan_periods(c->arena, measure, 1, &count);

	for (size_t i = 0; i < count; i++)
		if (plan_period_is(c->arena, periods[i], typed))
			return periods[i];
	return typed;
}

/* GET /admin/dashboard/:area/:measure; ?period= leads to its figure */
enum status page_admin_measure(struct ctx *c)
{
	struct view_dict *dict = page_dict(c);
	const char *typed = form_value(&c->request->query, "period");
	const char *fix, *period;
	struct measure measure;
	enum status st = admin_plan_measure(c, &measure);

	if (st != STATUS_OK)
		return st;
	if (form_value(&c->request->query, "stale"))
		view_show(dict, "STALE");
	if (!typed)
		return show(c, dict, &measure);
	period = plan_period_clean(c, typed, &fix);
	if (!fix)
		return page_redirect(
			c, 303, "%s",
			admin_plan_path(c, &measure,
					known_period(c, &measure, period)));
	c->response->code = 422;
	view_set(dict, "PERIOD_TYPED", period);
	view_show_text(dict, "PERIOD_ERROR", fix);
	return show(c, dict, &measure);
}

/* Saving -------------------------------------------------------------- */

enum status admin_plan_done(struct ctx *c, const char *action,
			    const struct change_item *item, const char *path)
{
	int64_t set = 0;
	enum status st = STATUS_OK;

	if (item->object_id) {
		st = store_change_begin(c->db, c->user->user_id, action, c->now,
					&set);
		if (st == STATUS_OK)
			st = store_change_add(c->db, set, item);
	}
	return st == STATUS_OK ? admin_done(c, set, "%s", path) : st;
}

/* POST /admin/dashboard/:area/:measure */
enum status page_admin_measure_save(struct ctx *c)
{
	struct view_dict *dict = page_dict(c);
	struct measure stored, typed;
	struct change_item item;
	enum status st = admin_plan_measure(c, &stored);

	if (st != STATUS_OK)
		return st;
	typed = stored;
	measure_form_read(c, &stored, &typed);
	if (!form_ok(c->form))
		return show(c, dict, &stored);
	if (form_id(c->form, "version") != stored.version) {
		c->response->code = 409;
		measure_form_versus(c, dict, &typed, &stored);
		return show(c, dict, &stored);
	}
	st = store_measure_save(c->db, c->arena, &typed, admin_actor(c), &item);
	if (st != STATUS_OK)
		return st;
	return admin_plan_done(c, "measure.save", &item,
			       admin_plan_path(c, &stored, NULL));
}

/* POST /admin/dashboard/:area/:measure/publish */
enum status page_admin_measure_publish(struct ctx *c)
{
	struct figure_save save = { .actor = admin_actor(c), .now = c->now };
	const char *seen = form_value(c->form, "seen");
	struct measure measure;
	int64_t count, set = 0;
	enum status st = admin_plan_measure(c, &measure);

	if (st != STATUS_OK)
		return st;
	if (!seen || strcmp(seen, drafts_seen(c, &measure, &count)) != 0) {
		return page_redirect(c, 303, "%s?stale=1",
				     admin_plan_path(c, &measure, NULL));
	}
	save.measure_id = measure.id;
	st = store_change_begin(c->db, c->user->user_id, "figure.publish",
				c->now, &set);
	for (size_t i = 0; st == STATUS_OK && i < measure.figure_count; i++) {
		enum figure_change change;
		struct change_item item;

		if (measure.figures[i].is_published)
			continue;
		save.figure = measure.figures[i];
		save.figure.is_published = true;
		st = store_figure_save(c->db, c->arena, &save, &change, &item);
		if (st == STATUS_OK)
			st = store_change_add(c->db, set, &item);
	}
	if (st != STATUS_OK)
		return st;
	return admin_done(c, set, "%s", admin_plan_path(c, &measure, NULL));
}

/* A new one ----------------------------------------------------------- */

static const char *area_of(const char *slug)
{
	for (size_t i = 0; slug && i < PLAN_AREAS; i++)
		if (strcmp(plan_areas[i], slug) == 0)
			return plan_areas[i];
	return NULL;
}

static enum status show_new(struct ctx *c)
{
	struct admin_page page = { .title = tr(c->s, "Add a measure") };
	const char *chosen =
		form_value(c->form ? c->form : &c->request->query, "area");
	struct view_dict *dict = page_dict(c);

	admin_plan_crumbs(c, &page, NULL);
	for (size_t i = 0; i < PLAN_AREAS; i++) {
		struct view_dict *item = view_section(dict, "AREAS");

		view_set(item, "AREA_SLUG", plan_areas[i]);
		view_set(item, "AREA_NAME", words_area(c, plan_areas[i]));
		if (chosen && strcmp(chosen, plan_areas[i]) == 0)
			view_show(item, "CHOSEN");
	}
	view_show_text(dict, "AREA_ERROR", admin_field_fix(c, "area"));
	measure_form_show(c, dict, &(struct measure){ 0 });
	admin_form(c, dict, "/admin/dashboard/new");
	admin_problem(c, dict, measure_form_label);
	return admin_show(c, &page, "pages/admin_measure_new.tpl", dict);
}

/* GET /admin/dashboard/new */
enum status page_admin_measure_new(struct ctx *c)
{
	return show_new(c);
}

/* POST /admin/dashboard/new */
enum status page_admin_measure_add(struct ctx *c)
{
	struct measure m = { .area = area_of(form_value(c->form, "area")) };
	struct change_item item;
	struct measure added;
	int64_t id;
	enum status st;

	if (!m.area)
		form_fail(c->form, "area", FORM_NOT_CHOICE, 0);
	measure_form_read(c, NULL, &m);
	if (!form_ok(c->form))
		return show_new(c);
	st = store_measure_add(c->db, &m, admin_actor(c), &id, &item);
	if (st == STATUS_OK)
		st = store_plan_one_by_id(c->db, c->arena, id, &added);
	if (st != STATUS_OK)
		return st;
	return admin_plan_done(c, "measure.add", &item,
			       admin_plan_path(c, &added, NULL));
}

/* Retiring ------------------------------------------------------------ */

/* GET /admin/dashboard/:area/:measure/retire */
enum status page_admin_measure_retire(struct ctx *c)
{
	struct view_dict *dict = page_dict(c);
	struct admin_page page = { 0 };
	struct measure measure;
	int64_t count = 0;
	enum status st = admin_plan_measure(c, &measure);

	if (st != STATUS_OK)
		return st;
	for (size_t i = 0; i < measure.figure_count; i++)
		count += measure.figures[i].is_published;
	page.title = measure.is_retired ? tr(c->s, "Bring this measure back?")
					: tr(c->s, "Retire this measure?");
	admin_plan_crumbs(c, &page, &measure);
	admin_plan_names(c, dict, &measure);
	view_show(dict, measure.is_retired ? "IS_RETIRED" : "IS_LIVE");
	view_set(dict, "COUNT_TEXT",
		 str_fill(c->arena,
			  trn(c->s, "It has one published figure.",
			      "It has {n} published figures.", count),
			  "n", format_int(c->arena, c->s, count), NULL));
	view_set_int(dict, "VERSION", measure.version);
	admin_form(c, dict, admin_plan_path(c, &measure, "retire"));
	return admin_show(c, &page, "pages/admin_measure_retire.tpl", dict);
}

/* POST /admin/dashboard/:area/:measure/retire */
enum status page_admin_measure_retire_save(struct ctx *c)
{
	const char *wish = form_value(c->form, "do");
	bool is_retired = wish && strcmp(wish, "retire") == 0;
	struct change_item item;
	struct measure measure;
	enum status st = admin_plan_measure(c, &measure);

	if (st != STATUS_OK)
		return st;
	if (!is_retired && (!wish || strcmp(wish, "back") != 0))
		return STATUS_BAD;
	if (form_id(c->form, "version") != measure.version)
		return page_redirect(c, 303, "%s?stale=1",
				     admin_plan_path(c, &measure, NULL));
	measure.is_retired = is_retired;
	st = store_measure_save(c->db, c->arena, &measure, admin_actor(c),
				&item);
	if (st != STATUS_OK)
		return st;
	return admin_plan_done(c,
			       is_retired ? "measure.retire" : "measure.save",
			       &item, admin_plan_path(c, &measure, NULL));
}
