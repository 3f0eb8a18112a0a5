/* Deciding about several comments at once. What was ticked carries the
 * version that was seen, and a page in between names whom it touches. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "page/admin_comment_view.h"
#include "page/pages.h"
#include "view/format.h"

#define PICKS_MAX 50

struct pick {
	int64_t id, version; /* as ticked: "12.3" */
	struct staff_comment comment;
	bool is_stale; /* changed since, or answers a hidden one */
};

struct bulk {
	struct comment_place place;
	enum comment_state state;
	struct pick picks[PICKS_MAX];
	size_t count, stale;
};

static int by_id(const void *a, const void *b)
{
	const struct pick *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static bool is_picked(const struct bulk *bulk, int64_t id)
{
	for (size_t i = 0; i < bulk->count; i++)
		if (bulk->picks[i].id == id && !bulk->picks[i].is_stale)
			return true;
	return false;
}

/* In the order of ids: what is answered comes before its answers. */
static enum status look_at_picks(struct ctx *c, struct bulk *bulk)
{
	enum status st;

	if (bulk->count)
		qsort(bulk->picks, bulk->count, sizeof(*bulk->picks), by_id);
	for (size_t i = 0; i < bulk->count; i++) {
		struct pick *pick = &bulk->picks[i];
		const struct staff_comment *now = &pick->comment;

		st = store_staff_comment_get(c->db, c->arena, pick->id,
					     &pick->comment);
		if (st != STATUS_OK)
			return st;
		pick->is_stale =
			now->version != pick->version ||
			(bulk->state == COMMENT_PUBLISHED && now->parent_name &&
			 now->parent_state != COMMENT_PUBLISHED &&
			 !is_picked(bulk, now->note.parent_id));
		bulk->stale += pick->is_stale;
	}
	return STATUS_OK;
}

static enum status read_picks(struct ctx *c, struct bulk *bulk)
{
	const char *text;

	for (size_t i = 0; (text = form_value_at(c->form, "pick", i)); i++) {
		struct pick *pick = &bulk->picks[bulk->count];
		int end = 0;

		if (bulk->count == PICKS_MAX || strlen(text) > 40 ||
		    sscanf(text, "%" SCNd64 ".%" SCNd64 "%n", &pick->id,
			   &pick->version, &end) != 2 ||
		    text[end])
			return STATUS_BAD;
		if (!is_picked(bulk, pick->id))
			bulk->count++;
	}
	return look_at_picks(c, bulk);
}

/* What was reported is on the site, most of it. */
static bool is_keeping(const struct bulk *bulk)
{
	return bulk->state == COMMENT_PUBLISHED &&
	       bulk->place.tab == COMMENT_TAB_REPORTED;
}

static const char *question(struct ctx *c, const struct bulk *bulk, int64_t n)
{
	static const struct {
		const char *one, *many;
	} words[] = {
		[COMMENT_HELD] = { TR("Put {n} comment back to be read?"),
				   TR("Put {n} comments back to be read?") },
		[COMMENT_PUBLISHED] = { TR("Publish {n} comment?"),
					TR("Publish {n} comments?") },
		[COMMENT_SPAM] = { TR("Mark {n} comment as spam?"),
				   TR("Mark {n} comments as spam?") },
		[COMMENT_REMOVED] = { TR("Remove {n} comment?"),
				      TR("Remove {n} comments?") },
	};

	if (is_keeping(bulk))
		return str_fill(
			c->arena,
			trn(c->s, "Keep {n} comment?", "Keep {n} comments?", n),
			"n", format_int(c->arena, c->s, n), NULL);
	return str_fill(
		c->arena,
		trn(c->s, words[bulk->state].one, words[bulk->state].many, n),
		"n", format_int(c->arena, c->s, n), NULL);
}

static void fill_pick(struct ctx *c, struct view_dict *item,
		      const struct pick *pick)
{
	view_setf(item, "PICK_VALUE", "%" PRId64 ".%" PRId64, pick->id,
		  pick->version);
	view_setf(item, "PICK_PATH", "/admin/comments/%" PRId64, pick->id);
	view_set(item, "NAME", pick->comment.note.author_name);
	view_set(item, "EXCERPT", comment_excerpt(c, pick->comment.note.body));
}

static void fill_buttons(struct ctx *c, struct view_dict *go,
			 const struct bulk *bulk)
{
	static const char *const sections[] = {
		[COMMENT_HELD] = "DO_HOLD",
		[COMMENT_PUBLISHED] = "DO_PUBLISH",
		[COMMENT_SPAM] = "DO_SPAM",
		[COMMENT_REMOVED] = "DO_REMOVE",
	};

	view_set(go, "DO", form_value(c->form, "do"));
	view_show(go, is_keeping(bulk) ? "DO_KEEP" : sections[bulk->state]);
	if (bulk->state == COMMENT_REMOVED)
		comment_reasons_fill(c, view_section(go, "WHY"), "", c->form);
}

static const char *label_of(struct ctx *c, const char *field)
{
	return !strcmp(field, "reason") ? tr(c->s, "Reason")
					: tr(c->s, "In your own words");
}

static enum status show(struct ctx *c, const struct bulk *bulk)
{
	struct admin_page page = {
		.nav = ADMIN_COMMENTS,
		.crumbs = { { comment_place_list(c, &bulk->place),
			      tr(c->s, "Comments") } },
	};
	struct view_dict *dict = page_dict(c), *go = NULL, *stale = NULL;

	page.title = bulk->count == 0
			     ? tr(c->s, "No comment is ticked")
			     : question(c, bulk,
					(int64_t)(bulk->count - bulk->stale));
	view_set(dict, "HEADING", page.title);
	view_set(dict, "LIST_HREF", comment_place_list(c, &bulk->place));
	if (bulk->count > bulk->stale) {
		go = view_section(dict, "GO");
		admin_form(c, go, "/admin/comments/bulk");
		comment_place_fill(go, &bulk->place);
		fill_buttons(c, go, bulk);
	}
	for (size_t i = 0; i < bulk->count; i++) {
		const struct pick *pick = &bulk->picks[i];

		if (pick->is_stale && !stale)
			stale = view_section(dict, "STALE");
		fill_pick(c,
			  pick->is_stale ? view_section(stale, "LEFT_OUT")
					 : view_section(go, "PICK"),
			  pick);
	}
	if (bulk->count == 0)
		c->response->code = 422;
	if (bulk->stale)
		c->response->code = 409;
	admin_problem(c, dict, label_of);
	return admin_show(c, &page, "pages/admin_comment_bulk.tpl", dict);
}

/* POST /admin/comments/bulk */
enum status page_admin_comment_bulk(struct ctx *c)
{
	struct bulk *bulk = arena_alloc(c->arena, sizeof(*bulk));
	const char *reason = NULL;
	int64_t set = 0;
	bool is_sure = form_flag(c->form, "sure");
	enum status st;

	memset(bulk, 0, sizeof(*bulk));
	if (!comment_do_of(form_value(c->form, "do"), &bulk->state))
		return STATUS_BAD;
	comment_place_read(c->form, &bulk->place);
	st = read_picks(c, bulk);
	if (st != STATUS_OK)
		return st;
	if (is_sure && bulk->state == COMMENT_REMOVED)
		reason = comment_reason_read(c);
	if (!is_sure || !form_ok(c->form) || bulk->stale || !bulk->count)
		return show(c, bulk);
	for (size_t i = 0; st == STATUS_OK && i < bulk->count; i++)
		st = comment_decide(c, &bulk->picks[i].comment, bulk->state,
				    reason, &set);
	bulk->place.next = 0;
	return st == STATUS_OK ? comment_place_go_on(c, &bulk->place, set) : st;
}
