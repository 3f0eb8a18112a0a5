/* Senders whose comments go to spam unread. */
#include <inttypes.h>
#include <string.h>

#include "page/admin_comment_view.h"
#include "page/pages.h"
#include "store/blocked_sender.h"
#include "util/clock.h"
#include "view/format.h"

#define LIST_MAX 500

/* The days that the form offers; 0 for others. */
static int days_of(const char *text)
{
	static const struct {
		const char *text;
		int days;
	} known[] = { { "7", 7 },
		      { "30", 30 },
		      { "90", 90 },
		      { "365", BLOCKED_DAYS_MAX } };

	for (size_t i = 0; text && i < sizeof(known) / sizeof(known[0]); i++)
		if (!strcmp(text, known[i].text))
			return known[i].days;
	return 0;
}

/* POST /admin/comments/:id/block */
enum status page_admin_comment_block(struct ctx *c)
{
	int64_t id = ctx_id(c, "id"), seen = comment_seen_version(c), set = 0;
	int days = days_of(form_value(c->form, "days"));
	bool to_spam = form_flag(c->form, "spam");
	struct staff_comment comment;
	struct comment_place place;
	const char *why;
	enum status st;

	st = store_staff_comment_get(c->db, c->arena, id, &comment);
	if (st != STATUS_OK)
		return st;
	comment_place_read(c->form, &place);
	why = form_line(c->form, "why", 0, BLOCKED_REASON_MAX);
	if (!days)
		form_fail(c->form, "days", FORM_NOT_CHOICE, 0);
	if (!form_ok(c->form))
		return comment_show(c, &comment, &place, 0);
	if (to_spam && comment.version != seen)
		return comment_show(c, &comment, &place, seen);
	st = store_blocked_sender_add(c->db, id, why, admin_actor(c), c->now,
				      c->now + (int64_t)days * CLOCK_DAY);
	if (st == STATUS_OK && place.is_one)
		st = store_staff_comment_next(c->db, place.tab, id,
					      &place.next);
	if (st == STATUS_OK && to_spam && comment.note.state != COMMENT_SPAM)
		st = comment_decide(c, &comment, COMMENT_SPAM, NULL, &set);
	if (st != STATUS_OK)
		return st;
	if (set)
		return comment_place_go_on(c, &place, set);
	return admin_done(c, 0, "/admin/blocked");
}

static void fill_sender(struct ctx *c, struct view_dict *list,
			const struct blocked_sender *sender)
{
	struct view_dict *item = view_section(list, "SENDER");
	const char *path = arena_printf(
		c->arena, "/admin/blocked/%" PRId64 "/remove", sender->id);

	if (sender->name)
		view_set(view_section(item, "KNOWN"), "NAME", sender->name);
	else
		view_show(item, "ERASED");
	if (sender->is_address)
		view_show(item, "ADDRESS");
	else
		view_show_text(item, "EMAIL", sender->email);
	if (sender->comment_id)
		view_setf(view_section(item, "COMMENT"), "COMMENT_PATH",
			  "/admin/comments/%" PRId64, sender->comment_id);
	view_set(item, "UNTIL", comment_when(c, sender->ends_at));
	view_show_text(item, "WHY", sender->reason);
	view_set(item, "WHO", admin_who(c, sender->actor));
	view_set(item, "SINCE",
		 format_date(c->arena, c->s, sender->created_at));
	view_set(item, "REMOVE_PATH", path);
	admin_form(c, item, path);
}

/* GET /admin/blocked */
enum status page_admin_blocked(struct ctx *c)
{
	struct admin_page page = {
		.title = tr(c->s, "Blocked senders"),
		.nav = ADMIN_COMMENTS,
		.crumbs = { { "/admin/comments", tr(c->s, "Comments") } },
	};
	struct view_dict *dict = page_dict(c), *list;
	struct blocked_sender *senders;
	enum status st;
	size_t count;

	st = store_blocked_sender_list(c->db, c->arena, c->now, LIST_MAX,
				       &senders, &count);
	if (st != STATUS_OK)
		return st;
	list = view_section(dict, count ? "SENDERS" : "NONE");
	for (size_t i = 0; i < count; i++)
		fill_sender(c, list, &senders[i]);
	return admin_show(c, &page, "pages/admin_blocked.tpl", dict);
}

/* POST /admin/blocked/:id/remove */
enum status page_admin_blocked_remove(struct ctx *c)
{
	enum status st = store_blocked_sender_remove(c->db, ctx_id(c, "id"),
						     admin_actor(c));

	return st == STATUS_OK ? admin_done(c, 0, "/admin/blocked") : st;
}
