/* What one wrote, and what others answered. */
#include "page/me.h"

#include <inttypes.h>
#include <string.h>

#include "page/words.h"
#include "store/session.h"
#include "util/clock.h"
#include "util/utf8.h"
#include "view/format.h"
#include "view/markdown.h"

#define WORDS_MAX    280 /* characters of a comment in a list */
#define ANSWERED_MAX 100

/* The beginning, without the marks of Markdown. */
static const char *beginning(struct ctx *c, const char *body, size_t count)
{
	return utf8_shorten(c->arena, markdown_plain(c->arena, body), count);
}

static void show_when(struct ctx *c, struct view_dict *dict, int64_t at)
{
	char when[21];

	clock_rfc3339(at, when);
	view_set(dict, "WHEN", when);
	view_set(dict, "DATE", format_date(c->arena, c->s, at));
}

static void show_place(struct ctx *c, struct view_dict *dict,
		       const struct thread *thread, bool is_on_page)
{
	struct view_dict *place =
		view_section(dict, is_on_page ? "PLACE" : "HIDDEN_PLACE");

	view_set(place, "PLACE_PATH", thread->path);
	view_set(place, "PLACE_NAME", words_thread(c, thread));
}

static void show_state(struct view_dict *dict,
		       const struct member_comment *comment)
{
	if (comment->state == COMMENT_PUBLISHED)
		view_show(dict, "IS_PUBLISHED");
	else if (comment->state == COMMENT_HELD)
		view_show(dict, "IS_WAITING");
	else if (comment->is_own_removal)
		view_show(dict, "IS_REMOVED_BY_YOU");
	else
		view_show(dict, "IS_REMOVED_BY_STAFF");
}

static void show_own(struct ctx *c, struct view_dict *dict,
		     const struct member_comment *comment)
{
	bool is_there = comment->state != COMMENT_REMOVED;
	bool is_fresh = c->now - comment->created_at < COMMENT_EDIT_SECONDS;

	view_set_int(dict, "ID", comment->id);
	show_when(c, dict, comment->created_at);
	show_place(c, dict, &comment->thread, comment->is_on_page);
	show_state(dict, comment);
	view_set(dict, "WORDS", beginning(c, comment->body, WORDS_MAX));
	if (comment->edited_at)
		view_set(view_section(dict, "EDITED"), "EDITED_DATE",
			 format_date(c->arena, c->s, comment->edited_at));
	if (is_there && comment->is_on_page) {
		view_show(dict, "SEE");
		if (is_fresh)
			view_show(dict, "EDIT");
	}
	if (!comment->is_staff)
		view_show(dict, "DELETE");
}

static void show_reply(struct ctx *c, struct view_dict *dict,
		       const struct member_reply *reply)
{
	view_set_int(dict, "ID", reply->id);
	view_set(dict, "NAME", reply->author_name);
	if (reply->is_staff)
		view_show(dict, "STAFF");
	show_when(c, dict, reply->published_at);
	show_place(c, dict, &reply->thread, true);
	view_set(dict, "WORDS", beginning(c, reply->body, WORDS_MAX));
	if (*reply->answered)
		view_set(view_section(dict, "ANSWERED"), "YOUR_WORDS",
			 beginning(c, reply->answered, ANSWERED_MAX));
}

/* Page n from 1 of the query's name; 0 for what is none. */
static size_t asked_page(struct ctx *c, const char *name)
{
	int64_t n = form_id(&c->request->query, name);

	if (!form_value(&c->request->query, name))
		return 1;
	return n > 0 && n < INT32_MAX ? (size_t)n : 0;
}

