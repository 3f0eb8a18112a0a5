/* The staff's home: what waits for them, oldest first, what was changed of
 * late, and how the machinery is. */
#include <inttypes.h>
#include <string.h>

#include "http/form.h"
#include "http/url.h"
#include "page/admin.h"
#include "page/admin_settings.h"
#include "page/change_words.h"
#include "page/pages.h"
#include "page/routes.h"
#include "page/words.h"
#include "store/assignment.h"
#include "store/change.h"
#include "store/event.h"
#include "store/outbox.h"
#include "store/owner.h"
#include "store/queue.h"
#include "store/session.h"
#include "store/staff_program.h"
#include "util/clock.h"
#include "util/version.h"
#include "view/format.h"

#define RECENT_SHOWN 8
#define OWNED_SHOWN  100
#define BACKUP_DAYS  2 /* older than that is said in red */

/* What each kind is called, who works on it, where all of it is, and where
 * one thing is opened (with its id, after a slash). */
static const struct kind {
	enum permission may;
	const char *object; /* how its assignments begin; NULL: not shared */
	const char *what, *list, *one;
} KINDS[QUEUE_KINDS] = {
	[QUEUE_SAFETY] = { MAY_MODERATE, "comment ",
			   TR("Comments held for safety"),
			   "/admin/comments?tab=safety", "/admin/comments/" },
	[QUEUE_COMMENT] = { MAY_MODERATE, "comment ", TR("Comments to read"),
			    "/admin/comments?tab=to-read", "/admin/comments/" },
	[QUEUE_REPORT] = { MAY_MODERATE, "comment ", TR("Reported comments"),
			   "/admin/comments?tab=reported", "/admin/comments/" },
	[QUEUE_RECONFIRM] = { MAY_EDIT_LISTINGS, "program ",
			      TR("Listings to confirm"), "/admin/programs",
			      "/admin/programs/" },
	[QUEUE_MEASURE] = { MAY_EDIT_PLAN, "measure ", TR("Figures due"),
			    "/admin/dashboard", "/admin/dashboard" },
	[QUEUE_MAIL] = { MAY_MANAGE_USERS, NULL, TR("Mail that did not go out"),
			 "/admin/mail", "/admin/mail" },
	[QUEUE_DRAFT] = { MAY_EDIT_LISTINGS, NULL, TR("Your unsaved drafts"),
			  "/admin/programs", "/admin/programs/" },
};

/* By the clock of Minnesota. */
static const char *greeting(const struct ctx *c)
{
	int hour = clock_local(c->now).hour;
	char *name = arena_strndup(c->arena, c->user->name,
				   strcspn(c->user->name, " "));
	const char *words = hour < 5    ? tr(c->s, "Good evening, {name}.")
			    : hour < 12 ? tr(c->s, "Good morning, {name}.")
			    : hour < 18 ? tr(c->s, "Good afternoon, {name}.")
					: tr(c->s, "Good evening, {name}.");

	return str_fill(c->arena, words, "name", name, NULL);
}

/* The queue ---------------------------------------------------------------- */

static const char *number(const struct ctx *c, size_t n)
{
	char *text;

	if (n <= QUEUE_MANY)
		return format_int(c->arena, c->s, (int64_t)n);
	text = format_int(c->arena, c->s, QUEUE_MANY);
	return arena_printf(c->arena, "%s+", text);
}

static bool is_way(const struct ctx *c, const char *path)
{
	char *bare = arena_strndup(c->arena, path, strcspn(path, "?"));

	return admin_may_open(c, GET, bare);
}

/* The editor that a draft was written in: "program new", "page about en". */
static const char *editor_of(const struct ctx *c, const struct queue_item *item)
{
	char *path;

	if (item->id)
		return arena_printf(c->arena, "/admin/programs/%" PRId64,
				    item->id);
	if (strncmp(item->object, "page ", 5) != 0)
		return "/admin/programs/new";
	path = arena_printf(c->arena, "/admin/pages/%s", item->object + 5);
	for (char *at = path; *at; at++)
		if (*at == ' ')
			*at = '/';
	return path;
}

/* The address of one thing, else of all of its kind. */
static const char *way_to(const struct ctx *c, enum queue_kind kind,
			  const struct queue_item *item)
{
	const char *path = KINDS[kind].one;

	if (kind == QUEUE_DRAFT)
		path = editor_of(c, item);
	else if (item->slug)
		path = arena_printf(c->arena, "%s/%s/%s", path, item->place,
				    item->slug);
	else if (path[strlen(path) - 1] == '/')
		path = arena_printf(c->arena, "%s%" PRId64, path, item->id);
	if (!is_way(c, path))
		path = KINDS[kind].list;
	return is_way(c, path) ? path : NULL;
}

