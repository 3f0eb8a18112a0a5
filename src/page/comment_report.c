/* Reporting a comment. The form is made for one request, but carries no token:
 * it borrows nobody's authority, and a second report from one address is the
 * first. */
#include <inttypes.h>
#include <string.h>

#include "page/guest.h"
#include "page/note.h"
#include "page/note_html.h"
#include "page/pages.h"
#include "page/render.h"
#include "page/report_reason.h"
#include "page/words.h"
#include "store/comment_report.h"
#include "util/clock.h"
#include "view/format.h"

static struct page frame_of(struct ctx *c, const struct thread *thread,
			    const char *title)
{
	return (struct page){
		.title = title,
		.is_noindex = true,
		.crumbs = { { "/", tr(c->s, "Home") },
			    { thread->path, words_thread(c, thread) } },
	};
}

static void fill_note(struct ctx *c, struct view_dict *dict,
		      const struct comment *note)
{
	char when[21];

	view_set_int(dict, "ID", note->id);
	if (note->is_staff)
		view_show(dict, "STAFF");
	else
		page_note_face(c, view_section(dict, "PERSON"),
			       note->author_name);
	view_set(dict, "NAME", page_note_name(c, note->author_name));
	clock_rfc3339(note->created_at, when);
	view_set(dict, "WHEN", when);
	view_set(dict, "DATE", format_date(c->arena, c->s, note->created_at));
	view_set(dict, "BODY_HTML", note_html(c->arena, note->id, note->body));
}

static void fill_reasons(struct ctx *c, struct view_dict *dict)
{
	const char *chosen =
		c->form ? report_reason_of(form_value(c->form, "reason"))
			: NULL;

	for (size_t i = 0; i < REPORT_REASONS; i++) {
		const char *code = report_reason_code(i);
		struct view_dict *item = view_section(dict, "REASON");

		view_set(item, "CODE", code);
		view_set(item, "WORDS", report_reason_words(c->s, code));
		if (chosen == code)
			view_show(item, "CHOSEN");
		/* What helps to choose it rightly. */
		if (!strcmp(code, "private"))
			view_show(item, "PRIVATE");
	}
}

static const char *fix_of(struct ctx *c, const char *field)
{
	const struct form_error *error =
		c->form ? form_error_of(c->form, field) : NULL;

	if (!error)
		return NULL;
	if (!strcmp(field, "reason"))
		return tr(c->s, "Choose what is wrong with it");
	return str_fill(c->arena,
			tr(c->s, "Shorten your note to {n} characters"), "n",
			format_int(c->arena, c->s, REPORT_NOTE_MAX), NULL);
}

static void fill_fields(struct ctx *c, struct view_dict *dict)
{
	struct view_dict *list = NULL;

	for (size_t i = 0; i < c->form->error_count; i++) {
		const char *field = c->form->errors[i].field;
		struct view_dict *item;

		if (!list)
			list = view_section(dict, "FIELDS");
		item = view_section(list, "FIELD");
		view_setf(item, "FIELD_ID", "r-%s", field);
		view_set(item, "FIELD_FIX", fix_of(c, field));
	}
}

/* The form, with what was typed and chosen. */
static enum status show(struct ctx *c, const struct comment *note,
			struct view_dict *dict)
{
	bool is_again = c->response->code >= 400;
	struct page page = frame_of(c, &note->thread,
				    is_again ? tr(c->s, "Error: your report")
					     : tr(c->s, "Report a comment"));

	fill_note(c, dict, note);
	fill_reasons(c, dict);
	view_show_text(dict, "REASON_ERROR", fix_of(c, "reason"));
	view_show_text(dict, "NOTE_ERROR", fix_of(c, "note"));
	view_set(dict, "TYPED", c->form ? form_value(c->form, "note") : NULL);
	return page_show(c, &page, "pages/comment_report.tpl", dict);
}

