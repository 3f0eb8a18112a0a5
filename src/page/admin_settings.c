/* What staff set for the conversation while the site runs: the switch for an
 * attack, and words that they watch. */
#include "page/admin_settings.h"

#include <inttypes.h>
#include <string.h>

#include "page/pages.h"
#include "page/post.h"
#include "store/audit.h"
#include "store/session.h"
#include "store/setting.h"
#include "store/word_rule.h"
#include "util/utf8.h"
#include "view/format.h"

/* Since when, and who turned it: the record knows. */
static enum status fill_since(struct ctx *c, struct view_dict *dict)
{
	const struct audit_filter filter = {
		.object = "setting " SETTING_ATTACK,
	};
	struct view_dict *known;
	struct audit_row *rows;
	size_t count;
	enum status st =
		store_audit_list(c->db, c->arena, &filter, 1, &rows, &count);

	if (st != STATUS_OK || count == 0)
		return st;
	known = view_section(dict, "KNOWN");
	view_set(known, "WHO", admin_who(c, rows->actor));
	view_set(known, "SINCE", format_moment(c->arena, c->s, rows->at));
	return STATUS_OK;
}

enum status settings_band(struct ctx *c, struct view_dict *dict)
{
	bool is_on;
	enum status st = store_setting_is_on(c->db, SETTING_ATTACK, &is_on);

	if (st != STATUS_OK || !is_on)
		return st;
	return fill_since(c,
			  view_include(dict, "ATTACK", "partials/attack.tpl"));
}

static enum status fill_switch(struct ctx *c, struct view_dict *dict)
{
	struct view_dict *form = view_section(dict, "SWITCH");
	bool is_on;
	enum status st = store_setting_is_on(c->db, SETTING_ATTACK, &is_on);

	if (st != STATUS_OK)
		return st;
	admin_form(c, form, "/admin/settings");
	view_show(form, is_on ? "ON" : "OFF");
	if (is_on)
		return fill_since(c, view_section(dict, "ON"));
	view_show(dict, "OFF");
	return STATUS_OK;
}

static void fill_add(struct ctx *c, struct view_dict *dict)
{
	struct view_dict *form = view_section(dict, "ADD");
	const char *effect = c->form ? form_value(c->form, "effect") : NULL;

	admin_form(c, form, "/admin/settings/words");
	view_set(form, "WORD", c->form ? form_value(c->form, "word") : NULL);
	view_show_text(form, "WORD_ERROR", admin_field_fix(c, "word"));
	view_show_text(form, "EFFECT_ERROR", admin_field_fix(c, "effect"));
	view_show(form, effect && strcmp(effect, "spam") == 0 ? "SPAM_CHOSEN"
							      : "HOLD_CHOSEN");
}

static void fill_rule(struct ctx *c, struct view_dict *list,
		      const struct word_rule *rule)
{
	struct view_dict *item = view_section(list, "RULE");
	const char *path = arena_printf(
		c->arena, "/admin/settings/words/%" PRId64 "/remove", rule->id);

	view_set(item, "WORD", rule->word);
	view_show(item, rule->is_spam ? "SPAM" : "HOLD");
	view_set(item, "WHO", admin_who(c, rule->actor));
	view_set(item, "SINCE", format_date(c->arena, c->s, rule->created_at));
	view_set(item, "REMOVE_PATH", path);
	admin_form(c, item, path);
}

static enum status fill_words(struct ctx *c, struct view_dict *dict)
{
	struct word_rule *rules;
	struct view_dict *list;
	size_t count;
	enum status st = store_word_rule_list(c->db, c->arena, &rules, &count);

	if (st != STATUS_OK)
		return st;
	list = view_section(dict, count ? "WORDS" : "NONE");
	view_set(list, "TALLY",
		 str_fill(c->arena,
			  trn(c->s, "{n} word or phrase",
			      "{n} words and phrases", (int64_t)count),
			  "n", format_int(c->arena, c->s, (int64_t)count),
			  NULL));
	for (size_t i = 0; i < count; i++)
		fill_rule(c, list, &rules[i]);
	return STATUS_OK;
}