/* What stands under "Which". */
static const char *title_of(const struct ctx *c, enum queue_kind kind,
			    const struct queue_item *item)
{
	if (item->title)
		return item->title;
	if (kind == QUEUE_DRAFT && strncmp(item->object, "page ", 5) == 0)
		return tr(c->s, "A page");
	return tr(c->s, "A new listing");
}

static const char *place_of(const struct ctx *c, enum queue_kind kind,
			    const struct queue_item *item)
{
	const char *area = item->place ? words_area(c, item->place) : NULL;

	if (area)
		return area;
	if (kind <= QUEUE_REPORT && item->place &&
	    strcmp(item->place, "about") == 0)
		return tr(c->s, "About us");
	return item->place;
}

/* One button: take it, or let go of what is one's own. */
static void show_holder(struct ctx *c, struct view_dict *row,
			const struct queue_item *item)
{
	bool is_own = item->holder_id == c->user->user_id;
	const char *path = is_own ? "/admin/let-go" : "/admin/take";
	struct view_dict *form = view_section(row, is_own ? "LET_GO" : "TAKE");

	if (item->holder)
		view_show_text(row, "HOLDER",
			       is_own ? tr(c->s, "You") : item->holder);
	view_set(form, "OBJECT", item->object);
	admin_form(c, form, path);
}

static void show_item(struct ctx *c, struct view_dict *dict,
		      enum queue_kind kind, const struct queue_item *item)
{
	struct view_dict *row = view_section(dict, "WAITS");
	const char *path = way_to(c, kind, item);

	view_set(row, "WHAT", tr(c->s, KINDS[kind].what));
	view_show_text(row, "WHICH", title_of(c, kind, item));
	view_show_text(row, "WHERE", place_of(c, kind, item));
	if (item->since) {
		struct view_dict *since = view_section(row, "SINCE");

		view_set(since, "SINCE_DAY",
			 format_day_iso(c->arena, item->since));
		view_set(since, "SINCE_DATE",
			 format_date(c->arena, c->s, item->since));
	}
	if (path)
		view_show_text(row, "WAY", path);
	if (KINDS[kind].object)
		show_holder(c, row, item);
}

static void show_rest(struct ctx *c, struct view_dict *dict,
		      enum queue_kind kind, const struct queue_part *part)
{
	const char *list = KINDS[kind].list;
	struct view_dict *row;

	if (part->total <= part->shown || !is_way(c, list))
		return;
	row = view_section(view_section(dict, "WAITS"), "REST");
	view_set(row, "REST_WAY", list);
	view_set(row, "REST_WORDS",
		 str_fill(c->arena, tr(c->s, "{what}: all {n}"), "what",
			  tr(c->s, KINDS[kind].what), "n",
			  number(c, part->total), NULL));
}

static enum status show_queue(struct ctx *c, struct view_dict *dict)
{
	size_t total = 0;

	for (int kind = 0; kind < QUEUE_KINDS; kind++) {
		struct queue_part part;
		enum status st;

		if (!permission_has(c->user->role, KINDS[kind].may))
			continue;
		st = store_queue_read(c->db, c->arena, (enum queue_kind)kind,
				      c->user->user_id, c->now, &part);
		if (st != STATUS_OK)
			return st;
		total += part.total;
		for (size_t i = 0; i < part.shown; i++)
			show_item(c, dict, (enum queue_kind)kind,
				  &part.items[i]);
		show_rest(c, dict, (enum queue_kind)kind, &part);
	}
	if (total > 0)
		view_show(dict, "QUEUE");
	view_set(dict, "SUM",
		 total == 0 ? tr(c->s, "Nothing waits.")
			    : str_fill(c->arena,
				       trn(c->s, "{n} thing waits.",
					   "{n} things wait.", (int64_t)total),
				       "n", number(c, total), NULL));
	return STATUS_OK;
}

/* Below it ----------------------------------------------------------------- */

