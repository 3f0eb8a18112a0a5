/* Rows of the record as sentences. */
#include "page/admin_audit.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "page/admin.h"
#include "page/words.h"
#include "store/setting.h"
#include "util/utf8.h"
#include "view/format.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define VALUE_MAX    60 /* letters of a value in a sentence */

static const struct {
	const char *action, *words;
} SENTENCES[] = {
	{ "program.add", TR("{who} added {what}.") },
	{ "program.save", TR("{who} changed {what}.") },
	{ "program.publish", TR("{who} published {what}.") },
	{ "program.unpublish", TR("{who} took {what} off the site.") },
	{ "program.pause", TR("{who} paused {what}.") },
	{ "program.close", TR("{who} closed {what}.") },
	{ "program.confirm", TR("{who} confirmed {what}.") },
	{ "program.restore",
	  TR("{who} brought back an earlier version of {what}.") },
	{ "comment.add", TR("{who} wrote {what}.") },
	{ "comment.post", TR("{who} wrote {what}, and it showed at once.") },
	{ "comment.publish", TR("{who} published {what}.") },
	{ "comment.hold", TR("{who} put {what} back in the queue.") },
	{ "comment.keep", TR("{who} read the reports on {what} and kept it.") },
	{ "comment.spam", TR("{who} marked {what} as spam.") },
	{ "comment.remove", TR("{who} removed {what}.") },
	{ "comment.edit", TR("{who} corrected {what}.") },
	{ "comment.reply", TR("{who} replied with {what}.") },
	{ "comment.report", TR("{who} reported {what}.") },
	{ "sender.block", TR("{who} blocked a sender of comments.") },
	{ "sender.unblock", TR("{who} let a blocked sender write again.") },
	{ "measure.add", TR("{who} added {what}.") },
	{ "measure.save", TR("{who} changed {what}.") },
	{ "measure.retire", TR("{who} retired {what}.") },
	{ "figure.save", TR("{who} entered {what}.") },
	{ "figure.publish", TR("{who} published {what}.") },
	{ "figure.correct", TR("{who} corrected {what}.") },
	{ "figure.remove", TR("{who} removed {what}.") },
	{ "page.save", TR("{who} changed {what}.") },
	{ "page.restore", TR("{who} brought back an earlier {what}.") },
	{ "import.run", TR("{who} imported a table of listings.") },
	{ "places.import",
	  TR("{who} brought counties and ZIP codes up to date.") },
	{ "import.comments", TR("{who} brought comments of another site.") },
	{ "import.undo", TR("{who} took back an import.") },
	{ "user.add", TR("{who} invited {what}.") },
	{ "user.join", TR("{who} made an account for comments.") },
	{ "user.contact", TR("{who} has another email address.") },
	{ "user.link", TR("{who} made a sign-in link for {what}.") },
	{ "user.role", TR("{who} changed the role of {what}.") },
	{ "user.disable", TR("{who} disabled the account of {what}.") },
	{ "user.enable", TR("{who} enabled the account of {what}.") },
	{ "user.password", TR("{who} set a new password for {what}.") },
	{ "user.second-factor",
	  TR("{who} changed the second step of signing in of {what}.") },
	{ "user.name", TR("{who} changed the name of {what}.") },
	{ "user.give-listing", TR("{who} let {what} edit a listing.") },
	{ "user.take-listing",
	  TR("{who} no longer lets {what} edit a listing.") },
	{ "session.begin", TR("{who} signed in.") },
	{ "session.end", TR("{who} ended a sign-in.") },
	{ "person.erase", TR("{who} erased a person.") },
	{ "change.undo", TR("{who} undid a change.") },
	{ "word.add", TR("{who} listed {what}.") },
	{ "word.change",
	  TR("{who} changed what happens to comments with {what}.") },
	{ "word.remove", TR("{who} took {what} off the list.") },
	{ "setting.change", TR("{who} changed {what}.") },
	{ "mail.retry", TR("{who} sent a mail again that had failed.") },
	{ "digest.on", TR("{who} switched on mail about what waits.") },
	{ "digest.off", TR("{who} switched off mail about what waits.") },
	{ "address.confirm",
	  TR("{who} agreed to get mail about their comments.") },
	{ "address.stop", TR("{who} stopped mail about their comments.") },
};
/* Of an erasure that took one comment: its writer's wish. */
static const char ONE_COMMENT[] = TR("{who} deleted a comment of their own.");
/* Of one that nobody asked for. */
static const char OLD_COMMENTS[] =
	TR("{who} removed comments that were kept long enough.");
/* What this version does not know of. */
static const char OTHER[] = TR("{who} changed {what}.");

/* Where one changed field is the whole story. */
static const char ONE_FIELD[] =
	TR("{who} changed {what}: {field} was {before}, now {after}.");
static const char ONE_FILLED[] =
	TR("{who} changed {what}: {field} was empty, now {after}.");
