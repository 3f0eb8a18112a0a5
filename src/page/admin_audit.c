#include "page/admin_audit.h"

#include <inttypes.h>
#include <string.h>

#include "http/url.h"
#include "page/admin.h"
#include "page/pages.h"
#include "store/staff_user.h"
#include "util/clock.h"
#include "view/format.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define PAGE_SIZE    50

/* GET /admin/audit: who=, kind=, object=, from=, until=, before=. */
struct question {
	const char *who, *kind, *object, *from, *until; /* as asked, or "" */
	struct audit_filter filter;
	bool is_wrong_from, is_wrong_until;
};

static const struct {
	const char *kind, *words;
} KINDS[] = {
	{ "program", TR("Listings") },
	{ "comment", TR("Comments") },
	{ "sender", TR("Blocked senders") },
	{ "word", TR("Listed words") },
	{ "setting", TR("Switches") },
	{ "measure", TR("Measures of the plan") },
	{ "figure", TR("Figures of the plan") },
	{ "page", TR("Pages") },
	{ "import", TR("Imports") },
	{ "user", TR("Accounts") },
	{ "session", TR("Sign-ins") },
	{ "person", TR("Erased people") },
	{ "change", TR("What was undone") },
	{ "mail", TR("Mail") },
};

/* What writes to the record besides people. */
static const char *const OTHERS[] = { "guest", "reports", "import", "command",
				      "job" };

static const char *asked(const struct ctx *c, const char *name)
{
	const char *value = form_value(&c->request->query, name);

	return value ? value : "";
}

static struct question read_question(struct ctx *c)
{
	struct question q = {
		.who = asked(c, "who"),
		.kind = asked(c, "kind"),
		.object = asked(c, "object"),
		.from = asked(c, "from"),
		.until = asked(c, "until"),
	};
	struct audit_filter *f = &q.filter;

	f->without_guests = true;
	f->actor = *q.who ? q.who : NULL;
	f->object = *q.object ? q.object : NULL;
	if (*q.kind)
		f->action = arena_printf(c->arena, "%s.", q.kind);
	f->before_id = form_id(&c->request->query, "before");
	q.is_wrong_from = *q.from && !clock_day_start(q.from, &f->from);
	q.is_wrong_until = *q.until && !clock_day_start(q.until, &f->until);
	if (q.is_wrong_from)
		f->from = 0;
	if (q.is_wrong_until)
		f->until = 0;
	if (f->until) /* that day too, which may have 25 hours */
		clock_day_start(format_day_iso(c->arena, f->until + 36 * 3600),
				&f->until);
	return q;
}

/* Filters ------------------------------------------------------------------ */

static void show_choice(struct view_dict *dict, const char *section,
			const char *value, const char *label,
			const char *chosen)
{
	struct view_dict *item = view_section(dict, section);

	view_set(item, "VALUE", value);
	view_set(item, "LABEL", label);
	if (strcmp(value, chosen) == 0)
		view_show(item, "CHOSEN");
}

static enum status show_people(struct ctx *c, struct view_dict *dict,
			       const struct question *q)
{
	struct staff_user *users;
	bool is_listed = !*q->who;
	enum status st;
	size_t count;

	st = store_staff_user_list(c->db, c->arena, c->now, &users, &count);
	if (st != STATUS_OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		const char *actor =
			arena_printf(c->arena, "user %" PRId64, users[i].id);

		is_listed |= strcmp(actor, q->who) == 0;
		show_choice(dict, "PERSON", actor, admin_who(c, actor), q->who);
	}
	for (size_t i = 0; i < COUNT(OTHERS); i++) {
		is_listed |= strcmp(OTHERS[i], q->who) == 0;
		show_choice(dict, "OTHER", OTHERS[i], admin_who(c, OTHERS[i]),
			    q->who);
	}
	if (!is_listed) /* of an erased account, by its link */
		show_choice(dict, "PERSON", q->who, admin_who(c, q->who),
			    q->who);
	return STATUS_OK;
}

