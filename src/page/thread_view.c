#include "page/thread_view.h"

#include <inttypes.h>
#include <string.h>

#include "page/fragment.h"
#include "page/guest.h"
#include "page/note.h"
#include "page/reply_form.h"
#include "page/thread_data.h"
#include "page/thread_way.h"
#include "view/format.h"

/* What the request asks for. */
struct asked {
	struct comment_view view;
	const struct comment *parent; /* what the form answers, or NULL */
	bool is_plain; /* nothing: the page as most people see it */
};

/* Comments come depth first, so the one above is the last of the level
 * above. */
static void fill_notes(struct ctx *c, struct view_dict *dict,
		       const struct comment_page *page,
		       const struct comment_view *view)
{
	struct view_dict *above[COMMENT_DEPTH_MAX + 1] = { 0 };
	struct view_dict *replies[COMMENT_DEPTH_MAX + 1] = { 0 };

	above[0] = page->count ? view_section(dict, "NOTES") : NULL;
	for (size_t i = 0; i < page->count; i++) {
		int depth = page->notes[i].depth;
		struct view_dict *list = above[depth - 1];

		if (depth > 1) {
			if (!replies[depth - 1])
				replies[depth - 1] =
					view_section(list, "REPLIES");
			list = replies[depth - 1];
		}
		above[depth] = view_include(list, depth > 1 ? "REPLY" : "NOTE",
					    "partials/note.tpl");
		replies[depth] = NULL;
		page_note_fill(c, above[depth], &page->notes[i], view);
	}
}

/* "Page 2 of 6" */
static const char *page_text(struct ctx *c, size_t page, size_t pages)
{
	return str_fill(c->arena, tr(c->s, "Page {n} of {pages}"), "n",
			format_int(c->arena, c->s, (int64_t)page), "pages",
			format_int(c->arena, c->s, (int64_t)pages), NULL);
}

static char *way_to(struct ctx *c, const struct thread *thread,
		    const struct comment_view *view, size_t page)
{
	struct comment_view there = *view;

	there.page = page;
	return thread_way(c->arena, thread, &there);
}

/* The first, the last, and those around this one. */
static void fill_page_links(struct ctx *c, struct view_dict *nav,
			    const struct thread *thread,
			    const struct comment_view *view, size_t pages)
{
	size_t last = 0;

	for (size_t i = 1; i <= pages; i++) {
		struct view_dict *item;

		if (i > 1 && i < pages &&
		    (i + 2 < view->page || i > view->page + 2))
			continue;
		if (i > last + 1)
			view_show(view_section(nav, "PAGE"), "PAGE_GAP");
		item = view_section(view_section(nav, "PAGE"), "PAGE_HREF");
		view_set(item, "PAGE_HREF", way_to(c, thread, view, i));
		view_set_int(item, "PAGE_NUMBER", (int64_t)i);
		view_set(item, "PAGE_TEXT", page_text(c, i, pages));
		if (i == view->page)
			view_show(item, "PAGE_THIS");
		last = i;
	}
}

static void fill_pages(struct ctx *c, struct view_dict *dict,
		       const struct thread *thread,
		       const struct comment_view *view, size_t pages)
{
	struct view_dict *nav;

	if (pages < 2)
		return;
	nav = view_section(dict, "PAGES");
	view_set(nav, "PAGES_TEXT", page_text(c, view->page, pages));
	if (view->page > 1)
		view_set(view_section(nav, "PREVIOUS"), "STEP_HREF",
			 way_to(c, thread, view, view->page - 1));
	if (view->page < pages)
		view_set(view_section(nav, "NEXT"), "STEP_HREF",
			 way_to(c, thread, view, view->page + 1));
	fill_page_links(c, nav, thread, view, pages);
}

static void fill_sorts(struct ctx *c, struct view_dict *dict,
		       const struct thread *thread,
		       const struct comment_view *view,
		       const struct comment_page *page)
{
	const struct comment_view oldest = { .page = 1 };
	const struct comment_view newest = { .is_newest = true, .page = 1 };
	struct view_dict *sorts;
	size_t roots = 0;

	for (size_t i = 0; i < page->count; i++)
		roots += page->notes[i].depth == 1;
	if (page->count && (view->branch_id || (roots < 2 && page->pages < 2)))
		view_show(dict, "REPLY");
	if (view->branch_id || (roots < 2 && page->pages < 2))
		return;
	sorts = view_section(dict, "SORTS");
	view_set(sorts, "OLDEST_HREF", thread_way(c->arena, thread, &oldest));
	view_set(sorts, "NEWEST_HREF", thread_way(c->arena, thread, &newest));
	view_show(sorts, view->is_newest ? "IS_NEWEST" : "IS_OLDEST");
}

