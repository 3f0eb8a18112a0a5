/* The list of comments: what waits, and what was decided. */
#include <inttypes.h>
#include <string.h>

#include "http/url.h"
#include "page/admin_comment_view.h"
#include "page/admin_settings.h"
#include "page/pages.h"
#include "store/session.h"
#include "view/format.h"

static const char *count_words(struct ctx *c, size_t count)
{
	if (count > STAFF_COMMENT_COUNT_MAX)
		return tr(c->s, "1,000+");
	return format_int(c->arena, c->s, (int64_t)count);
}

static void fill_tabs(struct ctx *c, struct view_dict *dict,
		      const struct comment_place *place,
		      const size_t counts[COMMENT_TABS])
{
	for (int i = 0; i < COMMENT_TABS; i++) {
		struct comment_place to = { .tab = (enum comment_tab)i,
					    .query = place->query };
		struct view_dict *tab = view_section(dict, "TAB_LINK");

		view_set(tab, "TAB_HREF", comment_place_list(c, &to));
		view_set(tab, "TAB_LABEL", comment_tab_label(c, to.tab));
		view_set(tab, "TAB_COUNT", count_words(c, counts[i]));
		if (to.tab == place->tab)
			view_show(tab, "TAB_THIS");
	}
}

static enum status fill_items(struct ctx *c, struct view_dict *dict,
			      const struct staff_comment_list *list,
			      struct comment_place *place)
{
	enum status st = STATUS_OK;

	for (size_t i = 0; st == STATUS_OK && i < list->count; i++) {
		struct view_dict *item = view_section(dict, "COMMENT"), *inner;

		view_set_int(item, "ID", list->items[i].note.id);
		inner = view_include(item, "ITEM",
				     "partials/admin_comment.tpl");
		view_set(view_section(inner, "PICK"), "NAME",
			 list->items[i].note.author_name);
		place->next = i + 1 < list->count ? list->items[i + 1].note.id
			      : i > 0             ? list->items[i - 1].note.id
						  : 0;
		st = comment_item_fill(c, inner, &list->items[i], place);
	}
	return st;
}

static enum status read_list(struct ctx *c, struct comment_place *place,
			     struct staff_comment_list *list, size_t *pages)
{
	enum status st = store_staff_comment_list(
		c->db, c->arena, place->tab, place->query, place->page, list);
	size_t total = list->total;

	if (total > STAFF_COMMENT_COUNT_MAX)
		total = STAFF_COMMENT_COUNT_MAX;
	*pages = total ? (total + STAFF_COMMENT_PAGE_SIZE - 1) /
				 STAFF_COMMENT_PAGE_SIZE
		       : 1;
	if (st != STATUS_OK || place->page <= *pages)
		return st;
	place->page = *pages; /* its last ones were just decided */
	return store_staff_comment_list(c->db, c->arena, place->tab,
					place->query, place->page, list);
}

/* What waits in the other tabs of those that staff work off. */
static bool fill_elsewhere(struct ctx *c, struct view_dict *empty,
			   const size_t counts[COMMENT_TABS])
{
	struct view_dict *list = NULL;

	for (int i = COMMENT_TAB_SAFETY; i <= COMMENT_TAB_REPORTED; i++) {
		struct comment_place to = { .tab = (enum comment_tab)i,
					    .page = 1,
					    .query = "" };
		struct view_dict *other;

		if (!counts[i])
			continue;
		if (!list)
			list = view_section(empty, "ELSEWHERE");
		other = view_section(list, "OTHER");
		view_set(other, "OTHER_HREF", comment_place_list(c, &to));
		view_set(other, "OTHER_LABEL", comment_tab_label(c, to.tab));
		view_set(other, "OTHER_COUNT", count_words(c, counts[i]));
	}
	return list != NULL;
}

static void fill_empty(struct ctx *c, struct view_dict *dict,
		       const struct comment_place *place,
		       const size_t counts[COMMENT_TABS])
{
	struct view_dict *empty = view_section(dict, "EMPTY");
	struct comment_place all = { .tab = place->tab, .query = "" };

	if (*place->query)
		view_set(view_section(empty, "NOT_FOUND"), "ALL_HREF",
			 comment_place_list(c, &all));
	else if (place->tab != COMMENT_TAB_TO_READ)
		view_show(empty, "NONE");
	else if (!fill_elsewhere(c, empty, counts))
		view_show(empty, "ALL_READ");
}

/* What was reported is published, most of it, and can be kept so. */
static void fill_publish(struct view_dict *bulk, enum comment_tab tab)
{
	if (tab == COMMENT_TAB_REPORTED)
		view_show(bulk, "CAN_KEEP");
	else if (tab != COMMENT_TAB_PUBLISHED)
		view_show(bulk, "CAN_PUBLISH");
}

/* GET /admin/comments */
enum status page_admin_comments(struct ctx *c)
{
	struct admin_page page = { .title = tr(c->s, "Comments"),
				   .nav = ADMIN_COMMENTS };
	struct view_dict *dict = page_dict(c);
	struct staff_comment_list list;
	struct comment_place place;
	size_t pages = 1, counts[COMMENT_TABS];
	enum status st = store_staff_comment_counts(c->db, counts);

	comment_place_read(&c->request->query, &place);
	place.is_one = false;
	if (st != STATUS_OK)
		return st;
	if (!form_value(&c->request->query, "tab") && !*place.query)
		place.tab = comment_tab_waiting(counts, place.tab);
	st = read_list(c, &place, &list, &pages);
	if (st == STATUS_OK)
		st = settings_band(c, dict);
	if (st == STATUS_OK)
		st = fill_items(c, dict, &list, &place);
	if (st != STATUS_OK)
		return st;
	fill_tabs(c, dict, &place, counts);
	page.title = str_fill(c->arena, tr(c->s, "Comments: {tab}"), "tab",
			      comment_tab_label(c, place.tab), NULL);
	comment_place_fill(dict, &place);
	view_set(dict, "HEADING", comment_tab_label(c, place.tab));
	if (list.count) {
		struct view_dict *bulk = view_section(dict, "BULK");

		admin_form(c, bulk, "/admin/comments/bulk");
		comment_place_fill(bulk, &place);
		fill_publish(bulk, place.tab);
		fill_publish(view_section(dict, "BULK_BELOW"), place.tab);
		if (c->user->has_shortcuts)
			view_show(dict, "KEYS");
	} else {
		fill_empty(c, dict, &place, counts);
	}
	if (list.total > STAFF_COMMENT_COUNT_MAX)
		view_show(dict, "MORE");
	if (list.is_cut)
		view_show(dict, "CUT");
	admin_pages(c, dict, place.page, pages);
	return admin_show(c, &page, "pages/admin_comments.tpl", dict);
}
