/* The editor of a page's text. */
#include <string.h>

#include "http/form.h"
#include "page/admin_text.h"
#include "page/admin_words.h"
#include "page/form_token.h"
#include "page/pages.h"
#include "page/text_view.h"
#include "store/draft.h"
#include "store/session.h"
#include "util/json.h"
#include "util/utf8.h"
#include "view/format.h"

#define HISTORY_SHOWN 30

struct edit {
	struct text_place place;
	struct page_text stored;
	const char *object; /* "page about en" */
	const char *body, *note;
	int64_t version; /* that the writer began with */
	bool is_draft;   /* the form holds one's own draft */
	bool is_conflict, is_previewed;
};

static enum status load(struct ctx *c, struct edit *out)
{
	enum status st = admin_text_place(c, &out->place);

	if (st != STATUS_OK)
		return st;
	st = store_page_text_get(c->db, c->arena, out->place.page,
				 out->place.lang, &out->stored);
	out->object = arena_printf(c->arena, "page %s %s", out->place.page,
				   out->place.lang);
	out->body = out->stored.body;
	out->note = "";
	out->version = out->stored.version;
	return st;
}

static const char *label_of(struct ctx *c, const char *field)
{
	if (strcmp(field, "body") == 0)
		return tr(c->s, "Text");
	return strcmp(field, "note") == 0 ? tr(c->s, "What did you change?")
					  : NULL;
}

/* Showing ------------------------------------------------------------- */

static void fill_langs(struct view_dict *dict, const struct text_place *place)
{
	for (int i = 0; i < PAGE_TEXT_LANGS; i++) {
		struct view_dict *item = view_section(dict, "LANGS");

		view_set(item, "OTHER_TAG", page_text_langs[i]);
		view_set(item, "OTHER_NAME",
			 admin_text_lang_name(page_text_langs[i]));
		if (strcmp(page_text_langs[i], place->lang) == 0)
			view_show(item, "THIS");
	}
}

static enum status fill_history(struct ctx *c, struct view_dict *dict,
				const struct text_place *place)
{
	struct page_text *list;
	struct view_dict *history;
	size_t count;
	enum status st = store_page_text_revisions(c->db, c->arena, place->page,
						   place->lang, HISTORY_SHOWN,
						   &list, &count);

	if (st != STATUS_OK || count == 0)
		return st;
	history = view_section(dict, "HISTORY");
	for (size_t i = 0; i < count; i++) {
		struct view_dict *item = view_section(history, "REVISION");

		view_set_int(item, "NUMBER", list[i].version);
		view_set(item, "DAY", format_date(c->arena, c->s, list[i].at));
		view_set(item, "WHO", admin_who(c, list[i].actor));
		view_show_text(item, "REVISION_NOTE", list[i].note);
	}
	return STATUS_OK;
}

static void fill_form(struct ctx *c, struct view_dict *dict,
		      const struct edit *edit)
{
	const char *path = admin_text_path(c, &edit->place);

	view_set(dict, "BODY", edit->body);
	view_set(dict, "NOTE", edit->note);
	view_set(dict, "ROWS", edit->place.heading ? "24" : "7");
	view_set_int(dict, "VERSION", edit->version);
	view_set(dict, "EDITOR", c->form ? "changed" : "saved");
	view_set(dict, "WHAT_TEXT", edit->place.what);
	view_set(dict, "LIMIT_TEXT",
		 str_fill(c->arena, tr(c->s, "At most {n} characters."), "n",
			  format_int(c->arena, c->s, (int64_t)edit->place.max),
			  NULL));
	if (edit->place.heading)
		view_show(dict, "MAY_HEAD");
	view_show_text(dict, "BODY_ERROR", admin_field_fix(c, "body"));
	view_show_text(dict, "NOTE_ERROR", admin_field_fix(c, "note"));
	admin_form(c, dict, path);
	view_set(dict, "DRAFT_TOKEN",
		 form_token_new(c, arena_printf(c->arena, "%s/draft", path)));
}

static void fill_state(struct ctx *c, struct view_dict *dict,
		       const struct edit *edit)
{
	view_show(dict, *edit->stored.body ? "IS_OWN" : "IS_SITE");
	if (strcmp(edit->place.lang, strings_language(c->s)) != 0)
		view_show(dict, "NOT_SHOWN");
	if (edit->is_draft)
		view_show(dict, "GOING_ON");
	if (edit->is_conflict) {
		struct view_dict *both = view_section(dict, "CONFLICT");

		view_set(both, "LANG_TAG", edit->place.lang);
		admin_words_show(c, both, "THEIRS_WORDS", edit->stored.body,
				 edit->body, WORDS_BEFORE);
		admin_words_show(c, both, "YOURS_WORDS", edit->stored.body,
				 edit->body, WORDS_AFTER);
	}
	if (edit->is_previewed) {
		struct view_dict *preview = view_section(dict, "PREVIEWED");

		if (*edit->body)
			text_show(c, preview, edit->place.lang, edit->body,
				  edit->place.heading);
		else
			view_show(preview, "NO_TEXT");
	}
}

/* Whoever begins a text sees what it takes the place of. About us is too long
 * for that: its page is a link away. */
static enum status fill_site_words(struct ctx *c, struct view_dict *dict,
				   const struct edit *edit)
{
	const char *words = NULL;
	enum status st = STATUS_OK;

	if (*edit->stored.body ||
	    strcmp(edit->place.lang, strings_language(c->s)) != 0)
		return STATUS_OK;
	if (strcmp(edit->place.page, "home") == 0)
		st = home_words(c, &words);
	else
		words = area_words(c, edit->place.page);
	if (st == STATUS_OK)
		view_show_text(dict, "SITE_WORDS", words);
	return st;
}

