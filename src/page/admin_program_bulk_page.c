/* The confirmation of a change of many listings: it names them, says what
 * will change, and which are left out and why. */
#include <inttypes.h>
#include <string.h>

#include "page/admin_program_bulk.h"
#include "util/buf.h"
#include "view/format.h"

#define NAMES_MAX 100

static const struct {
	const char *one, *many, *effect;
} WORDS[STAFF_PROGRAM_DOS] = {
	[STAFF_PUBLISH] = { TR("Publish {n} listing"),
			    TR("Publish {n} listings"),
			    TR("Everybody sees them on the site at once.") },
	[STAFF_UNPUBLISH] = { TR("Take {n} listing off the site"),
			      TR("Take {n} listings off the site"),
			      TR("They leave the site at once and become "
				 "drafts, which only staff see.") },
	[STAFF_PAUSE] = { TR("Pause {n} listing"), TR("Pause {n} listings"),
			  TR("The site still shows them and says that they "
			     "take a break, and why.") },
	[STAFF_CONFIRM] = { TR("Confirm {n} listing"),
			    TR("Confirm {n} listings"),
			    TR("The site says that they were checked today.") },
	[STAFF_CLOSE] = { TR("Close {n} listing"), TR("Close {n} listings"),
			  TR("They leave all lists. Who follows an old link "
			     "reads that the program has ended, and which are "
			     "near.") },
};

static const char *title(struct ctx *c, const struct bulk *bulk)
{
	return str_fill(
		c->arena,
		trn(c->s, WORDS[bulk->change.what].one,
		    WORDS[bulk->change.what].many, (int64_t)bulk->ready),
		"n", format_int(c->arena, c->s, (int64_t)bulk->ready), NULL);
}

/* Why one is left out. */
static const char *why(struct ctx *c, const struct bulk *bulk,
		       const struct bulk_item *item)
{
	static const char *const IS_SO[STAFF_PROGRAM_DOS] = {
		[STAFF_PUBLISH] = TR("is published already"),
		[STAFF_UNPUBLISH] = TR("is a draft already"),
		[STAFF_PAUSE] = TR("is paused already"),
		[STAFF_CONFIRM] = TR("was confirmed today already"),
		[STAFF_CLOSE] = TR("is closed already"),
	};
	static const char *const BARS[] = {
		[STAFF_FREE] = TR("somebody changed it after you looked"),
		[STAFF_IS_DRAFT] = TR("is a draft, which the site does not "
				      "show"),
		[STAFF_IS_CLOSED] = TR("is closed; publish it first"),
		[STAFF_NO_TYPE] = TR("does not say yet how people meet"),
		[STAFF_NO_CONTACT] = TR("has no phone, email or website yet"),
		[STAFF_NO_PLACE] = TR("does not say yet where it is"),
	};

	if (item->is_changed)
		return tr(c->s, BARS[STAFF_FREE]);
	return tr(c->s, item->bar == STAFF_IS_SO ? IS_SO[bulk->change.what]
						 : BARS[item->bar]);
}

static void show_more(struct ctx *c, struct view_dict *dict, size_t count)
{
	if (count > NAMES_MAX)
		view_show_text(dict, "MORE",
			       str_fill(c->arena, tr(c->s, "and {n} more"), "n",
					format_int(c->arena, c->s,
						   (int64_t)count - NAMES_MAX),
					NULL));
}

static void show_items(struct ctx *c, struct view_dict *dict,
		       const struct bulk *bulk)
{
	size_t skipped = bulk->count - bulk->ready, shown = 0, told = 0;
	struct view_dict *ready = NULL, *out = NULL, *item;

	if (bulk->ready)
		ready = view_section(dict, "READY");
	if (skipped)
		out = view_section(dict, "SKIPPED");
	for (size_t i = 0; i < bulk->count; i++) {
		const struct bulk_item *at = &bulk->items[i];
		bool is_ready = at->bar == STAFF_FREE && !at->is_changed;

		if ((is_ready ? shown++ : told++) >= NAMES_MAX)
			continue;
		item = view_section(is_ready ? ready : out, "ITEM");
		view_set_int(item, "ID", at->id);
		view_set(item, "NAME", at->name);
		if (!is_ready)
			view_set(item, "WHY", why(c, bulk, at));
	}
	if (ready)
		show_more(c, ready, shown);
	if (out) {
		view_set(out, "SKIPPED_TEXT",
			 str_fill(c->arena,
				  trn(c->s, "{n} stays as it is",
				      "{n} stay as they are", (int64_t)skipped),
				  "n",
				  format_int(c->arena, c->s, (int64_t)skipped),
				  NULL));
		show_more(c, out, told);
	}
}

