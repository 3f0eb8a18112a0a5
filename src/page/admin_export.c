/* What staff take out of the site, each kind for those who work on it. */
#include <inttypes.h>
#include <string.h>

#include "page/admin.h"
#include "page/export_out.h"
#include "page/pages.h"
#include "page/permission.h"
#include "page/program_columns.h"
#include "store/session.h"
#include "util/clock.h"
#include "view/format.h"

#define PATH "/admin/export"

static const struct kind {
	const char *name; /* in the address */
	const char *label, *holds;
	int bytes; /* about, of a row */
} kinds[EXPORT_KINDS] = {
	[EXPORT_PROGRAMS] = { "programs", TR("Listings"),
			      TR("Every listing, drafts and closed ones "
				 "too, in the columns that an import reads"),
			      500 },
	[EXPORT_COMMENTS] = { "comments", TR("Comments"),
			      TR("Every comment in every state, with the email "
				 "address of its author"),
			      400 },
	[EXPORT_FIGURES] = { "figures", TR("Figures of the plan"),
			     TR("Every figure, drafts and those of retired "
				"measures too"),
			     200 },
	[EXPORT_AUDIT] = { "audit", TR("Record of changes"),
			   TR("Who changed what, and when"), 150 },
};

/* The page --------------------------------------------------------------- */

static const char *size_text(struct ctx *c, int64_t rows, int bytes)
{
	int64_t kb = (rows * bytes + 999) / 1000;

	if (kb < 1000)
		return str_fill(c->arena, tr(c->s, "about {n} KB"), "n",
				format_int(c->arena, c->s, kb ? kb : 1), NULL);
	return str_fill(c->arena, tr(c->s, "about {n} MB"), "n",
			format_int(c->arena, c->s, (kb + 500) / 1000), NULL);
}

static enum status show_kind(struct ctx *c, struct view_dict *dict,
			     enum export_kind kind)
{
	int64_t rows, parts;
	enum status st = store_export_count(c->db, kind, &rows, &parts);
	struct view_dict *item;

	if (st != STATUS_OK)
		return st;
	item = view_section(dict, "KIND");
	view_set(item, "LABEL", tr(c->s, kinds[kind].label));
	view_set(item, "HOLDS", tr(c->s, kinds[kind].holds));
	view_set(item, "ROWS", format_int(c->arena, c->s, rows));
	view_set(item, "SIZE", size_text(c, rows, kinds[kind].bytes));
	for (int64_t part = 1; part <= parts; part++) {
		struct view_dict *row = view_section(item, "PART");

		view_set(row, "NAME", kinds[kind].name);
		view_set_int(row, "NUMBER", part);
		view_set(row, "WHOLE", tr(c->s, kinds[kind].label));
		if (parts > 1)
			view_set(view_section(row, "NUMBERED"), "PART_TEXT",
				 str_fill(c->arena, tr(c->s, "Part {n}"), "n",
					  format_int(c->arena, c->s, part),
					  NULL));
	}
	return STATUS_OK;
}

static const char *path_of(struct ctx *c, enum export_kind kind)
{
	return arena_printf(c->arena, PATH "/%s.csv", kinds[kind].name);
}

enum status page_admin_export(struct ctx *c)
{
	const struct admin_page page = { .title = tr(c->s, "Export"),
					 .nav = ADMIN_EXPORT };
	struct view_dict *dict = page_dict(c);
	enum status st = STATUS_OK;

	for (int kind = 0; st == STATUS_OK && kind < EXPORT_KINDS; kind++)
		if (admin_may_open(c, GET, path_of(c, kind)))
			st = show_kind(c, dict, kind);
	view_set(dict, "PART_SIZE", format_int(c->arena, c->s, EXPORT_PART));
	if (st != STATUS_OK)
		return st;
	return admin_show(c, &page, "pages/admin_export.tpl", dict);
}

/* Listings as rows ------------------------------------------------------- */

#define OWN_COLUMNS     4 /* beside those of an import */
#define LISTING_COLUMNS (PROGRAM_COLUMNS + OWN_COLUMNS)

static enum export_type type_of(enum column_kind kind)
{
	switch (kind) {
	case COLUMN_INT:
	case COLUMN_REAL:
	case COLUMN_LAT:
	case COLUMN_LON:
		return EXPORT_NUMBER;
	case COLUMN_FLAG:
		return EXPORT_FLAG;
	case COLUMN_TIME:
		return EXPORT_TIME;
	default:
		return EXPORT_TEXT;
	}
}

