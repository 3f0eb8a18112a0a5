/* The second page of an import: what the table would do; the button that does
 * it; and afterwards, at the same address, what it did. */
#include <inttypes.h>
#include <string.h>

#include "page/admin.h"
#include "page/admin_import.h"
#include "page/admin_words.h"
#include "page/change_words.h"
#include "page/pages.h"
#include "store/audit.h"
#include "store/change.h"
#include "store/export.h"
#include "store/import_upload.h"
#include "store/session.h"
#include "util/json.h"
#include "view/format.h"

#define PATH   "/admin/import"
#define RUN_MS 6500 /* of the eight seconds that a request has */

/* Building the search index anew takes as long as this share of the listings
 * takes one by one. */
#define REBUILD_SHARE 8

/* Reading the report ----------------------------------------------------- */

static int64_t number(const json_t *report, const char *key)
{
	return json_integer_value(json_object_get(report, key));
}

static const char *item_text(const json_t *list, size_t i)
{
	const char *text = json_string_value(json_array_get(list, i));

	return text ? text : "";
}

static const char *count_text(struct ctx *c, int64_t n)
{
	return format_int(c->arena, c->s, n);
}

/* "{n} new", … in a form that fits n. */
static const char *counted(struct ctx *c, const char *words, int64_t n)
{
	return str_fill(c->arena, words, "n", count_text(c, n), NULL);
}

static void show_more(struct ctx *c, struct view_dict *dict, int64_t total,
		      size_t shown)
{
	if (total > (int64_t)shown)
		view_set(view_section(dict, "MORE"), "MORE_COUNT",
			 count_text(c, total - (int64_t)shown));
}

static void show_problem_list(struct ctx *c, struct view_dict *dict,
			      const json_t *list, int64_t total)
{
	const json_t *item;
	size_t i;

	dict = view_include(dict, "PROBLEMS", "partials/import_problems.tpl");
	json_array_foreach(list, i, item)
	{
		struct view_dict *row = view_section(dict, "ROW");
		int64_t line = json_integer_value(json_array_get(item, 0));

		if (line > 0)
			view_set(row, "LINE", count_text(c, line));
		view_show_text(row, "COLUMN", item_text(item, 1));
		view_set(row, "WRONG", item_text(item, 2));
	}
	show_more(c, dict, total, json_array_size(list));
}

void import_show_problems(struct ctx *c, struct view_dict *dict,
			  const char *list, size_t total)
{
	json_t *items = json_loads(list, 0, NULL);

	show_problem_list(c, dict, items, (int64_t)total);
	json_decref(items);
}

static void show_changes(struct ctx *c, struct view_dict *dict,
			 const json_t *report)
{
	const json_t *list = json_object_get(report, "changes"), *item, *field;
	size_t i, n;

	if (number(report, "changed") == 0)
		return;
	dict = view_section(dict, "CHANGES");
	json_array_foreach(list, i, item)
	{
		struct view_dict *change = view_section(dict, "CHANGE");

		view_set_int(change, "CHANGE_ID", number(item, "id"));
		view_set(change, "CHANGE_NAME",
			 json_string_value(json_object_get(item, "name")));
		view_set(change, "CHANGE_LINE",
			 count_text(c, number(item, "line")));
		json_array_foreach(json_object_get(item, "fields"), n, field)
		{
			struct view_dict *row = view_section(change, "FIELD");
			const char *before = item_text(field, 1);
			const char *after = item_text(field, 2);

			view_set(row, "FIELD_NAME", item_text(field, 0));
			admin_words_show(c, row, "BEFORE", before, after,
					 WORDS_BEFORE);
			admin_words_show(c, row, "AFTER", before, after,
					 WORDS_AFTER);
		}
	}
	show_more(c, dict, number(report, "changed"), json_array_size(list));
}

static void show_added(struct ctx *c, struct view_dict *dict,
		       const json_t *report)
{
	const json_t *list = json_object_get(report, "added"), *item;
	size_t i;

	if (number(report, "new") == 0)
		return;
	dict = view_section(dict, "ADDED");
	json_array_foreach(list, i, item)
	{
		struct view_dict *row = view_section(dict, "NEW");
		int64_t id = json_integer_value(json_array_get(item, 1));

		if (id)
			view_set_int(view_section(row, "STORED"), "NEW_ID", id);
		else
			view_show(row, "PLANNED");
		view_set(row, "NEW_NAME", item_text(item, 2));
		view_set(row, "NEW_ORGANIZATION", item_text(item, 3));
	}
	show_more(c, dict, number(report, "new"), json_array_size(list));
}

/* The page --------------------------------------------------------------- */

