/* Erasing a person: found by address, comment or account; shown with all that
 * goes; then erased. The address stands in no URL, for those are remembered
 * by browsers and carried about. */
#include <inttypes.h>
#include <string.h>

#include "http/form.h"
#include "page/admin.h"
#include "page/erasure.h"
#include "page/form_token.h"
#include "page/pages.h"
#include "page/render.h"
#include "page/sign_in.h"
#include "util/log.h"
#include "view/format.h"

#define PATH "/admin/erase"

static const char *label_of(struct ctx *c, const char *field)
{
	return strcmp(field, "email") == 0 ? tr(c->s, "Email address") : NULL;
}

static enum status show(struct ctx *c, struct view_dict *dict)
{
	struct admin_page page = { .title = tr(c->s, "Erase a person"),
				   .nav = ADMIN_COMMENTS };

	return admin_show(c, &page, "pages/admin_erase.tpl", dict);
}

/* Whom to look for. */
static enum status show_find(struct ctx *c, bool is_nobody)
{
	struct view_dict *dict = page_dict(c);
	struct view_dict *find = view_section(dict, "FIND");
	const char *email = c->form ? form_value(c->form, "email") : NULL;
	const char *fix;

	if (form_value(&c->request->query, "done") && !c->form)
		view_show(dict, "ERASED");
	if (is_nobody)
		view_show(dict, "NOBODY");
	admin_problem(c, dict, label_of);
	fix = admin_field_fix(c, "email");
	if (fix)
		view_set(view_section(find, "WRONG"), "FIX", fix);
	view_set(find, "EMAIL", email);
	admin_form(c, find, PATH);
	return show(c, dict);
}

/* What goes ---------------------------------------------------------------- */

static void show_comment(struct ctx *c, struct view_dict *list,
			 const struct erase_comment *comment)
{
	static const struct {
		const char *state, *words;
	} STATES[] = {
		{ "held", TR("waits to be read") },
		{ "published", TR("published") },
		{ "spam", TR("spam") },
		{ "removed", TR("removed") },
	};
	struct view_dict *row = view_section(list, "COMMENT");

	view_set(row, "AT", format_date(c->arena, c->s, comment->created_at));
	view_set(row, "NAME", comment->author_name);
	view_set(row, "BEGINNING", comment->beginning);
	for (size_t i = 0; i < sizeof(STATES) / sizeof(*STATES); i++)
		if (strcmp(STATES[i].state, comment->state) == 0)
			view_set(row, "STATE", tr(c->s, STATES[i].words));
	view_set(row, "FATE",
		 comment->is_answered
			 ? tr(c->s, "Its empty place stays, for the answers "
				    "of others")
			 : tr(c->s, "Goes"));
}

static void show_comments(struct ctx *c, struct view_dict *box,
			  const struct erase_plan *plan)
{
	struct view_dict *list;
	int64_t more = (int64_t)(plan->comment_count - plan->comments_shown);

	if (plan->comment_count == 0)
		return;
	list = view_section(box, "COMMENTS");
	view_set(list, "COUNT",
		 str_fill(c->arena,
			  trn(c->s, "{n} comment", "{n} comments",
			      (int64_t)plan->comment_count),
			  "n",
			  format_int(c->arena, c->s,
				     (int64_t)plan->comment_count),
			  NULL));
	for (size_t i = 0; i < plan->comments_shown; i++)
		show_comment(c, list, &plan->comments[i]);
	if (more > 0)
		view_set(view_section(list, "MORE"), "COUNT",
			 str_fill(c->arena, tr(c->s, "and {n} more"), "n",
				  format_int(c->arena, c->s, more), NULL));
}

/* One more line of the list, which begins with the first; words say {n}. */
static void show_thing(struct ctx *c, struct view_dict *box,
		       struct view_dict **list, size_t count, const char *words)
{
	if (count == 0)
		return;
	if (!*list)
		*list = view_section(box, "REST");
	view_set(view_section(*list, "THING"), "WORDS",
		 str_fill(c->arena, words, "n",
			  format_int(c->arena, c->s, (int64_t)count), NULL));
}

static void show_rest(struct ctx *c, struct view_dict *box,
		      const struct erase_plan *plan)
{
	struct view_dict *list = NULL;

	show_thing(c, box, &list, plan->user_count,
		   trn(c->s, "{n} account, of which only its number stays",
		       "{n} accounts, of which only their numbers stay",
		       (int64_t)plan->user_count));
	show_thing(c, box, &list, plan->identity_count,
		   trn(c->s, "{n} way to sign in through a provider",
		       "{n} ways to sign in through a provider",
		       (int64_t)plan->identity_count));
	show_thing(c, box, &list, plan->session_count,
		   trn(c->s, "{n} sign-in ends", "{n} sign-ins end",
		       (int64_t)plan->session_count));
	show_thing(c, box, &list, plan->draft_count,
		   trn(c->s, "{n} draft", "{n} drafts",
		       (int64_t)plan->draft_count));
	show_thing(c, box, &list, plan->view_count,
		   trn(c->s, "{n} saved filter", "{n} saved filters",
		       (int64_t)plan->view_count));
	show_thing(c, box, &list, plan->upload_count,
		   trn(c->s, "{n} uploaded table", "{n} uploaded tables",
		       (int64_t)plan->upload_count));
	show_thing(
		c, box, &list, plan->mail_count,
		trn(c->s, "{n} mail", "{n} mails", (int64_t)plan->mail_count));
	show_thing(c, box, &list, plan->detail_count,
		   trn(c->s, "{n} detail in the record of changes",
		       "{n} details in the record of changes",
		       (int64_t)plan->detail_count));
}

