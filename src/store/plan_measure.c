/* Writing measures: by staff, by import, undo. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/audit.h"
#include "store/plan_edit.h"
#include "store/plan_row.h"
#include "util/json.h"
#include "util/text.h"
#include "util/utf8.h"

#define FREE_SLUGS_TRIED 1000

static const char SQL_GET[] =
	"SELECT " PLAN_MEASURE_COLUMNS "  FROM measure m WHERE m.id = $1";
static const char SQL_FIND[] = "SELECT " PLAN_MEASURE_COLUMNS "  FROM measure m"
			       " WHERE m.area = $1 AND m.slug = $2";
static const char SQL_LAST[] =
	"SELECT coalesce(max(position), 0) FROM measure WHERE area = $1";
static const char SQL_ADD[] =
	"INSERT INTO measure (name, definition, unit, direction, position,"
	"                     source, owner, due_months, is_retired,"
	"                     area, slug)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
	" RETURNING id, version";
static const char SQL_CHANGE[] =
	"UPDATE measure SET name = $1, definition = $2, unit = $3,"
	"       direction = $4, position = $5, source = $6, owner = $7,"
	"       due_months = $8, is_retired = $9, version = version + 1"
	" WHERE id = $10 RETURNING id, version";

static enum status get(struct db *db, struct arena *arena, int64_t id,
		       struct measure *out)
{
	struct db_query *q = db_query(db, SQL_GET);

	db_bind_int(q, 1, id);
	if (db_row(q))
		*out = plan_row_measure(q, arena);
	return db_finish_one(q);
}

/* The measure called area/slug; *out is empty when there is none. */
static enum status find(struct db *db, struct arena *arena, const char *area,
			const char *slug, struct measure *out)
{
	struct db_query *q = db_query(db, SQL_FIND);

	*out = (struct measure){ 0 };
	db_bind_text(q, 1, area);
	db_bind_text(q, 2, slug);
	if (db_row(q))
		*out = plan_row_measure(q, arena);
	return db_finish(q);
}

static enum status write_measure(struct db *db, const struct measure *m,
				 struct change_item *item)
{
	struct db_query *q = db_query(db, m->id ? SQL_CHANGE : SQL_ADD);

	db_bind_text(q, 1, m->name);
	db_bind_text(q, 2, m->definition);
	db_bind_text(q, 3, m->unit);
	db_bind_text(q, 4, plan_direction_name(m->direction));
	db_bind_int(q, 5, m->position);
	db_bind_text(q, 6, text_or_null(m->source));
	db_bind_text(q, 7, text_or_null(m->owner));
	db_bind_int_or_null(q, 8, m->due_months, m->due_months == 0);
	db_bind_int(q, 9, m->is_retired);
	if (m->id) {
		db_bind_int(q, 10, m->id);
	} else {
		db_bind_text(q, 10, m->area);
		db_bind_text(q, 11, m->slug);
	}
	if (db_row(q)) {
		item->object_id = db_int(q, 0);
		item->after_version = db_int(q, 1);
	}
	return db_finish_one(q);
}

/* Record -------------------------------------------------------------- */

static json_t *direction(const struct measure *m)
{
	return m->name ? json_string(plan_direction_name(m->direction))
		       : json_null();
}

static json_t *number(const struct measure *m, int n)
{
	return m->name && n ? json_integer(n) : json_null();
}

static enum status record(struct db *db, struct arena *arena, const char *actor,
			  const char *action, int64_t id,
			  const struct measure *before,
			  const struct measure *after)
{
	json_t *detail = json_pack("{s:s, s:s}", "area", after->area, "slug",
				   after->slug);
	struct audit_entry entry = { .actor = actor, .action = action };

	json_set_change(detail, "name", json_text_or_null(before->name),
			json_text_or_null(after->name));
	json_set_change(detail, "definition",
			json_text_or_null(before->definition),
			json_text_or_null(after->definition));
	json_set_change(detail, "unit", json_text_or_null(before->unit),
			json_text_or_null(after->unit));
	json_set_change(detail, "direction", direction(before),
			direction(after));
	json_set_change(detail, "source", json_text_or_null(before->source),
			json_text_or_null(text_or_null(after->source)));
	json_set_change(detail, "owner", json_text_or_null(before->owner),
			json_text_or_null(text_or_null(after->owner)));
	json_set_change(detail, "due_months",
			number(before, before->due_months),
			number(after, after->due_months));
	json_set_change(detail, "position", number(before, before->position),
			number(after, after->position));
	json_set_change(detail, "retired", json_boolean(before->is_retired),
			json_boolean(after->is_retired));
	entry.object = arena_printf(arena, "measure %" PRId64, id);
	entry.detail = json_text(arena, detail, 0);
	return store_audit_add(db, &entry);
}

/* What it was, for undoing: its fields with a separator that clean text never
 * holds. */
#define SEPARATOR "\x1f"
static const char *pack(struct arena *arena, const struct measure *m)
{
	return arena_printf(arena,
			    "%s" SEPARATOR "%s" SEPARATOR "%s" SEPARATOR
			    "%s" SEPARATOR "%s" SEPARATOR "%d" SEPARATOR
			    "%d" SEPARATOR "%d" SEPARATOR "%d",
			    m->name, m->definition, m->unit,
			    m->source ? m->source : "",
			    m->owner ? m->owner : "", (int)m->direction,
			    m->due_months, m->position, m->is_retired);
}

static const char *next_part(char **at)
{
	char *part = strsep(at, SEPARATOR);

	return part ? part : "";
}