/* Once more, with what to do about it. */
static enum status show_again(struct ctx *c, const struct comment *note,
			      int code, const char *title, const char *text)
{
	struct view_dict *dict = page_dict(c);
	struct view_dict *box = view_section(dict, "PROBLEM");

	view_set(box, "PROBLEM_TITLE", title);
	view_show_text(box, "PROBLEM_TEXT", text);
	fill_fields(c, box);
	c->response->code = code;
	return show(c, note, dict);
}

/* GET /comments/:id/report */
enum status page_comment_report(struct ctx *c)
{
	struct comment note;
	enum status st = store_comment_report_target(c->db, c->arena,
						     ctx_id(c, "id"), &note);

	return st == STATUS_OK ? show(c, &note, page_dict(c)) : st;
}

static enum status show_refusal(struct ctx *c, const struct comment *note,
				enum status st)
{
	switch (st) {
	case STATUS_TOO_FAST:
		response_header(c->response, "Retry-After", "3600");
		return show_again(
			c, note, 429, tr(c->s, "Too many reports at once"),
			tr(c->s, "Many reports came from your network in the "
				 "last hour. Your text is below. Send it again "
				 "in an hour."));
	case STATUS_BUSY:
		response_header(c->response, "Retry-After", "5");
		return show_again(
			c, note, 503, tr(c->s, "One moment, please"),
			tr(c->s, "The site is very busy. Your text is below. "
				 "Send it again in a few seconds."));
	case STATUS_TROUBLE:
		response_header(c->response, "Retry-After", "5");
		return show_again(
			c, note, 503, tr(c->s, "One moment, please"),
			tr(c->s, "The site could not read or write just now. "
				 "Your text is below. Send it again in a few "
				 "seconds: it is stored once."));
	case STATUS_FULL:
		response_header(c->response, "Retry-After", "3600");
		return show_again(
			c, note, 507,
			tr(c->s, "We cannot store anything just now"),
			tr(c->s, "Your text is below. Keep a copy and send it "
				 "again later."));
	default:
		return st;
	}
}

static enum status store(struct ctx *c, const char *reason, const char *note)
{
	unsigned char address[TOKEN_HASH], before[TOKEN_HASH];
	const struct report_draft draft = {
		.comment_id = ctx_id(c, "id"),
		.reason = reason,
		.note = note,
		.address_hash = address,
		.address_hash_before = before,
		.now = c->now,
	};
	enum status st = guest_site_hashes(c, address, before);

	return st == STATUS_OK ? store_comment_report_add(c->db, &draft) : st;
}

/* POST /comments/:id/report */
enum status page_comment_report_send(struct ctx *c)
{
	const char *reason = report_reason_of(form_value(c->form, "reason"));
	int64_t id = ctx_id(c, "id");
	struct comment note;
	const char *text;
	enum status st, target;

	/* It may be hidden by this very report, sent a moment ago. */
	target = store_comment_report_target(c->db, c->arena, id, &note);
	if (target != STATUS_OK && target != STATUS_NOT_FOUND)
		return target;
	if (!reason)
		form_fail(c->form, "reason", FORM_MISSING, 0);
	text = form_text(c->form, "note", 0, REPORT_NOTE_MAX);
	if (!form_ok(c->form))
		return target == STATUS_OK
			       ? show_again(c, &note, 422,
					    tr(c->s, "Your report is not sent "
						     "yet"),
					    NULL)
			       : target;
	st = store(c, reason, text);
	if (st == STATUS_OK)
		return page_redirect(c, 303,
				     "/comments/%" PRId64 "/report/thanks", id);
	return target == STATUS_OK ? show_refusal(c, &note, st) : st;
}

/* GET /comments/:id/report/thanks */
enum status page_comment_report_thanks(struct ctx *c)
{
	struct view_dict *dict = page_dict(c);
	struct thread thread;
	struct page page;
	enum status st;

	st = store_comment_report_place(c->db, c->arena, ctx_id(c, "id"),
					&thread);
	if (st != STATUS_OK)
		return st;
	page = frame_of(c, &thread, tr(c->s, "Thank you for telling us"));
	view_setf(dict, "TALK_PATH", "%s#talk", thread.path);
	return page_show(c, &page, "pages/comment_report_thanks.tpl", dict);
}