/* A single listing is named, and leads to its page. */
static enum status show_subject(struct ctx *c, struct view_dict *row,
				const struct change_set *set)
{
	struct change_item *items;
	struct staff_program *listing;
	size_t count = 0;
	char *path;
	enum status st;

	if (set->count != 1)
		return STATUS_OK;
	st = store_change_items(c->db, c->arena, set->id, &items, &count);
	if (st != STATUS_OK || count != 1 || items->kind != CHANGE_PROGRAM)
		return st;
	st = store_staff_program_rows(c->db, c->arena, &items->object_id, 1,
				      &listing, &count);
	path = arena_printf(c->arena, "/admin/programs/%" PRId64,
			    items->object_id);
	if (st != STATUS_OK || count != 1 || !admin_may_open(c, GET, path))
		return st;
	row = view_section(row, "CHANGE_OF");
	view_set(row, "LISTING_PATH", path);
	view_set(row, "LISTING_NAME", listing->name);
	return STATUS_OK;
}

static enum status show_recent(struct ctx *c, struct view_dict *dict)
{
	struct change_set *sets;
	struct view_dict *list;
	size_t count;
	enum status st = store_change_recent(c->db, c->arena, RECENT_SHOWN,
					     &sets, &count);

	if (st != STATUS_OK || count == 0)
		return st;
	list = view_section(dict, "RECENT");
	for (size_t i = 0; st == STATUS_OK && i < count; i++) {
		struct view_dict *row = view_section(list, "CHANGE");
		char *actor = arena_printf(c->arena, "user %" PRId64,
					   sets[i].user_id);
		char *path = arena_printf(c->arena, "/admin/undo/%" PRId64,
					  sets[i].id);

		view_set(row, "CHANGE_WORDS", change_words(c, &sets[i]));
		view_set(row, "CHANGE_WHO", admin_who(c, actor));
		view_set(row, "CHANGE_DATE",
			 format_moment(c->arena, c->s, sets[i].at));
		st = show_subject(c, row, &sets[i]);
		if (change_may_undo(c, &sets[i])) {
			row = view_section(row, "CHANGE_UNDO");
			view_set(row, "UNDO_PATH", path);
			admin_form(c, row, path);
		}
	}
	return st;
}

static enum status show_owned(struct ctx *c, struct view_dict *dict)
{
	struct owned_program *own;
	size_t count;
	enum status st = store_owner_list(c->db, c->arena, c->user->user_id,
					  OWNED_SHOWN, &own, &count);

	for (size_t i = 0; i < count && st == STATUS_OK; i++) {
		struct view_dict *row = view_section(dict, "OWN");

		view_setf(row, "OWN_PATH", "/admin/programs/%" PRId64,
			  own[i].id);
		view_set(row, "OWN_NAME", own[i].name);
	}
	if (st == STATUS_OK && count > 0)
		view_show(dict, "OWNED");
	return st;
}

static void show_part(struct ctx *c, struct view_dict *line, bool is_fine,
		      const char *words, const char *date)
{
	struct view_dict *part = view_section(line, "PART");

	view_set(view_section(part, is_fine ? "FINE" : "OFF"), "PART_WORDS",
		 str_fill(c->arena, words, "date", date, NULL));
}

static enum status show_event(struct ctx *c, struct view_dict *line,
			      const char *kind, const char *fine,
			      const char *off, const char *never)
{
	struct system_event event;
	enum status st = store_event_get(c->db, c->arena, kind, &event);
	int64_t oldest = c->now - (int64_t)BACKUP_DAYS * CLOCK_DAY;

	if (st != STATUS_OK)
		return st;
	if (!event.at)
		show_part(c, line, false, never, "");
	else
		show_part(c, line, event.is_fine && event.at >= oldest,
			  event.is_fine ? fine : off,
			  format_date(c->arena, c->s, event.at));
	return st;
}

/* The age of the last whole one, and whether it was tried in vain since. */
static enum status show_backup(struct ctx *c, struct view_dict *line)
{
	int64_t oldest = c->now - (int64_t)BACKUP_DAYS * CLOCK_DAY;
	struct system_event whole, tried;
	enum status st = store_event_get(c->db, c->arena, EVENT_BACKUP, &whole);
	const char *words = tr(c->s, "Last backup: {date} ({ago})");

	if (st == STATUS_OK)
		st = store_event_get(c->db, c->arena, EVENT_BACKUP_TRIED,
				     &tried);
	if (st != STATUS_OK)
		return st;
	if (!whole.at || !whole.is_fine) {
		show_part(c, line, false,
			  tried.at || whole.at
				  ? tr(c->s, "The backup failed, and there is "
					     "none yet")
				  : tr(c->s, "No backup yet"),
			  "");
		return STATUS_OK;
	}
	if (tried.at && !tried.is_fine)
		words = tr(c->s, "The backup failed; the last one is of "
				 "{date} ({ago})");
	words = str_fill(c->arena, words, "ago",
			 format_ago(c->arena, c->s, whole.at, c->now), "date",
			 format_moment(c->arena, c->s, whole.at), NULL);
	show_part(c, line, (!tried.at || tried.is_fine) && whole.at >= oldest,
		  words, "");
	return STATUS_OK;
}