static const char *title_of(struct ctx *c, const struct thread *thread,
			    const struct comment_view *view,
			    const struct comment_page *page)
{
	int64_t published = thread->comment_count;

	if (view->branch_id)
		return tr(c->s, "One conversation");
	if (published)
		return str_fill(
			c->arena,
			trn(c->s, "{n} comment", "{n} comments", published),
			"n", format_int(c->arena, c->s, published), NULL);
	return page->count ? tr(c->s, "Your comment")
			   : tr(c->s, "Be the first to write");
}

static void fill_head(struct ctx *c, struct view_dict *dict,
		      const struct thread *thread,
		      const struct comment_view *view,
		      const struct comment_page *page)
{
	struct view_dict *follow;

	view_set(dict, "TALK_TITLE", title_of(c, thread, view, page));
	if (view->branch_id)
		view_set(view_section(dict, "BRANCH"), "ALL_HREF",
			 thread->path);
	fill_sorts(c, dict, thread, view, page);
	if (!thread->comment_count)
		return;
	follow = view_section(dict, "FOLLOW");
	view_set(follow, "ATOM_HREF",
		 thread_way_data(c->arena, thread, ".atom"));
	view_set(follow, "JSON_HREF",
		 thread_way_data(c->arena, thread, ".json"));
}

/* A comment that cannot be answered (any more) leaves the plain form. */
static enum status read_parent(struct ctx *c, const struct thread *thread,
			       struct asked *asked)
{
	int64_t id = form_id(&c->request->query, "reply_to");
	struct comment *parent;
	struct comment_spot place;
	enum status st;

	if (!id || !thread->id)
		return STATUS_OK;
	parent = arena_alloc(c->arena, sizeof(*parent));
	st = store_comment_parent(c->db, c->arena, thread->id, id, parent);
	if (st != STATUS_OK)
		return st == STATUS_NOT_FOUND ? STATUS_OK : st;
	asked->parent = parent;
	if (asked->view.branch_id || form_id(&c->request->query, "comments"))
		return STATUS_OK;
	st = store_comment_place(c->db, c->arena, id, NULL,
				 asked->view.is_newest, &place);
	asked->view = place.view;
	return st;
}

static enum status read_query(struct ctx *c, const struct thread *thread,
			      struct asked *asked)
{
	const struct form *query = &c->request->query;
	int64_t page = form_id(query, "comments");

	*asked = (struct asked){
		.view = { .is_newest = thread_way_is_newest(c),
			  .branch_id = form_id(query, "branch"),
			  .page = page > 0 && page < INT32_MAX ? (size_t)page
							       : 1 },
		.is_plain = !*c->request->query_text,
	};
	if (asked->view.branch_id)
		asked->view.is_newest = false;
	return read_parent(c, thread, asked);
}

/* Is the query one that our own links have? Others show the same page under
 * another name. */
static bool is_own_query(struct ctx *c, const struct thread *thread,
			 const struct asked *asked)
{
	const char *query = c->request->query_text;
	const char *own;

	if (!*query)
		return true;
	if (asked->parent)
		own = arena_printf(c->arena, "%sreply_to=%" PRId64,
				   thread_way_is_newest(c) ? "order=newest&"
							   : "",
				   asked->parent->id);
	else
		own = thread_way(c->arena, thread, &asked->view) +
		      strlen(thread->path);
	return !strcmp(query, *own == '?' ? own + 1 : own);
}

static enum status make_thread(struct ctx *c, const struct thread *thread,
			       const struct asked *asked, bool is_common,
			       struct buf *out)
{
	const struct comment_reader reader = guest_reader(c);
	const struct comment_view *view = &asked->view;
	struct comment_page page = { .pages = 1 };
	struct view_dict *dict;
	enum status st = STATUS_OK;