static void unpack(struct arena *arena, const char *text, struct measure *out)
{
	char *at = arena_strdup(arena, text);

	out->name = next_part(&at);
	out->definition = next_part(&at);
	out->unit = next_part(&at);
	out->source = next_part(&at);
	out->owner = next_part(&at);
	out->direction = (enum plan_direction)atoi(next_part(&at));
	out->due_months = atoi(next_part(&at));
	out->position = atoi(next_part(&at));
	out->is_retired = atoi(next_part(&at)) != 0;
}

/* Staff --------------------------------------------------------------- */

static enum status last_position(struct db *db, const char *area, int *out)
{
	struct db_query *q = db_query(db, SQL_LAST);

	db_bind_text(q, 1, area);
	if (db_row(q))
		*out = (int)db_int(q, 0);
	return db_finish_one(q);
}

/* "young-people", "young-people-2", …: the first that is free in the area. */
static enum status choose_slug(struct db *db, struct arena *arena,
			       struct measure *m)
{
	const char *base = utf8_slug(arena, m->name);
	struct measure other;
	enum status st;

	m->slug = base;
	for (int n = 2; n < FREE_SLUGS_TRIED; n++) {
		st = find(db, arena, m->area, m->slug, &other);
		if (st != STATUS_OK || !other.id)
			return st;
		m->slug = arena_printf(arena, "%.70s-%d", base, n);
	}
	return STATUS_CONFLICT;
}

enum status store_measure_add(struct db *db, const struct measure *measure,
			      const char *actor, int64_t *id,
			      struct change_item *item)
{
	struct arena *arena = arena_new();
	struct measure new = *measure;
	enum status st;

	new.id = 0;
	*item = (struct change_item){ .kind = CHANGE_MEASURE, .before = "" };
	db_begin(db);
	st = choose_slug(db, arena, &new);
	if (st == STATUS_OK && !new.position) {
		st = last_position(db, new.area, &new.position);
		new.position++;
	}
	if (st == STATUS_OK)
		st = write_measure(db, &new, item);
	if (st == STATUS_OK)
		st = record(db, arena, actor, "measure.add", item->object_id,
			    &(struct measure){ 0 }, &new);
	*id = item->object_id;
	arena_free(arena);
	return db_end(db, st);
}

static bool is_equal(const struct measure *a, const struct measure *b)
{
	return text_is_same(a->name, b->name) &&
	       text_is_same(a->definition, b->definition) &&
	       text_is_same(a->unit, b->unit) && a->direction == b->direction &&
	       text_is_same(text_or_null(a->source), text_or_null(b->source)) &&
	       text_is_same(text_or_null(a->owner), text_or_null(b->owner)) &&
	       a->due_months == b->due_months && a->position == b->position &&
	       a->is_retired == b->is_retired;
}

static enum status save_over(struct db *db, struct arena *arena,
			     const struct measure *before,
			     const struct measure *measure, const char *actor,
			     struct change_item *item)
{
	struct measure after = *measure;
	const char *action = !before->is_retired && after.is_retired
				     ? "measure.retire"
				     : "measure.save";
	enum status st;

	after.id = before->id;
	after.area = before->area;
	after.slug = before->slug;
	if (is_equal(before, &after))
		return STATUS_OK;
	item->before = pack(arena, before);
	st = write_measure(db, &after, item);
	if (st == STATUS_OK)
		st = record(db, arena, actor, action, after.id, before, &after);
	return st;
}

enum status store_measure_save(struct db *db, struct arena *arena,
			       const struct measure *measure, const char *actor,
			       struct change_item *item)
{
	struct measure before;
	enum status st;

	*item = (struct change_item){ .kind = CHANGE_MEASURE };
	db_begin(db);
	st = get(db, arena, measure->id, &before);
	if (st == STATUS_OK && before.version != measure->version)
		st = STATUS_CONFLICT;
	if (st == STATUS_OK)
		st = save_over(db, arena, &before, measure, actor, item);
	return db_end(db, st);
}

enum status store_measure_undo(struct db *db, struct arena *arena,
			       const struct change_item *item,
			       const char *actor)
{
	struct change_item undone;
	struct measure m = { 0 };
	enum status st;

	db_begin(db);
	st = get(db, arena, item->object_id, &m);
	if (st == STATUS_OK && m.version != item->after_version)
		st = STATUS_CONFLICT;
	if (*item->before)
		unpack(arena, item->before, &m);
	else
		m.is_retired = true; /* it may have figures: it stays */
	if (st == STATUS_OK)
		st = store_measure_save(db, arena, &m, actor, &undone);
	return db_end(db, st);
}

/* Import -------------------------------------------------------------- */

/* What the table does not tell stays as it is. */
enum status store_measure_put(struct db *db, const struct measure *measure,
			      int position, const char *actor, int64_t *id,
			      bool *changed)
{
	struct arena *arena = arena_new();
	struct change_item item = { 0 };
	struct measure before, after;
	enum status st;

	*changed = false;
	db_begin(db);
	st = find(db, arena, measure->area, measure->slug, &before);
	if (st != STATUS_OK)
		goto out;
	after = before;
	after.area = measure->area;
	after.slug = measure->slug;
	after.name = measure->name;
	after.definition = measure->definition;
	after.unit = measure->unit;
	after.direction = measure->direction;
	after.position = position;
	*id = before.id;
	if (before.id && is_equal(&before, &after))
		goto out;
	st = write_measure(db, &after, &item);
	if (st != STATUS_OK)
		goto out;
	*id = item.object_id;
	*changed = true;
	st = record(db, arena, actor,
		    before.id ? "measure.save" : "measure.add", *id, &before,
		    &after);
out:
	arena_free(arena);
	return db_end(db, st);
}