/* For those who can do something about it. */
static enum status show_system(struct ctx *c, struct view_dict *dict)
{
	struct view_dict *line = view_section(dict, "SYSTEM");
	size_t waiting = 0, failed = 0;
	enum status st = store_outbox_count(c->db, &waiting, &failed);

	if (st != STATUS_OK)
		return st;
	if (!*c->site->config->mail_server && failed == 0)
		show_part(c, line, true, tr(c->s, "No mail server is set up."),
			  "");
	else
		show_part(c, line, failed == 0,
			  str_fill(c->arena,
				   tr(c->s, "Mail: {waiting} to go out, "
					    "{failed} failed"),
				   "waiting", number(c, waiting), "failed",
				   number(c, failed), NULL),
			  "");
	st = show_backup(c, line);
	if (st == STATUS_OK)
		st = show_event(c, line, "check",
				tr(c->s, "Database checked: {date}"),
				tr(c->s, "The database check of {date} found "
					 "faults: run northstar verify"),
				tr(c->s, "Database not checked yet"));
	show_part(c, line, true,
		  str_fill(c->arena, tr(c->s, "Version {version}"), "version",
			   NORTHSTAR_VERSION, NULL),
		  "");
	return st;
}

/* GET /admin */
enum status page_admin_home(struct ctx *c)
{
	struct admin_page page = { .title = tr(c->s, "To do"),
				   .nav = ADMIN_HOME };
	struct view_dict *dict = page_dict(c);
	enum role role = c->user->role;
	enum status st = STATUS_OK;

	view_set(dict, "GREETING", greeting(c));
	if (role == ROLE_OWNER) {
		view_set(dict, "SUM", tr(c->s, "These listings are yours."));
		st = show_owned(c, dict);
	} else {
		st = show_queue(c, dict);
		if (st == STATUS_OK && permission_has(role, MAY_MODERATE))
			st = settings_band(c, dict);
		if (st == STATUS_OK)
			st = show_recent(c, dict);
	}
	if (st == STATUS_OK && permission_has(role, MAY_MANAGE_USERS))
		st = show_system(c, dict);
	return st == STATUS_OK
		       ? admin_show(c, &page, "pages/admin_home.tpl", dict)
		       : st;
}

/* Who has it --------------------------------------------------------------- */

/* "comment 12", and nothing behind the number. */
static bool is_one_of(const char *object, const char *kind)
{
	size_t begin = strlen(kind);
	const char *number = object + begin;

	return strncmp(object, kind, begin) == 0 && *number >= '1' &&
	       *number <= '9' &&
	       strspn(number, "0123456789") == strlen(number) &&
	       strlen(number) < 19;
}

/* May this person work on the thing? */
static bool may_hold(const struct ctx *c, const char *object)
{
	if (!object)
		return false;
	for (int kind = 0; kind < QUEUE_KINDS; kind++)
		if (KINDS[kind].object &&
		    is_one_of(object, KINDS[kind].object) &&
		    permission_has(c->user->role, KINDS[kind].may))
			return true;
	return false;
}

/* To the page of the staff where the button stood. */
static enum status go_back(struct ctx *c)
{
	const char *back = form_value(c->form, "back");

	if (!back || !url_is_local(back) || strncmp(back, "/admin/", 7) != 0)
		back = "/admin";
	return page_redirect(c, 303, "%s", back);
}

/* POST /admin/take */
enum status page_admin_take(struct ctx *c)
{
	const char *object = form_value(c->form, "object");
	enum status st;

	if (!may_hold(c, object))
		return STATUS_FORBIDDEN;
	st = store_assignment_take(c->db, object, c->user->user_id, c->now);
	return st == STATUS_OK ? go_back(c) : st;
}

/* POST /admin/let-go */
enum status page_admin_let_go(struct ctx *c)
{
	const char *object = form_value(c->form, "object");
	enum status st;

	if (!may_hold(c, object))
		return STATUS_FORBIDDEN;
	st = store_assignment_drop(c->db, object);
	return st == STATUS_OK ? go_back(c) : st;
}