static const struct export_column *listing_columns(struct ctx *c)
{
	struct export_column *columns =
		arena_array(c->arena, LISTING_COLUMNS, sizeof(*columns));

	for (size_t i = 0; i < PROGRAM_COLUMNS; i++)
		columns[i] = (struct export_column){
			program_columns[i].name,
			type_of(program_columns[i].kind)
		};
	columns[PROGRAM_COLUMNS] =
		(struct export_column){ "id", EXPORT_NUMBER };
	columns[PROGRAM_COLUMNS + 1] =
		(struct export_column){ "created", EXPORT_TIME };
	columns[PROGRAM_COLUMNS + 2] =
		(struct export_column){ "updated", EXPORT_TIME };
	columns[PROGRAM_COLUMNS + 3] =
		(struct export_column){ "comments", EXPORT_NUMBER };
	return columns;
}

static enum status put_listing(void *context, const struct program *p)
{
	struct export_out *o = context;
	const char *cells[LISTING_COLUMNS];
	char created[21], updated[21];

	for (size_t i = 0; i < PROGRAM_COLUMNS; i++)
		cells[i] =
			program_column_text(&program_columns[i], p, o->arena);
	clock_rfc3339(p->created_at, created);
	clock_rfc3339(p->updated_at, updated);
	cells[PROGRAM_COLUMNS] = arena_printf(o->arena, "%" PRId64, p->id);
	cells[PROGRAM_COLUMNS + 1] = created;
	cells[PROGRAM_COLUMNS + 2] = updated;
	cells[PROGRAM_COLUMNS + 3] =
		arena_printf(o->arena, "%" PRId64, p->comment_count);
	export_out_row(o, cells);
	return STATUS_OK;
}

static enum status put_row(void *context, const char *const *cells)
{
	export_out_row(context, cells);
	return STATUS_OK;
}

/* The file --------------------------------------------------------------- */

static enum export_kind kind_of(const struct ctx *c)
{
	const char *name = c->request->path + strlen(PATH "/");
	size_t len = strcspn(name, ".");
	int kind = 0;

	while (kind < EXPORT_KINDS - 1 &&
	       (strlen(kinds[kind].name) != len ||
		strncmp(kinds[kind].name, name, len) != 0))
		kind++;
	return (enum export_kind)kind;
}

static void name_file(struct ctx *c, enum export_kind kind, int64_t part,
		      int64_t parts)
{
	const char *number =
		parts > 1 ? arena_printf(c->arena, "-part-%" PRId64, part) : "";

	response_header(
		c->response, "Content-Disposition",
		arena_printf(c->arena, "attachment; filename=\"%s-%s%s%s\"",
			     kinds[kind].name, format_day_iso(c->arena, c->now),
			     number, strrchr(c->request->path, '.')));
}

static enum status write_file(struct ctx *c, enum export_kind kind,
			      int64_t part)
{
	struct export_out o = { .format = export_format_of(c->request->path),
				.out = &c->response->body };
	enum status st;

	o.columns = store_export_columns(kind, &o.column_count);
	if (kind == EXPORT_PROGRAMS) {
		o.columns = listing_columns(c);
		o.column_count = LISTING_COLUMNS;
	}
	c->response->type = export_type(o.format);
	st = export_out_begin(&o, c, kinds[kind].name);
	if (st == STATUS_OK && kind == EXPORT_PROGRAMS)
		st = store_export_programs(c->db, part, put_listing, &o);
	else if (st == STATUS_OK)
		st = store_export_rows(c->db, kind, part, put_row, &o);
	return export_out_end(&o, st);
}

/* GET /admin/export/programs.csv and its like; ?part=2 */
enum status page_admin_export_file(struct ctx *c)
{
	const char *asked = form_value(&c->request->query, "part");
	int64_t part = asked ? form_id(&c->request->query, "part") : 1;
	enum export_kind kind = kind_of(c);
	int64_t rows, parts;
	enum status st = store_export_count(c->db, kind, &rows, &parts);

	if (!permission_has(c->user->role, MAY_EXPORT))
		return STATUS_FORBIDDEN;
	if (st != STATUS_OK)
		return st;
	if (part < 1 || part > parts)
		return STATUS_NOT_FOUND;
	name_file(c, kind, part, parts);
	return write_file(c, kind, part);
}
