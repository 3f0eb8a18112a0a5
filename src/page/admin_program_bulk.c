/* POST /admin/programs/bulk: first the confirmation, then, when that was
 * posted (sure=1), the change itself. The confirmation carries the version of
 * each listing, so nothing is changed that its reader has not seen. */
#include "page/admin_program_bulk.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "page/pages.h"
#include "store/change.h"
#include "store/session.h"
#include "util/buf.h"
#include "util/cell.h"
#include "util/clock.h"
#include "view/format.h"

#define REASON_MAX 500

const struct listing_choice listing_dos[STAFF_PROGRAM_DOS] = {
	[STAFF_PUBLISH] = { "publish", TR("Publish") },
	[STAFF_UNPUBLISH] = { "unpublish", TR("Take off the site") },
	[STAFF_PAUSE] = { "pause", TR("Pause") },
	[STAFF_CONFIRM] = { "confirm", TR("Confirmed today") },
	[STAFF_CLOSE] = { "close", TR("Close") },
};

/* Reading ------------------------------------------------------------- */

static bool read_what(struct ctx *c, struct bulk *bulk)
{
	const char *value = form_value(c->form, "do");

	for (int i = 0; value && i < STAFF_PROGRAM_DOS; i++)
		if (strcmp(listing_dos[i].value, value) == 0) {
			bulk->change.what = (enum staff_program_do)i;
			return true;
		}
	return false;
}

/* Noon or so of a day from today on, at most ten years away; 0 for others. */
static int64_t noon_of(struct ctx *c, const char *text)
{
	int64_t at;

	if (strlen(text) != 10 || !cell_time(text, &at) ||
	    strcmp(text, format_day_iso(c->arena, c->now)) < 0 ||
	    at > c->now + (int64_t)3660 * CLOCK_DAY)
		return 0;
	return at;
}

static void read_pause(struct ctx *c, struct staff_program_change *change)
{
	const char *returns = form_value(c->form, "returns");

	change->reason = form_line(c->form, "reason", 1, REASON_MAX);
	if (!returns || !*returns)
		return;
	change->returns_at = noon_of(c, returns);
	if (!change->returns_at)
		form_say(c->form, "returns",
			 tr(c->s, "Enter a day from today on, such as "
				  "2027-09-01"));
}

static void read_how(struct ctx *c, struct staff_program_change *change)
{
	static const char *const HOW[] = { "phone", "email", "visit" };
	const char *how = form_value(c->form, "how");

	for (size_t i = 0; how && i < 3; i++)
		if (strcmp(HOW[i], how) == 0)
			change->how = HOW[i];
	if (!change->how)
		form_say(c->form, "how",
			 tr(c->s, "Choose how they were confirmed"));
}

static struct bulk_item *make_items(struct ctx *c, struct bulk *bulk,
				    size_t most)
{
	bulk->count = 0;
	return bulk->items =
		       arena_array(c->arena, most + 1, sizeof(*bulk->items));
}

static enum status read_all(struct ctx *c, struct bulk *bulk)
{
	int64_t *ids;
	size_t count;
	enum status st =
		store_staff_program_ids(c->db, c->arena, &bulk->query.filter,
					STAFF_PROGRAM_BULK + 1, &ids, &count);

	if (st != STATUS_OK)
		return st;
	make_items(c, bulk, count);
	if (count > STAFF_PROGRAM_BULK)
		form_say(c->form, "id",
			 tr(c->s, "More than 1,000 listings match. Narrow the "
				  "list, and select all again."));
	else
		while (bulk->count < count) {
			bulk->items[bulk->count].id = ids[bulk->count];
			bulk->count++;
		}
	return STATUS_OK;
}

static void read_ticked(struct ctx *c, struct bulk *bulk)
{
	const char *text;

	make_items(c, bulk, c->form->count);
	for (size_t i = 0; (text = form_value_at(c->form, "id", i)); i++)
		bulk->items[bulk->count++].id = strtoll(text, NULL, 10);
}

/* "12-3.15-1": ids and versions, as the confirmation wrote them. */
static void read_seen(struct ctx *c, struct bulk *bulk)
{
	const char *at = form_value(c->form, "items");

	make_items(c, bulk, STAFF_PROGRAM_BULK);
	while (at && *at && bulk->count < STAFF_PROGRAM_BULK) {
		struct bulk_item *item = &bulk->items[bulk->count];
		char *end;

		item->id = strtoll(at, &end, 10);
		if (*end != '-')
			return;
		item->version = strtoll(end + 1, &end, 10);
		if (item->version > 0)
			bulk->count++;
		at = *end == '.' ? end + 1 : "";
	}
}

