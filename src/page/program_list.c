/* /programs: the list in all its states. */
#include "page/program_list.h"

#include <string.h>

#include "page/entry.h"
#include "page/pages.h"
#include "page/render.h"
#include "page/words.h"

/* A town is called as the data has it; a county in the reader's words. */
static enum status name_place(struct list *list)
{
	struct ctx *c = list->c;
	struct county county;
	enum status st;

	if (!list->place.is_county)
		return STATUS_OK;
	st = store_county_by_id(c->db, c->arena, list->place.county_id,
				&county);
	if (st == STATUS_OK)
		list->place.label = words_county(c, &county);
	return st;
}

/* An unknown place is told beside its field; the rest goes on without it. */
static enum status find_place(struct list *list)
{
	struct ctx *c = list->c;
	enum status st;

	if (!*list->query.near)
		return STATUS_OK;
	st = store_place_find(c->db, c->arena, list->query.near, &list->place);
	if (st != STATUS_OK && st != STATUS_NOT_FOUND)
		return st;
	if (st == STATUS_OK) {
		list->search.has_place = true;
		list->search.place = list->place;
		return name_place(list);
	}
	list->is_near_unknown = true;
	list->query.near = "";
	list->query.within = SEARCH_WITHIN_DEFAULT;
	if (list->query.sort == SORT_NEAREST)
		list->query.sort = list->search.sort = SORT_BEST;
	return STATUS_OK;
}

static enum status find_county(struct list *list)
{
	struct ctx *c = list->c;
	enum status st = STATUS_OK;

	if (list->search.has_place && list->place.county_id)
		st = store_county_by_id(c->db, c->arena, list->place.county_id,
					&list->county);
	else if (list->query.chosen_count[FACET_COUNTY] == 1)
		st = store_county_get(c->db, c->arena,
				      list->query.chosen[FACET_COUNTY][0],
				      &list->county);
	return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

enum status list_read(struct ctx *c, struct list *list)
{
	memset(list, 0, sizeof(*list));
	list->c = c;
	query_read(c->db, c->arena, &c->request->query, &list->query);
	list->near_typed = list->query.near;
	query_search(&list->query, &list->search);
	return find_place(list);
}

enum status list_find(struct list *list)
{
	struct ctx *c = list->c;
	enum status st = find_county(list);

	if (st != STATUS_OK)
		return st;
	st = store_search(c->db, c->arena, &list->search, &list->result);
	list->is_beyond = st == STATUS_NOT_FOUND;
	return list->is_beyond ? STATUS_OK : st;
}

/* Does the URL say the same as its canonical form in another way? */
static bool wants_redirect(const struct list *list)
{
	const struct ctx *c = list->c;

	return query_is_clean(&list->query) && !list->is_near_unknown &&
	       strcmp(query_text(c->arena, &list->query),
		      c->request->query_text) != 0;
}

static enum status show_entries(struct list *list)
{
	struct ctx *c = list->c;
	struct buf html;
	enum status st;

	buf_init(&html, c->arena);
	buf_init(&list->items, c->arena);
	st = page_entries_found(c, list->result.hits, list->result.hit_count,
				list->county.id ? &list->county : NULL,
				(list->query.page - 1) * SEARCH_PAGE_SIZE + 1,
				&html, &list->items);
	if (st != STATUS_OK)
		return st;
	view_set_n(view_section(list->dict, "ENTRIES"), "ENTRIES_HTML",
		   html.data, html.len);
	return STATUS_OK;
}

/* The page that was asked for is beyond the last: say so, show ways back. */
static void show_beyond(struct list *list)
{
	struct ctx *c = list->c;
	struct view_dict *dict = view_section(list->dict, "BEYOND");
	struct query query = list->query;

	view_set(dict, "BEYOND_TEXT",
		 str_fill(c->arena,
			  trn(c->s, "This list has only {n} page.",
			      "This list has only {n} pages.",
			      (int64_t)list->result.pages),
			  "n",
			  arena_printf(c->arena, "%zu", list->result.pages),
			  NULL));
	query.page = 1;
	view_set(dict, "FIRST_HREF", query_path(c->arena, &query, LIST_PATH));
	if (list->result.pages == 1)
		return;
	query.page = list->result.pages;
	view_set(view_section(dict, "LAST"), "LAST_HREF",
		 query_path(c->arena, &query, LIST_PATH));
}

static void show_exports(struct list *list)
{
	struct query query = list->query;
	struct view_dict *dict = view_section(list->dict, "EXPORTS");
	struct arena *arena = list->c->arena;

	query.page = 1;
	query.view = QUERY_VIEW_LIST;
	view_set(dict, "CSV_HREF", query_path(arena, &query, LIST_PATH ".csv"));
	view_set(dict, "JSON_HREF",
		 query_path(arena, &query, LIST_PATH ".json"));
	view_set(dict, "ATOM_HREF",
		 query_path(arena, &query, LIST_PATH ".atom"));
}

/* Many listings state no ages: who asks for one may miss a program. */
static void show_all_ages(struct list *list)
{
	struct query query = list->query;

	if (!query.chosen_count[FACET_AGE])
		return;
	query.chosen_count[FACET_AGE] = 0;
	query.page = 1;
	view_set(view_section(list->dict, "ALL_AGES"), "ALL_AGES_HREF",
		 query_path(list->c->arena, &query, LIST_PATH));
}

static enum status show_results(struct list *list)
{
	enum status st = STATUS_OK;