	if (thread->id)
		st = store_comment_thread(c->db, c->arena, thread->id, view,
					  is_common ? NULL : &reader, &page);
	else if (view->branch_id)
		return STATUS_NOT_FOUND;
	if (st != STATUS_OK)
		return st;
	if (view->page > page.pages)
		return STATUS_NOT_FOUND;
	dict = view_dict_new(c->arena);
	fill_head(c, dict, thread, view, &page);
	fill_notes(c, dict, &page, view);
	fill_pages(c, dict, thread, view, page.pages);
	/* Search engines have no cookies and keep to the oldest first. */
	if (page.count && !view->is_newest && !view->branch_id &&
	    !asked->parent && (is_common || !c->has_cookies))
		view_set(view_section(dict, "STRUCTURED"), "JSON_LD",
			 thread_json_ld(c, thread, &page));
	return view_expand(c->site->view, "partials/thread.tpl", dict, out);
}

/* The thread without the form, which one reader has and others have not: kept
 * while it is what everybody sees. */
static enum status add_thread(struct ctx *c, const struct thread *thread,
			      const struct asked *asked, bool is_common,
			      struct buf *out)
{
	const char *name = arena_printf(c->arena, "thread %d %s", thread->kind,
					thread->key);
	const char *kept = NULL;
	size_t len = 0;
	enum status st;

	if (is_common)
		kept = fragment_find(c, FRAGMENT_OF_PUBLIC, name, &len);
	if (kept) {
		buf_add(out, kept, len);
		return STATUS_OK;
	}
	st = make_thread(c, thread, asked, is_common, out);
	/* For the others the whole is kept, form and all. */
	if (st == STATUS_OK && is_common && c->user)
		fragment_keep(c, FRAGMENT_OF_PUBLIC, name, out->data, out->len);
	return st;
}

static enum status make_talk(struct ctx *c, const struct thread *thread,
			     const struct asked *asked, bool is_common,
			     bool is_kept, struct buf *out)
{
	const struct reply_form form = {
		.kind = thread->kind,
		.key = thread->key,
		.parent = asked->parent,
		.is_for_one = !is_kept,
	};
	struct view_dict *dict = view_dict_new(c->arena);
	struct buf notes;
	enum status st;

	buf_init(&notes, c->arena);
	st = add_thread(c, thread, asked, is_common, &notes);
	if (st != STATUS_OK)
		return st;
	view_set_n(dict, "TALK_HTML", notes.data, notes.len);
	reply_form_fill(c, dict, &form);
	return view_expand(c->site->view, "partials/talk.tpl", dict, out);
}

/* What the page's head says of it. */
static void fill_page(struct ctx *c, const struct thread *thread,
		      const struct asked *asked, struct page *page)
{
	page->feed = thread_way_data(c->arena, thread, ".atom");
	page->feed_title = thread_data_title(c, thread);
	if (asked->view.page < 2 || asked->parent)
		return;
	page->title = str_fill(
		c->arena, tr(c->s, "{page}: comments, page {n}"), "page",
		page->title, "n",
		format_int(c->arena, c->s, (int64_t)asked->view.page), NULL);
	if (!asked->view.is_newest && !asked->view.branch_id)
		page->canonical = thread_way(c->arena, thread, &asked->view);
}

enum status page_thread(struct ctx *c, enum thread_kind kind, const char *key,
			struct page *page, struct buf *out)
{
	const struct comment_reader reader = guest_reader(c);
	const char *name = arena_printf(c->arena, "talk %d %s", kind, key);
	const char *kept = NULL;
	struct thread thread;
	struct asked asked;
	bool has_own = false, is_common, is_whole;
	size_t len = 0;
	enum status st;

	st = store_thread_get(c->db, c->arena, kind, key, &thread);
	if (st == STATUS_OK)
		st = read_query(c, &thread, &asked);
	if (st == STATUS_OK && thread.id)
		st = store_comment_has_own(c->db, thread.id, &reader, &has_own);
	if (st != STATUS_OK)
		return st;
	fill_page(c, &thread, &asked, page);
	c->is_one_off = !is_own_query(c, &thread, &asked);
	is_common = asked.is_plain && !has_own;
	is_whole = is_common && !c->user; /* whose form is another */
	if (is_whole)
		kept = fragment_find(c, FRAGMENT_OF_PUBLIC, name, &len);
	if (kept) {
		buf_add(out, kept, len);
		return STATUS_OK;
	}
	st = make_talk(c, &thread, &asked, is_common, is_whole, out);
	if (st == STATUS_OK && is_whole)
		fragment_keep(c, FRAGMENT_OF_PUBLIC, name, out->data, out->len);
	return st;
}
