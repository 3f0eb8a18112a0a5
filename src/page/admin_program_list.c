/* GET /admin/programs: every listing, whatever its stage */
#include "page/admin_program_list.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "page/pages.h"
#include "page/permission.h"
#include "store/session.h"
#include "view/format.h"

struct listing_page {
	struct listing_query query;
	int64_t *ids; /* of this page */
	size_t count;
	size_t total; /* above STAFF_PROGRAM_COUNT: at least so many */
	size_t pages;
	bool may_change_many;
};

/* One walk of the index tells how many there are and which stand here. */
static enum status find(struct ctx *c, struct listing_page *page)
{
	struct listing_query *q = &page->query;
	size_t limit = STAFF_PROGRAM_COUNT + 1, first;
	enum status st;

	if (q->page * STAFF_PROGRAM_PAGE + 1 > limit)
		limit = q->page * STAFF_PROGRAM_PAGE + 1;
	st = store_staff_program_ids(c->db, c->arena, &q->filter, limit,
				     &page->ids, &page->total);
	page->pages =
		(page->total + STAFF_PROGRAM_PAGE - 1) / STAFF_PROGRAM_PAGE;
	if (page->pages && q->page > page->pages)
		q->page = page->pages;
	first = (q->page - 1) * STAFF_PROGRAM_PAGE;
	page->count = page->total > first ? page->total - first : 0;
	if (page->count > STAFF_PROGRAM_PAGE)
		page->count = STAFF_PROGRAM_PAGE;
	page->ids += page->total > first ? first : 0;
	return st;
}

/* The table ----------------------------------------------------------- */

static void show_row(struct ctx *c, struct view_dict *dict,
		     const struct listing_page *page,
		     const struct staff_program *p)
{
	static const char *const TAGS[] = {
		[PROGRAM_DRAFT] = "IS_DRAFT",
		[PROGRAM_PUBLISHED] = "IS_LIVE",
		[PROGRAM_PAUSED] = "IS_PAUSED",
		[PROGRAM_CLOSED] = "IS_CLOSED",
	};
	struct view_dict *row = view_section(dict, "ROW");
	struct view_dict *tick;

	view_set_int(row, "ID", p->id);
	view_set(row, "NAME", p->name);
	view_set(row, "ORG", p->organization.slug);
	view_set(row, "ORG_NAME", p->organization.name);
	view_show(row, TAGS[p->stage]);
	view_set(row, "CHECKED",
		 p->confirmed_at ? format_date(c->arena, c->s, p->confirmed_at)
				 : tr(c->s, "Never"));
	view_set(row, "CHANGED", format_date(c->arena, c->s, p->updated_at));
	if (p->actor)
		view_show_text(row, "WHO", admin_who(c, p->actor));
	if (p->stage == PROGRAM_PUBLISHED || p->stage == PROGRAM_PAUSED)
		view_show_text(row, "SLUG", p->slug);
	if (!page->may_change_many)
		return;
	tick = view_section(row, "TICK");
	if (page->query.is_all)
		view_show(tick, "IS_TICKED");
}

static void show_heads(struct ctx *c, struct view_dict *table,
		       const struct listing_page *page)
{
	static const struct {
		enum staff_program_sort sort;
		const char *path, *is_this;
	} HEADS[] = {
		{ STAFF_BY_NAME, "NAME_PATH", "NAME_SORTED" },
		{ STAFF_BY_STAGE, "STAGE_PATH", "STAGE_SORTED" },
		{ STAFF_BY_CHECKED, "CHECKED_PATH", "CHECKED_SORTED" },
		{ STAFF_BY_CHANGED, "CHANGED_PATH", "CHANGED_SORTED" },
	};

	for (size_t i = 0; i < sizeof(HEADS) / sizeof(HEADS[0]); i++) {
		struct listing_query other = page->query;

		other.filter.sort = HEADS[i].sort;
		view_set(table, HEADS[i].path, listing_query_path(c, &other));
		if (page->query.filter.sort == HEADS[i].sort)
			view_show(table, HEADS[i].is_this);
	}
}

static const char *all_path(struct ctx *c, const struct listing_query *q)
{
	const char *text = listing_query_text(c, q);

	return *text ? arena_printf(c->arena, "/admin/programs?%s&all=1", text)
		     : "/admin/programs?all=1";
}

