/* Deciding about a comment from the digest (job/mail_digest.c): a link that
 * works once, signed in or not, for one person and for the words in the mail.
 * What is done is done as that person. */
#include <inttypes.h>
#include <string.h>

#include "page/admin_comment_view.h"
#include "page/pages.h"
#include "page/permission.h"
#include "page/safety.h"
#include "page/words.h"
#include "store/audit.h"
#include "store/change.h"
#include "store/moderation_link.h"
#include "util/clock.h"
#include "view/markdown.h"

/* A link, and what it leads to. */
struct errand {
	struct moderation_link link;
	struct staff_comment comment;
};

/* STATUS_NOT_FOUND also when the person may not decide any more: they learn
 * no more than anybody. */
static enum status read_errand(struct ctx *c, struct errand *out)
{
	enum status st = store_moderation_link_get(
		c->db, c->arena, ctx_param(c, "token"), c->now, &out->link);

	if (st == STATUS_OK && !permission_has(out->link.role, MAY_MODERATE))
		st = STATUS_NOT_FOUND;
	if (st == STATUS_OK)
		st = store_staff_comment_get(
			c->db, c->arena, out->link.comment_id, &out->comment);
	return st;
}

static bool is_free(const struct staff_comment *comment)
{
	return !comment->parent_name ||
	       comment->parent_state == COMMENT_PUBLISHED;
}

static void fill_care(struct ctx *c, struct view_dict *dict,
		      const struct staff_comment *comment)
{
	unsigned flags = comment->note.flags;
	struct view_dict *care;

	if (!flags && !comment->reports)
		return;
	care = view_section(dict, "CARE");
	view_show_text(care, "REASONS", safety_reasons(c, flags));
	if (flags & COMMENT_HAS_LINKS)
		view_show(care, "LINKS");
	if (flags & COMMENT_IS_BAIT)
		view_show(care, "BAIT");
	if (comment->reports)
		view_show(care, "REPORTED");
}

static void fill_comment(struct ctx *c, struct view_dict *dict,
			 const struct staff_comment *comment)
{
	const struct comment *note = &comment->note;
	struct view_dict *parent;
	char when[21];

	clock_rfc3339(note->created_at, when);
	view_show_text(dict, "NAME", note->author_name);
	view_set(dict, "WHEN", when);
	view_set(dict, "DATE", comment_when(c, note->created_at));
	view_set(dict, "THREAD_TITLE", words_thread(c, &note->thread));
	view_set(dict, "BODY_HTML", markdown_comment(c->arena, note->body));
	view_show_text(dict, "EMAIL", note->author_email);
	fill_care(c, dict, comment);
	if (!comment->parent_name)
		return;
	parent = view_section(dict, "PARENT");
	view_set(parent, "PARENT_NAME", comment->parent_name);
	view_set(parent, "PARENT_TEXT",
		 comment_excerpt(c, comment->parent_body));
	if (!is_free(comment))
		view_show(parent, "PARENT_HIDDEN");
}

static const char *label_of(struct ctx *c, const char *field)
{
	return strcmp(field, "reason") ? tr(c->s, "In your own words")
				       : tr(c->s, "Reason");
}

/* The comment waits, as in the mail: each decision makes it another version. */
static void fill_buttons(struct ctx *c, struct view_dict *dict,
			 const struct staff_comment *comment)
{
	struct view_dict *decide = view_section(dict, "DECIDE");

	view_set(decide, "PATH", c->request->path);
	admin_form(c, decide, c->request->path);
	if (is_free(comment))
		view_show(decide, "CAN_PUBLISH");
	if (!comment->note.is_staff)
		view_show(decide, "CAN_SPAM");
	comment_reasons_fill(c, decide, "", c->form);
}

static const char *state_section(enum comment_state state)
{
	static const char *const SECTIONS[] = {
		[COMMENT_HELD] = "IS_HELD",
		[COMMENT_PUBLISHED] = "IS_PUBLISHED",
		[COMMENT_SPAM] = "IS_SPAM",
		[COMMENT_REMOVED] = "IS_REMOVED",
	};

	return SECTIONS[state];
}

/* Why the link decides nothing (any more), or NULL. */
static const char *over_section(const struct errand *e)
{
	if (e->link.used_at)
		return "USED";
	if (e->comment.version != e->link.version)
		return "CHANGED";
	return e->link.is_over ? "OLD" : NULL;
}

