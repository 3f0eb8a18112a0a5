/* The strategic plan as staff keep it: drafts, retired measures, corrections
 * with a reason, what is due. Every write makes its audit row; the versions
 * keep two people from overwriting each other. */
#ifndef STORE_PLAN_EDIT_H
#define STORE_PLAN_EDIT_H

#include "store/change.h"
#include "store/plan.h"

/* Measures with all of their figures, drafts too; is_retired ones as well. */
MUST_CHECK enum status store_plan_all(struct db *db, struct arena *arena,
				      const char *area, struct measure **out,
				      size_t *count);
MUST_CHECK enum status store_plan_one(struct db *db, struct arena *arena,
				      const char *area, const char *slug,
				      struct measure *out);
/* The same by id, for those who know only that. */
MUST_CHECK enum status store_plan_one_by_id(struct db *db, struct arena *arena,
					    int64_t id, struct measure *out);

/* Into the order of their periods, targets last. */
void store_figures_sort(struct figure *figures, size_t count);

struct due_measure {
	int64_t id;
	const char *area, *slug, *name;
	const char *owner;       /* NULL */
	const char *last_period; /* of the last published figure; NULL: none */
	int64_t due_at;          /* 0: it never had a figure */
	bool has_draft;          /* a later figure waits to be published */
};

/* Measures whose next figure should be there by now, longest due first: those
 * with due_months whose last published figure (no target) ended so long ago,
 * or that never had one. At most limit. */
MUST_CHECK enum status store_plan_due(struct db *db, struct arena *arena,
				      int64_t now, size_t limit,
				      struct due_measure **out, size_t *count);

/* When the next figure of measure is due, from its published ones; 0 when it
 * has none, or is never due. */
int64_t store_measure_due_at(const struct measure *measure);

/* Add a measure: area, name, definition, unit, direction, source, owner and
 * due_months count, and position (0: after the others). The slug is made from
 * the name, and stays. item is for a change set. */
MUST_CHECK enum status store_measure_add(struct db *db,
					 const struct measure *measure,
					 const char *actor, int64_t *id,
					 struct change_item *item);

/* Change one, by id; STATUS_CONFLICT when it has another version by now. Its
 * area and slug stay. STATUS_OK with item->object_id 0: nothing to change. */
MUST_CHECK enum status store_measure_save(struct db *db, struct arena *arena,
					  const struct measure *measure,
					  const char *actor,
					  struct change_item *item);

struct figure_save {
	int64_t measure_id;
	/* period, is_target, value, qualifier, source, note; is_published is
	 * what it shall be; version is the one that was seen, 0 for none. */
	struct figure figure;
	const char *reason; /* of a correction; NULL else */
	const char *actor;
	int64_t now;
};

enum figure_change {
	FIGURE_SAME,
	FIGURE_DRAFTED, /* saved, and nobody outside sees it */
	FIGURE_PUBLISHED,
	FIGURE_CORRECTED, /* was published, and changed */
	FIGURE_WITHDRAWN  /* was published, and is a draft now */
};

/* What saving would be. */
enum figure_change store_figure_change_of(const struct figure *before,
					  const struct figure *after);

/* Save a figure; STATUS_CONFLICT when it has another version by now,
 * STATUS_BAD when a published one would change without a reason. */
MUST_CHECK enum status store_figure_save(struct db *db, struct arena *arena,
					 const struct figure_save *save,
					 enum figure_change *change,
					 struct change_item *item);

/* Remove a draft; STATUS_CONFLICT when it has another version by now,
 * STATUS_BAD when it is published. */
MUST_CHECK enum status store_figure_remove(struct db *db, struct arena *arena,
					   int64_t id, int64_t version,
					   const char *actor,
					   struct change_item *item);

/* Undo one item of a change set: the thing is as before, unless it changed
 * since (STATUS_CONFLICT). What the public saw changes with a correction that
 * says so. A measure that was added is retired. */
MUST_CHECK enum status store_measure_undo(struct db *db, struct arena *arena,
					  const struct change_item *item,
					  const char *actor);
MUST_CHECK enum status store_figure_undo(struct db *db, struct arena *arena,
					 const struct change_item *item,
					 const char *actor, int64_t now);

#endif
