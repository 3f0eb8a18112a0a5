/* One comment: all that is known of it, and what can be done. */
#include "page/admin_comment_view.h"

#include <inttypes.h>
#include <string.h>

#include "page/admin_words.h"
#include "page/pages.h"
#include "page/post.h"
#include "store/audit.h"
#include "store/session.h"
#include "view/format.h"
#include "view/markdown.h"

#define HISTORY_MAX 50

/* Whoever wrote a comment is called so: as a name they are a member among
 * thousands. */
static const char *who_did(struct ctx *c, const struct staff_comment *comment,
			   const char *actor)
{
	const char *writer =
		arena_printf(c->arena, "user %" PRId64, comment->user_id);

	return admin_who(c, !comment->note.is_staff && !strcmp(actor, writer)
				    ? "author"
				    : actor);
}

/* "Maria removed it." */
static const char *event_words(struct ctx *c,
			       const struct staff_comment *comment,
			       const struct audit_row *row)
{
	static const struct {
		const char *action, *words;
	} known[] = {
		{ "comment.add", TR("{who} wrote it.") },
		{ "comment.post",
		  TR("{who} wrote it, and it showed at once.") },
		{ "comment.publish", TR("{who} published it.") },
		{ "comment.spam", TR("{who} marked it as spam.") },
		{ "comment.remove", TR("{who} removed it.") },
		{ "comment.hold", TR("{who} put it back to be read.") },
		{ "comment.keep", TR("{who} read the reports and kept it.") },
		{ "comment.edit", TR("{who} edited it.") },
		{ "comment.reply", TR("{who} wrote it as our staff.") },
	};
	const char *words = TR("{who} changed it.");

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (!strcmp(row->action, known[i].action))
			words = known[i].words;
	return str_fill(c->arena, tr(c->s, words), "who",
			who_did(c, comment, row->actor), NULL);
}

static enum status read_history(struct ctx *c, int64_t id, size_t limit,
				struct audit_row **rows, size_t *count)
{
	const struct audit_filter filter = {
		.object = arena_printf(c->arena, "comment %" PRId64, id),
	};

	return store_audit_list(c->db, c->arena, &filter, limit, rows, count);
}

static enum status fill_history(struct ctx *c, struct view_dict *dict,
				const struct staff_comment *comment)
{
	struct audit_row *rows;
	struct view_dict *list;
	enum status st;
	size_t count;

	st = read_history(c, comment->note.id, HISTORY_MAX, &rows, &count);
	if (st != STATUS_OK || !count)
		return st;
	list = view_section(dict, "HISTORY");
	for (size_t i = 0; i < count; i++) {
		struct view_dict *item = view_section(list, "EVENT");

		view_set(item, "EVENT_WORDS",
			 event_words(c, comment, &rows[i]));
		view_set(item, "EVENT_WHEN", comment_when(c, rows[i].at));
	}
	return st;
}

/* What it said before each edit, with the words marked that went and came. */
static enum status fill_earlier(struct ctx *c, struct view_dict *dict,
				const struct staff_comment *comment)
{
	const struct comment *note = &comment->note;
	struct comment_words *words;
	struct view_dict *list;
	enum status st;
	size_t count;

	st = store_staff_comment_words(c->db, c->arena, note->id, &words,
				       &count);
	if (st != STATUS_OK || !count)
		return st;
	list = view_section(dict, "EARLIER");
	for (size_t i = count; i > 0; i--) {
		const char *after = i < count ? words[i].body : note->body;
		struct view_dict *item = view_section(list, "EDIT");

		view_set(item, "EDIT_WORDS",
			 str_fill(c->arena, tr(c->s, "{who}, {when}"), "who",
				  who_did(c, comment, words[i - 1].actor),
				  "when",
				  comment_when(c, words[i - 1].changed_at),
				  NULL));
		admin_words_show(c, item, "CHANGED", words[i - 1].body, after,
				 WORDS_BOTH);
	}
	return st;
}