/* How many of each kind; none of a kind, no line. */
static void show_counts(struct ctx *c, struct view_dict *dict,
			const json_t *report)
{
	const int64_t n[] = { number(report, "new"), number(report, "changed"),
			      number(report, "unchanged"),
			      number(report, "wrong") };
	const char *const words[] = {
		trn(c->s, "{n} new listing", "{n} new listings", n[0]),
		trn(c->s, "{n} changed listing", "{n} changed listings", n[1]),
		trn(c->s, "{n} listing as it is stored already",
		    "{n} listings as they are stored already", n[2]),
		trn(c->s, "{n} line with errors", "{n} lines with errors",
		    n[3]),
	};

	for (size_t i = 0; i < 4; i++)
		if (n[i] > 0)
			view_set(view_section(dict, "COUNT"), "COUNT_TEXT",
				 counted(c, words[i], n[i]));
}

static void show_button(struct ctx *c, struct view_dict *dict,
			const struct import_upload *up, const json_t *report)
{
	int64_t count = number(report, "new") + number(report, "changed");

	if (count == 0) {
		view_show(dict, "NOTHING");
		return;
	}
	dict = view_section(dict, "RUN");
	view_setf(dict, "RUN_PATH", PATH "/%" PRId64 "/run", up->id);
	admin_form(c, dict,
		   arena_printf(c->arena, PATH "/%" PRId64 "/run", up->id));
	view_set(dict, "SHOWN",
		 json_string_value(json_object_get(report, "shown")));
	view_set(dict, "RUN_LABEL",
		 counted(c,
			 trn(c->s, "Import {n} listing", "Import {n} listings",
			     count),
			 count));
	if (json_is_true(json_object_get(report, "publish")))
		view_show(dict, "SHOWS");
	else if (number(report, "new") > 0)
		view_show(dict, "DRAFTS");
	if (number(report, "wrong") > 0)
		view_show(dict, "LEAVES_OUT");
}

static enum status show_undo(struct ctx *c, struct view_dict *dict,
			     const struct import_upload *up)
{
	const char *path = arena_printf(c->arena, "/admin/undo/%" PRId64,
					up->change_set_id);
	struct change_set set;
	enum status st =
		store_change_get(c->db, c->arena, up->change_set_id, &set);

	if (st != STATUS_OK)
		return st == STATUS_NOT_FOUND ? STATUS_OK : st;
	dict = view_section(dict, set.undone_at ? "UNDONE" : "DONE_WHEN");
	view_set(dict, "DAY",
		 format_date(c->arena, c->s,
			     set.undone_at ? set.undone_at : set.at));
	view_set(dict, "WHO",
		 admin_who(c, arena_printf(c->arena, "user %" PRId64,
					   set.user_id)));
	/* just after the import the frame offers it already */
	if (!form_value(&c->request->query, "done") &&
	    change_may_undo(c, &set)) {
		dict = view_section(dict, "UNDO");
		view_set(dict, "UNDO_PATH", path);
		admin_form(c, dict, path);
	}
	return STATUS_OK;
}

static enum status show_report(struct ctx *c, const struct import_upload *up,
			       const json_t *report)
{
	const struct admin_page page = {
		.title = up->change_set_id ? tr(c->s, "Report of an import")
					   : tr(c->s, "Before the import"),
		.nav = ADMIN_IMPORT,
		.crumbs = { { PATH, tr(c->s, "Import listings") } },
	};
	struct view_dict *dict = page_dict(c);
	enum status st = STATUS_OK;

	view_set(dict, "IMPORT_TITLE", page.title);
	view_set(dict, "NAME", up->name);
	show_counts(c, dict, report);
	if (json_is_true(json_object_get(report, "renewed")) &&
	    !up->change_set_id)
		view_show(dict, "RENEWED");
	if (up->change_set_id)
		st = show_undo(c, dict, up);
	else
		show_button(c, dict, up, report);
	if (number(report, "errors") > 0)
		show_problem_list(c, view_section(dict, "WRONG"),
				  json_object_get(report, "problems"),
				  number(report, "errors"));
	show_changes(c, dict, report);
	show_added(c, dict, report);
	if (st != STATUS_OK)
		return st;
	return admin_show(c, &page, "pages/admin_import_report.tpl", dict);
}

static enum status read_report(const struct import_upload *up, json_t **out)
{
	*out = json_loads(up->report ? up->report : "{}", 0, NULL);
	return *out ? STATUS_OK : STATUS_FAILED;
}

static enum status find_upload(struct ctx *c, struct import_upload *out)
{
	return store_import_get(c->db, c->arena, ctx_id(c, "id"), out);
}

