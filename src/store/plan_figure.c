/* Writing figures: drafts, publishing, corrections, undo. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/audit.h"
#include "store/plan_edit.h"
#include "store/plan_row.h"
#include "util/clock.h"
#include "util/json.h"
#include "util/text.h"

/* Pages know these two and say them in their reader's language. */
#define IMPORTED "A newer table of figures was imported."
#define UNDONE   "Our staff undid the last change of this figure."

static const char SQL_FIND[] =
	"SELECT " PLAN_FIGURE_COLUMNS "  FROM figure f"
	" WHERE f.measure_id = $1 AND f.period = $2 AND f.is_target = $3";
static const char SQL_FIND_ID[] = "SELECT " PLAN_FIGURE_COLUMNS ", f.measure_id"
				  "  FROM figure f WHERE f.id = $1";
static const char SQL_ADD[] =
	"INSERT INTO figure (measure_id, period, year, is_target, value,"
	"                    qualifier, source, note, is_published, updated_at)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
	" RETURNING id, version";
static const char SQL_CHANGE[] =
	"UPDATE figure SET year = $2, value = $3, qualifier = $4,"
	"       source = $5, note = $6, is_published = $7, updated_at = $8,"
	"       version = version + 1"
	" WHERE id = $1 RETURNING id, version";
static const char SQL_REMOVE[] = "DELETE FROM figure WHERE id = $1";
static const char SQL_CORRECT[] =
	"INSERT INTO figure_correction (measure_id, period, is_target, field,"
	"                               before, after, reason, actor,"
	"                               created_at)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

/* The figure that stands there now; version 0 when there is none. */
static enum status find(struct db *db, struct arena *arena, int64_t measure_id,
			const struct figure *like, struct figure *out)
{
	struct db_query *q = db_query(db, SQL_FIND);

	*out = (struct figure){ 0 };
	db_bind_int(q, 1, measure_id);
	db_bind_text(q, 2, like->period);
	db_bind_int(q, 3, like->is_target);
	if (db_row(q))
		*out = plan_row_figure(q, 0, arena);
	return db_finish(q);
}

static enum status write_figure(struct db *db, int64_t id, int64_t measure_id,
				const struct figure *f, int64_t now,
				struct change_item *item)
{
	struct db_query *q = db_query(db, id ? SQL_CHANGE : SQL_ADD);
	int at = 1;

	db_bind_int(q, at++, id ? id : measure_id);
	if (!id)
		db_bind_text(q, at++, f->period);
	db_bind_int(q, at++, f->year);
	if (!id)
		db_bind_int(q, at++, f->is_target);
	db_bind_real(q, at++, f->value);
	db_bind_text(q, at++, text_or_null(f->qualifier));
	db_bind_text(q, at++, f->source);
	db_bind_text(q, at++, text_or_null(f->note));
	db_bind_int(q, at++, f->is_published);
	db_bind_int(q, at++, now);
	if (db_row(q)) {
		item->object_id = db_int(q, 0);
		item->after_version = db_int(q, 1);
	}
	return db_finish_one(q);
}

/* Corrections --------------------------------------------------------- */

static enum status correct(struct db *db, const struct figure_save *save,
			   enum correction_field field, const char *before,
			   const char *after)
{
	struct db_query *q;

	if (text_is_same(before, after))
		return STATUS_OK;
	q = db_query(db, SQL_CORRECT);
	db_bind_int(q, 1, save->measure_id);
	db_bind_text(q, 2, save->figure.period);
	db_bind_int(q, 3, save->figure.is_target);
	db_bind_text(q, 4, plan_correction_field_name(field));
	db_bind_text(q, 5, before ? before : "");
	db_bind_text(q, 6, after ? after : "");
	db_bind_text(q, 7, save->reason);
	db_bind_text(q, 8, save->actor);
	db_bind_int(q, 9, save->now);
	return db_finish(q);
}

/* One row for each part of it that is another now. */
static enum status record_correction(struct db *db, struct arena *arena,
				     const struct figure_save *save,
				     const struct figure *before)
{
	const struct figure *after = &save->figure;
	const char *was =
		store_figure_words(arena, before->qualifier, before->value);
	const char *is = store_figure_words(
		arena, text_or_null(after->qualifier), after->value);
	enum status st;

	if (!after->is_published)
		return correct(db, save, CORRECTED_FIGURE, was, "");
	st = correct(db, save, CORRECTED_FIGURE, was, is);
	if (st == STATUS_OK)
		st = correct(db, save, CORRECTED_SOURCE, before->source,
			     after->source);
	if (st == STATUS_OK)
		st = correct(db, save, CORRECTED_NOTE, before->note,
			     text_or_null(after->note));
	return st;
}

/* Record -------------------------------------------------------------- */

/* Numbers are words here, for words keep every digit. */
static json_t *number(struct arena *arena, const struct figure *f)
{
	return f->version
		       ? json_string(store_figure_words(arena, NULL, f->value))
		       : json_null();
}

static const char SQL_MEASURE[] = "SELECT name FROM measure WHERE id = $1";