static const char *label_of(struct ctx *c, const char *field)
{
	if (strcmp(field, "word") == 0)
		return tr(c->s, "Word or phrase");
	return strcmp(field, "effect") == 0
		       ? tr(c->s, "What happens to a comment with it")
		       : NULL;
}

/* GET /admin/settings */
enum status page_admin_settings(struct ctx *c)
{
	struct admin_page page = {
		.title = tr(c->s, "Settings of the conversation"),
		.nav = ADMIN_SETTINGS,
	};
	struct view_dict *dict = page_dict(c);
	enum status st = fill_switch(c, dict);

	fill_add(c, dict);
	if (st == STATUS_OK)
		st = fill_words(c, dict);
	if (st != STATUS_OK)
		return st;
	admin_problem(c, dict, label_of);
	return admin_show(c, &page, "pages/admin_settings.tpl", dict);
}

/* POST /admin/settings */
enum status page_admin_settings_switch(struct ctx *c)
{
	const char *wanted = form_value(c->form, "attack");
	bool is_on = wanted && strcmp(wanted, "on") == 0;
	enum status st;

	if (!is_on && (!wanted || strcmp(wanted, "off") != 0))
		return STATUS_BAD;
	st = store_setting_put(c->db, SETTING_ATTACK, is_on ? "1" : "0",
			       admin_actor(c), c->now);
	return st == STATUS_OK ? admin_done(c, 0, "/admin/settings") : st;
}

/* What the list does not take is a problem of the form. */
static enum status add_word(struct ctx *c, const char *word, bool is_spam)
{
	bool is_long = utf8_length(utf8_fold(c->arena, word)) > WORD_RULE_MAX;
	enum status st;

	db_try(c->db);
	st = store_word_rule_add(c->db, word, is_spam, admin_actor(c), c->now);
	st = db_try_end(c->db, st);
	if (st == STATUS_CONFLICT)
		form_say(c->form, "word",
			 tr(c->s, "500 words are listed. Remove one first"));
	else if (st == STATUS_BAD && is_long)
		form_fail(c->form, "word", FORM_TOO_LONG, WORD_RULE_MAX);
	else if (st == STATUS_BAD)
		form_fail(c->form, "word", FORM_TOO_SHORT, WORD_RULE_MIN);
	return st == STATUS_CONFLICT || st == STATUS_BAD ? STATUS_OK : st;
}

/* POST /admin/settings/words */
enum status page_admin_word_add(struct ctx *c)
{
	const char *effect = form_value(c->form, "effect");
	bool is_spam = effect && strcmp(effect, "spam") == 0;
	const char *word =
		form_line(c->form, "word", WORD_RULE_MIN, WORD_RULE_MAX);
	enum status st = STATUS_OK;

	if (!is_spam && (!effect || strcmp(effect, "hold") != 0))
		form_fail(c->form, "effect", FORM_NOT_CHOICE, 0);
	if (form_ok(c->form))
		st = add_word(c, word, is_spam);
	if (st != STATUS_OK)
		return st;
	return form_ok(c->form) ? admin_done(c, 0, "/admin/settings#words")
				: page_admin_settings(c);
}

/* POST /admin/settings/words/:id/remove */
enum status page_admin_word_remove(struct ctx *c)
{
	enum status st;

	db_try(c->db);
	st = store_word_rule_remove(c->db, ctx_id(c, "id"), admin_actor(c));
	st = db_try_end(c->db, st);
	if (st == STATUS_NOT_FOUND) /* somebody was faster, and all is well */
		st = STATUS_OK;
	return st == STATUS_OK ? admin_done(c, 0, "/admin/settings#words") : st;
}