/* GET /admin/import/:id */
enum status page_admin_import_show(struct ctx *c)
{
	struct import_upload up;
	json_t *report = NULL;
	enum status st = find_upload(c, &up);

	if (st == STATUS_OK)
		st = read_report(&up, &report);
	if (st == STATUS_OK)
		st = show_report(c, &up, report);
	json_decref(report);
	return st;
}

/* Importing -------------------------------------------------------------- */

static enum status record(struct ctx *c, const struct import_upload *up,
			  const struct import_plan *plan, int64_t set)
{
	const struct audit_entry entry = {
		.actor = admin_actor(c),
		.action = "import.run",
		.object = arena_printf(c->arena, "import %" PRId64, up->id),
		.detail = arena_printf(
			c->arena,
			"{\"new\":%zu,\"changed\":%zu,\"unchanged\":%zu,"
			"\"wrong\":%zu,\"change_set\":%" PRId64 "}",
			plan->counts[PROGRAM_ADDED],
			plan->counts[PROGRAM_CHANGED],
			plan->counts[PROGRAM_UNCHANGED], plan->wrong, set),
	};

	return store_audit_add(c->db, &entry);
}

/* Many rows in a small directory: the index is built once, at the end. */
static enum status is_bulk(struct ctx *c, const struct import_plan *shown,
			   bool *out)
{
	int64_t rows = (int64_t)(shown->counts[PROGRAM_ADDED] +
				 shown->counts[PROGRAM_CHANGED]);
	int64_t total, parts;
	enum status st =
		store_export_count(c->db, EXPORT_PROGRAMS, &total, &parts);

	*out = rows * REBUILD_SHARE >= total + rows;
	return st;
}

static enum status store_all(struct ctx *c, const struct import_table *table,
			     const struct import_plan *shown, int64_t *set,
			     struct import_plan *done)
{
	bool bulk = false;
	enum status st = is_bulk(c, shown, &bulk);

	if (st == STATUS_OK)
		st = store_change_begin(c->db, c->user->user_id, "import.run",
					c->now, set);
	if (st != STATUS_OK)
		return st;
	if (bulk)
		store_program_bulk_begin(c->db);
	st = import_plan_make(c, table, *set, done);
	if (st == STATUS_OK && bulk)
		st = store_program_bulk_end(c->db);
	return st;
}

static enum status carry_out(struct ctx *c, const struct import_upload *up,
			     const struct import_table *table,
			     const struct import_plan *shown)
{
	struct import_plan done;
	int64_t set = 0;
	enum status st = store_all(c, table, shown, &set, &done);

	if (st == STATUS_OK)
		st = store_import_done(
			c->db, up->id, set,
			import_plan_report(c->arena, &done, table, false));
	if (st == STATUS_OK)
		st = record(c, up, &done, set);
	if (st != STATUS_OK)
		return st;
	return admin_done(c, set, PATH "/%" PRId64, up->id);
}

static enum status read_table(struct ctx *c, const struct import_upload *up,
			      struct import_table *table)
{
	json_t *report;
	enum status st = read_report(up, &report);

	if (st != STATUS_OK)
		return st;
	table->name = up->name;
	table->is_pasted = json_is_true(json_object_get(report, "pasted"));
	table->may_publish = json_is_true(json_object_get(report, "publish"));
	json_decref(report);
	return store_import_content(c->db, c->arena, up->id, &table->bytes,
				    &table->len);
}

/* POST /admin/import/:id/run: exactly what was shown, or a new dry run. */
enum status page_admin_import_run(struct ctx *c)
{
	const char *shown = form_value(c->form, "shown");
	struct import_table table = { 0 };
	struct import_upload up;
	struct import_plan plan;
	enum status st = find_upload(c, &up);

	if (st != STATUS_OK)
		return st;
	if (up.change_set_id) /* somebody was faster */
		return page_redirect(c, 303, PATH "/%" PRId64, up.id);
	db_deadline(c->db, RUN_MS);
	st = read_table(c, &up, &table);
	if (st == STATUS_OK)
		st = import_plan_make(c, &table, 0, &plan);
	if (st != STATUS_OK)
		return st;
	if (shown && strcmp(shown, plan.digest) == 0 &&
	    plan.counts[PROGRAM_ADDED] + plan.counts[PROGRAM_CHANGED] > 0)
		return carry_out(c, &up, &table, &plan);
	st = store_import_renew(
		c->db, up.id,
		import_plan_report(c->arena, &plan, &table, true));
	if (st != STATUS_OK)
		return st;
	return page_redirect(c, 303, PATH "/%" PRId64, up.id);
}