static const char ONE_EMPTIED[] =
	TR("{who} changed {what}: {field} was {before}, now empty.");
static const char FEW_FIELDS[] = TR("{who} changed {what}: {fields}.");

/* Things ------------------------------------------------------------------- */

static int64_t number_of(const char *object)
{
	const char *space = strchr(object, ' ');

	return space ? strtoll(space + 1, NULL, 10) : 0;
}

static bool is_kind(const char *object, const char *kind)
{
	size_t len = strlen(kind);

	return strncmp(object, kind, len) == 0 &&
	       (object[len] == ' ' || object[len] == '\0');
}

/* "page about en": which text, in which language. */
static const char *page_name(struct ctx *c, const char *object)
{
	const char *page = strchr(object, ' ') ? strchr(object, ' ') + 1 : "";
	char *name = arena_strndup(c->arena, page, strcspn(page, " "));
	const char *area = words_area(c, name);

	if (area)
		return str_fill(c->arena, tr(c->s, "text of “{area}”"), "area",
				area, NULL);
	if (strcmp(name, "home") == 0)
		return tr(c->s, "text of the first page");
	if (strcmp(name, "about") == 0)
		return tr(c->s, "text of “About us”");
	return tr(c->s, "text of a page");
}

/* "page about en" stands at /admin/pages/about/en. */
static const char *page_path(struct ctx *c, const char *object)
{
	char *path = arena_printf(c->arena, "/admin/pages%s",
				  object + strlen("page"));

	for (char *at = path; *at; at++)
		if (*at == ' ')
			*at = '/';
	return path;
}

static const char *path_of(struct ctx *c, const char *object,
			   const struct audit_thing *thing)
{
	int64_t id = number_of(object);
	const char *path = "";

	if (is_kind(object, "program") && thing->name)
		path = arena_printf(c->arena, "/admin/programs/%" PRId64, id);
	else if (is_kind(object, "comment") && thing->name)
		path = arena_printf(c->arena, "/admin/comments/%" PRId64, id);
	else if (thing->place)
		path = arena_printf(c->arena, "/admin/dashboard/%s",
				    thing->place);
	else if (is_kind(object, "user") && thing->of_user)
		path = arena_printf(c->arena, "/admin/users/%" PRId64, id);
	else if (is_kind(object, "page"))
		path = page_path(c, object);
	else if (is_kind(object, "setting") || is_kind(object, "word"))
		path = "/admin/settings";
	return *path && admin_may_open(c, GET, path) ? path : "";
}

static const char *name_of(struct ctx *c, const char *object,
			   const struct audit_thing *thing)
{
	const char *number =
		arena_printf(c->arena, "%" PRId64, number_of(object));

	if (is_kind(object, "comment"))
		return thing->name ? str_fill(c->arena,
					      tr(c->s, "comment {n} by {name}"),
					      "n", number, "name", thing->name,
					      NULL)
				   : str_fill(c->arena, tr(c->s, "comment {n}"),
					      "n", number, NULL);
	if (is_kind(object, "figure") && thing->name)
		return str_fill(
			c->arena, tr(c->s, "the figure for {period} of {name}"),
			"period", thing->extra, "name", thing->name, NULL);
	if (is_kind(object, "word"))
		return thing->name ? str_fill(c->arena, tr(c->s, "“{word}”"),
					      "word", thing->name, NULL)
				   : tr(c->s, "a word");
	if (thing->name)
		return thing->name;
	if (strcmp(object, "setting " SETTING_ATTACK) == 0)
		return tr(c->s, "the switch for an attack");
	if (is_kind(object, "user"))
		return admin_who(c, object);
	if (is_kind(object, "session") && thing->of_user)
		return admin_who(c, arena_printf(c->arena, "user %" PRId64,
						 thing->of_user));
	if (is_kind(object, "page"))
		return page_name(c, object);
	if (is_kind(object, "program"))
		return str_fill(c->arena, tr(c->s, "listing {n}"), "n", number,
				NULL);
	return object;
}

enum status audit_words_thing(struct ctx *c, const char *object,
			      const char **name, const char **path)
{
	struct audit_thing thing;
	enum status st = store_audit_thing(c->db, c->arena, object, &thing);

	*name = name_of(c, object, &thing);
	*path = path_of(c, object, &thing);
	return st;
}

/* Sentences ---------------------------------------------------------------- */

struct sentence {
	const char *who, *what, *path;
	bool is_person; /* who: a name, not words of the site */
	const char *field, *fields, *before, *after;
};

static const char *words_of(const char *action)
{
	for (size_t i = 0; i < COUNT(SENTENCES); i++)
		if (strcmp(SENTENCES[i].action, action) == 0)
			return SENTENCES[i].words;
	return OTHER;
}

static void show_words(struct view_dict *dict, const char *text, size_t len)
{
	if (len > 0)
		view_set_n(view_section(view_section(dict, "PART"), "WORDS"),
			   "TEXT", text, len);
}

