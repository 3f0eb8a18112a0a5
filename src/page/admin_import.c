/* The first page of an import: a table is uploaded or pasted. */
#include "page/admin_import.h"

#include <inttypes.h>
#include <string.h>

#include "page/admin.h"
#include "page/pages.h"
#include "store/import_upload.h"
#include "store/session.h"
#include "util/json.h"
#include "util/utf8.h"
#include "view/format.h"

#define PATH         "/admin/import"
#define RECENT_MAX   10
#define TEMPLATE_CSV "text/csv; charset=utf-8; header=present"

/* Earlier imports -------------------------------------------------------- */

static const char *outcome(struct ctx *c, const struct import_upload *upload)
{
	json_t *report =
		json_loads(upload->report ? upload->report : "{}", 0, NULL);
	int64_t count = json_integer_value(json_object_get(report, "new")) +
			json_integer_value(json_object_get(report, "changed"));

	json_decref(report);
	if (upload->undone_at)
		return tr(c->s, "Undone");
	if (!upload->change_set_id)
		return tr(c->s, "Not imported");
	return str_fill(c->arena,
			trn(c->s, "{n} listing imported",
			    "{n} listings imported", count),
			"n", format_int(c->arena, c->s, count), NULL);
}

static enum status show_recent(struct ctx *c, struct view_dict *dict)
{
	struct import_upload *uploads;
	size_t count;
	enum status st = store_import_recent(c->db, c->arena, RECENT_MAX,
					     &uploads, &count);

	if (st != STATUS_OK || count == 0)
		return st;
	dict = view_section(dict, "RECENT");
	for (size_t i = 0; i < count; i++) {
		const struct import_upload *up = &uploads[i];
		struct view_dict *row = view_section(dict, "UPLOAD");

		view_set_int(row, "UPLOAD_ID", up->id);
		view_set(row, "UPLOAD_NAME", up->name);
		view_set(row, "UPLOAD_DAY",
			 format_date(c->arena, c->s, up->created_at));
		view_set(row, "UPLOAD_WHO",
			 admin_who(c, arena_printf(c->arena, "user %" PRId64,
						   up->user_id)));
		view_set(row, "UPLOAD_OUTCOME", outcome(c, up));
	}
	return STATUS_OK;
}

/* The form --------------------------------------------------------------- */

static const char *label(struct ctx *c, const char *field)
{
	if (strcmp(field, "file") == 0)
		return tr(c->s, "Table to upload");
	if (strcmp(field, "table") == 0)
		return tr(c->s, "Table to paste");
	return NULL;
}

/* plan: why the table cannot be imported at all, or NULL. */
static enum status show_form(struct ctx *c, const struct import_plan *plan)
{
	const struct admin_page page = { .title = tr(c->s, "Import listings"),
					 .nav = ADMIN_IMPORT };
	struct view_dict *dict = page_dict(c);
	const char *typed = c->form ? form_value(c->form, "table") : NULL;
	enum status st;

	admin_form(c, dict, PATH);
	admin_problem(c, dict, label);
	view_set(dict, "ROWS_MAX", format_int(c->arena, c->s, IMPORT_ROWS_MAX));
	if (c->form) {
		view_show_text(dict, "FILE_ERROR", admin_field_fix(c, "file"));
		view_show_text(dict, "TABLE_ERROR",
			       admin_field_fix(c, "table"));
	}
	if (typed && strlen(typed) <= IMPORT_PASTE_MAX)
		view_set(dict, "TABLE", typed);
	if (c->form && form_flag(c->form, "publish"))
		view_show(dict, "PUBLISH");
	if (plan)
		import_show_problems(c, dict, plan->problems.data,
				     plan->errors);
	for (size_t i = 0; i < program_column_count; i++)
		view_set(view_section(dict, "COLUMN"), "COLUMN_NAME",
			 program_columns[i].name);
	st = show_recent(c, dict);
	if (st != STATUS_OK)
		return st;
	return admin_show(c, &page, "pages/admin_import.tpl", dict);
}

enum status page_admin_import(struct ctx *c)
{
	return show_form(c, NULL);
}

/* GET /admin/import/template.csv: the columns, and nothing more. */
enum status page_admin_import_template(struct ctx *c)
{
	struct buf *out = &c->response->body;

	for (size_t i = 0; i < program_column_count; i++)
		csv_put(out, program_columns[i].name,
			i + 1 < program_column_count ? ',' : '\n');
	c->response->type = TEMPLATE_CSV;
	response_header(c->response, "Content-Disposition",
			"attachment; filename=\"listings-template.csv\"");
	return STATUS_OK;
}

/* What was sent ---------------------------------------------------------- */

/* The one of the two ways that was used; false after a complaint. */
static bool find_table(struct ctx *c, struct import_table *table)
{
	struct form *form = c->form;
	const struct form_file *file = form->file;
	const char *pasted = form_value(form, "table");
	bool has_pasted = pasted && pasted[strspn(pasted, " \t\r\n")];

	table->may_publish = form_flag(form, "publish");
	if (file && has_pasted) {
		form_say(form, "table",
			 tr(c->s, "Upload a file or paste a table, not "
				  "both: clear this"));
	} else if (file) {
		table->bytes = file->bytes;
		table->len = file->len;
		table->name = file->name;
		if (file->len > IMPORT_CONTENT_MAX)
			form_say(form, "file",
				 tr(c->s, "Choose a file of at most "
					  "8 MB"));
	} else if (has_pasted) {
		table->len = strlen(pasted);
		table->bytes = arena_strndup(c->arena, pasted, table->len);
		table->name = tr(c->s, "Pasted table");
		table->is_pasted = true;
		if (table->len > IMPORT_PASTE_MAX)
			form_say(form, "table",
				 tr(c->s, "Save it as a file and upload "
					  "that: this is more than "
					  "1 MB"));
	} else {
		form_say(form, "file",
			 tr(c->s, "Choose a file, or paste a table"));
	}
	return form_ok(form);
}

/* A table that cannot be read, or only in part, is shown what is wrong with
 * it at once. */
static bool can_be_kept(struct ctx *c, const struct import_table *table,
			const struct import_plan *plan)
{
	if (!plan->is_cut && utf8_is_valid(table->bytes, table->len))
		return true;
	form_say(c->form, table->is_pasted ? "table" : "file",
		 tr(c->s, "Mend the table: what is wrong with it is "
			  "listed by line"));
	return false;
}

/* POST /admin/import: the dry run. */
enum status page_admin_import_add(struct ctx *c)
{
	struct import_table table = { 0 };
	struct import_plan plan;
	char *text;
	enum status st;
	int64_t id;

	if (!form_ok(c->form) || !find_table(c, &table))
		return show_form(c, NULL);
	st = import_plan_make(c, &table, 0, &plan);
	if (st != STATUS_OK)
		return st;
	if (!can_be_kept(c, &table, &plan))
		return show_form(c, &plan);
	text = import_plan_report(c->arena, &plan, &table, false);
	st = store_import_add(c->db, c->user->user_id, table.name, table.bytes,
			      text, c->now, &id);
	if (st != STATUS_OK)
		return st;
	return page_redirect(c, 303, PATH "/%" PRId64, id);
}
