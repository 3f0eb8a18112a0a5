/* Listings as staff see them: all of them, whatever their stage; found,
 * put into order, and changed many at a time. */
#ifndef STORE_STAFF_PROGRAM_H
#define STORE_STAFF_PROGRAM_H

#include <stdbool.h>

#include "store/program.h"

#define STAFF_PROGRAM_PAGE  50
#define STAFF_PROGRAM_COUNT 1000 /* counted exactly up to here */
#define STAFF_PROGRAM_BULK  1000 /* changed at once, at most */

enum staff_program_sort {
	STAFF_BY_NAME,
	STAFF_BY_CHANGED, /* last changed first */
	STAFF_BY_CHECKED, /* longest not confirmed first */
	STAFF_BY_STAGE    /* drafts, published, paused, closed; then by name */
};

enum staff_program_checked {
	STAFF_CHECKED_ANY,
	STAFF_CHECKED_NEVER,
	STAFF_CHECKED_LONG_AGO, /* before checked_before, or never */
	STAFF_CHECKED_SINCE     /* at checked_before or after */
};

struct staff_program_filter {
	const char *words; /* in the name or the organization's, in this
			    * order; "" for any */
	bool has_stage;
	enum program_stage stage;
	const char *state;       /* "MN"; NULL: any */
	int64_t county_id;       /* served, or based there; 0: any */
	int64_t organization_id; /* 0: any */
	int64_t owner_id;        /* only this user's own; 0: all */
	bool needs_mentors;
	enum staff_program_checked checked;
	int64_t checked_before;
	enum staff_program_sort sort;
};

struct staff_program {
	int64_t id, version;
	const char *slug, *name;
	struct organization organization; /* without website */
	enum program_stage stage;
	int64_t confirmed_at; /* 0: never */
	int64_t updated_at;
	const char *actor; /* who saved it last: "user 3" */
};

/* The ids of those that fit, in order, at most limit. */
MUST_CHECK enum status
store_staff_program_ids(struct db *db, struct arena *arena,
			const struct staff_program_filter *filter, size_t limit,
			int64_t **ids, size_t *count);

/* These, in this order; those that are no more are left out. */
MUST_CHECK enum status
store_staff_program_rows(struct db *db, struct arena *arena, const int64_t *ids,
			 size_t count, struct staff_program **out,
			 size_t *out_count);

/* The organization called slug. */
MUST_CHECK enum status store_organization_get(struct db *db,
					      struct arena *arena,
					      const char *slug,
					      struct organization *out);

/* Changing the stage ------------------------------------------------------ */

enum staff_program_do {
	STAFF_PUBLISH,
	STAFF_UNPUBLISH, /* to a draft */
	STAFF_PAUSE,
	STAFF_CONFIRM,
	STAFF_CLOSE,
	STAFF_PROGRAM_DOS
};

struct staff_program_change {
	enum staff_program_do what;
	const char *reason; /* of a pause */
	int64_t returns_at; /* of a pause; 0: not known */
	const char *how;    /* of a confirmation: "phone", "email", "visit" */
	int64_t now;
};

/* What keeps a listing from it. */
enum staff_program_bar {
	STAFF_FREE,
	STAFF_IS_SO,      /* it already is: published, a draft, … */
	STAFF_IS_DRAFT,   /* never was public: nothing to pause or close */
	STAFF_IS_CLOSED,  /* open it again first */
	STAFF_NO_TYPE,    /* the public would not see how people meet, … */
	STAFF_NO_CONTACT, /* … how to ask, … */
	STAFF_NO_PLACE    /* … or where */
};

enum staff_program_bar
store_staff_program_bar(const struct program *program,
			const struct staff_program_change *change);

/* Does the public page of program lack what this one of STAFF_NO_… says? */
bool store_staff_program_lacks(const struct program *program,
			       enum staff_program_bar what);

/* Make the change in program (not stored yet). */
void store_staff_program_apply(struct program *program,
			       const struct staff_program_change *change);

/* "program.pause", as the record and change sets call it. */
const char *store_staff_program_action(enum staff_program_do what);

#endif