static void show_listings(struct ctx *c, struct view_dict *box,
			  const struct erase_plan *plan)
{
	struct view_dict *list;

	if (plan->listing_count == 0)
		return;
	list = view_section(box, "LISTINGS");
	for (size_t i = 0; i < plan->listings_shown; i++) {
		struct view_dict *item = view_section(list, "LISTING");
		const char *path =
			arena_printf(c->arena, "/admin/programs/%" PRId64,
				     plan->listings[i].id);

		if (admin_may_open(c, GET, path))
			item = view_section(item, "LINKED");
		else
			item = view_section(item, "PLAIN");
		view_set(item, "LISTING_PATH", path);
		view_set(item, "NAME", plan->listings[i].name);
	}
}

static enum status show_plan(struct ctx *c, const struct erase_target *target,
			     const struct erase_plan *plan, bool has_moved)
{
	struct view_dict *dict = page_dict(c), *form;
	struct view_dict *box = view_section(dict, "PLAN");

	if (c->form)
		admin_problem(c, dict, label_of);
	if (has_moved) {
		c->response->code = 409;
		view_show(dict, "MOVED");
	}
	view_show_text(box, "EMAIL", plan->email);
	view_show_text(box, "USER_NAME", plan->user_name);
	show_comments(c, box, plan);
	show_rest(c, box, plan);
	show_listings(c, box, plan);
	if (plan->is_last_admin) {
		view_show(box, "LAST_ADMIN");
		return show(c, dict);
	}
	form = view_section(box, "GO");
	view_show_text(form, "BY_EMAIL", target->email);
	if (target->user_id)
		view_set_int(view_section(form, "BY_USER"), "ID",
			     target->user_id);
	if (target->comment_id)
		view_set_int(view_section(form, "BY_COMMENT"), "ID",
			     target->comment_id);
	view_set(form, "SEEN", plan->seen);
	admin_form(c, form, PATH);
	return show(c, dict);
}

static bool is_known(const struct erase_target *target)
{
	return target->email || target->user_id || target->comment_id;
}

/* Look, and show what there is; 404 for a link to something that is gone. */
static enum status look(struct ctx *c, const struct erase_target *target)
{
	struct erase_plan plan;
	enum status st;

	if (!is_known(target))
		return show_find(c, false);
	st = store_erase_plan(c->db, c->arena, target, &plan);
	if (st == STATUS_NOT_FOUND && target->email)
		return show_find(c, true);
	return st == STATUS_OK ? show_plan(c, target, &plan, false) : st;
}

/* GET /admin/erase: by comment= or user=, from their pages. */
enum status page_admin_erase(struct ctx *c)
{
	const struct erase_target target = {
		.comment_id = form_id(&c->request->query, "comment"),
		.user_id = form_id(&c->request->query, "user"),
	};

	return look(c, &target);
}

/* Doing it ----------------------------------------------------------------- */

/* What was shown is what goes: decided where nobody else can write. */
static enum status erase(struct ctx *c, const struct erase_target *target,
			 struct erase_plan *plan, bool *has_moved)
{
	const char *seen = form_value(c->form, "seen");
	struct erase_result result;
	enum status st;

	st = store_erase_plan(c->db, c->arena, target, plan);
	if (st != STATUS_OK)
		return st;
	*has_moved = !seen || strcmp(seen, plan->seen) != 0;
	if (*has_moved || plan->is_last_admin)
		return STATUS_CONFLICT;
	st = erasure_run(c->db, c->arena, c->site->config, c->site->key, target,
			 admin_actor(c), c->now, &result);
	return st == STATUS_OK ? form_token_spend(c, PATH "?done=erased") : st;
}

static enum status carry_out(struct ctx *c, const struct erase_target *target)
{
	struct erase_plan plan = { 0 };
	bool has_moved = false, was_sent;
	enum status st, sent;

	db_begin(c->db);
	st = db_end(c->db, erase(c, target, &plan, &has_moved));
	if (has_moved || st == STATUS_NOT_FOUND) { /* by a second click? */
		sent = sign_in_was_sent(c, &was_sent);
		if (sent != STATUS_OK || was_sent)
			return sent;
	}
	if (has_moved || plan.is_last_admin)
		return show_plan(c, target, &plan, has_moved);
	if (st == STATUS_NOT_FOUND)
		return show_find(c, true);
	if (st != STATUS_OK)
		return st;
	/* They are erased, whether or not the file can be written anew now:
	 * the job tries again. */
	st = erasure_finish(c->db, c->arena, c->site->config, true, c->now);
	if (st != STATUS_OK)
		log_warning("traces of an erased person are left for the job");
	return page_redirect(c, 303, PATH "?done=erased");
}

/* POST /admin/erase: step "look" shows, "erase" does it. */
enum status page_admin_erase_post(struct ctx *c)
{
	struct erase_target target = {
		.comment_id = form_id(c->form, "comment"),
		.user_id = form_id(c->form, "user"),
	};
	const char *step = form_value(c->form, "step");

	if (!target.comment_id && !target.user_id)
		target.email = form_email(c->form, "email", true);
	if (target.email && !*target.email)
		return show_find(c, false);
	if (step && strcmp(step, "erase") == 0 && form_ok(c->form))
		return carry_out(c, &target);
	return look(c, &target);
}
