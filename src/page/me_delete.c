/* Leaving: a comment of one's own, or the whole account. A reader has no
 * password to give again; a page that says what goes, and a box to tick, stand
 * for it. */
#include "page/me.h"

#include <inttypes.h>
#include <string.h>

#include "page/erasure.h"
#include "page/form_token.h"
#include "page/guard.h"
#include "page/pages.h"
#include "page/sign_in.h"
#include "page/words.h"
#include "store/session.h"
#include "util/log.h"
#include "util/utf8.h"
#include "view/format.h"

#define PATH       "/me/delete"
#define AFTERWARDS "/me/deleted"

/* A comment ---------------------------------------------------------------- */

/* What staff wrote for the partnership is taken back where its words stay for
 * others of the staff: on the pages of comments. */
static enum status find_comment(struct ctx *c, struct member_comment *out)
{
	enum status st = store_member_comment(c->db, c->arena, c->user->user_id,
					      ctx_id(c, "id"), out);

	return st == STATUS_OK && out->is_staff ? STATUS_NOT_FOUND : st;
}

/* GET /me/comments/:id/delete */
enum status page_me_comment_delete(struct ctx *c)
{
	struct admin_page page = {
		.title = tr(c->s, "Delete this comment?"),
		.nav = ADMIN_ACCOUNT,
		.crumbs = { { "/me", tr(c->s, "Your account") } },
	};
	struct view_dict *dict = page_dict(c);
	struct member_comment comment;
	int64_t id = ctx_id(c, "id");
	enum status st = find_comment(c, &comment);

	if (st != STATUS_OK)
		return st;
	view_set_int(dict, "ID", id);
	view_set(dict, "BODY", comment.body);
	view_set(dict, "PLACE_NAME", words_thread(c, &comment.thread));
	view_set(dict, "DATE", format_date(c->arena, c->s, comment.created_at));
	admin_form(
		c, dict,
		arena_printf(c->arena, "/me/comments/%" PRId64 "/delete", id));
	return admin_show(c, &page, "pages/me_comment_delete.tpl", dict);
}

/* POST /me/comments/:id/delete */
enum status page_me_comment_delete_save(struct ctx *c)
{
	struct member_comment comment;
	enum status st = find_comment(c, &comment);

	if (st == STATUS_OK)
		st = erasure_run_comment(c->db, c->arena, c->site->config,
					 c->site->key, ctx_id(c, "id"),
					 admin_actor(c), c->now);
	return st == STATUS_OK ? page_redirect(c, 303, "/me?done=deleted") : st;
}

/* The account -------------------------------------------------------------- */

static const char *label_of(struct ctx *c, const char *field)
{
	(void)c;
	(void)field;
	return NULL; /* what to do says it all */
}

static struct erase_target own_target(const struct ctx *c)
{
	return (struct erase_target){ .user_id = c->user->user_id,
				      .is_own = true };
}

static void show_count(struct ctx *c, struct view_dict *box,
		       const char *section, size_t count, const char *words)
{
	if (count > 0)
		view_set(view_section(box, section), "COUNT",
			 str_fill(c->arena, words, "n",
				  format_int(c->arena, c->s, (int64_t)count),
				  NULL));
}

static enum status fill_plan(struct ctx *c, struct view_dict *dict)
{
	const struct erase_target target = own_target(c);
	struct view_dict *box = view_section(dict, "PLAN");
	struct erase_plan plan;
	enum status st = store_erase_plan(c->db, c->arena, &target, &plan);

	if (st != STATUS_OK)
		return st;
	show_count(c, box, "COMMENTS", plan.comment_count,
		   trn(c->s, "{n} comment, with all of its words",
		       "{n} comments, with all of their words",
		       (int64_t)plan.comment_count));
	show_count(c, box, "STUBS", plan.stub_count,
		   trn(c->s,
		       "{n} empty place in a conversation, because others "
		       "answered there. It says that a comment was removed.",
		       "{n} empty places in conversations, because others "
		       "answered there. They say that a comment was removed.",
		       (int64_t)plan.stub_count));
	view_show_text(box, "ADDRESS", plan.email);
	view_show(box, c->user->email ? "GUEST_GOES" : "GUEST_STAYS");
	view_show_text(box, "SURE_ERROR",
		       c->form ? admin_field_fix(c, "sure") : NULL);
	admin_form(c, box, PATH);
	return STATUS_OK;
}

static enum status show(struct ctx *c)
{
	struct admin_page page = {
		.title = tr(c->s, "Delete your account"),
		.nav = ADMIN_ACCOUNT,
		.crumbs = { { "/me", tr(c->s, "Your account") } },
	};
	struct view_dict *dict = page_dict(c);
	enum status st = STATUS_OK;

	if (admin_problem(c, dict, label_of))
		page.title = str_fill(c->arena, tr(c->s, "Error: {title}"),
				      "title", page.title, NULL);
	if (c->user->role == ROLE_READER)
		st = fill_plan(c, dict);
	else
		view_show(dict, "IS_STAFF");
	if (st != STATUS_OK)
		return st;
	return admin_show(c, &page, "pages/me_delete.tpl", dict);
}

/* GET /me/delete */
enum status page_me_delete(struct ctx *c)
{
	return show(c);
}

/* The token first: it is good for a session that is about to go. */
static enum status erase(struct ctx *c)
{
	const struct erase_target target = own_target(c);
	struct erase_result result;
	enum status st = form_token_spend(c, AFTERWARDS);

	if (st != STATUS_OK)
		return st;
	return erasure_run(c->db, c->arena, c->site->config, c->site->key,
			   &target, admin_actor(c), c->now, &result);
}

static enum status carry_out(struct ctx *c)
{
	bool was_sent;
	enum status st, sent;

	db_begin(c->db);
	st = db_end(c->db, erase(c));
	if (st != STATUS_OK) { /* by a second click? */
		sent = sign_in_was_sent(c, &was_sent);
		return sent != STATUS_OK || was_sent ? sent : st;
	}
	/* They are erased, whether or not the file can be written anew now:
	 * the job tries again. */
	st = erasure_finish(c->db, c->arena, c->site->config, true, c->now);
	if (st != STATUS_OK)
		log_warning("traces of an erased person are left for the job");
	response_cookie(c->response, c->site->config->is_https, SESSION_COOKIE,
			"", 0);
	return page_redirect(c, 303, AFTERWARDS);
}

/* POST /me/delete */
enum status page_me_delete_save(struct ctx *c)
{
	if (!form_ok(c->form))
		return show(c);
	if (c->user->role != ROLE_READER) {
		c->response->code = 403;
		return show(c);
	}
	if (form_flag(c->form, "sure"))
		return carry_out(c);
	form_say(c->form, "sure",
		 tr(c->s, "Tick the box if you want all of it to be deleted"));
	return show(c);
}

/* GET /me/deleted */
enum status page_me_deleted(struct ctx *c)
{
	const struct page page = {
		.title = tr(c->s, "Everything is deleted"),
		.is_noindex = true,
		.crumbs = { { "/", tr(c->s, "Home") } },
	};

	return page_show(c, &page, "pages/me_deleted.tpl", page_dict(c));
}
