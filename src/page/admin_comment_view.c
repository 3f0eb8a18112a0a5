/* How a comment looks to staff, and where its buttons lead. */
#include "page/admin_comment_view.h"

#include <inttypes.h>
#include <string.h>

#include "http/url.h"
#include "page/guest.h"
#include "page/judge.h"
#include "page/note.h"
#include "page/report_reason.h"
#include "page/safety.h"
#include "page/words.h"
#include "store/session.h"
#include "util/clock.h"
#include "util/utf8.h"
#include "view/format.h"
#include "view/markdown.h"

#define EXCERPT_MAX 120
#define QUERY_MAX   100
#define SCORE_MARK  60 /* points from which on a comment is marked in lists */

void comment_place_read(const struct form *form, struct comment_place *out)
{
	int64_t page = form_id(form, "page");
	const char *query = form_value(form, "q");

	*out = (struct comment_place){
		.tab = COMMENT_TAB_TO_READ,
		.page = page > 0 && page < 1000 ? (size_t)page : 1,
		.query = query && utf8_length(query) <= QUERY_MAX ? query : "",
		.next = form_id(form, "next"),
		.is_one = form_flag(form, "one"),
	};
	store_comment_tab_of(form_value(form, "tab"), &out->tab);
}

void comment_place_fill(struct view_dict *dict,
			const struct comment_place *place)
{
	view_set(dict, "TAB", store_comment_tab_name(place->tab));
	view_set_int(dict, "PAGE", (int64_t)place->page);
	view_set(dict, "QUERY", place->query);
	view_set_int(dict, "NEXT", place->next);
	if (place->is_one)
		view_show(dict, "ONE");
}

char *comment_place_list(struct ctx *c, const struct comment_place *place)
{
	struct buf b;

	buf_init(&b, c->arena);
	buf_printf(&b, "/admin/comments?tab=%s",
		   store_comment_tab_name(place->tab));
	if (*place->query) {
		buf_text(&b, "&q=");
		url_escape(&b, place->query);
	}
	if (place->page > 1)
		buf_printf(&b, "&page=%zu", place->page);
	return b.data;
}

enum comment_tab comment_tab_waiting(const size_t counts[COMMENT_TABS],
				     enum comment_tab tab)
{
	if (counts[tab])
		return tab;
	for (int i = COMMENT_TAB_TO_READ; i <= COMMENT_TAB_REPORTED; i++)
		if (counts[i])
			return (enum comment_tab)i;
	return tab;
}

/* The last one of its list was decided: on to the list where some wait. */
static enum status go_on_waiting(struct ctx *c,
				 const struct comment_place *place,
				 int64_t change_set)
{
	struct comment_place to = *place;
	size_t counts[COMMENT_TABS];

	if (place->tab <= COMMENT_TAB_REPORTED && !*place->query) {
		enum status st = store_staff_comment_counts(c->db, counts);

		if (st != STATUS_OK)
			return st;
		to.tab = comment_tab_waiting(counts, place->tab);
	}
	if (to.tab != place->tab)
		to.page = 1;
	return admin_done(c, change_set, "%s", comment_place_list(c, &to));
}

enum status comment_place_go_on(struct ctx *c,
				const struct comment_place *place,
				int64_t change_set)
{
	const char *list = comment_place_list(c, place);

	if (!place->next)
		return go_on_waiting(c, place, change_set);
	if (place->is_one)
		return admin_done(
			c, change_set, "/admin/comments/%" PRId64 "?tab=%s",
			place->next, store_comment_tab_name(place->tab));
	return admin_done(c, change_set, "%s#comment-%" PRId64, list,
			  place->next);
}

const char *comment_tab_label(const struct ctx *c, enum comment_tab tab)
{
	static const char *const labels[] = {
		[COMMENT_TAB_TO_READ] = TR("To read"),
		[COMMENT_TAB_SAFETY] = TR("Held for safety"),
		[COMMENT_TAB_REPORTED] = TR("Reported"),
		[COMMENT_TAB_PUBLISHED] = TR("Published"),
		[COMMENT_TAB_SPAM] = TR("Spam"),
		[COMMENT_TAB_REMOVED] = TR("Removed"),
	};

	return tr(c->s, labels[tab]);
}

const char *comment_when(const struct ctx *c, int64_t at)
{
	struct clock_date d = clock_local(at);
	int hour = d.hour % 12 ? d.hour % 12 : 12;

	return str_fill(c->arena,
			d.hour < 12 ? tr(c->s, "{date}, {time} a.m.")
				    : tr(c->s, "{date}, {time} p.m."),
			"date", format_date(c->arena, c->s, at), "time",
			arena_printf(c->arena, "%d:%02d", hour, d.minute),
			NULL);
}