static enum status fill_replies(struct ctx *c, struct view_dict *talk,
				bool is_quiet)
{
	struct view_dict *box;
	struct member_reply *replies;
	size_t page = asked_page(c, "replies"), count;
	bool has_more;
	enum status st;

	if (page == 0)
		return STATUS_NOT_FOUND;
	st = store_member_replies(c->db, c->arena, c->user->user_id, page,
				  &replies, &count, &has_more);
	if (st != STATUS_OK)
		return st;
	if (count == 0 && page > 1)
		return STATUS_NOT_FOUND;
	if (count == 0 && is_quiet)
		return STATUS_OK;
	box = view_section(talk, "REPLIES");
	if (count == 0)
		view_show(box, "NO_REPLIES");
	else
		box = view_section(box, "REPLY_LIST");
	for (size_t i = 0; i < count; i++)
		show_reply(c, view_section(box, "REPLY"), &replies[i]);
	if (page > 1)
		view_set(view_section(box, "NEWER"), "STEP_HREF",
			 arena_printf(c->arena, "/me?replies=%zu#replies",
				      page - 1));
	if (has_more)
		view_set(view_section(box, "OLDER"), "STEP_HREF",
			 arena_printf(c->arena, "/me?replies=%zu#replies",
				      page + 1));
	return STATUS_OK;
}

/* Staff are trusted already, and are told nothing. Whose comments were taken
 * back of late is not told how long that counts. */
static enum status show_trust(struct ctx *c, struct view_dict *box,
			      int64_t published)
{
	int64_t left = COMMENT_TRUST_COUNT - published;
	bool is_trusted;
	enum status st;

	if (c->user->role != ROLE_READER)
		return STATUS_OK;
	st = store_comment_trusts(c->db, c->user->user_id, c->now, &is_trusted);
	if (is_trusted)
		view_show(box, "TRUSTED");
	else if (left > 0)
		view_set(view_section(box, "TRUST_SOON"), "TRUST_WORDS",
			 str_fill(c->arena,
				  trn(c->s,
				      "A person reads what you write before "
				      "others do. After {n} more published "
				      "comment, yours show at once.",
				      "A person reads what you write before "
				      "others do. After {n} more published "
				      "comments, yours show at once.",
				      left),
				  "n", format_int(c->arena, c->s, left), NULL));
	else
		view_show(box, "READ_FIRST");
	return st;
}

static enum status fill_own(struct ctx *c, struct view_dict *talk,
			    const struct member_counts *counts)
{
	struct view_dict *box = view_section(talk, "OWN");
	size_t page = asked_page(c, "page"), count;
	int64_t pages =
		(counts->comments + MEMBER_TALK_PAGE - 1) / MEMBER_TALK_PAGE;
	struct member_comment *comments;
	enum status st;

	if (page == 0 || (page > 1 && (int64_t)page > pages))
		return STATUS_NOT_FOUND;
	st = store_member_comments(c->db, c->arena, c->user->user_id, page,
				   &comments, &count);
	if (st != STATUS_OK)
		return st;
	st = show_trust(c, box, counts->published);
	if (st != STATUS_OK)
		return st;
	if (count == 0) {
		view_show(box, "NO_COMMENTS");
		return STATUS_OK;
	}
	view_set(box, "COUNT",
		 str_fill(c->arena,
			  trn(c->s, "{n} comment of yours",
			      "{n} comments of yours", counts->comments),
			  "n", format_int(c->arena, c->s, counts->comments),
			  NULL));
	box = view_section(box, "COMMENT_LIST");
	for (size_t i = 0; i < count; i++)
		show_own(c, view_section(box, "COMMENT"), &comments[i]);
	if (c->request->method == GET) /* else it is another address */
		admin_pages(c, box, page, (size_t)pages);
	return STATUS_OK;
}

enum status me_fill_talk(struct ctx *c, struct view_dict *dict, bool is_quiet)
{
	struct view_dict *talk;
	struct member_counts counts;
	enum status st = store_member_counts(c->db, c->user->user_id, &counts);

	if (st != STATUS_OK)
		return st;
	talk = view_include(dict, "TALK", "partials/me_talk.tpl");
	st = fill_replies(c, talk, is_quiet);
	if (st == STATUS_OK && (counts.comments > 0 || !is_quiet))
		st = fill_own(c, talk, &counts);
	return st;
}