/* What can be done to many, and to which. */
static void show_bulk(struct ctx *c, struct view_dict *dict,
		      const struct listing_page *page)
{
	struct view_dict *bulk = view_section(dict, "BULK"), *item;
	const char *total = listing_count(c, page->total);

	for (int i = 0; i < STAFF_PROGRAM_DOS; i++) {
		item = view_section(bulk, "DO");
		view_set(item, "DO_VALUE", listing_dos[i].value);
		view_set(item, "DO_LABEL", tr(c->s, listing_dos[i].label));
	}
	if (page->query.is_all) {
		item = view_section(bulk, "ALL");
		view_set(item, "ALL_TEXT",
			 str_fill(c->arena,
				  tr(c->s, "Selected: all that match "
					   "({listings})."),
				  "listings", total, NULL));
		view_set(item, "SINGLE_PATH",
			 listing_query_path(c, &page->query));
		return;
	}
	view_show(bulk, "SINGLE");
	if (page->total <= page->count)
		return;
	if (page->total > STAFF_PROGRAM_BULK) {
		view_show_text(
			bulk, "TOO_MANY",
			str_fill(c->arena,
				 tr(c->s, "At most {n} can be changed "
					  "at once: narrow the list to "
					  "select all."),
				 "n",
				 format_int(c->arena, c->s, STAFF_PROGRAM_BULK),
				 NULL));
		return;
	}
	item = view_section(bulk, "SELECT_ALL");
	view_set(item, "SELECT_PATH", all_path(c, &page->query));
	view_set(item, "SELECT_TEXT",
		 str_fill(c->arena,
			  tr(c->s, "Select all that match ({listings})"),
			  "listings", total, NULL));
}

static enum status show_table(struct ctx *c, struct view_dict *dict,
			      const struct listing_page *page)
{
	struct view_dict *table = view_section(dict, "TABLE");
	struct staff_program *rows;
	size_t count;
	enum status st = store_staff_program_rows(c->db, c->arena, page->ids,
						  page->count, &rows, &count);

	if (st != STATUS_OK)
		return st;
	show_heads(c, table, page);
	if (page->may_change_many) {
		view_show(table, "TICKS");
		view_set(table, "QUERY", listing_query_text(c, &page->query));
		admin_form(c, table, "/admin/programs/bulk");
		show_bulk(c, table, page);
	}
	for (size_t i = 0; i < count; i++)
		show_row(c, table, page, &rows[i]);
	return STATUS_OK;
}

/* After a change of many: those that somebody else had changed meanwhile. */
static enum status show_left(struct ctx *c, struct view_dict *dict)
{
	const char *at = form_value(&c->request->query, "left");
	struct staff_program *rows;
	int64_t ids[STAFF_PROGRAM_PAGE];
	struct view_dict *left;
	size_t count = 0;
	enum status st;

	while (at && *at && count < STAFF_PROGRAM_PAGE) {
		char *end;

		ids[count++] = strtoll(at, &end, 10);
		at = *end == '.' ? end + 1 : "";
	}
	if (!count || !permission_has(c->user->role, MAY_EDIT_LISTINGS))
		return STATUS_OK;
	st = store_staff_program_rows(c->db, c->arena, ids, count, &rows,
				      &count);
	if (st != STATUS_OK || !count)
		return st;
	left = view_section(dict, "LEFT");
	view_set(left, "LEFT_TEXT",
		 trn(c->s,
		     "Somebody changed this one after you looked, so it stays "
		     "as it is:",
		     "Somebody changed these after you looked, so they stay "
		     "as they are:",
		     (int64_t)count));
	for (size_t i = 0; i < count; i++) {
		struct view_dict *item = view_section(left, "LEFT_ONE");

		view_set_int(item, "ID", rows[i].id);
		view_set(item, "NAME", rows[i].name);
	}
	return STATUS_OK;
}

/* GET /admin/programs */
enum status page_admin_program_list(struct ctx *c)
{
	struct admin_page page = { .title = tr(c->s, "Listings"),
				   .nav = ADMIN_PROGRAMS,
				   .is_wide = true };
	struct view_dict *dict = page_dict(c);
	struct listing_page list = { 0 };
	enum status st = listing_query_read(c, &c->request->query, &list.query);

	list.may_change_many = permission_has(c->user->role, MAY_EDIT_LISTINGS);
	if (st == STATUS_OK)
		st = find(c, &list);
	if (st == STATUS_OK)
		st = listing_show_filters(c, dict, &list.query);
	if (st == STATUS_OK)
		st = show_left(c, dict);
	if (st != STATUS_OK)
		return st;
	view_set(dict, "COUNT", listing_count(c, list.total));
	if (admin_may_open(c, GET, "/admin/programs/new"))
		view_show(dict, "MAY_ADD");
	if (list.count)
		st = show_table(c, dict, &list);
	else
		view_show(dict, "NONE");
	admin_pages(c, dict, list.query.page, list.pages);
	return st == STATUS_OK
		       ? admin_show(c, &page, "pages/admin_program_list.tpl",
				    dict)
		       : st;
}