static void show_value(struct ctx *c, struct view_dict *dict, const char *value)
{
	view_set(view_section(view_section(dict, "PART"), "VALUE"), "TEXT",
		 utf8_shorten(c->arena, value, VALUE_MAX));
}

static void show_hole(struct ctx *c, struct view_dict *dict,
		      const struct sentence *s, const char *hole, size_t len)
{
	struct view_dict *part;

#define IS(name) (len == strlen(name) && strncmp(hole, name, len) == 0)
	if (IS("who") && !s->is_person) {
		show_words(dict, s->who, strlen(s->who));
	} else if (IS("who")) {
		part = view_section(view_section(dict, "PART"), "WHO");
		view_set(part, "TEXT", s->who);
	} else if (IS("what") && *s->path) {
		part = view_section(view_section(dict, "PART"), "THING");
		view_set(part, "THING_PATH", s->path);
		view_set(part, "TEXT", s->what);
	} else if (IS("what")) {
		part = view_section(view_section(dict, "PART"), "WHO");
		view_set(part, "TEXT", s->what);
	} else if (IS("before")) {
		show_value(c, dict, s->before);
	} else if (IS("after")) {
		show_value(c, dict, s->after);
	} else if (IS("field")) {
		show_words(dict, s->field, strlen(s->field));
	} else if (IS("fields")) {
		show_words(dict, s->fields, strlen(s->fields));
	}
#undef IS
}

/* The sentence in pieces, so that names can be links and carry their own
 * language. */
static void show_sentence(struct ctx *c, struct view_dict *dict,
			  const char *words, const struct sentence *s)
{
	while (*words) {
		size_t len = strcspn(words, "{");
		const char *end;

		show_words(dict, words, len);
		words += len;
		end = *words ? strchr(words, '}') : NULL;
		if (!end)
			return;
		show_hole(c, dict, s, words + 1, (size_t)(end - words) - 1);
		words = end + 1;
	}
}

#define FIELDS_MAX 4

/* Tell the changed fields of a save in the sentence: one with its values, a
 * few by name. Others stay with the plain words. */
static const char *tell_fields(struct ctx *c, const struct audit_row *row,
			       const char *words, struct sentence *s)
{
	json_t *detail = row->detail ? json_loads(row->detail, 0, NULL) : NULL;
	const char *names[FIELDS_MAX], *key;
	size_t count = 0;
	json_t *value;

	json_object_foreach(detail, key, value)
	{
		if (!json_is_object(value) || !json_object_get(value, "after"))
			continue;
		if (count < FIELDS_MAX)
			names[count] = audit_field_name(c, key);
		count++;
		s->before = audit_field_value(c, key,
					      json_object_get(value, "before"));
		s->after = audit_field_value(c, key,
					     json_object_get(value, "after"));
	}
	json_decref(detail);
	if (count == 1 && (s->before || s->after)) {
		s->field = names[0];
		return s->before && s->after ? ONE_FIELD
		       : s->after            ? ONE_FILLED
					     : ONE_EMPTIED;
	}
	if (count == 0 || count > FIELDS_MAX)
		return words;
	s->fields = format_list(c->arena, c->s, names, count);
	return FEW_FIELDS;
}

/* A switch is turned on or off; what else a setting holds is changed. */
static const char *tell_switch(const struct audit_row *row, const char *words)
{
	json_t *detail = row->detail ? json_loads(row->detail, 0, NULL) : NULL;
	const char *after = json_string_value(
		json_object_get(json_object_get(detail, "value"), "after"));

	if (after && strcmp(after, "1") == 0)
		words = TR("{who} turned on {what}.");
	else if (after && strcmp(after, "0") == 0)
		words = TR("{who} turned off {what}.");
	json_decref(detail);
	return words;
}

static bool is_save(const char *action)
{
	const char *verb = strchr(action, '.');

	return verb &&
	       (strcmp(verb, ".save") == 0 || strcmp(verb, ".role") == 0 ||
		strcmp(verb, ".correct") == 0);
}

enum status audit_words_show(struct ctx *c, struct view_dict *dict,
			     const struct audit_row *row)
{
	struct sentence s = {
		.who = admin_who(c, row->actor),
		.is_person = is_kind(row->actor, "user"),
	};
	const char *words = words_of(row->action);
	enum status st = audit_words_thing(c, row->object, &s.what, &s.path);

	if (st != STATUS_OK)
		return st;
	if (strcmp(row->action, "person.erase") == 0)
		words = strcmp(row->object, AUDIT_OLD) == 0 ? OLD_COMMENTS
			: is_kind(row->object, "comment")   ? ONE_COMMENT
							    : words;
	if (is_save(row->action))
		words = tell_fields(c, row, words, &s);
	else if (strcmp(row->action, "setting.change") == 0)
		words = tell_switch(row, words);
	show_sentence(c, dict, tr(c->s, words), &s);
	return STATUS_OK;
}
