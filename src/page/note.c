#include "page/note.h"

#include <inttypes.h>

#include "http/url.h"
#include "page/note_html.h"
#include "page/safety.h"
#include "util/clock.h"
#include "util/utf8_name.h"
#include "view/format.h"
#include "view/markdown.h"

#define FACE_TINTS  6 /* .t0 to .t5 in static/css/north.css */
#define FACE_SHAPES 5 /* .s0 to .s4 */

const char *page_note_name(struct ctx *c, const char *name)
{
	const char *shown = utf8_name(c->arena, name);

	return *shown ? shown : tr(c->s, "A guest");
}

void page_note_face(struct ctx *c, struct view_dict *dict, const char *name)
{
	const char *shown = utf8_name(c->arena, name);
	unsigned number = utf8_name_number(c->arena, shown);

	view_setf(dict, "FACE", "t%u s%u", number % FACE_TINTS,
		  number / FACE_TINTS % FACE_SHAPES);
	view_set(dict, "INITIALS", utf8_initials(c->arena, shown));
}

void page_note_site(struct ctx *c, struct view_dict *dict, const char *website)
{
	const char *host = website ? url_host(c->arena, website) : NULL;
	struct view_dict *site;

	if (!host)
		return;
	site = view_section(dict, "SITE");
	view_set(site, "SITE_URL", website);
	view_set(site, "SITE_HOST", host);
}

static void fill_answered(struct ctx *c, struct view_dict *dict,
			  const struct comment *note)
{
	struct view_dict *answers;

	if (!note->answers)
		return;
	if (!*note->answers) {
		view_show(dict, "ANSWERS_NOBODY");
		return;
	}
	answers = view_section(dict, "ANSWERS");
	view_set(answers, "ANSWERED", page_note_name(c, note->answers));
	view_set_int(answers, "ANSWERED_ID", note->parent_id);
}

static void fill_dates(struct ctx *c, struct view_dict *dict,
		       const struct comment *note)
{
	char when[21];

	clock_rfc3339(note->created_at, when);
	view_set(dict, "WHEN", when);
	view_set(dict, "AGO",
		 format_ago(c->arena, c->s, note->created_at, c->now));
	view_set(dict, "DATE", format_moment(c->arena, c->s, note->created_at));
	if (!note->edited_at)
		return;
	dict = view_section(dict, "EDITED");
	clock_rfc3339(note->edited_at, when);
	view_set(dict, "EDITED_WHEN", when);
	view_set(dict, "EDITED_DATE",
		 format_date(c->arena, c->s, note->edited_at));
}

static bool may_edit(struct ctx *c, const struct comment *note)
{
	return note->is_mine &&
	       c->now - note->created_at < COMMENT_EDIT_SECONDS;
}

/* What can be done with it, and in which order the answer's page stands. */
static void fill_ways(struct ctx *c, struct view_dict *dict,
		      const struct comment *note,
		      const struct comment_view *view)
{
	bool is_editable = may_edit(c, note);
	struct view_dict *ways;

	if (note->is_own && !is_editable)
		return;
	ways = view_section(dict, "WAYS");
	if (!note->is_own)
		view_setf(view_section(ways, "ANSWER"), "ANSWER_HREF",
			  "?%sreply_to=%" PRId64,
			  view->is_newest ? "order=newest&" : "", note->id);
	if (is_editable)
		view_show(ways, "EDIT");
	if (!note->is_mine)
		view_show(ways, "REPORT");
}

static void fill_more(struct ctx *c, struct view_dict *dict,
		      const struct comment *note)
{
	const char *words = trn(c->s, "Show {n} more reply",
				"Show {n} more replies", note->more_count);

	if (note->more_count)
		view_set(view_section(dict, "MORE"), "MORE_TEXT",
			 str_fill(c->arena, words, "n",
				  format_int(c->arena, c->s, note->more_count),
				  NULL));
}

void page_note_fill(struct ctx *c, struct view_dict *note_dict,
		    const struct comment *note, const struct comment_view *view)
{
	const char *name = page_note_name(c, note->author_name);
	struct view_dict *dict;

	view_set_int(note_dict, "ID", note->id);
	fill_more(c, note_dict, note);
	if (note->is_stub) {
		view_show(note_dict,
			  note->state == COMMENT_HELD ? "AWAY" : "GONE");
		return;
	}
	dict = view_section(note_dict, "SHOWN");
	view_set(dict, "NAME", name);
	if (note->is_staff)
		view_show(dict, "STAFF");
	else
		page_note_face(c, view_section(dict, "PERSON"), name);
	fill_dates(c, dict, note);
	view_set(dict, "BODY_HTML",
		 note->is_own ? markdown_comment(c->arena, note->body)
			      : note_html(c->arena, note->id, note->body));
	page_note_site(c, dict, note->website);
	fill_answered(c, dict, note);
	fill_ways(c, dict, note, view);
	view_setf(dict, "NOTE_HREF", "/comments/%" PRId64 "%s", note->id,
		  view->is_newest ? "?order=newest" : "");
	view_show(dict, note->is_own ? "WAIT" : "OPEN");
	if (note->is_own)
		view_show_text(dict, "WHY", safety_reasons(c, note->flags));
}
