/* A column of figures, pasted: looked at first, then saved. */
#include <inttypes.h>
#include <string.h>

#include "http/form.h"
#include "page/admin_plan.h"
#include "page/pages.h"
#include "page/plan_number.h"
#include "page/plan_words.h"
#include "store/session.h"
#include "util/token.h"
#include "view/format.h"

/* One figure that the column would save. */
struct wish {
	const struct plan_paste_line *line;
	struct figure figure;
	const struct figure *stored; /* NULL: none */
};

struct paste {
	struct measure measure;
	const char **periods;
	size_t period_count;
	struct plan_paste read;
	struct wish *wishes;
	size_t count;
	size_t changes, corrections;
	const char *source, *seen;
};

static const char *label_of(struct ctx *c, const char *field)
{
	if (strcmp(field, "lines") == 0)
		return tr(c->s, "Figures");
	if (strcmp(field, "source") == 0)
		return tr(c->s, "Source");
	if (strcmp(field, "reason") == 0)
		return tr(c->s, "Reason for the corrections");
	return NULL;
}

/* Reading ------------------------------------------------------------- */

static const char *raw(const struct ctx *c, const char *field)
{
	const char *value = c->form ? form_value(c->form, field) : NULL;

	return value ? value : "";
}

static enum figure_change change_of(const struct wish *wish, bool is_published)
{
	static const struct figure none;
	struct figure after = wish->figure;

	after.is_published = is_published;
	return store_figure_change_of(wish->stored ? wish->stored : &none,
				      &after);
}

static void add_wish(struct paste *p, const struct plan_paste_line *line,
		     bool is_target)
{
	struct wish *wish = &p->wishes[p->count++];
	struct figure *f = &wish->figure;

	wish->line = line;
	wish->stored = admin_plan_figure(&p->measure, line->period, is_target);
	*f = (struct figure){ .period = line->period,
			      .is_target = is_target,
			      .value = line->value[is_target],
			      .source = p->source };
	store_period_end(f->period, &f->year, &f->month);
	if (wish->stored) {
		/* what the column does not tell stays */
		f->year = wish->stored->year;
		f->qualifier = wish->stored->qualifier;
		f->note = wish->stored->note;
		f->version = wish->stored->version;
		if (f->value == wish->stored->value)
			f->source = wish->stored->source;
	}
	p->changes += change_of(wish, true) != FIGURE_SAME;
	p->corrections += change_of(wish, true) == FIGURE_CORRECTED;
}

/* Everything that a second look depends on, as a short text: what was typed
 * and the figures that stood there. */
static const char *seen(struct ctx *c, const struct paste *p)
{
	unsigned char hash[TOKEN_HASH];
	struct buf all, hex;

	buf_init(&all, c->arena);
	buf_init(&hex, c->arena);
	for (size_t i = 0; i < p->count; i++)
		buf_printf(&all, "%" PRId64 ".%" PRId64 " ",
			   p->wishes[i].stored ? p->wishes[i].stored->id : 0,
			   p->wishes[i].figure.version);
	token_mac(hash, c->site->key, "paste", raw(c, "lines"), p->source,
		  all.data, NULL);
	for (int i = 0; i < 12; i++)
		buf_printf(&hex, "%02x", hash[i]);
	return hex.data;
}

static enum status read_paste(struct ctx *c, struct paste *p)
{
	enum status st = admin_plan_measure(c, &p->measure);

	if (st != STATUS_OK)
		return st;
	p->periods =
		admin_plan_periods(c->arena, &p->measure, 1, &p->period_count);
	if (!c->form)
		return STATUS_OK;
	p->source = form_line(c->form, "source", 1, 300);
	plan_paste_read(c->arena, raw(c, "lines"), &p->measure, p->periods,
			p->period_count, &p->read);
	p->wishes = arena_array(c->arena, 2 * p->read.count + 1,
				sizeof(*p->wishes));
	for (size_t i = 0; i < p->read.count; i++) {
		const struct plan_paste_line *line = &p->read.lines[i];

		for (int k = 0; k < 2; k++)
			if (line->has[k] && line->fault == PLAN_PASTE_FINE)
				add_wish(p, line, k != 0);
	}
	p->seen = seen(c, p);
	return STATUS_OK;
}

static void check(struct ctx *c, const struct paste *p)
{
	const char *words = NULL;

	if (p->read.is_long)
		words = str_fill(
			c->arena,
			tr(c->s, "Paste at most {n} lines at a time."), "n",
			format_int(c->arena, c->s, PLAN_PASTE_LINES), NULL);
	else if (p->read.faults > 0)
		words = str_fill(
			c->arena,
			trn(c->s,
			    "One line cannot be taken; the table says why.",
			    "{n} lines cannot be taken; the table says why.",
			    (int64_t)p->read.faults),
			"n",
			format_int(c->arena, c->s, (int64_t)p->read.faults),
			NULL);
	else if (p->count == 0)
		words = tr(c->s, "Paste some figures.");
	if (words)
		form_say(c->form, "lines", words);
}

/* Showing ------------------------------------------------------------- */

static const char *effect_words(struct ctx *c, const struct wish *wish)
{
	switch (change_of(wish, true)) {
	case FIGURE_SAME:
		return tr(c->s, "Nothing: it stands so already");
	case FIGURE_CORRECTED:
		return tr(c->s, "Corrects a published figure");
	default:
		return wish->stored ? tr(c->s, "Changes a draft")
				    : tr(c->s, "New");
	}
}