/* Only those that will be changed go along, with the versions seen here. */
static const char *seen(struct ctx *c, const struct bulk *bulk)
{
	struct buf b;

	buf_init(&b, c->arena);
	for (size_t i = 0; i < bulk->count; i++) {
		const struct bulk_item *item = &bulk->items[i];

		if (item->bar == STAFF_FREE && !item->is_changed)
			buf_printf(&b, "%s%" PRId64 "-%" PRId64,
				   b.len ? "." : "", item->id, item->version);
	}
	return b.data;
}

static void show_how(struct ctx *c, struct view_dict *form)
{
	static const struct listing_choice HOW[] = {
		{ "phone", TR("By phone") },
		{ "email", TR("By email") },
		{ "visit", TR("By a visit") },
	};
	const char *chosen = form_value(c->form, "how");
	struct view_dict *part = view_section(form, "CONFIRM"), *item;

	view_show_text(part, "HOW_ERROR", admin_field_fix(c, "how"));
	for (size_t i = 0; i < 3; i++) {
		item = view_section(part, "HOW");
		view_set(item, "VALUE", HOW[i].value);
		view_set(item, "LABEL", tr(c->s, HOW[i].label));
		if (chosen && strcmp(chosen, HOW[i].value) == 0)
			view_show(item, "CHOSEN");
	}
}

static void show_form(struct ctx *c, struct view_dict *dict,
		      const struct bulk *bulk)
{
	struct view_dict *form = view_section(dict, "FORM"), *part;

	admin_form(c, form, "/admin/programs/bulk");
	view_set(form, "QUERY", listing_query_text(c, &bulk->query));
	view_set(form, "DO", listing_dos[bulk->change.what].value);
	view_set(form, "ITEMS", seen(c, bulk));
	view_set(form, "BUTTON", title(c, bulk));
	if (bulk->change.what == STAFF_CONFIRM)
		show_how(c, form);
	if (bulk->change.what != STAFF_PAUSE)
		return;
	part = view_section(form, "PAUSE");
	view_set(part, "REASON", form_value(c->form, "reason"));
	view_set(part, "RETURNS", form_value(c->form, "returns"));
	view_show_text(part, "REASON_ERROR", admin_field_fix(c, "reason"));
	view_show_text(part, "RETURNS_ERROR", admin_field_fix(c, "returns"));
}

static const char *label(struct ctx *c, const char *field)
{
	if (strcmp(field, "reason") == 0)
		return tr(c->s, "Reason");
	return strcmp(field, "returns") == 0 ? tr(c->s, "Returns on") : NULL;
}

enum status bulk_show(struct ctx *c, const struct bulk *bulk)
{
	const char *heading =
		bulk->ready ? title(c, bulk) : tr(c->s, "Nothing to change");
	struct admin_page page = {
		.title = heading,
		.nav = ADMIN_PROGRAMS,
		.crumbs = { { "/admin/programs", tr(c->s, "Listings") } },
	};
	struct view_dict *dict = page_dict(c);

	view_set(dict, "HEADING", heading);
	view_set(dict, "BACK_PATH", listing_query_path(c, &bulk->query));
	if (!admin_problem(c, dict, label) && form_flag(c->form, "sure"))
		c->response->code = 409; /* all were changed meanwhile */
	show_items(c, dict, bulk);
	if (bulk->ready) {
		view_show_text(dict, "EFFECT",
			       tr(c->s, WORDS[bulk->change.what].effect));
		show_form(c, dict, bulk);
	}
	return admin_show(c, &page, "pages/admin_program_bulk.tpl", dict);
}