/* One's own draft, offered while the form holds the stored text. */
static enum status offer_draft(struct ctx *c, struct view_dict *dict,
			       const struct edit *edit)
{
	struct draft draft;
	struct view_dict *kept;
	enum status st;

	if (c->form || edit->is_draft)
		return STATUS_OK;
	st = store_draft_get(c->db, c->arena, c->user->user_id, edit->object,
			     &draft);
	if (st == STATUS_NOT_FOUND)
		return STATUS_OK;
	if (st != STATUS_OK)
		return st;
	kept = view_section(dict, "KEPT");
	view_set(kept, "KEPT_TEXT",
		 str_fill(c->arena,
			  tr(c->s, "You have a draft of {date} that you did "
				   "not save."),
			  "date", format_date(c->arena, c->s, draft.updated_at),
			  NULL));
	admin_form(c, kept,
		   arena_printf(c->arena, "%s/draft",
				admin_text_path(c, &edit->place)));
	return STATUS_OK;
}

static enum status show(struct ctx *c, const struct edit *edit)
{
	struct admin_page page = { .title = edit->place.name };
	struct view_dict *dict = page_dict(c);
	enum status st;

	admin_text_names(c, dict, &page, &edit->place, false);
	fill_langs(dict, &edit->place);
	fill_form(c, dict, edit);
	fill_state(c, dict, edit);
	st = fill_history(c, dict, &edit->place);
	if (st == STATUS_OK)
		st = fill_site_words(c, dict, edit);
	if (st == STATUS_OK)
		st = offer_draft(c, dict, edit);
	if (st != STATUS_OK)
		return st;
	admin_problem(c, dict, label_of);
	if (edit->is_conflict)
		c->response->code = 409;
	return admin_show(c, &page, "pages/admin_text.tpl", dict);
}

/* Drafts -------------------------------------------------------------- */

/* Take up one's own draft, if there is one that can be read. */
static enum status take_draft(struct ctx *c, struct edit *edit)
{
	const char *body = NULL, *note = NULL;
	struct draft draft;
	json_t *fields;
	enum status st = store_draft_get(c->db, c->arena, c->user->user_id,
					 edit->object, &draft);

	if (st == STATUS_NOT_FOUND)
		return STATUS_OK;
	if (st != STATUS_OK)
		return st;
	fields = json_loads(draft.fields, 0, NULL);
	if (json_unpack(fields, "[[s, s], [s, s]]", &(const char *){ NULL },
			&body, &(const char *){ NULL }, &note) == 0) {
		edit->body = arena_strdup(c->arena, body);
		edit->note = arena_strdup(c->arena, note);
		edit->version = draft.base_version;
		edit->is_draft = true;
	}
	json_decref(fields);
	return STATUS_OK;
}

static void read_form(struct ctx *c, struct edit *edit)
{
	const char *body = form_value(c->form, "body");
	const char *note = form_value(c->form, "note");

	form_text(c->form, "body", 0, edit->place.max);
	form_line(c->form, "note", 0, PAGE_TEXT_NOTE_MAX);
	edit->body = utf8_clean(c->arena, body ? body : "", false);
	edit->note = utf8_clean(c->arena, note ? note : "", true);
	edit->version = form_id(c->form, "version");
}

/* POST /admin/pages/:page/:lang/draft */
enum status page_admin_text_draft(struct ctx *c)
{
	const char *wish = form_value(c->form, "do");
	struct edit edit = { 0 };
	json_t *fields;
	enum status st = load(c, &edit);

	if (st != STATUS_OK)
		return st;
	if (wish && strcmp(wish, "discard") == 0) {
		st = store_draft_drop(c->db, c->user->user_id, edit.object);
		if (st != STATUS_OK)
			return st;
		return page_redirect(c, 303, "%s",
				     admin_text_path(c, &edit.place));
	}
	read_form(c, &edit);
	if (!form_ok(c->form))
		return STATUS_TOO_LARGE;
	fields = json_pack("[[s, s], [s, s]]", "body", edit.body, "note",
			   edit.note);
	st = store_draft_put(c->db, c->user->user_id, edit.object,
			     json_text(c->arena, fields, 0), edit.version,
			     c->now);
	if (st != STATUS_OK)
		return st;
	return page_redirect(c, 303, "%s?draft=1",
			     admin_text_path(c, &edit.place));
}

/* Pages --------------------------------------------------------------- */

/* GET /admin/pages/:page/:lang */
enum status page_admin_text(struct ctx *c)
{
	struct edit edit = { 0 };
	enum status st = load(c, &edit);

	if (st == STATUS_OK && form_flag(&c->request->query, "draft"))
		st = take_draft(c, &edit);
	return st == STATUS_OK ? show(c, &edit) : st;
}

/* POST /admin/pages/:page/:lang */
enum status page_admin_text_save(struct ctx *c)
{
	const char *wish = form_value(c->form, "do");
	struct edit edit = { 0 };
	struct page_text text;
	enum status st = load(c, &edit);

	if (st != STATUS_OK)
		return st;
	read_form(c, &edit);
	edit.is_previewed =
		form_ok(c->form) && (!wish || strcmp(wish, "save") != 0);
	if (!form_ok(c->form) || edit.is_previewed)
		return show(c, &edit);
	if (edit.version != edit.stored.version) {
		edit.is_conflict = true;
		edit.version = edit.stored.version;
		return show(c, &edit);
	}
	text = (struct page_text){ .page = edit.place.page,
				   .lang = edit.place.lang,
				   .body = edit.body,
				   .version = edit.version,
				   .at = c->now,
				   .actor = admin_actor(c),
				   .note = edit.note };
	return admin_text_store(c, &edit.place, &text, 0);
}