static void show_wish(struct ctx *c, struct view_dict *list,
		      const struct paste *p, const struct wish *wish)
{
	struct view_dict *row = view_section(list, "ROW");

	view_set_int(row, "LINE", (int64_t)wish->line->line);
	view_set(row, "PERIOD", wish->line->period);
	if (wish->figure.is_target)
		view_show(row, "ROW_TARGET");
	if (wish->stored)
		view_show_text(row, "OLD",
			       plan_figure_words(c, &p->measure, wish->stored));
	view_show_text(row, "NEW",
		       plan_figure_words(c, &p->measure, &wish->figure));
	view_show_text(row, "EFFECT", effect_words(c, wish));
}

static void show_fault(struct ctx *c, struct view_dict *list,
		       const struct plan_paste_line *line)
{
	struct view_dict *row = view_section(list, "ROW");

	view_set_int(row, "LINE", (int64_t)line->line);
	view_set(row, "PERIOD", line->period);
	view_show_text(row, "TYPED", line->text);
	view_show_text(row, "FIX", plan_paste_fix(c, line));
}

static void show_checked(struct ctx *c, struct view_dict *dict,
			 const struct paste *p)
{
	struct view_dict *list = view_section(dict, "CHECKED"), *ready;
	size_t at = 0;

	for (size_t i = 0; i < p->read.count; i++) {
		const struct plan_paste_line *line = &p->read.lines[i];

		if (line->fault != PLAN_PASTE_FINE)
			show_fault(c, list, line);
		for (; at < p->count && p->wishes[at].line == line; at++)
			show_wish(c, list, p, &p->wishes[at]);
	}
	view_set(list, "COUNT_TEXT",
		 str_fill(c->arena,
			  trn(c->s, "{n} figure would change",
			      "{n} figures would change", (int64_t)p->changes),
			  "n", format_int(c->arena, c->s, (int64_t)p->changes),
			  NULL));
	if (p->read.faults > 0 || p->changes == 0)
		return;
	ready = view_section(list, "READY");
	if (p->corrections == 0) {
		view_show(ready, "MAY_DRAFT");
		return;
	}
	ready = view_section(ready, "CORRECTS");
	view_set(ready, "REASON", raw(c, "reason"));
	view_show_text(ready, "REASON_ERROR", admin_field_fix(c, "reason"));
}

static enum status show(struct ctx *c, struct view_dict *dict,
			const struct paste *p)
{
	struct admin_page page = { .title = tr(c->s,
					       "Paste a column of figures") };
	const char *source = p->measure.source;
	struct view_dict *list;

	admin_plan_crumbs(c, &page, &p->measure);
	admin_plan_names(c, dict, &p->measure);
	view_set(dict, "LINES", raw(c, "lines"));
	view_set(dict, "SOURCE", c->form ? raw(c, "source") : source);
	view_show_text(dict, "LINES_ERROR", admin_field_fix(c, "lines"));
	view_show_text(dict, "SOURCE_ERROR", admin_field_fix(c, "source"));
	if (p->period_count > 0) {
		list = view_section(dict, "PERIODS");
		for (size_t i = 0; i < p->period_count; i++)
			view_set(view_section(list, "PERIOD_ITEM"), "PERIOD",
				 p->periods[i]);
	}
	if (c->form && !p->read.is_long && p->read.count > 0)
		show_checked(c, dict, p);
	view_set(dict, "SEEN", p->seen);
	admin_form(c, dict, admin_plan_path(c, &p->measure, "paste"));
	admin_problem(c, dict, label_of);
	return admin_show(c, &page, "pages/admin_plan_paste.tpl", dict);
}

/* GET /admin/dashboard/:area/:measure/paste */
enum status page_admin_plan_paste(struct ctx *c)
{
	struct paste p = { 0 };
	enum status st = read_paste(c, &p);

	return st == STATUS_OK ? show(c, page_dict(c), &p) : st;
}

/* Saving -------------------------------------------------------------- */

static enum status save(struct ctx *c, const struct paste *p, bool is_published,
			const char *reason)
{
	struct figure_save s = { .measure_id = p->measure.id,
				 .reason = reason,
				 .actor = admin_actor(c),
				 .now = c->now };
	int64_t set;
	enum status st = store_change_begin(c->db, c->user->user_id,
					    p->corrections ? "figure.correct"
					    : is_published ? "figure.publish"
							   : "figure.save",
					    c->now, &set);

	for (size_t i = 0; st == STATUS_OK && i < p->count; i++) {
		enum figure_change change;
		struct change_item item;

		/* to draft what is published already changes nothing */
		if (change_of(&p->wishes[i], true) == FIGURE_SAME)
			continue;
		s.figure = p->wishes[i].figure;
		s.figure.is_published = is_published;
		st = store_figure_save(c->db, c->arena, &s, &change, &item);
		if (st == STATUS_OK && item.object_id)
			st = store_change_add(c->db, set, &item);
	}
	if (st != STATUS_OK)
		return st;
	return admin_done(c, set, "%s", admin_plan_path(c, &p->measure, NULL));
}

/* POST /admin/dashboard/:area/:measure/paste */
enum status page_admin_plan_paste_save(struct ctx *c)
{
	struct view_dict *dict = page_dict(c);
	const char *wish = raw(c, "do"), *reason = NULL;
	struct paste p = { 0 };
	bool is_published = strcmp(wish, "publish") == 0;
	enum status st = read_paste(c, &p);

	if (st != STATUS_OK)
		return st;
	check(c, &p);
	if (!form_ok(c->form) || (!is_published && strcmp(wish, "draft") != 0))
		return show(c, dict, &p);
	if (strcmp(raw(c, "seen"), p.seen) != 0) {
		c->response->code = 409;
		view_show(dict, "IS_STALE");
		return show(c, dict, &p);
	}
	if (p.corrections > 0)
		reason = form_line(c->form, "reason", 1, 500);
	if (!form_ok(c->form) || (p.corrections > 0 && !is_published))
		return show(c, dict, &p);
	return save(c, &p, is_published, reason);
}