const char *comment_excerpt(struct ctx *c, const char *body)
{
	return utf8_shorten(c->arena, markdown_plain(c->arena, body),
			    EXCERPT_MAX);
}

static void add_run(struct view_dict *dict, const char *name, const char *text,
		    size_t len)
{
	struct view_dict *run;

	if (!len)
		return;
	run = view_section(view_section(dict, "RUN"), name);
	view_set_n(run, "TEXT", text, len);
}

/* The name is looked at with the words, as when they came in: who signs with
 * a number gives it away, too. */
bool comment_fill_marked(struct ctx *c, struct view_dict *dict,
			 const struct comment *note)
{
	size_t skip = strlen(note->author_name) + 1, at = skip, count;
	const char *text =
		arena_printf(c->arena, "%s\n%s", note->author_name, note->body);
	struct safety_span *spans;
	bool is_marked = false;

	safety_spans(c->arena, text, &spans, &count);
	for (size_t i = 0; i < count; i++) {
		if (spans[i].to <= skip)
			continue;
		if (spans[i].from < skip)
			spans[i].from = skip;
		add_run(dict, "PLAIN", text + at, spans[i].from - at);
		add_run(dict, "MARKED", text + spans[i].from,
			spans[i].to - spans[i].from);
		at = spans[i].to;
		is_marked = true;
	}
	if (is_marked)
		add_run(dict, "PLAIN", text + at, strlen(text + at));
	return is_marked;
}

static void fill_why(struct ctx *c, struct view_dict *dict, unsigned flags)
{
	const char *reasons = safety_reasons(c, flags);
	struct view_dict *why;

	if (!flags)
		return;
	why = view_section(dict, "WHY");
	view_show_text(why, "REASONS", reasons);
	if (flags & COMMENT_HAS_LINKS)
		view_show(why, "LINKS");
	if (flags & COMMENT_IS_BAIT)
		view_show(why, "BAIT");
	if (flags & COMMENT_IS_BLOCKED)
		view_show(why, "BLOCKED");
	if (flags & COMMENT_IS_CALLED_SPAM)
		view_show(why, "CALLED");
	if (flags & COMMENT_IS_REPORTED)
		view_show(why, "REPORTED");
}

/* What the judge said when it came. */
static void fill_score(struct ctx *c, struct view_dict *dict,
		       const struct staff_comment *comment)
{
	const char *because = judge_reasons(c, comment->score_reasons);
	bool is_all_held = judge_held_all(comment->score_reasons);
	struct view_dict *score;

	if (!comment->score_reasons)
		return;
	if (comment->score || because || !is_all_held) {
		score = view_section(dict, "SCORE");
		view_set(score, "POINTS",
			 format_int(c->arena, c->s, comment->score));
		view_show_text(score, "BECAUSE", because);
	}
	if (is_all_held)
		view_show(dict, "ALL_HELD");
	if (comment->score >= SCORE_MARK && comment->note.state == COMMENT_HELD)
		view_show(dict, "SUSPECT");
}

static void fill_place(struct ctx *c, struct view_dict *dict,
		       const struct staff_comment *comment)
{
	const struct comment *note = &comment->note;
	struct view_dict *link;

	view_set(dict, "THREAD_TITLE", words_thread(c, &note->thread));
	if (!comment->is_on_page) {
		view_show(dict, "NO_PAGE");
		return;
	}
	link = view_section(dict, "IN_PLACE");
	if (note->state == COMMENT_PUBLISHED)
		view_setf(link, "PLACE_PATH", "/comments/%" PRId64, note->id);
	else
		view_setf(link, "PLACE_PATH", "%s#talk", note->thread.path);
}

static void fill_parent(struct ctx *c, struct view_dict *dict,
			const struct staff_comment *comment)
{
	struct view_dict *parent;

	if (!comment->parent_name)
		return;
	parent = view_section(dict, "PARENT");
	view_set(parent, "PARENT_NAME", comment->parent_name);
	view_set(parent, "PARENT_TEXT",
		 comment_excerpt(c, comment->parent_body));
	view_setf(parent, "PARENT_PATH", "/admin/comments/%" PRId64,
		  comment->note.parent_id);
	if (comment->parent_state != COMMENT_PUBLISHED)
		view_show(parent, "PARENT_HIDDEN");
}