static const char *typed_body(const struct ctx *c)
{
	const char *body = c->form ? form_value(c->form, "body") : NULL;

	return body ? body : "";
}

static void fill_reply(struct ctx *c, struct view_dict *dict,
		       const struct staff_comment *comment,
		       const struct comment_place *place)
{
	bool is_free = !comment->parent_name ||
		       comment->parent_state == COMMENT_PUBLISHED;
	struct view_dict *reply;
	const char *path;

	if (comment->note.state == COMMENT_REMOVED ||
	    comment->note.state == COMMENT_SPAM || !is_free)
		return;
	path = arena_printf(c->arena, "/admin/comments/%" PRId64 "/reply",
			    comment->note.id);
	reply = view_section(dict, "REPLY");
	view_set(reply, "REPLY_PATH", path);
	admin_form(c, reply, path);
	comment_place_fill(reply, place);
	view_set_int(reply, "VERSION", comment->version);
	view_set(reply, "AUTHOR", c->user->name);
	view_set(reply, "BODY", typed_body(c));
	if (c->form)
		view_show_text(reply, "BODY_FIX", admin_field_fix(c, "body"));
	view_show(reply, comment->note.state == COMMENT_PUBLISHED
				 ? "REPLY_ONLY"
				 : "REPLY_PUBLISHES");
}

static void fill_block(struct ctx *c, struct view_dict *dict,
		       const struct staff_comment *comment,
		       const struct comment_place *place)
{
	struct view_dict *block;
	const char *path;

	if (!comment->note.author_email)
		return;
	path = arena_printf(c->arena, "/admin/comments/%" PRId64 "/block",
			    comment->note.id);
	block = view_section(dict, "BLOCK");
	view_set(block, "BLOCK_PATH", path);
	admin_form(c, block, path);
	comment_place_fill(block, place);
	view_set_int(block, "VERSION", comment->version);
	view_set(block, "EMAIL", comment->note.author_email);
	if (comment->note.state != COMMENT_SPAM)
		view_show(block, "TO_SPAM");
	if (comment->has_address)
		view_show(block, "AND_ADDRESS");
}

static void fill_assign(struct ctx *c, struct view_dict *dict,
			const struct staff_comment *comment)
{
	bool is_mine = comment->holder_id == c->user->user_id;
	const char *path = is_mine ? "/admin/let-go" : "/admin/take";
	struct view_dict *assign = view_section(dict, "ASSIGN");

	if (admin_may_open(c, GET, "/admin/erase"))
		view_set_int(view_section(dict, "ERASE"), "ERASE_ID",
			     comment->note.id);
	view_set(assign, "ASSIGN_PATH", path);
	admin_form(c, assign, path);
	view_setf(assign, "OBJECT", "comment %" PRId64, comment->note.id);
	view_setf(assign, "BACK", "/admin/comments/%" PRId64, comment->note.id);
	view_show(assign, is_mine ? "DROP" : "TAKE");
}

/* Who changed it since, and both texts if it says something else now. */
static enum status fill_conflict(struct ctx *c, struct view_dict *dict,
				 const struct staff_comment *comment,
				 int64_t seen)
{
	struct view_dict *box = view_section(dict, "CONFLICT"), *texts;
	const struct comment *note = &comment->note;
	struct comment_words then;
	struct audit_row *rows;
	size_t count = 0;
	enum status st;

	st = read_history(c, note->id, 1, &rows, &count);
	if (st == STATUS_OK && count) {
		view_set(box, "EVENT_WORDS", event_words(c, comment, &rows[0]));
		view_set(box, "EVENT_WHEN", comment_when(c, rows[0].at));
	}
	if (st == STATUS_OK)
		st = store_staff_comment_words_at(c->db, c->arena, note->id,
						  seen, &then);
	if (st != STATUS_OK || !strcmp(then.body, note->body))
		return st;
	texts = view_section(box, "VERSUS");
	admin_words_show(c, texts, "THEN", then.body, note->body, WORDS_BEFORE);
	admin_words_show(c, texts, "NOW", then.body, note->body, WORDS_AFTER);
	return st;
}

