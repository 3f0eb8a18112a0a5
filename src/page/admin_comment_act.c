/* Decisions about comments: their names, their reasons, and one step of a
 * change set. */
#include <inttypes.h>
#include <string.h>

#include "page/admin_comment_view.h"
#include "store/change.h"
#include "store/session.h"

#define REASON_MAX 500
#define WORDS_MAX  400

static const struct {
	const char *value, *label;
} reasons[] = {
	{ "private", TR("It tells private things about a person") },
	{ "child", TR("A child could be found by it") },
	{ "hurtful", TR("It hurts or threatens") },
	{ "topic", TR("It is not about mentoring") },
	{ "advert", TR("It sells something") },
	{ "author", TR("Its author asked for it") },
	{ "other", TR("Another reason") },
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

void comment_reasons_fill(struct ctx *c, struct view_dict *dict,
			  const char *suffix, const struct form *typed)
{
	const char *chosen = typed ? form_value(typed, "reason") : NULL;

	view_set(dict, "SUFFIX", suffix);
	view_set(dict, "WORDS", typed ? form_value(typed, "words") : NULL);
	for (size_t i = 0; i < COUNT(reasons); i++) {
		struct view_dict *item = view_section(dict, "REASON");

		view_set(item, "REASON_VALUE", reasons[i].value);
		view_set(item, "REASON_LABEL", tr(c->s, reasons[i].label));
		if (chosen && !strcmp(chosen, reasons[i].value))
			view_show(item, "REASON_CHOSEN");
	}
	if (!typed)
		return;
	view_show_text(dict, "REASON_FIX", admin_field_fix(c, "reason"));
	view_show_text(dict, "WORDS_FIX", admin_field_fix(c, "words"));
	if (form_error_of(typed, "reason") || form_error_of(typed, "words"))
		view_show(dict, "IS_OPEN");
}

const char *comment_reason_read(struct ctx *c)
{
	const char *value = form_value(c->form, "reason");
	const char *words = form_line(c->form, "words", 0, WORDS_MAX);
	const char *label = NULL;

	for (size_t i = 0; value && i < COUNT(reasons); i++)
		if (!strcmp(value, reasons[i].value))
			label = tr(c->s, reasons[i].label);
	if (!label)
		form_say(c->form, "reason", tr(c->s, "Choose a reason"));
	else if (!strcmp(value, "other") && !*words)
		form_say(c->form, "words",
			 tr(c->s, "Write the reason in your own words"));
	if (!form_ok(c->form))
		return NULL;
	if (!strcmp(value, "other"))
		return words;
	return *words ? arena_printf(c->arena, "%s. %s", label, words) : label;
}

static const struct {
	const char *name, *action;
	enum comment_state state;
} decisions[] = {
	{ "publish", "comment.publish", COMMENT_PUBLISHED },
	{ "spam", "comment.spam", COMMENT_SPAM },
	{ "remove", "comment.remove", COMMENT_REMOVED },
	{ "hold", "comment.hold", COMMENT_HELD },
};

bool comment_do_of(const char *name, enum comment_state *out)
{
	for (size_t i = 0; name && i < COUNT(decisions); i++) {
		if (!strcmp(name, decisions[i].name)) {
			*out = decisions[i].state;
			return true;
		}
	}
	return false;
}

const char *comment_action(const struct staff_comment *before,
			   enum comment_state state)
{
	size_t i = 0;

	if (before->note.state == state)
		return "comment.keep";
	while (decisions[i].state != state)
		i++;
	return decisions[i].action;
}

int64_t comment_seen_version(const struct ctx *c)
{
	return form_id(c->form, "version");
}

enum status comment_decide(struct ctx *c, const struct staff_comment *before,
			   enum comment_state state, const char *reason,
			   int64_t *set)
{
	const struct comment_decision decision = {
		.id = before->note.id,
		.version = before->version,
		.state = state,
		.reason = reason,
		.actor = admin_actor(c),
		.now = c->now,
	};
	struct change_item item = {
		.kind = CHANGE_COMMENT,
		.object_id = before->note.id,
		.before = store_staff_comment_before(c->arena, before),
	};
	enum status st = store_staff_comment_decide(c->db, &decision,
						    &item.after_version);

	if (st != STATUS_OK || item.after_version == before->version)
		return st; /* it was so already */
	if (!*set)
		st = store_change_begin(c->db, c->user->user_id,
					comment_action(before, state), c->now,
					set);
	return st == STATUS_OK ? store_change_add(c->db, *set, &item) : st;
}