static void fill_person(struct ctx *c, struct view_dict *dict,
			const struct staff_comment *comment)
{
	const struct comment *note = &comment->note;
	struct view_dict *guest;

	view_set(dict, "NAME", note->author_name);
	page_note_site(c, dict, note->website);
	if (note->is_staff)
		view_show(dict, "STAFF");
	if (!note->author_email)
		return;
	guest = view_section(dict, "GUEST");
	view_set(guest, "EMAIL", note->author_email);
	if (!comment->published_before)
		view_show(guest, "FIRST");
	else
		view_set(view_section(guest, "KNOWN"), "BEFORE",
			 str_fill(c->arena,
				  trn(c->s, "{n} published before",
				      "{n} published before",
				      comment->published_before),
				  "n",
				  format_int(c->arena, c->s,
					     comment->published_before),
				  NULL));
}

/* Reports carry words of the public: what they chose, and what they wrote. */
static enum status fill_reports(struct ctx *c, struct view_dict *dict,
				const struct staff_comment *comment)
{
	struct comment_report *reports;
	struct view_dict *list;
	enum status st;
	size_t count;

	if (!comment->reports)
		return STATUS_OK;
	st = store_staff_comment_reports(c->db, c->arena, comment->note.id,
					 &reports, &count);
	if (st != STATUS_OK || !count)
		return st;
	list = view_section(dict, "REPORTS");
	for (size_t i = 0; i < count; i++) {
		struct view_dict *item = view_section(list, "REPORT");

		view_set(item, "REPORT_REASON",
			 report_reason_words(c->s, reports[i].reason));
		view_show_text(item, "REPORT_NOTE", reports[i].note);
		view_set(item, "REPORT_WHEN",
			 comment_when(c, reports[i].created_at));
	}
	return STATUS_OK;
}

static void fill_state(struct ctx *c, struct view_dict *dict,
		       const struct staff_comment *comment)
{
	static const char *const sections[] = {
		[COMMENT_HELD] = "IS_HELD",
		[COMMENT_PUBLISHED] = "IS_PUBLISHED",
		[COMMENT_SPAM] = "IS_SPAM",
		[COMMENT_REMOVED] = "IS_REMOVED",
	};
	const struct comment *note = &comment->note;

	view_show(dict, sections[note->state]);
	view_show_text(dict, "GONE_REASON", comment->reason);
	if (note->edited_at)
		view_set(view_section(dict, "EDITED"), "EDITED_DATE",
			 format_date(c->arena, c->s, note->edited_at));
	if (comment->holder && comment->holder_id == c->user->user_id)
		view_show(dict, "HELD_BY_ME");
	else
		view_show_text(dict, "HOLDER", comment->holder);
}

static void fill_buttons(struct ctx *c, struct view_dict *dict,
			 const struct staff_comment *comment,
			 const struct comment_place *place)
{
	enum comment_state state = comment->note.state;
	bool is_free = !comment->parent_name ||
		       comment->parent_state == COMMENT_PUBLISHED;
	const char *path = arena_printf(c->arena, "/admin/comments/%" PRId64,
					comment->note.id);

	view_set(dict, "PATH", path);
	admin_form(c, dict, path);
	comment_place_fill(dict, place);
	if (state != COMMENT_PUBLISHED && is_free)
		view_show(dict, "CAN_PUBLISH");
	if (state == COMMENT_PUBLISHED && comment->reports > 0)
		view_show(dict, "CAN_KEEP");
	if (state != COMMENT_SPAM && !comment->note.is_staff)
		view_show(dict, "CAN_SPAM");
	if (state != COMMENT_REMOVED)
		comment_reasons_fill(
			c, view_section(dict, "CAN_REMOVE"),
			place->is_one ? ""
				      : arena_printf(c->arena, "-%" PRId64,
						     comment->note.id),
			place->is_one ? c->form : NULL);
	if (state != COMMENT_HELD && place->is_one)
		view_show(dict, "CAN_HOLD");
}

enum status comment_item_fill(struct ctx *c, struct view_dict *dict,
			      const struct staff_comment *comment,
			      const struct comment_place *place)
{
	const struct comment *note = &comment->note;
	struct view_dict *typed;
	char when[21];

	view_set_int(dict, "ID", note->id);
	view_set_int(dict, "VERSION", comment->version);
	clock_rfc3339(note->created_at, when);
	view_set(dict, "WHEN", when);
	view_set(dict, "DATE", comment_when(c, note->created_at));
	fill_person(c, dict, comment);
	fill_place(c, dict, comment);
	fill_parent(c, dict, comment);
	fill_why(c, dict, note->flags);
	fill_score(c, dict, comment);
	fill_state(c, dict, comment);
	typed = view_dict_new(c->arena);
	if (note->flags && comment_fill_marked(c, typed, note))
		comment_fill_marked(c, view_section(dict, "TYPED"), note);
	else
		view_set(view_section(dict, "SHOWN"), "BODY_HTML",
			 markdown_comment(c->arena, note->body));
	fill_buttons(c, dict, comment, place);
	return fill_reports(c, dict, comment);
}