/* When the link's own person decided since, in another place; else 0. */
static enum status decided_by_them(struct ctx *c, const struct errand *e,
				   int64_t *when)
{
	const struct audit_filter filter = {
		.object = arena_printf(c->arena, "comment %" PRId64,
				       e->link.comment_id),
	};
	const char *actor =
		arena_printf(c->arena, "user %" PRId64, e->link.user_id);
	struct audit_row *rows;
	size_t count = 0;
	enum status st =
		store_audit_list(c->db, c->arena, &filter, 1, &rows, &count);

	*when = st == STATUS_OK && count && !strcmp(rows->actor, actor)
			? rows->at
			: 0;
	return st;
}

static enum status show(struct ctx *c, const struct errand *e)
{
	struct page page = { .title = tr(c->s, "A comment to read"),
			     .is_noindex = true,
			     .crumbs = { { "/", tr(c->s, "Home") } } };
	struct view_dict *dict = page_dict(c), *over;
	const char *section = over_section(e);
	int64_t when = e->link.used_at;
	enum status st = STATUS_OK;

	if (section && !when && e->comment.version != e->link.version)
		st = decided_by_them(c, e, &when);
	if (st != STATUS_OK)
		return st;
	if (when)
		section = "USED";
	view_set(dict, "TITLE", page.title);
	view_set_int(dict, "ID", e->comment.note.id);
	view_show_text(dict, "READER", e->link.name);
	fill_comment(c, dict, &e->comment);
	view_show(dict, state_section(e->comment.note.state));
	if (section) {
		over = view_section(dict, section);
		if (when)
			view_set(over, "USED_WHEN", comment_when(c, when));
		if (!e->link.used_at && c->form)
			c->response->code = 409;
	} else {
		fill_buttons(c, dict, &e->comment);
	}
	admin_problem(c, dict, label_of);
	return page_show(c, &page, "pages/moderate.tpl", dict);
}

static enum status show_gone(struct ctx *c)
{
	struct page page = { .title = tr(c->s, "This link is over"),
			     .is_noindex = true,
			     .crumbs = { { "/", tr(c->s, "Home") } } };
	struct view_dict *dict = page_dict(c);

	c->response->code = 410;
	view_set(dict, "TITLE", page.title);
	view_show(dict, "GONE");
	return page_show(c, &page, "pages/moderate.tpl", dict);
}

/* GET /moderate/:token */
enum status page_moderate(struct ctx *c)
{
	struct errand e;
	enum status st = read_errand(c, &e);

	if (st == STATUS_NOT_FOUND)
		return show_gone(c);
	return st == STATUS_OK ? show(c, &e) : st;
}

/* The link ends, the comment moves, and the staff pages can undo it: all or
 * nothing. */
static enum status decide(struct ctx *c, const struct errand *e,
			  enum comment_state state, const char *reason)
{
	const struct comment_decision decision = {
		.id = e->comment.note.id,
		.version = e->link.version,
		.state = state,
		.reason = reason,
		.actor = arena_printf(c->arena, "user %" PRId64,
				      e->link.user_id),
		.now = c->now,
	};
	struct change_item item = {
		.kind = CHANGE_COMMENT,
		.object_id = decision.id,
		.before = store_staff_comment_before(c->arena, &e->comment),
	};
	enum status st =
		store_moderation_link_use(c->db, ctx_param(c, "token"), c->now);
	int64_t set;

	if (st == STATUS_OK)
		st = store_staff_comment_decide(c->db, &decision,
						&item.after_version);
	if (st != STATUS_OK || item.after_version == e->comment.version)
		return st;
	st = store_change_begin(c->db, e->link.user_id,
				comment_action(&e->comment, state), c->now,
				&set);
	return st == STATUS_OK ? store_change_add(c->db, set, &item) : st;
}

/* POST /moderate/:token */
enum status page_moderate_save(struct ctx *c)
{
	const char *reason = NULL;
	enum comment_state state;
	struct errand e;
	enum status st = read_errand(c, &e);

	if (st == STATUS_NOT_FOUND)
		return show_gone(c);
	if (st != STATUS_OK)
		return st;
	if (c->is_given_up || over_section(&e))
		return show(c, &e);
	if (!comment_do_of(form_value(c->form, "do"), &state))
		return STATUS_BAD;
	if (state == COMMENT_PUBLISHED && !is_free(&e.comment))
		return show(c, &e);
	if (state == COMMENT_REMOVED)
		reason = comment_reason_read(c);
	if (!form_ok(c->form))
		return show(c, &e);
	st = decide(c, &e, state, reason);
	if (st != STATUS_OK)
		return st;
	return page_redirect(c, 303, "%s", c->request->path);
}