static enum status show_object(struct ctx *c, struct view_dict *dict,
			       const struct question *q)
{
	const char *name, *path;
	struct view_dict *item;
	enum status st;

	if (!*q->object)
		return STATUS_OK;
	st = audit_words_thing(c, q->object, &name, &path);
	item = view_section(dict, "OBJECT");
	view_set(item, "OBJECT_KEY", q->object);
	view_set(item, "THING", name);
	return st;
}

static enum status show_filters(struct ctx *c, struct view_dict *dict,
				const struct question *q)
{
	enum status st = show_people(c, dict, q);

	for (size_t i = 0; i < COUNT(KINDS); i++)
		show_choice(dict, "KIND", KINDS[i].kind,
			    tr(c->s, KINDS[i].words), q->kind);
	view_set(dict, "FROM", q->from);
	view_set(dict, "UNTIL", q->until);
	if (q->is_wrong_from)
		view_show(dict, "WRONG_FROM");
	if (q->is_wrong_until)
		view_show(dict, "WRONG_UNTIL");
	return st == STATUS_OK ? show_object(c, dict, q) : st;
}

/* The list ----------------------------------------------------------------- */

static enum status show_row(struct ctx *c, struct view_dict *dict,
			    const struct audit_row *row)
{
	struct view_dict *item = view_section(dict, "ROW");

	view_set(item, "AT", format_moment(c->arena, c->s, row->at));
	audit_detail_show(c, item, row);
	return audit_words_show(c, item, row);
}

/* The same question, further back (before) or from the newest again. */
static const char *other_page(struct ctx *c, int64_t before)
{
	static const char *const names[] = { "who", "kind", "object", "from",
					     "until" };
	char mark = '?';
	struct buf b;

	buf_init(&b, c->arena);
	buf_text(&b, c->request->path);
	for (size_t i = 0; i < COUNT(names); i++) {
		const char *value = asked(c, names[i]);

		if (!*value)
			continue;
		buf_printf(&b, "%c%s=", mark, names[i]);
		url_escape(&b, value);
		mark = '&';
	}
	if (before)
		buf_printf(&b, "%cbefore=%" PRId64, mark, before);
	return b.data;
}

static enum status show_rows(struct ctx *c, struct view_dict *dict,
			     const struct question *q)
{
	struct view_dict *list, *ways;
	struct audit_row *rows;
	enum status st;
	size_t count;

	st = store_audit_list(c->db, c->arena, &q->filter, PAGE_SIZE + 1, &rows,
			      &count);
	if (st != STATUS_OK || count == 0) {
		view_show(dict, "EMPTY");
		return st;
	}
	list = view_section(dict, "LIST");
	for (size_t i = 0; st == STATUS_OK && i < count && i < PAGE_SIZE; i++)
		st = show_row(c, list, &rows[i]);
	if (!q->filter.before_id && count <= PAGE_SIZE)
		return st;
	ways = view_section(dict, "WAYS_ON");
	if (q->filter.before_id)
		view_show_text(ways, "NEWEST", other_page(c, 0));
	if (count > PAGE_SIZE)
		view_show_text(ways, "OLDER",
			       other_page(c, rows[PAGE_SIZE - 1].id));
	return st;
}

/* GET /admin/audit */
enum status page_admin_audit(struct ctx *c)
{
	struct admin_page page = { .title = tr(c->s, "Record of changes"),
				   .nav = ADMIN_AUDIT };
	struct view_dict *dict = page_dict(c);
	struct question q = read_question(c);
	enum status st = show_filters(c, dict, &q);

	if (st == STATUS_OK)
		st = show_rows(c, dict, &q);
	return st == STATUS_OK
		       ? admin_show(c, &page, "pages/admin_audit.tpl", dict)
		       : st;
}