	if (list->is_beyond) {
		show_beyond(list);
		return STATUS_OK;
	}
	list_show_views(list);
	st = list_show_facets(list);
	if (st == STATUS_OK && list->query.view == QUERY_VIEW_MAP)
		st = list_show_map(list);
	if (st != STATUS_OK)
		return st;
	if (!list->result.total)
		return list_show_ways_out(list);
	list_show_sorts(list);
	show_exports(list);
	show_all_ages(list);
	list_show_pages(list);
	return show_entries(list);
}

/* schema.org ItemList of the programs of this page. */
static char *item_list(const struct list *list)
{
	return arena_printf(list->c->arena,
			    "{\"@context\":\"https://schema.org\","
			    "\"@type\":\"ItemList\",\"numberOfItems\":%zu,"
			    "\"itemListElement\":[%s]}",
			    list->result.total, list->items.data);
}

/* The heading, on later pages with "page 2 of 6". */
static const char *title(const struct list *list, const char *heading)
{
	const struct ctx *c = list->c;

	if (list->is_beyond)
		return tr(c->s, "No such page of the list");
	if (list->query.page == 1)
		return heading;
	return str_fill(
		c->arena, tr(c->s, "{heading}, page {page} of {pages}"),
		"heading", heading, "page",
		arena_printf(c->arena, "%zu", list->query.page), "pages",
		arena_printf(c->arena, "%zu", list->result.pages), NULL);
}

static void set_neighbors(const struct list *list, struct page *page)
{
	struct query query = list->query;

	if (list->is_beyond)
		return;
	query.page = list->query.page - 1;
	if (query.page)
		page->prev = query_path(list->c->arena, &query, LIST_PATH);
	query.page = list->query.page + 1;
	if (query.page <= list->result.pages)
		page->next = query_path(list->c->arena, &query, LIST_PATH);
}

/* Another order or the map says the same as the plain list. */
static char *canonical(const struct list *list)
{
	struct query plain = list->query;

	if (plain.sort != SORT_BEST || plain.view != QUERY_VIEW_LIST)
		plain.page = 1;
	plain.sort = SORT_BEST;
	plain.view = QUERY_VIEW_LIST;
	return query_path(list->c->arena, &plain, LIST_PATH);
}

static enum status show(struct list *list)
{
	struct ctx *c = list->c;
	const char *heading = list_heading(list);
	struct query feed = list->query;
	struct page page = {
		.title = title(list, heading),
		.description =
			tr(c->s, "Search youth mentoring programs across "
				 "Minnesota by county, age, language and the "
				 "way you meet."),
		.canonical = canonical(list),
		.feed_title = heading,
		.nav = NAV_PROGRAMS,
		.is_noindex = list->is_beyond || *list->query.words ||
			      list->is_near_unknown ||
			      !query_is_clean(&list->query),
		.is_shore = true,
	};
	enum status st;

	feed.page = 1;
	feed.view = QUERY_VIEW_LIST;
	page.feed = query_path(c->arena, &feed, LIST_PATH ".atom");
	set_neighbors(list, &page);
	list->dict = page_dict(c);
	view_set(list->dict, "HEADING", heading);
	list_show_finder(list);
	list_show_notes(list);
	list_show_chips(list);
	st = show_results(list);
	if (st != STATUS_OK)
		return st;
	if (list->is_beyond)
		c->response->code = 404;
	/* what was left out, or was never found, was likely made up */
	c->is_one_off = list->is_near_unknown ||
			!query_is_clean(&list->query) ||
			(*list->query.words && !list->result.total);
	if (list->items.len)
		page.json_ld = item_list(list);
	return page_show(c, &page, "pages/program_list.tpl", list->dict);
}

/* GET /programs */
enum status page_program_list(struct ctx *c)
{
	struct list list;
	enum status st = list_read(c, &list);

	if (st != STATUS_OK)
		return st;
	if (wants_redirect(&list))
		return page_redirect(
			c, 301, "%s",
			query_path(c->arena, &list.query, LIST_PATH));
	list.search.want_facets = true;
	list.search.want_county_counts = list.query.view == QUERY_VIEW_MAP;
	st = list_find(&list);
	return st == STATUS_OK ? show(&list) : st;
}
