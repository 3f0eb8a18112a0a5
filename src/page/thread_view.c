#include "page/thread_view.h"

#include <string.h>

#include "http/url.h"
#include "page/fragment.h"
#include "page/guest.h"
#include "page/note_html.h"
#include "page/reply_form.h"
#include "page/safety.h"
#include "util/clock.h"
#include "view/format.h"
#include "view/markdown.h"

/* One character of at, as a capital, at end; where the next one goes. */
static char *add_letter(char *end, const char *at)
{
	*end++ = *at >= 'a' && *at <= 'z' ? (char)(*at - 'a' + 'A') : *at;
	while (((unsigned char)*++at & 0xc0) == 0x80)
		*end++ = *at;
	return end;
}

const char *page_note_initials(struct arena *arena, const char *name)
{
	const char *last = strrchr(name, ' ');
	char *out = arena_alloc(arena, 2 * 4 + 1);
	char *end = add_letter(out, name);

	if (last)
		add_letter(end, last + 1);
	return out;
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

static void fill_answered(struct view_dict *dict, const struct comment *note)
{
	if (!note->answers)
		return;
	if (*note->answers)
		view_set(view_section(dict, "ANSWERS"), "ANSWERED",
			 note->answers);
	else
		view_show(dict, "ANSWERS_NOBODY");
}

static void fill_note(struct ctx *c, struct view_dict *note_dict,
		      const struct comment *note)
{
	struct view_dict *dict;
	char when[21];

	view_set_int(note_dict, "ID", note->id);
	if (note->is_stub) {
		view_show(note_dict, "GONE");
		return;
	}
	dict = view_section(note_dict, "SHOWN");
	clock_rfc3339(note->created_at, when);
	view_set(dict, "WHEN", when);
	view_set(dict, "DATE", format_date(c->arena, c->s, note->created_at));
	view_set(dict, "NAME", note->author_name);
	view_set(dict, "INITIALS",
		 page_note_initials(c->arena, note->author_name));
	view_set(dict, "BODY_HTML",
		 note->is_own ? markdown_comment(c->arena, note->body)
			      : note_html(c->arena, note->id, note->body));
	page_note_site(c, dict, note->website);
	fill_answered(dict, note);
	if (note->is_staff)
		view_show(dict, "STAFF");
	if (note->edited_at)
		view_set(view_section(dict, "EDITED"), "EDITED_DATE",
			 format_date(c->arena, c->s, note->edited_at));
	if (note->is_own) {
		view_show(dict, "WAIT");
		view_show_text(dict, "WHY", safety_reasons(c, note->flags));
	} else {
		view_show(dict, "OPEN");
	}
}

/* Comments come depth first, so the one above is the last of the level
 * above. */
static void fill_notes(struct ctx *c, struct view_dict *dict,
		       const struct comment *notes, size_t count)
{
	struct view_dict *above[COMMENT_DEPTH_MAX + 1] = { 0 };
	struct view_dict *replies[COMMENT_DEPTH_MAX + 1] = { 0 };

	above[0] = count ? view_section(dict, "NOTES") : NULL;
	for (size_t i = 0; i < count; i++) {
		int depth = notes[i].depth;
		struct view_dict *list = above[depth - 1];

		if (depth > 1) {
			if (!replies[depth - 1])
				replies[depth - 1] =
					view_section(list, "REPLIES");
			list = replies[depth - 1];
		}
		above[depth] = view_include(list, depth > 1 ? "REPLY" : "NOTE",
					    "partials/note.tpl");
		replies[depth] = NULL;
		fill_note(c, above[depth], &notes[i]);
	}
}

static void fill_pages(struct ctx *c, struct view_dict *dict, const char *path,
		       size_t page, size_t pages)
{
	struct view_dict *nav;

	if (pages < 2)
		return;
	nav = view_section(dict, "PAGES");
	for (size_t i = 1; i <= pages; i++) {
		struct view_dict *item = view_section(nav, "PAGE");
		char *href =
			i == 1 ? arena_printf(c->arena, "%s#talk", path)
			       : arena_printf(c->arena, "%s?comments=%zu#talk",
					      path, i);

		view_set(item, "PAGE_HREF", href);
		view_set_int(item, "PAGE_NUMBER", (int64_t)i);
		if (i == page)
			view_show(item, "IS_CURRENT");
	}
}

static const char *title_of(struct ctx *c, int64_t published, size_t shown)
{
	if (published)
		return str_fill(
			c->arena,
			trn(c->s, "{n} comment", "{n} comments", published),
			"n", format_int(c->arena, c->s, published), NULL);
	return shown ? tr(c->s, "Your comment")
		     : tr(c->s, "Be the first to write");
}

/* What ?reply_to and ?comments ask for. A comment that cannot be answered
 * (any more) leaves the plain form. */
static enum status read_query(struct ctx *c, const struct thread *thread,
			      const struct comment **parent, size_t *page)
{
	int64_t asked = form_id(&c->request->query, "comments");
	int64_t id = form_id(&c->request->query, "reply_to");
	struct comment *answered;
	struct thread same;
	enum status st;

	*parent = NULL;
	*page = asked > 0 && asked < INT32_MAX ? (size_t)asked : 1;
	if (!id || !thread->id)
		return STATUS_OK;
	answered = arena_alloc(c->arena, sizeof(*answered));
	st = store_comment_parent(c->db, c->arena, thread->id, id, answered);
	if (st != STATUS_OK)
		return st == STATUS_NOT_FOUND ? STATUS_OK : st;
	*parent = answered;
	if (asked)
		return STATUS_OK;
	return store_comment_place(c->db, c->arena, id, NULL, &same, page);
}

/* Is the query one that our own links have? Others show the same page under
 * another name. */
static bool is_own_query(struct ctx *c, const struct comment *parent,
			 size_t page)
{
	const char *query = c->request->query_text;

	if (!*query)
		return true;
	if (parent)
		return !strcmp(query, arena_printf(c->arena, "reply_to=%lld",
						   (long long)parent->id));
	return page > 1 &&
	       !strcmp(query, arena_printf(c->arena, "comments=%zu", page));
}

/* Does this reader see what every reader sees: the first page, the empty form
 * of a guest, and nothing of their own that waits? */
static enum status is_common(struct ctx *c, const struct thread *thread,
			     bool *answer)
{
	const struct comment_reader reader = guest_reader(c);
	bool waits = false;
	enum status st = STATUS_OK;

	if ((reader.guest_hash || reader.user_id) && thread->id)
		st = store_comment_waits(c->db, thread->id, &reader, &waits);
	*answer = !waits && !c->user && !*c->request->query_text;
	return st;
}

static enum status make_thread(struct ctx *c, struct thread *thread,
			       bool is_kept, struct buf *out)
{
	struct reply_form form = { .kind = thread->kind,
				   .key = thread->key,
				   .is_for_one = !is_kept };
	const struct comment_reader reader = guest_reader(c);
	struct comment *notes = NULL;
	size_t page = 1, pages = 1, count = 0;
	struct view_dict *talk;
	enum status st = read_query(c, thread, &form.parent, &page);

	if (st == STATUS_OK && thread->id)
		st = store_comment_thread(c->db, c->arena, thread->id, page,
					  &reader, &notes, &count, &pages);
	if (st != STATUS_OK)
		return st;
	if (page > pages)
		return STATUS_NOT_FOUND;
	c->is_one_off = !is_own_query(c, form.parent, page);
	talk = view_dict_new(c->arena);
	view_set(talk, "TALK_TITLE", title_of(c, thread->comment_count, count));
	fill_notes(c, talk, notes, count);
	fill_pages(c, talk, thread->path, page, pages);
	reply_form_fill(c, talk, &form);
	return view_expand(c->site->view, "partials/thread.tpl", talk, out);
}

enum status page_thread(struct ctx *c, enum thread_kind kind, const char *key,
			struct buf *out)
{
	const char *name = arena_printf(c->arena, "thread %d %s", kind, key);
	const char *kept = NULL;
	struct thread thread;
	bool is_kept = false;
	size_t len = 0;
	enum status st;

	st = store_thread_get(c->db, c->arena, kind, key, &thread);
	if (st == STATUS_OK)
		st = is_common(c, &thread, &is_kept);
	if (st == STATUS_OK && is_kept)
		kept = fragment_find(c, FRAGMENT_OF_PUBLIC, name, &len);
	if (kept)
		buf_add(out, kept, len);
	if (st != STATUS_OK || kept)
		return st;
	st = make_thread(c, &thread, is_kept, out);
	if (st == STATUS_OK && is_kept)
		fragment_keep(c, FRAGMENT_OF_PUBLIC, name, out->data, out->len);
	return st;
}