/* For the record: a figure may be removed, and its row with it. */
static enum status measure_name(struct db *db, struct arena *arena, int64_t id,
				const char **name)
{
	struct db_query *q = db_query(db, SQL_MEASURE);

	*name = "";
	db_bind_int(q, 1, id);
	if (db_row(q))
		*name = db_text(q, 0, arena);
	return db_finish(q);
}

static enum status record(struct db *db, struct arena *arena,
			  const struct figure_save *save,
			  const struct figure *before, int64_t id,
			  const char *action)
{
	struct figure after = save->figure;
	struct audit_entry entry = { .actor = save->actor, .action = action };
	const char *name;
	json_t *detail;
	enum status st = measure_name(db, arena, save->measure_id, &name);

	if (st != STATUS_OK)
		return st;
	detail = json_pack("{s:s, s:s, s:b}", "name", name, "period",
			   after.period, "is_target", (int)after.is_target);
	after.version = after.source ? 1 : 0; /* removed: it has no value */
	json_set_change(detail, "value", number(arena, before),
			number(arena, &after));
	json_set_change(detail, "qualifier",
			json_text_or_null(before->qualifier),
			json_text_or_null(text_or_null(after.qualifier)));
	json_set_change(detail, "source", json_text_or_null(before->source),
			json_text_or_null(after.source));
	json_set_change(detail, "note", json_text_or_null(before->note),
			json_text_or_null(text_or_null(after.note)));
	json_set_change(detail, "published", json_boolean(before->is_published),
			json_boolean(after.is_published));
	if (save->reason && *save->reason)
		json_object_set_new(detail, "reason",
				    json_string(save->reason));
	entry.object = arena_printf(arena, "figure %" PRId64, id);
	entry.detail = json_text(arena, detail, 0);
	return store_audit_add(db, &entry);
}

/* Saving -------------------------------------------------------------- */

enum figure_change store_figure_change_of(const struct figure *before,
					  const struct figure *after)
{
	bool is_equal = before->version && before->value == after->value &&
			before->year == after->year &&
			text_is_same(before->qualifier,
				     text_or_null(after->qualifier)) &&
			text_is_same(before->source, after->source) &&
			text_is_same(before->note, text_or_null(after->note));

	if (before->is_published && !after->is_published)
		return FIGURE_WITHDRAWN;
	if (is_equal && before->is_published == after->is_published)
		return FIGURE_SAME;
	if (!after->is_published)
		return FIGURE_DRAFTED;
	return before->is_published ? FIGURE_CORRECTED : FIGURE_PUBLISHED;
}

/* What it was, for undoing: its fields with a separator that clean text never
 * holds; "" for what did not exist. */
#define SEPARATOR "\x1f"
static const char *pack(struct arena *arena, int64_t measure_id,
			const struct figure *f)
{
	if (!f->version)
		return "";
	return arena_printf(arena,
			    "%" PRId64 SEPARATOR "%d" SEPARATOR "%s" SEPARATOR
			    "%.17g" SEPARATOR "%s" SEPARATOR "%s" SEPARATOR
			    "%s" SEPARATOR "%d" SEPARATOR "%d",
			    measure_id, f->is_target, f->period, f->value,
			    f->qualifier ? f->qualifier : "", f->source,
			    f->note ? f->note : "", f->year, f->is_published);
}

static const char *next_part(char **at)
{
	char *part = strsep(at, SEPARATOR);

	return part ? part : "";
}

static void unpack(struct arena *arena, const char *text,
		   struct figure_save *out)
{
	struct figure *f = &out->figure;
	char *at = arena_strdup(arena, text);

	out->measure_id = strtoll(next_part(&at), NULL, 10);
	f->is_target = atoi(next_part(&at)) != 0;
	f->period = next_part(&at);
	f->value = strtod(next_part(&at), NULL);
	f->qualifier = next_part(&at);
	f->source = next_part(&at);
	f->note = next_part(&at);
	f->year = atoi(next_part(&at));
	f->is_published = atoi(next_part(&at)) != 0;
}

static enum status save_over(struct db *db, struct arena *arena,
			     const struct figure_save *save,
			     const struct figure *before,
			     enum figure_change change,
			     struct change_item *item)
{
	static const char *const ACTIONS[] = {
		[FIGURE_DRAFTED] = "figure.save",
		[FIGURE_PUBLISHED] = "figure.publish",
		[FIGURE_CORRECTED] = "figure.correct",
		[FIGURE_WITHDRAWN] = "figure.correct",
	};
	bool is_correction =
		change == FIGURE_CORRECTED || change == FIGURE_WITHDRAWN;
	enum status st;

	if (is_correction && (!save->reason || !*save->reason))
		return STATUS_BAD;
	item->kind = CHANGE_FIGURE;
	item->before = pack(arena, save->measure_id, before);
	st = write_figure(db, before->id, save->measure_id, &save->figure,
			  save->now, item);
	if (st == STATUS_OK && is_correction)
		st = record_correction(db, arena, save, before);
	if (st != STATUS_OK)
		return st;
	return record(db, arena, save, before, item->object_id,
		      ACTIONS[change]);
}