static const char *label_of(struct ctx *c, const char *field)
{
	if (!strcmp(field, "reason"))
		return tr(c->s, "Reason");
	if (!strcmp(field, "words"))
		return tr(c->s, "In your own words");
	return !strcmp(field, "body") ? tr(c->s, "Your reply") : NULL;
}

enum status comment_show(struct ctx *c, const struct staff_comment *comment,
			 const struct comment_place *place,
			 int64_t seen_version)
{
	struct comment_place here = *place;
	struct admin_page page = {
		.nav = ADMIN_COMMENTS,
		.crumbs = { { comment_place_list(c, place),
			      tr(c->s, "Comments") } },
	};
	struct view_dict *dict = page_dict(c), *item;
	const struct comment *note = &comment->note;
	enum status st;

	here.is_one = true;
	page.title = str_fill(c->arena, tr(c->s, "Comment by {name}"), "name",
			      note->author_name, NULL);
	view_set(dict, "HEADING", page.title);
	item = view_include(dict, "ITEM", "partials/admin_comment.tpl");
	st = comment_item_fill(c, item, comment, &here);
	view_set(dict, "BODY_HTML", markdown_comment(c->arena, note->body));
	fill_reply(c, dict, comment, &here);
	fill_block(c, dict, comment, &here);
	fill_assign(c, dict, comment);
	view_setf(dict, "EDIT_PATH", "/admin/comments/%" PRId64 "/edit",
		  note->id);
	if (st == STATUS_OK)
		st = fill_earlier(c, dict, comment);
	if (st == STATUS_OK)
		st = fill_history(c, dict, comment);
	if (st == STATUS_OK && seen_version) {
		c->response->code = 409;
		st = fill_conflict(c, dict, comment, seen_version);
	}
	if (st != STATUS_OK)
		return st;
	admin_problem(c, dict, label_of);
	return admin_show(c, &page, "pages/admin_comment.tpl", dict);
}

/* GET /admin/comments/:id */
enum status page_admin_comment(struct ctx *c)
{
	struct staff_comment comment;
	struct comment_place place;
	enum status st;

	st = store_staff_comment_get(c->db, c->arena, ctx_id(c, "id"),
				     &comment);
	if (st != STATUS_OK)
		return st;
	comment_place_read(&c->request->query, &place);
	return comment_show(c, &comment, &place, 0);
}

/* On its own page what comes next is known before it leaves its tab. */
static enum status find_next(struct ctx *c, int64_t id,
			     struct comment_place *place)
{
	if (!place->is_one)
		return STATUS_OK;
	return store_staff_comment_next(c->db, place->tab, id, &place->next);
}

/* POST /admin/comments/:id */
enum status page_admin_comment_save(struct ctx *c)
{
	int64_t id = ctx_id(c, "id"), set = 0;
	struct staff_comment comment;
	struct comment_place place;
	enum comment_state state;
	const char *reason = NULL;
	enum status st;

	st = store_staff_comment_get(c->db, c->arena, id, &comment);
	if (st != STATUS_OK)
		return st;
	comment_place_read(c->form, &place);
	if (!comment_do_of(form_value(c->form, "do"), &state))
		return STATUS_BAD;
	if (comment.version != comment_seen_version(c) ||
	    (state == COMMENT_PUBLISHED && comment.parent_name &&
	     comment.parent_state != COMMENT_PUBLISHED))
		return comment_show(c, &comment, &place,
				    comment_seen_version(c));
	if (state == COMMENT_REMOVED)
		reason = comment_reason_read(c);
	if (!form_ok(c->form))
		return comment_show(c, &comment, &place, 0);
	st = find_next(c, id, &place);
	if (st == STATUS_OK)
		st = comment_decide(c, &comment, state, reason, &set);
	return st == STATUS_OK ? comment_place_go_on(c, &place, set) : st;
}