/* What would become of each, as it is now. */
static enum status judge(struct ctx *c, struct bulk *bulk)
{
	struct arena *arena = arena_new();
	enum status st = STATUS_OK;
	size_t kept = 0;

	for (size_t i = 0; st == STATUS_OK && i < bulk->count; i++) {
		struct bulk_item item = bulk->items[i];
		struct program p;

		arena_reset(arena);
		st = store_program_by_id(c->db, arena, item.id, &p);
		if (st == STATUS_NOT_FOUND) {
			st = STATUS_OK;
			continue;
		}
		if (st != STATUS_OK)
			break;
		item.name = arena_strdup(c->arena, p.name);
		item.is_changed = item.version && item.version != p.version;
		item.version = p.version;
		item.bar = store_staff_program_bar(&p, &bulk->change);
		bulk->ready += item.bar == STAFF_FREE && !item.is_changed;
		bulk->items[kept++] = item;
	}
	bulk->count = kept;
	arena_free(arena);
	return st;
}

/* Carrying it out ------------------------------------------------------ */

static enum status change_one(struct ctx *c, struct arena *arena,
			      const struct bulk *bulk,
			      const struct bulk_item *item, int64_t set)
{
	struct change_item change = { .kind = CHANGE_PROGRAM,
				      .object_id = item->id };
	struct program p;
	enum status st = store_program_by_id(c->db, arena, item->id, &p);

	if (st != STATUS_OK)
		return st;
	change.before = arena_printf(arena, "%" PRId64, p.version);
	store_staff_program_apply(&p, &bulk->change);
	st = store_program_save(c->db, arena, &p, admin_actor(c), NULL, NULL);
	change.after_version = p.version;
	return st == STATUS_OK ? store_change_add(c->db, set, &change) : st;
}

static enum status change_all(struct ctx *c, const struct bulk *bulk,
			      int64_t *set)
{
	struct arena *arena = arena_new();
	enum status st = store_change_begin(
		c->db, c->user->user_id,
		store_staff_program_action(bulk->change.what), c->now, set);

	for (size_t i = 0; st == STATUS_OK && i < bulk->count; i++) {
		const struct bulk_item *item = &bulk->items[i];

		arena_reset(arena);
		if (item->bar == STAFF_FREE && !item->is_changed)
			st = change_one(c, arena, bulk, item, *set);
	}
	arena_free(arena);
	return st;
}

/* Back to the list, which names those that were left as they are. */
static enum status finish(struct ctx *c, const struct bulk *bulk, int64_t set)
{
	const char *path = listing_query_path(c, &bulk->query);
	size_t left = 0;
	struct buf b;

	buf_init(&b, c->arena);
	for (size_t i = 0; i < bulk->count && left < STAFF_PROGRAM_PAGE; i++)
		if (bulk->items[i].is_changed)
			buf_printf(&b, "%s%" PRId64, left++ ? "." : "",
				   bulk->items[i].id);
	if (left)
		path = arena_printf(c->arena, "%s%cleft=%s", path,
				    strchr(path, '?') ? '&' : '?', b.data);
	return admin_done(c, set, "%s", path);
}

static enum status choose(struct ctx *c, struct bulk *bulk, bool is_sure)
{
	enum status st = STATUS_OK;

	if (is_sure)
		read_seen(c, bulk);
	else if (form_flag(c->form, "all"))
		st = read_all(c, bulk);
	else
		read_ticked(c, bulk);
	if (st == STATUS_OK && !bulk->count && form_ok(c->form))
		form_say(c->form, "id",
			 tr(c->s, "Go back and tick at least one listing"));
	return st == STATUS_OK ? judge(c, bulk) : st;
}

/* POST /admin/programs/bulk */
enum status page_admin_program_bulk(struct ctx *c)
{
	bool is_sure = form_flag(c->form, "sure");
	struct bulk bulk = { .change.now = c->now };
	int64_t set;
	enum status st = listing_query_parse(c, form_value(c->form, "query"),
					     &bulk.query);

	if (st != STATUS_OK)
		return st;
	if (!read_what(c, &bulk))
		return STATUS_BAD;
	if (is_sure && bulk.change.what == STAFF_PAUSE)
		read_pause(c, &bulk.change);
	else if (is_sure && bulk.change.what == STAFF_CONFIRM)
		read_how(c, &bulk.change);
	st = choose(c, &bulk, is_sure);
	if (st != STATUS_OK || !is_sure || !bulk.ready || !form_ok(c->form))
		return st == STATUS_OK ? bulk_show(c, &bulk) : st;
	st = change_all(c, &bulk, &set);
	return st == STATUS_OK ? finish(c, &bulk, set) : st;
}