enum status store_figure_save(struct db *db, struct arena *arena,
			      const struct figure_save *save,
			      enum figure_change *change,
			      struct change_item *item)
{
	struct figure before;
	enum status st;

	*item = (struct change_item){ .kind = CHANGE_FIGURE };
	*change = FIGURE_SAME;
	db_begin(db);
	st = find(db, arena, save->measure_id, &save->figure, &before);
	if (st == STATUS_OK && before.version != save->figure.version)
		st = STATUS_CONFLICT;
	if (st != STATUS_OK)
		return db_end(db, st);
	*change = store_figure_change_of(&before, &save->figure);
	if (*change != FIGURE_SAME)
		st = save_over(db, arena, save, &before, *change, item);
	return db_end(db, st);
}

enum status store_figure_put(struct db *db, int64_t measure_id,
			     const struct figure *figure, const char *actor,
			     bool *changed)
{
	struct arena *arena = arena_new();
	struct figure_save save = { .measure_id = measure_id,
				    .figure = *figure,
				    .reason = IMPORTED,
				    .actor = actor,
				    .now = clock_now() };
	enum figure_change change = FIGURE_SAME;
	struct change_item item;
	struct figure before;
	enum status st;

	db_begin(db);
	st = find(db, arena, measure_id, figure, &before);
	save.figure.version = before.version;
	save.figure.is_published = true;
	if (!before.is_published) /* nothing that anybody read was wrong */
		save.reason = NULL;
	if (st == STATUS_OK)
		st = store_figure_save(db, arena, &save, &change, &item);
	*changed = change != FIGURE_SAME;
	arena_free(arena);
	return db_end(db, st);
}

/* Removing and undo --------------------------------------------------- */

static enum status find_by_id(struct db *db, struct arena *arena, int64_t id,
			      struct figure *out, int64_t *measure_id)
{
	struct db_query *q = db_query(db, SQL_FIND_ID);

	db_bind_int(q, 1, id);
	if (db_row(q)) {
		*out = plan_row_figure(q, 0, arena);
		*measure_id = db_int(q, PLAN_FIGURE_AT - 2);
	}
	return db_finish_one(q);
}

static enum status delete_row(struct db *db, struct arena *arena,
			      const struct figure_save *save,
			      const struct figure *now, const char *action)
{
	struct db_query *q = db_query(db, SQL_REMOVE);
	struct figure none = { .period = now->period,
			       .is_target = now->is_target };
	struct figure_save gone = *save;
	enum status st;

	db_bind_int(q, 1, now->id);
	st = db_finish(q);
	gone.figure = none;
	if (st != STATUS_OK)
		return st;
	return record(db, arena, &gone, now, now->id, action);
}

enum status store_figure_remove(struct db *db, struct arena *arena, int64_t id,
				int64_t version, const char *actor,
				struct change_item *item)
{
	struct figure_save save = { .actor = actor };
	struct figure now;
	enum status st;

	*item = (struct change_item){ .kind = CHANGE_FIGURE, .object_id = id };
	db_begin(db);
	st = find_by_id(db, arena, id, &now, &save.measure_id);
	if (st == STATUS_OK && now.version != version)
		st = STATUS_CONFLICT;
	if (st == STATUS_OK && now.is_published)
		st = STATUS_BAD;
	if (st != STATUS_OK)
		return db_end(db, st);
	item->before = pack(arena, save.measure_id, &now);
	return db_end(db, delete_row(db, arena, &save, &now, "figure.remove"));
}

/* It did not exist before: gone again, and if it was public, with a word. */
static enum status remove_again(struct db *db, struct arena *arena,
				struct figure_save *save,
				const struct figure *now)
{
	enum status st = STATUS_OK;

	save->figure = *now;
	save->figure.is_published = false;
	if (now->is_published)
		st = record_correction(db, arena, save, now);
	if (st != STATUS_OK)
		return st;
	return delete_row(db, arena, save, now,
			  now->is_published ? "figure.correct" : "figure.save");
}

enum status store_figure_undo(struct db *db, struct arena *arena,
			      const struct change_item *item, const char *actor,
			      int64_t now)
{
	struct figure_save save = { .reason = UNDONE,
				    .actor = actor,
				    .now = now };
	struct figure present = { 0 };
	enum figure_change change;
	struct change_item undone;
	enum status st;

	db_begin(db);
	st = find_by_id(db, arena, item->object_id, &present, &save.measure_id);
	if (st == STATUS_NOT_FOUND) /* as after removing it */
		st = STATUS_OK;
	if (st == STATUS_OK && present.version != item->after_version)
		st = STATUS_CONFLICT;
	if (st != STATUS_OK)
		return db_end(db, st);
	if (!*item->before)
		return db_end(db, remove_again(db, arena, &save, &present));
	unpack(arena, item->before, &save);
	save.figure.version = present.version;
	return db_end(db,
		      store_figure_save(db, arena, &save, &change, &undone));
}
